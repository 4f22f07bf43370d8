import type { Cause } from '../../engine/cause.ts';
import { requestHeader } from '../../engine/evidence.ts';
import { rfc6750Header } from '../specs.ts';
import words from './bearer-duplicated.md?raw';
import { refusedCredential } from './sent.ts';

export const bearerDuplicated: Cause = {
  code: 'bearer-duplicated',
  group: 'credential',
  title: 'Bearer stands twice before the token',
  fixIn: 'client',
  step: 'credential',
  aliases: ['Bearer Bearer', 'double bearer prefix'],
  specs: [rfc6750Header],
  words,
  explains: [
    'authorization-missing',
    'token-rejected',
    'wrong-scheme',
    'token-truncated',
    'token-expired',
    'signature-invalid',
  ],
  decide(failing, facts) {
    const credential = facts.credential(failing);
    if (!credential || !refusedCredential(failing)) return undefined;
    if (credential.form !== 'duplicated-scheme') {
      return credential.form === 'bearer'
        ? { kind: 'ruled-out', because: 'The scheme stands once' }
        : undefined;
    }
    const twice = `${credential.scheme} ${credential.scheme}`;
    return {
      kind: 'found',
      confidence: 'certain',
      title: `The Authorization header says ${credential.scheme} twice`,
      line: 'The stored token already begins with the scheme',
      evidence: [requestHeader(failing, 'Authorization', { mark: twice })],
    };
  },
};
