import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { bearer, jwt, numericDate } from '../jwt.fixture.ts';

const authorization = bearer();
const before = call({ id: 'before', startedAt: NOON - 60_000, requestHeaders: { authorization } });
const logout = (startedAt = NOON - 5_000) =>
  call({
    id: 'logout',
    method: 'POST',
    url: 'https://app.test/auth/logout',
    startedAt,
    status: 204,
    requestHeaders: { authorization },
  });
const invalid = challenge('Bearer error="invalid_token"');

export const cases: CauseCases = {
  finds: {
    'Flask-JWT-Extended finds it on its list': {
      exchanges: [refused(authorization, { responseBody: '{"msg":"Token has been revoked"}' })],
    },
    'Microsoft Graph ends it by continuous access evaluation': {
      exchanges: [
        refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA', {
          // https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation
          responseBody:
            '{"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp"}}',
        }),
      ],
    },
    'it was accepted until the sign-out': {
      exchanges: [before, logout(), refused(authorization, { responseHeaders: invalid })],
    },
    'Laravel no longer knows it after the sign-out': {
      exchanges: [
        before,
        logout(),
        refused(authorization, { responseBody: '{"message":"Unauthenticated."}' }),
      ],
    },
    'this very token was given back': {
      exchanges: [
        call({
          id: 'revoke',
          method: 'POST',
          url: 'https://app.test/oauth2/revoke',
          startedAt: NOON - 5_000,
          requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
          requestBody: `token=${jwt()}&client_id=spa`,
        }),
        refused(authorization, { responseHeaders: invalid }),
      ],
    },
  },
  ignores: {
    'the sign-out came later': {
      exchanges: [before, logout(NOON + 5_000), refused(authorization, { responseHeaders: invalid })],
    },
    'the token was accepted after the sign-out': {
      exchanges: [
        before,
        logout(NOON - 30_000),
        call({ id: 'since', startedAt: NOON - 10_000, requestHeaders: { authorization } }),
        refused(authorization, { responseHeaders: invalid }),
      ],
    },
    'the sign-out ended another token’s session': {
      exchanges: [before, logout(), refused(bearer({ jti: 'another' }), { responseHeaders: invalid })],
    },
    'it had expired by then': {
      exchanges: [
        call({
          id: 'before',
          startedAt: NOON - 60_000,
          requestHeaders: { authorization: bearer({ exp: numericDate(-10) }) },
        }),
        logout(),
        refused(bearer({ exp: numericDate(-10) }), { responseHeaders: invalid }),
      ],
    },
  },
};
