import type { Cause } from '../../engine/cause.ts';
import { present, responseHeader, status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { fetchPreflight } from '../specs.ts';
import words from './preflight-unauthorized.md?raw';

export const preflightUnauthorized: Cause = {
  code: 'preflight-unauthorized',
  group: 'cors',
  title: 'The preflight was refused for lack of credentials',
  fixIn: 'api',
  step: 'cors',
  aliases: [
    'PreflightInvalidStatus',
    'CORSPreflightDidNotSucceed',
    'OPTIONS 401',
    'Response to preflight request doesn’t pass access control check',
  ],
  specs: [fetchPreflight],
  words,
  explains: [
    'preflight-origin-missing',
    'preflight-method-not-allowed',
    'cors-multiple-origins',
    'cors-credentials-missing',
    'preflight-headers-not-allowed',
    'cors-origin-missing',
    'cors-origin-mismatch',
    'wildcard-headers-exclude-authorization',
    'cors-wildcard-with-credentials',
  ],
  decide(failing, facts) {
    const preflight = facts.preflightOf(failing);
    if (!preflight?.response || !facts.cors(failing)) return undefined;
    const code = preflight.response.status;
    if (code !== 401 && code !== 403)
      return { kind: 'ruled-out', because: `The preflight was answered ${code}` };
    if (!facts.cors(failing)?.blocked) return undefined;
    const challenge = facts.challenges(preflight)[0];
    return {
      kind: 'found',
      confidence: 'certain',
      title: `${shownHost(failing)} answered the preflight ${code}`,
      line: 'OPTIONS never carries credentials; the server demanded them',
      evidence: present(
        status(preflight, { label: 'Preflight answered' }),
        challenge &&
          responseHeader(preflight, 'WWW-Authenticate', {
            label: 'Its challenge',
            mark: challenge.schemeAsWritten,
          }),
        {
          label: 'Preflight asked for',
          at: { part: 'method', exchangeId: preflight.id },
          note: `on behalf of ${failing.request.method.slice(0, 20)}`,
        },
      ),
    };
  },
};
