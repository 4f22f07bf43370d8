import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause } from '../../engine/cause.ts';
import { failure, present, status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { unansweredPreflight } from '../../facts/refused-by-browser.ts';
import { fetchPreflight } from '../specs.ts';
import words from './preflight-no-response.md?raw';

export const preflightNoResponse: Cause = {
  code: 'preflight-no-response',
  group: 'cors',
  title: 'The preflight got no answer',
  fixIn: 'edge',
  step: 'cors',
  aliases: ['CORSRequestNotSucceeded', 'ERR_EMPTY_RESPONSE on OPTIONS', 'ERR_CONNECTION_RESET on OPTIONS'],
  specs: [fetchPreflight],
  words,
  explains: [],
  decide(failing, facts) {
    const unanswered = unansweredPreflight(failing, facts);
    if (!unanswered) return undefined;
    const { preflight, answered } = unanswered;
    return {
      kind: 'found',
      // A server that is up afterwards was not just restarting.
      confidence: answered.startedAt > preflight.startedAt ? 'likely' : 'possible',
      title: `${shownHost(failing)} hung up on the preflight, and answers other requests`,
      line: 'OPTIONS was sent, and no answer came',
      evidence: present(
        failure(preflight, { label: 'The preflight ended with' }),
        failing.failure !== undefined && failure(failing, { label: 'The request ended with' }),
        methodOf(preflight),
        status(answered, { label: 'Another request there', note: 'was answered' }),
      ),
    };
  },
};

function methodOf({ id }: Exchange) {
  return { label: 'Method', at: { part: 'method', exchangeId: id }, mark: 'OPTIONS' } as const;
}
