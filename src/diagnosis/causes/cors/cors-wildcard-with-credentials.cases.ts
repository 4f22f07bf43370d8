import type { CauseCases } from '../../engine/cause-cases.ts';
import { asked, crossOrigin, PAGE, stopped } from './across.fixture.ts';

const star = { 'access-control-allow-origin': '*' };
const session = { cookie: 'connect.sid=s%3AyuBgUefx7L2ZmIJEPgrdYMh5PWoMhiRf.fNKuTUsToAeApsjXuzgMJXYQTdgX' };

export const cases: CauseCases = {
  finds: {
    'the star answers a request with a cookie': {
      exchanges: [
        crossOrigin({ failure: 'net::ERR_FAILED', requestHeaders: session, responseHeaders: star }),
      ],
    },
    'no cookie went along, and only credentials explain the refusal': {
      exchanges: [crossOrigin({ failure: 'net::ERR_FAILED', responseHeaders: star })],
    },
    'the preflight carries the star, the request is cross-site with credentials': {
      exchanges: [
        asked({ url: 'https://api.other.test/orders', responseHeaders: star }),
        stopped({
          url: 'https://api.other.test/orders',
          requestHeaders: { 'sec-fetch-site': 'cross-site', 'sec-fetch-storage-access': 'active' },
        }),
      ],
    },
  },
  ignores: {
    'the star answers a request without credentials': {
      exchanges: [
        crossOrigin({
          url: 'https://api.other.test/orders',
          status: 401,
          requestHeaders: {
            'sec-fetch-site': 'cross-site',
            'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
          },
          responseHeaders: { ...star, 'www-authenticate': 'Bearer' },
        }),
      ],
    },
    'the origin is named, and credentials are not allowed': {
      exchanges: [
        crossOrigin({
          failure: 'net::ERR_FAILED',
          requestHeaders: session,
          responseHeaders: { 'access-control-allow-origin': PAGE },
        }),
      ],
    },
    'the connection broke': {
      exchanges: [
        crossOrigin({ failure: 'net::ERR_CONNECTION_RESET', requestHeaders: session, responseHeaders: star }),
      ],
    },
  },
};
