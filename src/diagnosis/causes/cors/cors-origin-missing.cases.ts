import type { CauseCases } from '../../engine/cause-cases.ts';
import { asked, crossOrigin, stopped } from './across.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'Django answers the preflight of an origin that it does not know': {
      exchanges: [
        asked({
          status: 200,
          responseHeaders: {
            'access-control-allow-headers': [],
            'access-control-allow-methods': [],
            'content-type': 'text/html; charset=utf-8',
            server: 'WSGIServer/0.2 CPython/3.11.2',
          },
        }),
        stopped(),
      ],
    },
    'the API has no CORS set up, and its success stays hidden': {
      exchanges: [
        crossOrigin({
          url: 'https://api.other.test/session',
          failure: 'net::ERR_FAILED',
          requestHeaders: { 'sec-fetch-site': 'cross-site', 'sec-fetch-storage-access': 'active' },
          responseHeaders: { 'content-type': 'application/json; charset=utf-8' },
        }),
      ],
    },
    'the browser keeps the verdict to itself, and the headers give it': {
      exchanges: [crossOrigin({ status: 401, blindSpots: ['cors-verdict'] })],
    },
  },
  ignores: {
    'the header is there, with another origin': {
      exchanges: [
        crossOrigin({
          failure: 'net::ERR_FAILED',
          responseHeaders: { 'access-control-allow-origin': 'https://www.app.test' },
        }),
      ],
    },
    'the server crashed before CORS ran': {
      exchanges: [crossOrigin({ status: 500, failure: 'net::ERR_FAILED' })],
    },
    'nobody answered': {
      exchanges: [crossOrigin({ status: 0, failure: 'net::ERR_CONNECTION_REFUSED' })],
    },
    'the page calls its own origin': {
      exchanges: [crossOrigin({ url: 'https://app.test/api/orders', status: 401 })],
    },
  },
};
