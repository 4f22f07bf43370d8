import type { CauseCases } from '../../engine/cause-cases.ts';
import { bearer } from '../jwt.fixture.ts';
import { ALLOWED, asked, crossOrigin, stopped } from './across.fixture.ts';

const withCredentials = { ...ALLOWED, 'access-control-allow-credentials': 'true' };
const star = { 'access-control-allow-headers': '*' };

export const cases: CauseCases = {
  finds: {
    'with credentials the star is a name like any other': {
      exchanges: [asked({ responseHeaders: { ...withCredentials, ...star } }), stopped()],
    },
    'the browser says itself that the request carries credentials': {
      exchanges: [
        asked({
          url: 'https://api.other.test/orders',
          requestHeaders: { 'sec-fetch-site': 'cross-site' },
          responseHeaders: { ...withCredentials, ...star },
        }),
        stopped({
          url: 'https://api.other.test/orders',
          requestHeaders: {
            authorization: bearer(),
            'sec-fetch-site': 'cross-site',
            'sec-fetch-storage-access': 'active',
          },
        }),
      ],
    },
  },
  ignores: {
    'the names stand in the list': {
      exchanges: [
        asked({
          responseHeaders: { ...withCredentials, 'access-control-allow-headers': 'authorization, *' },
        }),
        crossOrigin({
          status: 401,
          preflightId: 'preflight',
          requestHeaders: { authorization: bearer() },
          responseHeaders: withCredentials,
        }),
      ],
    },
    'without credentials Chromium lets the star pass': {
      exchanges: [
        asked({ responseHeaders: { 'access-control-allow-origin': '*', ...star } }),
        crossOrigin({
          status: 401,
          preflightId: 'preflight',
          requestHeaders: { authorization: bearer() },
          responseHeaders: { 'access-control-allow-origin': '*' },
        }),
      ],
    },
  },
};
