import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { absentRequestHeader, present, requestHeader } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import type { OAuthRefusal } from '../../facts/oauth-refusal.ts';
import { rfc6749ClientAuthentication, rfc6749TokenError } from '../specs.ts';
import words from './oauth-invalid-client.md?raw';
import { clientOf, confidenceIn, evidenceOf, lineOf, refusedFor, serverOf } from './refused.ts';

export const oauthInvalidClient: Cause = {
  code: 'oauth-invalid-client',
  group: 'oauth',
  title: 'The authorization server does not accept the client',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'invalid_client',
    'deleted_client',
    'Unknown client',
    'Client not found',
    'Client authentication failed',
    'AADSTS700016',
    'AADSTS7000215',
    'AADSTS7000222',
    'incorrect_client_credentials',
  ],
  specs: [rfc6749TokenError, rfc6749ClientAuthentication],
  words,
  explains: [
    'basic-rejected',
    'authorization-missing',
    'wrong-scheme',
    'token-rejected',
    'challenge-missing',
    'oauth-invalid-grant',
    'login-rejected',
    'oauth-state-mismatch',
  ],
  decide(failing, facts): Verdict {
    const refusal = refusedFor('client', failing, facts);
    if (!refusal) return unsaid(failing, facts);
    return {
      kind: 'found',
      confidence: confidenceIn(refusal),
      title: titleOf(failing, refusal, facts),
      line: lineOf(refusal),
      evidence: present(
        ...evidenceOf(failing, refusal, 'client_id'),
        refusal.by === 'token-endpoint' && credentials(failing, facts),
      ),
    };
  },
};

function titleOf(failing: Exchange, refusal: OAuthRefusal, facts: Facts): string {
  const client = clientOf(failing, refusal, facts);
  const server = serverOf(failing, refusal);
  if (refusal.by === 'client') return `${server} did not accept the application’s own credentials`;
  if (refusal.by === 'token-endpoint')
    return client === undefined
      ? `${server} does not accept the client’s credentials`
      : `${server} does not accept the client ${client} or its credentials`;
  return client === undefined
    ? `${server} does not know the client`
    : `${server} does not accept the client ${client}`;
}

/** How the client showed who it is, as far as a header shows it. */
function credentials(failing: Exchange, facts: Facts) {
  if (facts.credential(failing)?.form === 'basic')
    return requestHeader(failing, 'Authorization', { note: 'the client’s id and secret' });
  if (facts.authorization(failing) !== undefined || !facts.sawAuthorization(failing)) return undefined;
  return absentRequestHeader(failing, 'Authorization', { note: 'no client credentials in a header' });
}

/** A page that gives no reason may stand for this one. */
function unsaid(failing: Exchange, facts: Facts): Verdict {
  const refusal = facts.oauthRefusal(failing);
  if (!refusal || refusal.meaning !== undefined || refusal.error !== undefined) return undefined;
  if (refusal.by === 'page' && failing.response?.body === undefined)
    return {
      kind: 'cannot-tell',
      because: 'The error page’s text was not recorded: open DevTools before the sign-in',
    };
  if (refusal.by !== 'client' || facts.says(failing).length > 0) return undefined;
  return {
    kind: 'cannot-tell',
    because:
      'The application got a code and then failed without a reason: its own log has the answer of the token endpoint',
  };
}
