import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, said, status, tokenHeader } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { rfc7518, rfc8725 } from '../specs.ts';
import words from './algorithm-mismatch.md?raw';
import { refusedJwt } from './claims.ts';
import { acceptedAlgorithms, algorithmOf, keySetEvidence } from './keys.ts';
import { byWordAlone, wordOnUnseenToken } from './unseen.ts';

export const algorithmMismatch: Cause = {
  code: 'algorithm-mismatch',
  group: 'token',
  title: 'The token is signed with an algorithm that the API does not take',
  fixIn: 'api',
  step: 'keys',
  aliases: [
    'invalid algorithm',
    "Unsupported 'alg' value for a JSON Web Key Set",
    'The specified alg value is not allowed',
    'HS256 instead of RS256',
  ],
  specs: [rfc8725, rfc7518],
  words,
  explains: ['key-not-found', 'signature-invalid', 'token-rejected'],
  decide(failing, facts): Verdict {
    const unseen = wordOnUnseenToken(failing, facts, 'algorithm');
    if (unseen) return byWordAlone(unseen, 'The server does not take the token’s algorithm');
    const jwt = refusedJwt(failing, facts, 'algorithm', 'key-not-found', 'signature');
    const alg = jwt && algorithmOf(jwt);
    if (alg === undefined) return undefined;
    const word = facts.saysThat(failing, 'algorithm');
    if (!word && facts.saysOtherwise(failing, 'key-not-found', 'signature')) return undefined;
    const checked = facts.signature(failing)?.token;
    const unpublished = checked?.result === 'other-algorithm' ? checked : undefined;
    const accepted = acceptedAlgorithms(failing, facts);
    const differs = accepted.length > 0 && !accepted.includes(alg);
    if (!word && !unpublished && !differs) return undefined;
    const named = quote(alg, 20);
    return {
      kind: 'found',
      confidence: word ? 'certain' : 'likely',
      title: unpublished
        ? `The token is signed with ${named}, and its issuer publishes no key for that`
        : `The token is signed with ${named}, and this API does not take that`,
      line: differs ? `Accepted tokens are signed with ${quote(accepted.join(', '), 40)}` : `alg is ${named}`,
      evidence: present(
        tokenHeader(failing, 'alg', { mark: alg }),
        word && said(word),
        unpublished && keySetEvidence(unpublished, `holds no key for ${named}`),
        !word &&
          !unpublished &&
          status(failing, { note: `accepted tokens say ${quote(accepted.join(', '), 40)}` }),
      ),
    };
  },
};
