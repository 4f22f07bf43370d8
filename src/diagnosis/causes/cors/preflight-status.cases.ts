import type { CauseCases } from '../../engine/cause-cases.ts';
import { bearer } from '../jwt.fixture.ts';
import { ALLOWED, asked, crossOrigin, stopped } from './across.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'FastAPI without its CORS middleware answers OPTIONS 405': {
      exchanges: [
        asked({
          status: 405,
          responseHeaders: {
            allow: 'GET',
            'access-control-allow-headers': [],
            'access-control-allow-methods': [],
            'content-type': 'application/json',
            server: 'uvicorn',
          },
          responseBody: '{"detail":"Method Not Allowed"}',
        }),
        stopped(),
      ],
    },
    'no route takes OPTIONS, though the CORS headers are there': {
      exchanges: [asked({ status: 404, responseHeaders: ALLOWED }), stopped()],
    },
  },
  ignores: {
    'OPTIONS is asked for a credential': {
      exchanges: [asked({ status: 401, responseHeaders: ALLOWED }), stopped()],
    },
    'OPTIONS is redirected': {
      exchanges: [asked({ status: 301, responseHeaders: { location: 'https://api.app.test/' } }), stopped()],
    },
    'OPTIONS is answered 204, and the request itself 401': {
      exchanges: [
        asked({ responseHeaders: ALLOWED }),
        crossOrigin({
          status: 401,
          preflightId: 'preflight',
          requestHeaders: { authorization: bearer() },
          responseHeaders: ALLOWED,
        }),
      ],
    },
  },
};
