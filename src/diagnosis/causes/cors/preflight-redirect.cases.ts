import type { CauseCases } from '../../engine/cause-cases.ts';
import { ALLOWED, asked, crossOrigin, stopped } from './across.fixture.ts';

const slash = { location: 'https://api.app.test/orders/' };

export const cases: CauseCases = {
  finds: {
    'a framework sends OPTIONS on to the path with a slash': {
      exchanges: [asked({ status: 307, responseHeaders: { ...ALLOWED, ...slash } }), stopped()],
    },
    'a proxy sends http on to https and knows nothing of CORS': {
      exchanges: [
        asked({
          url: 'http://api.app.test/orders',
          status: 301,
          responseHeaders: { location: 'https://api.app.test/orders', server: 'nginx/1.22.1' },
        }),
        stopped({ url: 'http://api.app.test/orders' }),
      ],
    },
    'the browser tells of the redirect only by its error': {
      exchanges: [asked({ status: 0, failure: 'net::ERR_INVALID_REDIRECT' }), stopped()],
    },
  },
  ignores: {
    'the preflight is answered 401 instead': {
      exchanges: [asked({ status: 401 }), stopped()],
    },
    'the preflight passes, and the request itself is sent on': {
      exchanges: [
        asked({ responseHeaders: ALLOWED }),
        crossOrigin({
          id: 'hop',
          status: 307,
          responseHeaders: { ...ALLOWED, ...slash },
          preflightId: 'preflight',
        }),
        crossOrigin({
          url: slash.location,
          status: 401,
          startedAt: Date.UTC(2026, 10, 22, 12, 0, 1),
          failure: 'net::ERR_FAILED',
        }),
      ],
    },
  },
};
