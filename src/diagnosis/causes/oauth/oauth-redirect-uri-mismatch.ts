import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence } from '../../engine/cause.ts';
import { present, query, said, status } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { rfc6749Redirect } from '../specs.ts';
import words from './oauth-redirect-uri-mismatch.md?raw';

export const oauthRedirectUriMismatch: Cause = {
  code: 'oauth-redirect-uri-mismatch',
  group: 'oauth',
  title: 'The redirect URI is not registered',
  fixIn: 'idp',
  step: 'oauth',
  aliases: [
    'redirect_uri_mismatch',
    'invalid_redirect_uri',
    'AADSTS50011',
    'Callback URL mismatch',
    'Mismatching redirect URI',
  ],
  specs: [rfc6749Redirect],
  words,
  explains: [],
  decide(failing, facts) {
    const message = facts.oauth(failing);
    const code = failing.response?.status ?? 0;
    if (message?.kind !== 'authorization-request' || code < 400 || code >= 500) return undefined;
    const word = facts.saysThat(failing, 'redirect-uri');
    if (!word) {
      return failing.response?.body
        ? { kind: 'ruled-out', because: 'The server names another reason' }
        : {
            kind: 'cannot-tell',
            because: 'The error page’s text was not recorded: open DevTools before the sign-in',
          };
    }
    const { redirectUri: uri, clientId } = message.request;
    return {
      kind: 'found',
      confidence: 'certain',
      title:
        uri === undefined
          ? 'The redirect URI is not registered for this client'
          : `The redirect URI ${quote(uri, 120)} is not registered for this client`,
      line: `Refused for client ${quote(clientId, 40)}`,
      evidence: present(redirectUri(failing, uri), query(failing, 'client_id'), said(word), status(failing)),
    };
  },
};

function redirectUri(failing: Exchange, uri: string | undefined): Evidence {
  const named = query(failing, 'redirect_uri');
  if (uri !== undefined) return named;
  return { ...named, at: { part: 'query', exchangeId: failing.id, name: 'redirect_uri', absent: true } };
}
