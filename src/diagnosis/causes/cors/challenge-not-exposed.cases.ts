import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { bearer } from '../jwt.fixture.ts';
import { ALLOWED, asked, crossOrigin } from './across.fixture.ts';

const signIn = (more: Record<string, string> = {}) =>
  crossOrigin({
    id: 'sign-in',
    method: 'POST',
    url: 'https://api.app.test/login',
    startedAt: NOON - 1_000,
    responseHeaders: { ...ALLOWED, 'x-access-token': bearer().slice('Bearer '.length), ...more },
  });
const sentNull = crossOrigin({
  status: 401,
  preflightId: 'preflight',
  requestHeaders: { authorization: 'Bearer null' },
  responseHeaders: ALLOWED,
  responseBody: '{"error":"jwt malformed"}',
});
const preflight = asked({ responseHeaders: ALLOWED });

export const cases: CauseCases = {
  finds: {
    'the token comes in a header, and the page sends null': { exchanges: [signIn(), preflight, sentNull] },
    'others are exposed': {
      exchanges: [signIn({ 'access-control-expose-headers': 'x-request-id' }), preflight, sentNull],
    },
  },
  ignores: {
    'the header is exposed': {
      exchanges: [signIn({ 'access-control-expose-headers': 'X-Access-Token' }), preflight, sentNull],
    },
    'the page sends a token that it did read': {
      exchanges: [
        signIn(),
        preflight,
        crossOrigin({
          status: 401,
          preflightId: 'preflight',
          requestHeaders: { authorization: bearer() },
          responseHeaders: ALLOWED,
        }),
      ],
    },
    'no answer held a token': { exchanges: [preflight, sentNull] },
  },
};
