import type { CauseCases } from '../../engine/cause-cases.ts';
import { refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'Squid asks for Basic': {
      exchanges: [
        refused(bearer(), {
          url: 'http://app.test/api/orders',
          status: 407,
          responseHeaders: {
            'proxy-authenticate': 'Basic realm="Squid proxy-caching web server"',
            'x-squid-error': 'ERR_CACHE_ACCESS_DENIED 0',
          },
        }),
      ],
    },
    'a gateway inside the tunnel uses it for its own': {
      exchanges: [
        refused(undefined, {
          status: 407,
          responseHeaders: { 'proxy-authenticate': 'Basic realm="Orders"' },
          responseBody:
            '<html><body><h1>407 Unauthorized</h1>\nYou need a valid user and password to access this content.\n</body></html>\n',
        }),
      ],
    },
  },
  ignores: {
    'the same question with 401': {
      exchanges: [
        refused(undefined, {
          responseHeaders: { 'www-authenticate': 'Basic realm="Squid proxy-caching web server"' },
        }),
      ],
    },
  },
};
