import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { ALLOWED, asked, crossOrigin, stopped } from './across.fixture.ts';

const before = crossOrigin({ id: 'before', startedAt: NOON - 1_000, responseHeaders: ALLOWED });
const silent = asked({ status: 0, failure: 'net::ERR_EMPTY_RESPONSE' });

export const cases: CauseCases = {
  finds: {
    'as Chromium tells it to extensions: the preflight failed, the request has the reason': {
      exchanges: [
        before,
        asked({ status: 0, failure: 'net::ERR_FAILED' }),
        crossOrigin({ id: 'after', startedAt: NOON - 10, responseHeaders: ALLOWED }),
        stopped({ failure: 'net::ERR_EMPTY_RESPONSE' }),
      ],
    },
    'a firewall drops OPTIONS and lets GET through': {
      exchanges: [before, silent, stopped({ failure: 'net::ERR_EMPTY_RESPONSE' })],
    },
    'the browser names the request’s end otherwise': {
      exchanges: [before, asked({ status: 0, failure: 'net::ERR_CONNECTION_RESET' }), stopped()],
    },
  },
  ignores: {
    'nothing there was ever answered': {
      exchanges: [silent, stopped({ failure: 'net::ERR_EMPTY_RESPONSE' })],
    },
    'nobody listens any more': {
      exchanges: [
        before,
        asked({ status: 0, failure: 'net::ERR_CONNECTION_REFUSED' }),
        stopped({ failure: 'net::ERR_CONNECTION_REFUSED' }),
      ],
    },
    'nobody listens any more, as Chromium tells it to extensions': {
      exchanges: [
        before,
        asked({ status: 0, failure: 'net::ERR_FAILED' }),
        stopped({ failure: 'net::ERR_CONNECTION_REFUSED' }),
      ],
    },
    'the page gave up': {
      exchanges: [
        before,
        asked({ status: 0, failure: 'net::ERR_ABORTED' }),
        stopped({ failure: 'net::ERR_ABORTED' }),
      ],
    },
    'the preflight was answered': {
      exchanges: [before, asked({ status: 401 }), stopped()],
    },
  },
};
