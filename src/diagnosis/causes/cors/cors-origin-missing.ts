import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause } from '../../engine/cause.ts';
import { absentResponseHeader, present, status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { fetchCorsCheck } from '../specs.ts';
import { blockedBy, hiddenStatus } from './blocked.ts';
import words from './cors-origin-missing.md?raw';
import { requestOrigin } from './origin-evidence.ts';

export const corsOriginMissing: Cause = {
  code: 'cors-origin-missing',
  group: 'cors',
  title: 'The answer lacks Access-Control-Allow-Origin',
  fixIn: 'api',
  step: 'cors',
  aliases: [
    'MissingAllowOriginHeader',
    'PreflightMissingAllowOriginHeader',
    'CORSMissingAllowOrigin',
    'No Access-Control-Allow-Origin header is present',
  ],
  specs: [fetchCorsCheck],
  words,
  explains: [],
  decide(failing, facts) {
    const cors = facts.cors(failing);
    if (!cors) return undefined;
    const blocked = blockedBy(failing, facts);
    if (
      blocked?.reason !== 'MissingAllowOriginHeader' &&
      blocked?.reason !== 'PreflightMissingAllowOriginHeader'
    ) {
      return blocked || cors.response?.passed
        ? { kind: 'ruled-out', because: 'Access-Control-Allow-Origin is there' }
        : undefined;
    }
    const onPreflight = blocked.stage === 'preflight';
    const onlyRefusalSeen = !onPreflight && isRefusal(failing) && !hidesOther(failing, facts);
    return {
      kind: 'found',
      confidence: onlyRefusalSeen ? 'likely' : 'certain',
      title: `${shownHost(failing)} does not let ${cors.origin.slice(0, 120)} read its answer`,
      line: onPreflight
        ? 'No Access-Control-Allow-Origin on the preflight'
        : `No Access-Control-Allow-Origin on the answer${hiddenStatus(failing)}${onlyRefusalSeen ? '. Whether only refusals lack it cannot be seen here' : ''}`,
      evidence: present(
        absentResponseHeader(blocked.answer, 'Access-Control-Allow-Origin', {
          label: onPreflight ? 'Preflight: Allow-Origin' : 'Answer: Allow-Origin',
        }),
        requestOrigin(failing, blocked),
        status(blocked.answer, {
          label: onPreflight ? 'Preflight answered' : 'Real status',
          note: 'the page saw a network error',
        }),
      ),
    };
  },
};

/** What stands before an application often refuses without the headers that the application sets. */
function isRefusal({ response }: Exchange): boolean {
  return [401, 403, 407, 429].includes(response?.status ?? 0);
}

/** Did this API hide an answer from the page that was no refusal? Then CORS is not set up at all. */
function hidesOther(failing: Exchange, facts: Facts): boolean {
  return facts
    .onApi(failing)
    .some((other) => !isRefusal(other) && blockedBy(other, facts)?.reason === 'MissingAllowOriginHeader');
}
