import { headerValue } from '../../../exchange/headers.ts';
import type { Cause } from '../../engine/cause.ts';
import { absentResponseHeader, present, responseHeader } from '../../engine/evidence.ts';
import { fetchCorsCheck, fetchCredentials } from '../specs.ts';
import { blockedBy, hiddenStatus } from './blocked.ts';
import words from './cors-credentials-missing.md?raw';
import { withCredentials } from './credentials-evidence.ts';

const ALLOW = 'Access-Control-Allow-Credentials';

export const corsCredentialsMissing: Cause = {
  code: 'cors-credentials-missing',
  group: 'cors',
  title: 'Access-Control-Allow-Credentials is not true',
  fixIn: 'api',
  step: 'cors',
  aliases: [
    'InvalidAllowCredentials',
    'PreflightInvalidAllowCredentials',
    'CORSMissingAllowCredentials',
    'must be true when the request’s credentials mode is include',
  ],
  specs: [fetchCorsCheck, fetchCredentials],
  words,
  explains: [],
  decide(failing, facts) {
    const blocked = blockedBy(failing, facts);
    if (
      blocked?.reason !== 'InvalidAllowCredentials' &&
      blocked?.reason !== 'PreflightInvalidAllowCredentials'
    )
      return undefined;
    const onPreflight = blocked.stage === 'preflight';
    const label = onPreflight ? 'Preflight: Allow-Credentials' : 'Answer: Allow-Credentials';
    const value = headerValue(blocked.answer.response?.headers ?? [], ALLOW);
    return {
      kind: 'found',
      confidence: 'certain',
      title: `The API does not allow credentials from ${blocked.cors.origin.slice(0, 120)}`,
      line: `${value === undefined ? `${ALLOW} is missing` : `${ALLOW} must be “true”, in lower case and once`}${onPreflight ? '' : hiddenStatus(failing)}`,
      evidence: present(
        value === undefined
          ? absentResponseHeader(blocked.answer, ALLOW, { label })
          : responseHeader(blocked.answer, ALLOW, { label }),
        withCredentials(failing),
      ),
    };
  },
};
