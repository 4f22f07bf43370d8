import type { Cause } from '../../engine/cause.ts';
import { present, requestHeader, said } from '../../engine/evidence.ts';
import { rfc7515Compact, rfc7519Validating } from '../specs.ts';
import { refusedCredential } from './sent.ts';
import words from './token-malformed.md?raw';

const WHY = {
  'not-base64url': 'a part of it is not base64url',
  'not-json': 'a part of it is not JSON',
  'not-an-object': 'its claims are no JSON object',
} as const;

export const tokenMalformed: Cause = {
  code: 'token-malformed',
  group: 'credential',
  title: 'The token is not a readable JWT',
  fixIn: 'client',
  step: 'credential',
  aliases: ['jwt malformed', 'invalid token', 'Invalid token format', 'IDX12729', 'cannot decode token'],
  specs: [rfc7515Compact, rfc7519Validating],
  words,
  explains: ['token-rejected', 'signature-invalid'],
  decide(failing, facts) {
    const sent = facts.token(failing);
    if (sent?.reading.kind !== 'broken' || sent.reading.why === 'truncated') return undefined;
    if (!refusedCredential(failing)) return undefined;
    if (facts.acceptedWith(failing).length > 0)
      return { kind: 'ruled-out', because: 'The API accepted the very same header elsewhere' };
    const parts = sent.text.split('.', 6).length;
    const why = parts > 3 ? 'it has more than three parts' : WHY[sent.reading.why];
    const word = facts.saysThat(failing, 'malformed', 'signature');
    return {
      kind: 'found',
      confidence: failing.response?.status === 403 ? 'likely' : 'certain',
      title: `The token looks like a JWT, but ${why}`,
      line: `Not a readable JWT: ${why}`,
      evidence: present(requestHeader(failing, 'Authorization', { note: why }), word && said(word)),
    };
  },
};
