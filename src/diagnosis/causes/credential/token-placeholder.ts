import type { Cause } from '../../engine/cause.ts';
import { requestHeader } from '../../engine/evidence.ts';
import { rfc6750Header } from '../specs.ts';
import { refusedCredential } from './sent.ts';
import words from './token-placeholder.md?raw';

export const tokenPlaceholder: Cause = {
  code: 'token-placeholder',
  group: 'credential',
  title: 'A placeholder was sent instead of a token',
  fixIn: 'client',
  step: 'credential',
  aliases: ['Bearer undefined', 'Bearer null', '[object Object]', 'jwt malformed'],
  specs: [rfc6750Header],
  words,
  explains: [
    'authorization-missing',
    'token-rejected',
    'wrong-scheme',
    'token-truncated',
    'bearer-prefix-missing',
    'signature-invalid',
  ],
  decide(failing, facts) {
    const credential = facts.credential(failing);
    if (!credential || !refusedCredential(failing)) return undefined;
    if (credential.form !== 'placeholder' && credential.form !== 'empty') {
      return { kind: 'ruled-out', because: 'The header holds a value, not a placeholder' };
    }
    const held = credential.form === 'placeholder' ? credential.placeholder : '';
    // Inside Basic it is encoded, and cannot be marked.
    const standsPlain = held !== '' && facts.authorization(failing)?.includes(held);
    return {
      kind: 'found',
      confidence: 'certain',
      title:
        held === ''
          ? 'The Authorization header holds no token'
          : `The Authorization header holds “${held}” instead of a token`,
      line: held === '' ? 'Nothing stands after the scheme' : `Sent: ${held}`,
      evidence: [requestHeader(failing, 'Authorization', standsPlain ? { mark: held } : {})],
    };
  },
};
