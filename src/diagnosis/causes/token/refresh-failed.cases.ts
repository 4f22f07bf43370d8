import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { bearer, jwt, numericDate } from '../jwt.fixture.ts';

const REFRESH = 'refresh-8xLOxBtZp8v1Kz3mQe7yTn5w';
const ranOut = { iat: numericDate(-4_000), exp: numericDate(-400) };
const expired = (overrides: Parameters<typeof refused>[1] = {}) =>
  refused(bearer(ranOut), { responseHeaders: challenge('Bearer error="invalid_token"'), ...overrides });

/** At the provider, by the standard. */
const grant = (status = 400, overrides: Parameters<typeof exchange>[0] = {}) =>
  exchange({
    id: 'refresh',
    method: 'POST',
    url: 'https://idp.test/token',
    startedAt: NOON - 5_000,
    status,
    requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
    requestBody: `grant_type=refresh_token&refresh_token=${REFRESH}&client_id=spa`,
    responseHeaders: { 'access-control-allow-origin': 'https://app.test' },
    responseBody:
      status < 400
        ? JSON.stringify({ access_token: jwt(), token_type: 'Bearer', expires_in: 3_600 })
        : // Keycloak
          '{"error":"invalid_grant","error_description":"Token is not active"}',
    ...overrides,
  });

/** At the application's own endpoint, by cookie. */
const byCookie = (overrides: Parameters<typeof call>[0] = {}) =>
  call({
    id: 'refresh',
    method: 'POST',
    url: 'https://app.test/auth/refresh',
    startedAt: NOON - 5_000,
    status: 401,
    requestHeaders: { cookie: 'refresh_token=9k2m4xw7qz1p8v5t3r6y0u2i4o6a8s1d' },
    responseBody: '{"message":"Refresh token expired"}',
    ...overrides,
  });

export const cases: CauseCases = {
  finds: {
    'the provider refused it, and the old token went on': { exchanges: [grant(), expired()] },
    'it was refused by the application itself, by cookie': {
      exchanges: [byCookie(), expired()],
    },
    'the first 401 of an opaque token started it, and the token went on': {
      exchanges: [
        refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA', {
          id: 'first',
          startedAt: NOON - 6_000,
          responseBody: '{"message":"Unauthenticated."}',
        }),
        byCookie(),
        refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA', { responseBody: '{"message":"Unauthenticated."}' }),
      ],
    },
    'the token was thrown away after it': {
      exchanges: [
        call({ id: 'before', startedAt: NOON - 60_000, requestHeaders: { authorization: bearer() } }),
        grant(),
        refused(undefined, { responseHeaders: challenge('Bearer realm="api"') }),
      ],
    },
    'it is the refresh itself, by simplejwt': {
      exchanges: [
        call({
          method: 'POST',
          url: 'https://app.test/api/token/refresh/',
          status: 401,
          requestBody: JSON.stringify({ refresh: REFRESH }),
          responseHeaders: challenge('Bearer realm="api"'),
          responseBody: '{"detail":"Token is blacklisted","code":"token_not_valid"}',
        }),
      ],
    },
  },
  ignores: {
    'it succeeded': { exchanges: [grant(200), expired()] },
    'another page tried it': {
      exchanges: [grant(400, { initiator: 'https://other.test' }), expired()],
    },
    'the refresh carried nothing: nobody is signed in': {
      exchanges: [
        call({
          id: 'refresh',
          method: 'POST',
          url: 'https://app.test/auth/refresh',
          startedAt: NOON - 500,
          status: 401,
        }),
        refused(undefined, { responseHeaders: challenge('Bearer realm="api"') }),
      ],
    },
    'the server names the audience': {
      exchanges: [
        grant(),
        expired({
          responseHeaders: challenge('Bearer error="invalid_token", error_description="Invalid audience"'),
        }),
      ],
    },
  },
};
