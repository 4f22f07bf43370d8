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
    'nothing else was accepted, and the server speaks of permission': {
      exchanges: [
        refused(bearer(), {
          status: 403,
          responseBody: '{"message":"You can only edit your own orders"}',
        }),
      ],
    },
    'nothing else was accepted, and the server says why in words of its own': {
      exchanges: [
        refused(bearer(), { status: 403, responseBody: '{"message":"The moon is in the wrong phase"}' }),
      ],
    },
    'nothing else was accepted, and the 403 says no more': {
      exchanges: [refused(bearer(), { status: 403, responseBody: 'Forbidden' })],
    },
  },
  ignores: {
    'words of its own, and a form that may have failed a check against forgery': {
      exchanges: [
        call({
          url: USERS,
          method: 'POST',
          status: 403,
          requestHeaders: session,
          responseBody: '{"message":"The moon is in the wrong phase"}',
        }),
      ],
    },
    'nothing but a CSRF cookie was sent, here and elsewhere': {
      exchanges: [
        orders({ cookie: 'XSRF-TOKEN=4d0c1f5e9b7a' }),
        call({
          url: USERS,
          status: 403,
          requestHeaders: { cookie: 'XSRF-TOKEN=4d0c1f5e9b7a' },
          responseBody: '{"message":"Forbidden"}',
        }),
      ],
    },
    'nothing was sent': {
      exchanges: [refused(undefined, { url: USERS, status: 403, responseBody: '{"message":"Forbidden"}' })],
    },
    'the server says that it does not take the token': {
      exchanges: [refused(bearer(), { status: 403, responseBody: '{"message":"Invalid or expired token"}' })],
    },
    'the page of what stands before the API': {
      exchanges: [
        refused(bearer(), {
          status: 403,
          responseHeaders: {
            server: 'cloudflare',
            'cf-ray': '8f1c2d3e4f5a6b7c-FRA',
            'content-type': 'text/html',
          },
          responseBody:
            '<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>',
        }),
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
  },
};
