import type { Cause, Verdict } from '../../engine/cause.ts';
import { absentRequestHeader, present, requestHeader, responseHeader, said } from '../../engine/evidence.ts';
import { rfc9449Header } from '../specs.ts';
import { asksForDpopAlone, refusesProofs, sentAsDpop, sentProofs } from './dpop.ts';
import words from './dpop-proof-missing.md?raw';

export const dpopProofMissing: Cause = {
  code: 'dpop-proof-missing',
  group: 'token',
  title: 'A DPoP token was sent without its proof',
  fixIn: 'client',
  step: 'token',
  aliases: ['DPoP proof is missing', 'invalid_dpop_proof', 'DPoP header required'],
  specs: [rfc9449Header],
  words,
  explains: ['token-rejected', 'wrong-scheme', 'audience-mismatch'],
  decide(failing, facts): Verdict {
    if (!refusesProofs(failing) || sentProofs(failing).length > 0) return undefined;
    const dpop = sentAsDpop(failing, facts);
    const word = facts.saysThat(failing, 'dpop-proof');
    if (!facts.sawAuthorization(failing)) {
      if (!word && !asksForDpopAlone(failing, facts)) return undefined;
      return {
        kind: 'cannot-tell',
        because:
          'The record holds no Authorization header: whether a DPoP proof was sent with it shows in DevTools',
      };
    }
    if (!dpop && !word) return undefined;
    const challenge = facts.challenges(failing).find(({ scheme }) => scheme === 'dpop');
    return {
      kind: 'found',
      confidence: dpop ? 'certain' : 'likely',
      title: dpop
        ? 'The token was sent as DPoP, and no proof came with it'
        : 'The server asks for a DPoP proof, and none was sent',
      line: 'No DPoP header',
      evidence: present(
        absentRequestHeader(failing, 'DPoP'),
        dpop && requestHeader(failing, 'Authorization'),
        word
          ? said(word)
          : challenge &&
              responseHeader(failing, 'WWW-Authenticate', {
                label: 'Challenge',
                mark: challenge.schemeAsWritten,
              }),
      ),
    };
  },
};
