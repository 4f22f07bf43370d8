import type { CauseCases } from '../../engine/cause-cases.ts';
import { ALLOWED, asked, crossOrigin, stopped } from './across.fixture.ts';

const session = { cookie: 'connect.sid=s%3AyuBgUefx7L2ZmIJEPgrdYMh5PWoMhiRf.fNKuTUsToAeApsjXuzgMJXYQTdgX' };

export const cases: CauseCases = {
  finds: {
    'the cookie went along, and the answer is for requests without': {
      exchanges: [
        crossOrigin({ failure: 'net::ERR_FAILED', requestHeaders: session, responseHeaders: ALLOWED }),
      ],
    },
    'no cookie went along, and only credentials explain the refusal': {
      exchanges: [crossOrigin({ failure: 'net::ERR_FAILED', responseHeaders: ALLOWED })],
    },
    'True is not true': {
      exchanges: [
        crossOrigin({
          failure: 'net::ERR_FAILED',
          requestHeaders: session,
          responseHeaders: { ...ALLOWED, 'access-control-allow-credentials': 'True' },
        }),
      ],
    },
    'the preflight lacks it': {
      exchanges: [asked({ responseHeaders: ALLOWED }), stopped()],
    },
  },
  ignores: {
    'credentials are allowed, and the session is not accepted': {
      exchanges: [
        crossOrigin({
          status: 401,
          requestHeaders: session,
          responseHeaders: { ...ALLOWED, 'access-control-allow-credentials': 'true' },
        }),
      ],
    },
    'the origin is a star': {
      exchanges: [
        crossOrigin({
          failure: 'net::ERR_FAILED',
          requestHeaders: session,
          responseHeaders: { 'access-control-allow-origin': '*' },
        }),
      ],
    },
    'the connection broke': {
      exchanges: [
        crossOrigin({
          failure: 'net::ERR_CONNECTION_RESET',
          requestHeaders: session,
          responseHeaders: ALLOWED,
        }),
      ],
    },
  },
};
