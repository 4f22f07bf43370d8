import { headerValues } from '../../../exchange/headers.ts';
import type { Cause } from '../../engine/cause.ts';
import { responseHeader } from '../../engine/evidence.ts';
import { fetchCorsCheck } from '../specs.ts';
import { blockedBy, hiddenStatus } from './blocked.ts';
import words from './cors-multiple-origins.md?raw';
import { requestOrigin } from './origin-evidence.ts';

export const corsMultipleOrigins: Cause = {
  code: 'cors-multiple-origins',
  group: 'cors',
  title: 'Access-Control-Allow-Origin holds more than one value',
  fixIn: 'edge',
  step: 'cors',
  aliases: [
    'MultipleAllowOriginValues',
    'PreflightMultipleAllowOriginValues',
    'CORSMultipleAllowOriginNotAllowed',
    'contains multiple values, but only one is allowed',
  ],
  specs: [fetchCorsCheck],
  words,
  explains: [],
  decide(failing, facts) {
    const blocked = blockedBy(failing, facts);
    if (
      !blocked ||
      (blocked.reason !== 'MultipleAllowOriginValues' &&
        blocked.reason !== 'PreflightMultipleAllowOriginValues')
    )
      return undefined;
    const values = headerValues(blocked.answer.response?.headers ?? [], 'access-control-allow-origin');
    const isTwice = values.length > 1;
    const onPreflight = blocked.stage === 'preflight';
    return {
      kind: 'found',
      confidence: 'certain',
      // A list in one header is written by one hand; two headers usually by two layers.
      fixIn: isTwice ? 'edge' : 'api',
      title: isTwice
        ? `Access-Control-Allow-Origin stands in the answer ${values.length} times`
        : 'Access-Control-Allow-Origin holds a list, and only one origin is allowed',
      line: `${isTwice ? 'Two layers add it' : 'One value, one origin'}${onPreflight ? '' : hiddenStatus(failing)}`,
      evidence: [
        responseHeader(blocked.answer, 'Access-Control-Allow-Origin', {
          label: onPreflight ? 'Preflight: Allow-Origin' : 'Answer: Allow-Origin',
        }),
        requestOrigin(failing, blocked),
      ],
    };
  },
};
