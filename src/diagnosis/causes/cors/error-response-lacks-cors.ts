import type { Cause } from '../../engine/cause.ts';
import { absentResponseHeader, present, responseHeader, status } from '../../engine/evidence.ts';
import { fetchCorsCheck } from '../specs.ts';
import { answeredWithCors, blockedBy } from './blocked.ts';
import words from './error-response-lacks-cors.md?raw';

export const errorResponseLacksCors: Cause = {
  code: 'error-response-lacks-cors',
  group: 'cors',
  title: 'The error answer lacks the CORS headers',
  fixIn: 'api',
  step: 'cors',
  aliases: ['MissingAllowOriginHeader', 'CORSMissingAllowOrigin', '401 shown as CORS error'],
  specs: [fetchCorsCheck],
  words,
  explains: [
    'cors-origin-missing',
    'audience-mismatch',
    'issuer-mismatch',
    'token-expired',
    'token-rejected',
    'authorization-missing',
    'insufficient-scope',
    'resource-forbidden',
    'clock-skew',
    'token-not-yet-valid',
  ],
  decide(failing, facts) {
    const blocked = blockedBy(failing, facts);
    if (blocked?.reason !== 'MissingAllowOriginHeader' || blocked.stage !== 'response') return undefined;
    const code = failing.response?.status ?? 0;
    if (code < 400) return { kind: 'ruled-out', because: 'The answer was no error' };
    const other = answeredWithCors(failing, facts);
    if (!other) return undefined;
    return {
      kind: 'found',
      confidence: 'certain',
      title: `The real answer was ${code}; the page saw a CORS error instead`,
      line: `${code} without the CORS headers that other answers carry`,
      evidence: present(
        status(failing, { label: 'Real status', note: 'hidden from the page' }),
        absentResponseHeader(failing, 'Access-Control-Allow-Origin', { label: 'This answer: Allow-Origin' }),
        responseHeader(other, 'Access-Control-Allow-Origin', {
          label: other.kind === 'preflight' ? 'Its preflight' : 'Another answer',
          note: `answered ${other.response?.status}`,
        }),
      ),
    };
  },
};
