import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';
import { nginxPage } from './pages.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'nginx denies with a page of its own': {
      exchanges: [
        refused(bearer(), {
          status: 403,
          responseHeaders: { server: 'nginx/1.22.1' },
          responseBody: nginxPage('403 Forbidden'),
        }),
      ],
    },
  },
  ignores: {
    'the gateway says that the token has expired': {
      exchanges: [
        refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA', {
          responseHeaders: { server: 'envoy', ...challenge('Bearer error="invalid_token"') },
          responseBody: 'Jwt is expired',
        }),
      ],
    },
    'nginx asks for a password': {
      exchanges: [
        refused(undefined, {
          responseHeaders: { server: 'nginx/1.22.1', ...challenge('Basic realm="Restricted"') },
          responseBody: nginxPage('401 Authorization Required'),
        }),
      ],
    },
    'the API behind the gateway says no': {
      exchanges: [
        refused(bearer(), {
          status: 403,
          responseHeaders: { server: 'istio-envoy', 'x-envoy-upstream-service-time': '4' },
          responseBody: '{"message":"Forbidden"}',
        }),
      ],
    },
  },
};
