import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { ALLOWED, crossOrigin } from './across.fixture.ts';

const unanswered = (failure: string, url?: string) =>
  crossOrigin({ status: 0, failure, ...(url && { url }) });
const COUNTER = 'https://counter.test/collect';

/** The names are Chromium's and Firefox's, from their lists of network errors. */
export const cases: CauseCases = {
  finds: {
    'connect-src does not name the API': { exchanges: [unanswered('net::ERR_BLOCKED_BY_CSP')] },
    'Cross-Origin-Resource-Policy keeps the answer to its own site': {
      exchanges: [
        crossOrigin({
          failure: 'net::ERR_BLOCKED_BY_RESPONSE',
          responseHeaders: { ...ALLOWED, 'cross-origin-resource-policy': 'same-origin' },
        }),
      ],
    },
    'an extension blocks a call that the API answered before': {
      exchanges: [
        crossOrigin({ id: 'before', startedAt: NOON - 1_000, responseHeaders: ALLOWED }),
        unanswered('net::ERR_BLOCKED_BY_CLIENT'),
      ],
    },
    'Firefox names the embedding policy': { exchanges: [unanswered('NS_ERROR_DOM_CORP_FAILED')] },
  },
  ignores: {
    'an extension blocks a counter of somebody else’s': {
      exchanges: [unanswered('net::ERR_BLOCKED_BY_CLIENT', COUNTER)],
    },
    'the connection was refused': { exchanges: [unanswered('net::ERR_CONNECTION_REFUSED')] },
    'the name is not known': { exchanges: [unanswered('net::ERR_NAME_NOT_RESOLVED')] },
    'the page gave up': { exchanges: [unanswered('net::ERR_ABORTED')] },
    'it is CORS': { exchanges: [crossOrigin({ failure: 'net::ERR_FAILED' })] },
  },
};
