import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, said } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { oidcDiscovery, rfc7515KeyId, rfc7517 } from '../specs.ts';
import { refusedJwt } from './claims.ts';
import words from './key-not-found.md?raw';
import { algorithmOf, keyIdEvidence, keySetEvidence } from './keys.ts';
import { byWordAlone, wordOnUnseenToken } from './unseen.ts';

export const keyNotFound: Cause = {
  code: 'key-not-found',
  group: 'token',
  title: 'The key that signed the token is not among those the API knows',
  fixIn: 'api',
  step: 'keys',
  aliases: [
    'no applicable key found in the JSON Web Key Set',
    'The signature key was not found',
    'Unable to find a signing key that matches',
    'unknown kid',
    'IDX10501',
    "Jwks doesn't have key to match kid",
  ],
  specs: [rfc7515KeyId, rfc7517, oidcDiscovery],
  words,
  explains: ['signature-invalid', 'token-rejected', 'audience-mismatch'],
  decide(failing, facts): Verdict {
    const unseen = wordOnUnseenToken(failing, facts, 'key-not-found');
    if (unseen) return byWordAlone(unseen, 'The server finds no key for the token');
    const jwt = refusedJwt(failing, facts, 'key-not-found');
    if (!jwt || algorithmOf(jwt) === undefined) return undefined;
    const word = facts.saysThat(failing, 'key-not-found');
    const checked = facts.signature(failing)?.token;
    const unpublished = checked?.result === 'key-not-found';
    if (!word && checked?.result === 'verified')
      return { kind: 'ruled-out', because: 'The issuer’s key set holds the key that signed the token' };
    if (!word && (!unpublished || facts.saysOtherwise(failing, 'signature'))) return undefined;
    const { kid } = jwt.header;
    const named = typeof kid === 'string' ? quote(kid, 60) : undefined;
    const good = checked?.result === 'verified';
    return {
      kind: 'found',
      // “Another algorithm expected, or no matching key(s) found” names two reasons.
      confidence: word && !/ or /.test(word.mark) ? 'certain' : 'likely',
      title: unpublished
        ? `The issuer’s key set has no key ${named ?? 'for this token'}`
        : good
          ? `The issuer publishes the key ${named ?? 'of this token'}, and the API does not know it`
          : named
            ? `The API knows no key ${named}`
            : 'The token names no key, and the API finds none for it',
      line: named ? `kid is ${named}` : 'No kid in the token’s header',
      // The API cannot find what the issuer does not publish.
      ...(unpublished && { fixIn: 'idp' as const }),
      evidence: present(
        keyIdEvidence(failing, jwt),
        word && said(word),
        checked && keySetEvidence(checked, unpublished ? 'holds other keys' : 'holds this key'),
      ),
    };
  },
};
