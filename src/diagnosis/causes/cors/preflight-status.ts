import type { Cause } from '../../engine/cause.ts';
import { status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { fetchPreflight } from '../specs.ts';
import words from './preflight-status.md?raw';

export const preflightStatus: Cause = {
  code: 'preflight-status',
  group: 'cors',
  title: 'The preflight was not answered with success',
  fixIn: 'api',
  step: 'cors',
  aliases: [
    'PreflightInvalidStatus',
    'CORSPreflightDidNotSucceed',
    'It does not have HTTP ok status',
    'OPTIONS 405',
  ],
  specs: [fetchPreflight],
  words,
  explains: [
    'preflight-origin-missing',
    'preflight-method-not-allowed',
    'preflight-headers-not-allowed',
    'wildcard-headers-exclude-authorization',
    'cors-origin-missing',
    'cors-origin-mismatch',
    'cors-multiple-origins',
    'cors-credentials-missing',
    'cors-wildcard-with-credentials',
  ],
  decide(failing, facts) {
    const preflight = facts.preflightOf(failing);
    if (!preflight?.response || !facts.cors(failing)?.blocked) return undefined;
    const code = preflight.response.status;
    if (code >= 200 && code <= 299)
      return { kind: 'ruled-out', because: `The preflight was answered ${code}, which is a success` };
    if (isCauseOfItsOwn(code)) return undefined;
    return {
      kind: 'found',
      confidence: 'certain',
      title: `${shownHost(failing)} answered the preflight ${code}`,
      line: meaningOf(code),
      evidence: [
        status(preflight, { label: 'Preflight answered', note: 'a browser goes on only after 200 to 299' }),
        {
          label: 'Preflight asked for',
          at: { part: 'method', exchangeId: preflight.id },
          note: `on behalf of ${failing.request.method.slice(0, 20)}`,
        },
      ],
    };
  },
};

/** Credentials asked of OPTIONS, and redirects, have other fixes. */
function isCauseOfItsOwn(code: number): boolean {
  return code === 401 || code === 403 || (code >= 300 && code < 400 && code !== 304);
}

function meaningOf(code: number): string {
  if (code === 404) return 'Nothing answers OPTIONS at this path';
  if (code === 405 || code === 501) return 'The server does not take OPTIONS';
  if (code === 429) return 'The preflight ran into a limit';
  return code >= 500 ? 'The server failed at the preflight' : 'OPTIONS must be answered with 200 to 299';
}
