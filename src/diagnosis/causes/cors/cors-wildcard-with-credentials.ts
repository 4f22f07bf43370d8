import type { Cause } from '../../engine/cause.ts';
import { present, responseHeader } from '../../engine/evidence.ts';
import { fetchCorsCheck, fetchCredentials } from '../specs.ts';
import { blockedBy, hiddenStatus } from './blocked.ts';
import words from './cors-wildcard-with-credentials.md?raw';
import { withCredentials } from './credentials-evidence.ts';

export const corsWildcardWithCredentials: Cause = {
  code: 'cors-wildcard-with-credentials',
  group: 'cors',
  title: 'A wildcard origin is refused when credentials are sent',
  fixIn: 'api',
  step: 'cors',
  aliases: ['WildcardOriginNotAllowed', 'PreflightWildcardOriginNotAllowed', 'CORSNotSupportingCredentials'],
  specs: [fetchCorsCheck, fetchCredentials],
  words,
  explains: [],
  decide(failing, facts) {
    const blocked = blockedBy(failing, facts);
    if (
      blocked?.reason !== 'WildcardOriginNotAllowed' &&
      blocked?.reason !== 'PreflightWildcardOriginNotAllowed'
    )
      return undefined;
    return {
      kind: 'found',
      confidence: 'certain',
      title: 'The API allows any origin, and this request was made with credentials',
      line: `The star does not hold with credentials${blocked.stage === 'response' ? hiddenStatus(failing) : ''}`,
      evidence: present(
        responseHeader(blocked.answer, 'Access-Control-Allow-Origin', {
          label: blocked.stage === 'preflight' ? 'Preflight: Allow-Origin' : 'Answer: Allow-Origin',
          mark: '*',
        }),
        withCredentials(failing),
      ),
    };
  },
};
