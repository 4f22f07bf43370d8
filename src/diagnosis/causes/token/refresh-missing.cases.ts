import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { jwtOf, numericDate } from '../jwt.fixture.ts';

/** Cut down from a page that polls djangorestframework-simplejwt. */
const ACCESS = jwtOf(
  {
    token_type: 'access',
    exp: numericDate(-20),
    iat: numericDate(-120),
    jti: '2fa7988e7b134225',
    user_id: 1,
  },
  { alg: 'HS256', kid: undefined },
);
const REFRESH = 'refresh-8xLOxBtZp8v1Kz3mQe7yTn5w';
const authorization = `Bearer ${ACCESS}`;

const signIn = (answer: Readonly<Record<string, unknown>> = { access: ACCESS, refresh: REFRESH }) =>
  call({
    id: 'login',
    method: 'POST',
    url: 'https://app.test/api/token/',
    startedAt: NOON - 120_000,
    responseBody: JSON.stringify(answer),
  });
const expired = (overrides: Parameters<typeof refused>[1] = {}) =>
  refused(authorization, {
    responseHeaders: challenge('Bearer realm="api"'),
    responseBody:
      '{"detail":"Given token not valid for any token type","code":"token_not_valid","messages":[{"token_class":"AccessToken","token_type":"access","message":"Token is expired"}]}',
    ...overrides,
  });
const first = expired({ id: 'first', startedAt: NOON - 10_000 });
const refresh = (status: number, responseBody: string) =>
  call({
    id: 'refresh',
    method: 'POST',
    url: 'https://app.test/api/token/refresh/',
    startedAt: NOON - 5_000,
    status,
    requestBody: JSON.stringify({ refresh: REFRESH }),
    responseBody,
  });

const OPAQUE = 'tGzv3JOkF0XG5Qx2TlKWIA';
const opaque = (overrides: Parameters<typeof refused>[1] = {}) =>
  refused(`Bearer ${OPAQUE}`, {
    responseHeaders: challenge('Bearer error="invalid_token"'),
    ...overrides,
  });

export const cases: CauseCases = {
  finds: {
    'the page goes on with the old token, its refresh token unused': {
      exchanges: [signIn(), first, expired()],
    },
    'the sign-in brought no refresh token': {
      exchanges: [signIn({ access: ACCESS }), first, expired()],
    },
    'an opaque token that the server calls expired': {
      exchanges: [
        signIn({ access_token: OPAQUE, refresh_token: REFRESH }),
        opaque({ id: 'first', startedAt: NOON - 10_000, responseBody: '{"message":"Token expired"}' }),
        opaque({ responseBody: '{"message":"Token expired"}' }),
      ],
    },
    'an opaque token whose expires_in has passed': {
      exchanges: [
        signIn({ access_token: OPAQUE, refresh_token: REFRESH, token_type: 'Bearer', expires_in: 100 }),
        opaque({ id: 'first', startedAt: NOON - 10_000 }),
        opaque(),
      ],
    },
  },
  ignores: {
    'a refresh was tried and refused': {
      exchanges: [signIn(), first, refresh(401, '{"detail":"Token is blacklisted"}'), expired()],
    },
    'it happened once, and nothing came after': { exchanges: [signIn(), expired()] },
    'the token had run out as it arrived': {
      exchanges: [{ ...signIn(), startedAt: NOON - 15_000, endedAt: NOON - 14_900 }, first, expired()],
    },
    'a 403 says nothing of the token': {
      exchanges: [
        signIn(),
        expired({
          id: 'first',
          startedAt: NOON - 10_000,
          status: 403,
          responseBody: '{"message":"Forbidden"}',
        }),
        expired({ status: 403, responseHeaders: {}, responseBody: '{"message":"Forbidden"}' }),
      ],
    },
    'both were under way together': {
      exchanges: [signIn(), expired({ id: 'first', startedAt: NOON - 20 }), expired()],
    },
    'the server names the issuer': {
      exchanges: [
        signIn(),
        first,
        expired({
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The issuer is invalid"',
          ),
          responseBody: '',
        }),
      ],
    },
  },
  cannotTell: {
    'the sign-in was not recorded': { exchanges: [first, expired()] },
  },
};
