import { headerValue } from '../../../exchange/headers.ts';
import type { Cause } from '../../engine/cause.ts';
import { absentResponseHeader, requestHeader, responseHeader } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { fetchPreflight } from '../specs.ts';
import { blockedBy } from './blocked.ts';
import words from './preflight-method-not-allowed.md?raw';

const ALLOW = 'Access-Control-Allow-Methods';
const ASKED = 'Access-Control-Request-Method';

export const preflightMethodNotAllowed: Cause = {
  code: 'preflight-method-not-allowed',
  group: 'cors',
  title: 'The preflight does not allow the method',
  fixIn: 'api',
  step: 'cors',
  aliases: [
    'MethodDisallowedByPreflightResponse',
    'InvalidAllowMethodsPreflightResponse',
    'CORSMethodNotFound',
    'Method PUT is not allowed by Access-Control-Allow-Methods',
  ],
  specs: [fetchPreflight],
  words,
  explains: [],
  decide(failing, facts) {
    const blocked = blockedBy(failing, facts);
    const isInvalid = blocked?.reason === 'InvalidAllowMethodsPreflightResponse';
    if (!blocked || (!isInvalid && blocked.reason !== 'MethodDisallowedByPreflightResponse')) {
      return facts.cors(failing)?.preflight?.passed
        ? { kind: 'ruled-out', because: 'The preflight allows the method' }
        : undefined;
    }
    const preflight = blocked.answer;
    const method = (headerValue(preflight.request.headers, ASKED) ?? failing.request.method).slice(0, 40);
    const allowed = headerValue(preflight.response?.headers ?? [], ALLOW);
    return {
      kind: 'found',
      confidence: 'certain',
      title: `The API does not allow ${method} across origins`,
      line: isInvalid
        ? `${ALLOW} holds what is no method`
        : reasonOf(method, allowed ?? '', blocked.cors.credentials),
      evidence: [
        headerValue(preflight.request.headers, ASKED) === undefined
          ? { label: 'Method', at: { part: 'method', exchangeId: failing.id } }
          : requestHeader(preflight, ASKED, { label: 'Preflight asked for', mark: method }),
        allowed === undefined
          ? absentResponseHeader(preflight, ALLOW, { label: 'Preflight allowed' })
          : responseHeader(preflight, ALLOW, { label: 'Preflight allowed' }),
      ],
    };
  },
};

/** Methods are compared with their case: `patch` is not `PATCH`, and only the usual five are put in upper case. */
function reasonOf(method: string, allowed: string, credentials: string): string {
  const names = allowed.split(',', 100).map((name) => name.trim());
  if (names.includes('*') && credentials === 'include') return 'With credentials the star is a literal name';
  if (names.some((name) => name.toUpperCase() === method.toUpperCase()))
    return `${quote(method)} is listed with other letters: upper and lower case count`;
  return `${quote(method)} is not in ${ALLOW}`;
}
