import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, query } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Asked } from '../../facts/oauth-asked.ts';
import type { OAuthRefusal } from '../../facts/oauth-refusal.ts';
import { rfc6749Redirect } from '../specs.ts';
import words from './oauth-redirect-uri-mismatch.md?raw';
import { clientOf, evidenceOf, lineOf } from './refused.ts';

export const oauthRedirectUriMismatch: Cause = {
  code: 'oauth-redirect-uri-mismatch',
  group: 'oauth',
  title: 'The redirect URI is not registered',
  fixIn: 'idp',
  step: 'oauth',
  aliases: [
    'redirect_uri_mismatch',
    'redirect_mismatch',
    'invalid_redirect_uri',
    'AADSTS50011',
    'Callback URL mismatch',
    'Mismatching redirect URI',
  ],
  specs: [rfc6749Redirect],
  words,
  explains: [],
  decide(failing, facts) {
    const refusal = facts.oauthRefusal(failing);
    if (!refusal || refusal.by === 'client') return undefined;
    if (refusal.by === 'token-endpoint') return atTokenEndpoint(failing, refusal, facts);
    if (refusal.meaning !== 'redirect-uri') {
      if (refusal.by !== 'page') return undefined;
      return failing.response?.body
        ? { kind: 'ruled-out', because: 'The server names another reason' }
        : {
            kind: 'cannot-tell',
            because: 'The error page’s text was not recorded: open DevTools before the sign-in',
          };
    }
    const uri = refusal.asked?.request.redirectUri;
    const client = clientOf(failing, refusal, facts);
    return {
      kind: 'found',
      confidence: 'certain',
      title:
        uri === undefined
          ? 'The redirect URI is not registered for this client'
          : `The redirect URI ${quote(uri, 120)} is not registered for this client`,
      line: client === undefined ? lineOf(refusal) : `Refused for client ${client}`,
      evidence: present(
        ...evidenceOf(failing, refusal, 'redirect_uri', 'client_id'),
        absentRedirectUri(refusal.asked),
      ),
    };
  },
};

/** Some name it when the code is redeemed, beside invalid_grant, which is what RFC 6749 §5.2 has for it. */
function atTokenEndpoint(failing: Exchange, refusal: OAuthRefusal, facts: Facts): Verdict {
  if (refusal.meaning !== 'redirect-uri' || refusal.error === 'invalid_grant') return undefined;
  const client = clientOf(failing, refusal, facts);
  return {
    kind: 'found',
    confidence: 'certain',
    title: 'The redirect URI of the token request is not the one that the server expects',
    line: client === undefined ? lineOf(refusal) : `Refused for client ${client}`,
    evidence: evidenceOf(failing, refusal),
  };
}

/** The server then takes the one that is registered, which works for one only. */
function absentRedirectUri(asked: Asked | undefined): Evidence | undefined {
  if (!asked || asked.request.redirectUri !== undefined) return undefined;
  const named = query(asked.exchange, 'redirect_uri');
  return {
    ...named,
    at: { part: 'query', exchangeId: asked.exchange.id, name: 'redirect_uri', absent: true },
  };
}
