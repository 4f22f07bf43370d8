import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { bearer, numericDate } from '../jwt.fixture.ts';
import { ALLOWED, asked, crossOrigin } from './across.fixture.ts';

const expired = bearer({ iat: numericDate(-3_600), exp: numericDate(-10) });

export const cases: CauseCases = {
  finds: {
    'the preflight is answered with CORS, authentication refuses before CORS runs': {
      exchanges: [
        asked({ responseHeaders: ALLOWED }),
        crossOrigin({
          status: 401,
          failure: 'net::ERR_FAILED',
          preflightId: 'preflight',
          requestHeaders: { authorization: bearer({ aud: 'https://billing.app.test' }) },
          responseHeaders: {
            'www-authenticate':
              'Bearer realm="api", error="invalid_token", error_description="Unexpected \'aud\' value"',
          },
        }),
      ],
    },
    'nginx adds the headers to successes only, and the token has expired': {
      exchanges: [
        asked({ responseHeaders: ALLOWED, startedAt: NOON - 120_050 }),
        crossOrigin({
          id: 'before',
          startedAt: NOON - 120_000,
          preflightId: 'preflight',
          requestHeaders: { authorization: expired },
          responseHeaders: { ...ALLOWED, server: 'nginx/1.22.1' },
          responseBody: '[1]',
        }),
        crossOrigin({
          status: 401,
          failure: 'net::ERR_FAILED',
          requestHeaders: { authorization: expired },
          responseHeaders: { server: 'nginx/1.22.1' },
        }),
      ],
    },
  },
  ignores: {
    'no answer of this API carries the headers': {
      exchanges: [crossOrigin({ status: 401, failure: 'net::ERR_FAILED' })],
    },
    'the answer that lacks them is a success': {
      exchanges: [
        asked({ responseHeaders: ALLOWED }),
        crossOrigin({ status: 200, failure: 'net::ERR_FAILED', preflightId: 'preflight' }),
      ],
    },
    'the 401 carries them, and the page can read it': {
      exchanges: [
        asked({ responseHeaders: ALLOWED }),
        crossOrigin({
          status: 401,
          preflightId: 'preflight',
          requestHeaders: { authorization: bearer() },
          responseHeaders: { ...ALLOWED, 'www-authenticate': 'Bearer error="invalid_token"' },
        }),
      ],
    },
  },
};
