import { headerValue } from '../../../exchange/headers.ts';
import type { Cause } from '../../engine/cause.ts';
import { requestHeader, responseHeader } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { fetchPreflight } from '../specs.ts';
import { blockedBy } from './blocked.ts';
import words from './wildcard-headers-exclude-authorization.md?raw';

export const wildcardHeadersExcludeAuthorization: Cause = {
  code: 'wildcard-headers-exclude-authorization',
  group: 'cors',
  title: 'Access-Control-Allow-Headers: * does not cover this request',
  fixIn: 'api',
  step: 'cors',
  aliases: [
    'CORSAllowHeaderFromPreflightDeprecation',
    'HeaderDisallowedByPreflightResponse',
    'Authorization is not covered by the wildcard',
  ],
  specs: [fetchPreflight],
  words,
  explains: [],
  decide(failing, facts) {
    const preflight = facts.preflightOf(failing);
    if (!preflight?.response) return undefined;
    const allowed = headerValue(preflight.response.headers, 'access-control-allow-headers')?.trim();
    if (allowed !== '*') return undefined;
    const blocked = blockedBy(failing, facts);
    if (blocked?.reason !== 'HeaderDisallowedByPreflightResponse') return undefined;
    const refused = blocked.verdict.failedParameter ?? 'authorization';
    const withCredentials = blocked.cors.credentials === 'include';
    return {
      kind: 'found',
      confidence: 'certain',
      title: `The star in Access-Control-Allow-Headers does not cover ${quote(refused)}`,
      line: withCredentials ? 'With credentials the star is a literal name' : 'Authorization has to be named',
      evidence: [
        responseHeader(preflight, 'Access-Control-Allow-Headers', { label: 'Preflight allowed', mark: '*' }),
        requestHeader(preflight, 'Access-Control-Request-Headers', {
          label: 'Preflight asked for',
          mark: refused,
        }),
      ],
    };
  },
};
