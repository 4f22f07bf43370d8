import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { absentResponseHeader, status } from '../../engine/evidence.ts';
import { rfc9110Challenge, rfc9110Unauthorized } from '../specs.ts';
import words from './challenge-missing.md?raw';

export const challengeMissing: Cause = {
  code: 'challenge-missing',
  group: 'permission',
  title: '401 without a challenge',
  fixIn: 'api',
  step: 'challenge',
  aliases: ['no WWW-Authenticate', 'missing WWW-Authenticate header', '401 without WWW-Authenticate'],
  specs: [rfc9110Unauthorized, rfc9110Challenge],
  words,
  explains: [],
  lastResort: true,
  decide(failing, facts): Verdict {
    if (failing.response?.status !== 401 || failing.response.answeredBy !== undefined) return undefined;
    if (failing.blindSpots.includes('response-headers') || failing.response.headers.length === 0)
      return undefined;
    if (headerValue(failing.response.headers, 'www-authenticate') !== undefined) return undefined;
    // A password that is asked for once more before something changes: no challenge would help.
    if (facts.saysThat(failing, 'password')) return undefined;
    return {
      kind: 'found',
      confidence: 'possible',
      title: 'The 401 does not say which credential it wants',
      line: 'No WWW-Authenticate header',
      evidence: [absentResponseHeader(failing, 'WWW-Authenticate'), status(failing)],
    };
  },
};
