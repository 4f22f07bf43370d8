import type { Cause } from '../../engine/cause.ts';
import { present, said, tokenHeader } from '../../engine/evidence.ts';
import { written } from '../../engine/quote.ts';
import { rfc8725 } from '../specs.ts';
import words from './algorithm-none.md?raw';
import { refusedJwt } from './claims.ts';

export const algorithmNone: Cause = {
  code: 'algorithm-none',
  group: 'token',
  title: 'The token is not signed',
  fixIn: 'client',
  step: 'keys',
  aliases: ['alg: none', 'jwt signature is required', 'unsecured JWT'],
  specs: [rfc8725],
  words,
  explains: [
    'token-rejected',
    'token-truncated',
    'algorithm-mismatch',
    'signature-invalid',
    'key-not-found',
    'audience-mismatch',
    'issuer-mismatch',
    'token-expired',
    'id-token-as-access-token',
  ],
  decide(failing, facts) {
    const jwt = refusedJwt(failing, facts, 'algorithm', 'signature', 'malformed', 'key-not-found');
    if (!jwt) return undefined;
    const { alg } = jwt.header;
    if (typeof alg !== 'string' || alg.toLowerCase() !== 'none') {
      return { kind: 'ruled-out', because: `The token is signed (alg ${written(alg).slice(0, 20)})` };
    }
    const word = facts.saysThat(failing, 'algorithm', 'signature');
    return {
      kind: 'found',
      confidence: 'certain',
      title: 'The token has no signature: its alg is none',
      line: 'alg is none; a validator must refuse that',
      evidence: present(tokenHeader(failing, 'alg', { mark: alg }), word && said(word)),
    };
  },
};
