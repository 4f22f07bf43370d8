import type { CauseCases } from '../../engine/cause-cases.ts';
import { bearer } from '../jwt.fixture.ts';
import { ALLOWED, asked, crossOrigin, stopped } from './across.fixture.ts';

const challenge = { 'www-authenticate': 'Bearer realm="api"' };

export const cases: CauseCases = {
  finds: {
    'authentication runs before CORS and asks OPTIONS for a token': {
      exchanges: [
        asked({
          status: 401,
          responseHeaders: { ...challenge, 'content-type': 'text/html; charset=utf-8' },
          responseBody:
            '<!DOCTYPE html>\n<html lang="en">\n<body>\n<pre>Unauthorized</pre>\n</body>\n</html>\n',
        }),
        stopped(),
      ],
    },
    'a gateway answers OPTIONS 403, with the CORS headers in order': {
      exchanges: [
        asked({ status: 403, responseHeaders: ALLOWED, responseBody: '{"message":"Forbidden"}' }),
        stopped(),
      ],
    },
  },
  ignores: {
    'OPTIONS is answered 404': {
      exchanges: [asked({ status: 404 }), stopped()],
    },
    'OPTIONS passes, and the request itself is answered 401': {
      exchanges: [
        asked({ responseHeaders: ALLOWED }),
        crossOrigin({
          status: 401,
          preflightId: 'preflight',
          requestHeaders: { authorization: bearer() },
          responseHeaders: { ...ALLOWED, ...challenge },
        }),
      ],
    },
  },
};
