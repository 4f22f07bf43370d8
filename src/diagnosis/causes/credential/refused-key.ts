import type { Exchange } from '../../../exchange/exchange.ts';
import type { Verdict } from '../../engine/cause.ts';
import { present, requestHeader, said, status } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { otherCredentialHeader } from './sent.ts';

/** Schemes of Authorization: where a server asks for one of them, a key beside it is not what it misses. */
const OF_AUTHORIZATION: ReadonlySet<string> = new Set([
  'bearer',
  'basic',
  'digest',
  'dpop',
  'negotiate',
  'ntlm',
]);

/** Schemes of nobody's registry, under which APIs take an opaque token or key. */
const SCHEMES_OF_KEYS: ReadonlySet<string> = new Set([
  'token',
  'apikey',
  'api-key',
  'apitoken',
  'key',
  'jwt',
]);

/**
 * What is no bearer token and was refused all the same, without a reason: a key in a header of its own, or an opaque
 * token under a scheme such as Token, which the server says is not valid.
 */
export function refusedOther(failing: Exchange, facts: Facts): Verdict {
  const credential = facts.credential(failing);
  if (credential === undefined) return refusedKey(failing, facts);
  const word = facts.saysThat(failing, 'invalid-token', 'api-key');
  if (credential.form !== 'other-scheme' || !SCHEMES_OF_KEYS.has(credential.scheme) || !word)
    return undefined;
  if (facts.saysOtherwise(failing, 'api-key')) return undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: 'The server refused the token and does not say why',
    line: 'An opaque token: only the server can read it',
    evidence: [said(word), requestHeader(failing, 'Authorization', { mark: credential.schemeAsWritten })],
  };
}

/** A key in a header of its own (X-API-Key and kin) that the server did not accept, and says no more. */
function refusedKey(failing: Exchange, facts: Facts): Verdict {
  if (!facts.sawAuthorization(failing)) return undefined;
  const name = otherCredentialHeader(failing);
  if (name === undefined || facts.oauth(failing)) return undefined;
  if (facts.challenges(failing).some(({ scheme }) => OF_AUTHORIZATION.has(scheme))) return undefined;
  if (facts.saysOtherwise(failing, 'api-key')) return undefined;
  const word = facts.saysThat(failing, 'api-key', 'invalid-token');
  return {
    kind: 'found',
    confidence: word ? 'likely' : 'possible',
    title: `The server did not accept the key in ${name.length > 40 ? quote(name, 40) : name}`,
    line: word
      ? 'It says so, and not why'
      : 'It gives no reason; the key is the only credential of the request',
    fixIn: 'client',
    evidence: present(requestHeader(failing, name), word ? said(word) : status(failing)),
  };
}
