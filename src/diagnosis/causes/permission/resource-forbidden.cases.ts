import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const USERS = 'https://app.test/api/users';
const session = { cookie: 'sessionid=9k2m4xw7qz1p8v5t3r6y0u2i4o6a8s1d' };

const orders = (requestHeaders: Readonly<Record<string, string>>) =>
  call({ id: 'orders', startedAt: NOON - 1_000, requestHeaders, responseBody: '[{"id":1,"item":"Lamp"}]' });

export const cases: CauseCases = {
  finds: {
    'the same token gets orders and is refused users': {
      exchanges: [
        orders({ authorization: bearer() }),
        refused(bearer(), {
          url: USERS,
          status: 403,
          responseBody: '{"detail":"You do not have permission to perform this action."}',
        }),
      ],
    },
    'the same session cookie, and no word why': {
      exchanges: [
        orders(session),
        call({ url: USERS, status: 403, requestHeaders: session, responseBody: '{"message":"Forbidden"}' }),
      ],
    },
  },
  ignores: {
    'another token got the orders': {
      exchanges: [
        orders({ authorization: bearer({ sub: 'user-1' }) }),
        refused(bearer(), { url: USERS, status: 403, responseBody: '{"message":"Forbidden"}' }),
      ],
    },
    'the server speaks of CSRF': {
      exchanges: [
        orders(session),
        call({
          url: USERS,
          method: 'POST',
          status: 403,
          requestHeaders: session,
          responseBody: '{"detail":"CSRF Failed: CSRF token missing."}',
        }),
      ],
    },
    'nothing else was accepted': {
      exchanges: [refused(bearer(), { url: USERS, status: 403, responseBody: '{"message":"Forbidden"}' })],
    },
  },
};
