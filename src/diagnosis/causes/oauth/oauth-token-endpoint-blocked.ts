import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { failure, present, requestHeader, status, url } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { type OAuthEndpoint, oauthEndpoint, unreachable } from '../../facts/oauth-endpoint.ts';
import { fetchCorsCheck, oauthBrowserApps, rfc8414 } from '../specs.ts';
import words from './oauth-token-endpoint-blocked.md?raw';

const NAMES: Readonly<Record<OAuthEndpoint, string>> = {
  token: 'token endpoint',
  keys: 'key set',
  discovery: 'discovery document',
  userinfo: 'UserInfo endpoint',
  revocation: 'revocation endpoint',
};

export const oauthTokenEndpointBlocked: Cause = {
  code: 'oauth-token-endpoint-blocked',
  group: 'oauth',
  title: 'The page cannot reach the authorization server’s endpoint',
  fixIn: 'idp',
  step: 'oauth',
  aliases: [
    'Web origin not allowed',
    'origin_not_allowed',
    'endpoints_resolution_error',
    'Failed to fetch (token endpoint)',
    'clientBasedCORS',
  ],
  specs: [oauthBrowserApps, rfc8414, fetchCorsCheck],
  words,
  explains: [],
  decide(failing, facts): Verdict {
    const endpoint = oauthEndpoint(failing, facts);
    if (!endpoint) return undefined;
    const what = `${NAMES[endpoint]} of ${shownHost(failing)}`;
    const why = unreachable(failing);
    if (why !== undefined)
      return {
        kind: 'found',
        confidence: /in time|broke off/.test(why) ? 'likely' : 'certain',
        title: `The ${what} cannot be reached: ${why}`,
        line: 'No answer came, so there is no token and no reason from the server',
        evidence: [failure(failing), url(failing)],
      };
    return blockedByCors(failing, what, facts);
  },
};

function blockedByCors(failing: Exchange, what: string, facts: Facts): Verdict {
  const cors = facts.cors(failing);
  if (!cors?.blocked) return undefined;
  const origin = cors.origin.slice(0, 120);
  return {
    kind: 'found',
    confidence: 'certain',
    title: `The ${what} is closed to ${origin}`,
    line: 'The server’s list of web origins for this client decides who may read its answers',
    evidence: present(
      failing.response
        ? status(failing, { label: 'Real status', note: 'the page saw a network error' })
        : url(failing),
      failing.failure !== undefined && failure(failing),
      headerValue(failing.request.headers, 'origin') !== undefined && requestHeader(failing, 'Origin'),
    ),
  };
}
