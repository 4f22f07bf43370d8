import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { bearer, jwt, jwtOf, numericDate } from '../jwt.fixture.ts';

const OPAQUE = '8xLOxBtZp8v1Kz3mQe7yTn5w';
const invalid = challenge('Bearer error="invalid_token"');

const tokenAnswer = (answer: Readonly<Record<string, unknown>>) =>
  call({
    id: 'token',
    method: 'POST',
    url: 'https://app.test/token',
    startedAt: NOON - 2_000,
    responseBody: JSON.stringify({ token_type: 'Bearer', expires_in: 3_600, ...answer }),
  });

/** As djangorestframework-simplejwt writes it. */
const simple = (type: string) =>
  jwtOf(
    { token_type: type, exp: numericDate(86_400), iat: numericDate(-5), jti: 'f310161c', user_id: 1 },
    { alg: 'HS256', kid: undefined },
  );

/** As Flask-JWT-Extended writes it. */
const flask = (type: string) =>
  jwtOf(
    { fresh: false, type, sub: 'mia', jti: '9d063836', iat: numericDate(-5), exp: numericDate(900) },
    { alg: 'HS256', kid: undefined },
  );

export const cases: CauseCases = {
  finds: {
    'Flask-JWT-Extended answers 422': {
      exchanges: [
        refused(`Bearer ${flask('refresh')}`, {
          status: 422,
          responseBody: '{"msg":"Only non-refresh tokens are allowed"}\n',
        }),
      ],
    },
    'the token answer delivered this very text as refresh token': {
      exchanges: [
        tokenAnswer({ access_token: jwt(), refresh_token: OPAQUE }),
        refused(`Bearer ${OPAQUE}`, { responseHeaders: invalid }),
      ],
    },
    'simplejwt names the type': {
      exchanges: [
        refused(`Bearer ${simple('refresh')}`, {
          responseHeaders: challenge('Bearer realm="api"'),
          responseBody:
            '{"detail":"Given token not valid for any token type","code":"token_not_valid","messages":[{"token_class":"AccessToken","token_type":"access","message":"Token has wrong type"}]}',
        }),
      ],
    },
    'Keycloak names it in a claim, and its key is in no key set': {
      exchanges: [
        refused(
          bearer({ typ: 'Refresh', aud: 'https://idp.test/realms/shop' }, { alg: 'HS256', kid: 'a1b2' }),
          {
            responseHeaders: challenge(
              'Bearer error="invalid_token", error_description="no applicable key found in the JSON Web Key Set"',
            ),
          },
        ),
      ],
    },
    'the page sends it to be renewed, too': {
      exchanges: [
        call({
          id: 'renewal',
          method: 'POST',
          url: 'https://app.test/api/token/refresh/',
          startedAt: NOON - 2_000,
          requestBody: JSON.stringify({ refresh: OPAQUE }),
          responseBody: JSON.stringify({ access: jwt() }),
        }),
        refused(`Bearer ${OPAQUE}`, { responseHeaders: invalid }),
      ],
    },
  },
  ignores: {
    'Flask-JWT-Extended answers 422 to an access token with another fault': {
      exchanges: [
        refused(`Bearer ${flask('access')}`, {
          status: 422,
          responseBody: '{"msg":"Signature verification failed"}\n',
        }),
      ],
    },
    'the token answer delivered it as access token': {
      exchanges: [
        tokenAnswer({ access_token: OPAQUE, refresh_token: 'another-refresh-token' }),
        refused(`Bearer ${OPAQUE}`, { responseHeaders: invalid }),
      ],
    },
    'simplejwt names another type': {
      exchanges: [
        refused(`Bearer ${simple('access')}`, { responseHeaders: challenge('Bearer realm="api"') }),
      ],
    },
    'Flask-JWT-Extended takes it where it is renewed': {
      exchanges: [
        tokenAnswer({ access_token: jwt(), refresh_token: OPAQUE }),
        refused(`Bearer ${OPAQUE}`, {
          method: 'POST',
          url: 'https://app.test/auth/refresh',
          responseBody: '{"msg":"Token has been revoked"}',
        }),
      ],
    },
    'one text serves as both': {
      exchanges: [
        tokenAnswer({ access_token: OPAQUE, refresh_token: OPAQUE }),
        refused(`Bearer ${OPAQUE}`, { responseHeaders: invalid }),
      ],
    },
  },
};
