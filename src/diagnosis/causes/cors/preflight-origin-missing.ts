import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause } from '../../engine/cause.ts';
import { absentResponseHeader, present, responseHeader, status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { fetchPreflight } from '../specs.ts';
import { answeredWithCors, blockedBy } from './blocked.ts';
import { requestOrigin } from './origin-evidence.ts';
import words from './preflight-origin-missing.md?raw';

/** Where nothing of the API speaks of CORS at all, `cors-origin-missing` says it better. */
export const preflightOriginMissing: Cause = {
  code: 'preflight-origin-missing',
  group: 'cors',
  title: 'The preflight lacks Access-Control-Allow-Origin',
  fixIn: 'api',
  step: 'cors',
  aliases: [
    'PreflightMissingAllowOriginHeader',
    'CORSMissingAllowOrigin',
    'Response to preflight request doesn’t pass access control check',
  ],
  specs: [fetchPreflight],
  words,
  explains: ['cors-origin-missing'],
  decide(failing, facts) {
    const blocked = blockedBy(failing, facts);
    if (blocked?.reason !== 'PreflightMissingAllowOriginHeader') return undefined;
    const sign = signOfCors(failing, blocked.answer, facts);
    if (!sign) return undefined;
    return {
      kind: 'found',
      confidence: 'certain',
      title: `${shownHost(failing)} answers the preflight without Access-Control-Allow-Origin`,
      line: 'The API knows CORS; this preflight lacks the page’s origin',
      evidence: present(
        absentResponseHeader(blocked.answer, 'Access-Control-Allow-Origin', {
          label: 'Preflight: Allow-Origin',
        }),
        requestOrigin(failing, blocked),
        responseHeader(sign.exchange, sign.name, {
          label: sign.exchange === blocked.answer ? 'The same answer' : 'Another answer',
        }),
        status(blocked.answer, { label: 'Preflight answered' }),
      ),
    };
  },
};

const OTHERS = [
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Credentials',
];

function signOfCors(
  failing: Exchange,
  preflight: Exchange,
  facts: Facts,
): { readonly exchange: Exchange; readonly name: string } | undefined {
  const name = OTHERS.find((each) => headerValue(preflight.response?.headers ?? [], each) !== undefined);
  if (name !== undefined) return { exchange: preflight, name };
  const other = answeredWithCors(failing, facts);
  return other && { exchange: other, name: 'Access-Control-Allow-Origin' };
}
