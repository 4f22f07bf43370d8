import type { Cause } from '../../engine/cause.ts';
import { present, requestHeader, said } from '../../engine/evidence.ts';
import { rfc7515Compact } from '../specs.ts';
import { refusedCredential } from './sent.ts';
import words from './token-truncated.md?raw';

export const tokenTruncated: Cause = {
  code: 'token-truncated',
  group: 'credential',
  title: 'The token is cut short',
  fixIn: 'client',
  step: 'credential',
  aliases: ['Not enough segments', 'jwt malformed', 'Expected 3 parts in JWT', 'IDX12741'],
  specs: [rfc7515Compact],
  words,
  explains: ['token-rejected', 'token-expired', 'signature-invalid'],
  decide(failing, facts) {
    const sent = facts.token(failing);
    if (!sent || !refusedCredential(failing)) return undefined;
    const { reading, text } = sent;
    const credential = facts.credential(failing);
    const cutShort =
      (reading.kind === 'broken' && reading.why === 'truncated') ||
      (credential?.form === 'bearer' && credential.faults.includes('truncated'));
    if (!cutShort) {
      return reading.kind === 'jws'
        ? { kind: 'ruled-out', because: 'The token has its three parts' }
        : undefined;
    }
    const parts = text.split('.').filter((part) => part !== '').length;
    const word = facts.saysThat(failing, 'malformed', 'signature');
    return {
      kind: 'found',
      confidence: 'certain',
      title:
        parts < 3
          ? `The token is cut short: ${parts} of 3 parts were sent`
          : 'The token is cut short inside a part',
      line: parts < 3 ? `${parts} of 3 parts of the JWT were sent` : 'A part of the JWT ends too early',
      evidence: present(
        requestHeader(failing, 'Authorization', { note: `${text.length} characters` }),
        word && said(word),
      ),
    };
  },
};
