import type { Exchange } from '../../../exchange/exchange.ts';
import type { Found } from '../../engine/cause.ts';
import { said } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import type { ServerWord } from '../../facts/server-words.ts';
import { refusesToken } from './claims.ts';

/** The server's word about a token that the record leaves out; `undefined` where the token can be seen, or none was sent. */
export function wordOnUnseenToken(
  failing: Exchange,
  facts: Facts,
  meaning: 'signature' | 'key-not-found' | 'algorithm' | 'issuer' | 'audience',
): ServerWord | undefined {
  if (facts.sawAuthorization(failing) || !refusesToken(failing, facts, meaning)) return undefined;
  // Requests can be signed, too, and pages speak of audiences.
  const ofClaims = (meaning === 'issuer' || meaning === 'audience') && failing.response?.status === 401;
  const bearer = facts.challenges(failing).some(({ scheme }) => scheme === 'bearer');
  return ofClaims || bearer ? facts.saysThat(failing, meaning) : undefined;
}

/** What can be said by that word alone. */
export function byWordAlone(word: ServerWord, title: string): Found {
  return {
    kind: 'found',
    confidence: 'likely',
    title,
    line: 'By the server’s own word; the record holds no token',
    evidence: [said(word)],
  };
}
