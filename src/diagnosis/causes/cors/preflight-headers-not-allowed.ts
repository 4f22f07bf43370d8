import { headerValue } from '../../../exchange/headers.ts';
import type { Cause } from '../../engine/cause.ts';
import { absentResponseHeader, requestHeader, responseHeader } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { fetchPreflight } from '../specs.ts';
import { blockedBy } from './blocked.ts';
import words from './preflight-headers-not-allowed.md?raw';

const ALLOW = 'Access-Control-Allow-Headers';

export const preflightHeadersNotAllowed: Cause = {
  code: 'preflight-headers-not-allowed',
  group: 'cors',
  title: 'The preflight does not allow a header of the request',
  fixIn: 'api',
  step: 'cors',
  aliases: [
    'HeaderDisallowedByPreflightResponse',
    'InvalidAllowHeadersPreflightResponse',
    'CORSMissingAllowHeaderFromPreflight',
    'Request header field authorization is not allowed',
  ],
  specs: [fetchPreflight],
  words,
  explains: [],
  decide(failing, facts) {
    const cors = facts.cors(failing);
    const preflight = facts.preflightOf(failing);
    if (!cors || !preflight?.response) return undefined;
    const blocked = blockedBy(failing, facts);
    if (
      blocked?.reason !== 'HeaderDisallowedByPreflightResponse' &&
      blocked?.reason !== 'InvalidAllowHeadersPreflightResponse'
    ) {
      return cors.preflight?.passed
        ? { kind: 'ruled-out', because: 'The preflight allows every header asked for' }
        : undefined;
    }
    const allowed = headerValue(preflight.response.headers, ALLOW);
    // A star that does not cover Authorization is a cause of its own.
    if (allowed?.trim() === '*') return undefined;
    const refused = blocked.verdict.failedParameter ?? '';
    return {
      kind: 'found',
      confidence: 'certain',
      title: `The API does not allow the header ${quote(refused)} across origins`,
      line: `${quote(refused)} is not in ${ALLOW}`,
      evidence: [
        requestHeader(preflight, 'Access-Control-Request-Headers', {
          label: 'Preflight asked for',
          mark: refused,
        }),
        allowed === undefined
          ? absentResponseHeader(preflight, ALLOW, { label: 'Preflight allowed' })
          : responseHeader(preflight, ALLOW, { label: 'Preflight allowed' }),
      ],
    };
  },
};
