import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { ExchangeId } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const orders = call({ id: 'orders', startedAt: NOON - 1_000, requestHeaders: { authorization: bearer() } });

/** Spring Boot without an entry point: nobody signed in ends as 403. */
const SPRING =
  '{"timestamp":"2026-11-22T12:00:00.000+00:00","status":403,"error":"Forbidden","path":"/api/users"}';
const users = (authorization: string | undefined, overrides = {}) =>
  refused(authorization, { url: 'https://app.test/api/users', ...overrides });

export const cases: CauseCases = {
  finds: {
    'Tornado’s bare page, to a request with a CSRF cookie alone': {
      exchanges: [
        users(undefined, {
          method: 'POST',
          status: 403,
          requestHeaders: {
            cookie: '_xsrf=2|5bfae3a4|7fd3a0f5|1790000000',
            'x-xsrftoken': '2|5bfae3a4|7fd3a0f5|1790000000',
          },
          responseBody: '<html><title>403: Forbidden</title><body>403: Forbidden</body></html>',
        }),
      ],
    },
    '403 without any credential, where others carried one': {
      exchanges: [orders, users(undefined, { status: 403, responseBody: SPRING })],
    },
    '403 without any credential, and nothing else to go by': {
      exchanges: [users(undefined, { status: 403, responseBody: SPRING })],
    },
    '401 with words of permission, for a token that is known': {
      exchanges: [
        orders,
        users(bearer(), { responseBody: '{"message":"You do not have permission to view users"}' }),
      ],
    },
    '401 for one route, the same token accepted before and after': {
      exchanges: [
        orders,
        { ...orders, id: 'again' as ExchangeId, startedAt: NOON + 1_000, endedAt: NOON + 1_040 },
        users(bearer(), { responseBody: '{"message":"Unauthorized"}' }),
      ],
    },
  },
  ignores: {
    'a page that says more, as what stands before an API writes it': {
      exchanges: [
        users(undefined, {
          status: 403,
          responseBody:
            '<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>',
        }),
      ],
    },
    'the same passed with no credential, either': {
      exchanges: [
        call({ id: 'open', url: 'https://app.test/api/users', startedAt: NOON - 1_000 }),
        users(undefined, { status: 403, responseBody: 'Forbidden' }),
      ],
    },
    'the token was accepted before only': {
      exchanges: [orders, users(bearer(), { responseBody: '{"message":"Unauthorized"}' })],
    },
    'a credential was sent': {
      exchanges: [orders, users(bearer(), { status: 403, responseBody: SPRING })],
    },
    '401 for a missing credential': {
      exchanges: [orders, users(undefined, { responseHeaders: challenge('Bearer') })],
    },
    'a sign-in: the password is the credential': {
      exchanges: [
        call({
          method: 'POST',
          url: 'https://app.test/api/login',
          status: 403,
          requestHeaders: { 'content-type': 'application/json' },
          requestBody: '{"email":"mia@example.test","password":"lamp-0815"}',
          responseBody: '{"message":"Forbidden"}',
        }),
      ],
    },
    'a page of a proxy': {
      exchanges: [users(undefined, { status: 403, responseBody: '<html><h1>403 Forbidden</h1></html>' })],
    },
    'cookies may have been cut from the record': {
      exchanges: [users(undefined, { status: 403, responseBody: SPRING, blindSpots: ['cookies'] })],
    },
  },
};
