import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const AN_HOUR_AGO = new Date(NOON - 3_600_000).toUTCString();

function byWorker(date: string | undefined, id = 'main'): Exchange {
  const exchange = refused(bearer(), { id, responseBody: expressError('Unauthorized') });
  const headers = date === undefined ? [] : [{ name: 'date', value: date }];
  return { ...exchange, response: { ...exchange.response!, headers, answeredBy: 'service-worker' } };
}

export const cases: CauseCases = {
  finds: {
    'it stored a refusal an hour ago': { exchanges: [byWorker(AN_HOUR_AGO)] },
    'it asked the server anew, and left the token out': {
      exchanges: [
        refused(undefined, { id: 'own', startedAt: NOON + 5, responseBody: expressError('Unauthorized') }),
        byWorker(new Date(NOON).toUTCString()),
      ],
    },
    'it made one up': { exchanges: [byWorker(undefined)] },
  },
  ignores: {
    'it handed on what the server said': { exchanges: [byWorker(new Date(NOON).toUTCString())] },
    'its own request to the server is in the record': {
      exchanges: [
        refused(bearer(), { id: 'own', startedAt: NOON + 5, responseBody: expressError('Unauthorized') }),
        byWorker(AN_HOUR_AGO),
      ],
    },
    'no worker came between': {
      exchanges: [refused(bearer(), { responseHeaders: { date: AN_HOUR_AGO } })],
    },
  },
};
