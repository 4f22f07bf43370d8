import { headerValue } from '../../../exchange/headers.ts';
import type { Cause } from '../../engine/cause.ts';
import { failure, present, responseHeader, status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { fetchPreflight } from '../specs.ts';
import words from './preflight-redirect.md?raw';

export const preflightRedirect: Cause = {
  code: 'preflight-redirect',
  group: 'cors',
  title: 'The preflight was redirected',
  fixIn: 'edge',
  step: 'cors',
  aliases: [
    'PreflightDisallowedRedirect',
    'CORSExternalRedirectNotAllowed',
    'Redirect is not allowed for a preflight request',
    'ERR_INVALID_REDIRECT',
  ],
  specs: [fetchPreflight],
  words,
  explains: [
    'preflight-origin-missing',
    'preflight-method-not-allowed',
    'cors-multiple-origins',
    'cors-credentials-missing',
    'cors-origin-missing',
    'cors-origin-mismatch',
    'preflight-headers-not-allowed',
    'wildcard-headers-exclude-authorization',
    'cors-wildcard-with-credentials',
  ],
  decide(failing, facts) {
    const preflight = facts.preflightOf(failing);
    if (!preflight || !facts.cors(failing)?.blocked) return undefined;
    const code = preflight.response?.status ?? 0;
    const redirected = code >= 300 && code < 400 && code !== 304;
    if (!redirected && preflight.failure !== 'net::ERR_INVALID_REDIRECT') {
      return code > 0
        ? { kind: 'ruled-out', because: 'The preflight was answered, not redirected' }
        : undefined;
    }
    const location = preflight.response && headerValue(preflight.response.headers, 'location');
    return {
      kind: 'found',
      confidence: 'certain',
      title: `${shownHost(failing)} redirected the preflight`,
      line: 'A browser does not follow redirects of OPTIONS',
      evidence: present(
        preflight.response ? status(preflight, { label: 'Preflight answered' }) : failure(preflight),
        location !== undefined && responseHeader(preflight, 'Location', { label: 'Sent on to' }),
      ),
    };
  },
};
