import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer, CLAIMS, jwtOf, numericDate } from '../jwt.fixture.ts';

const fortyMinutesAgo = { iat: numericDate(-6_000), exp: numericDate(-2_400) };
const checkFailed = challenge(
  'Bearer realm="api", error="invalid_token", error_description="\'exp\' claim timestamp check failed"',
);
const opaqueExpired =
  'The access token provided is expired, revoked, malformed, or invalid for other reasons.';

export const cases: CauseCases = {
  finds: {
    'exp lies before the server’s Date, and the server says so': {
      exchanges: [
        refused(bearer(fortyMinutesAgo), {
          responseHeaders: checkFailed,
          responseBody: expressError('Unauthorized'),
        }),
      ],
    },
    'the server gives no reason': {
      exchanges: [
        refused(bearer(fortyMinutesAgo), {
          responseHeaders: challenge(
            'Bearer realm="api",error="invalid_token",error_description="token verification failure"',
          ),
          responseBody: 'Unauthorized',
        }),
      ],
    },
    'the same token was accepted before': {
      exchanges: [
        call({
          id: 'before',
          startedAt: NOON - 3_000_000,
          requestHeaders: { authorization: bearer(fortyMinutesAgo) },
        }),
        refused(bearer(fortyMinutesAgo), { responseBody: '{"code":"PGRST303","message":"JWT expired"}' }),
      ],
    },
    'an ID token sent by mistake has expired, too, and the server speaks of exp': {
      exchanges: [
        refused(
          bearer({
            ...fortyMinutesAgo,
            scope: undefined,
            nonce: 'n-0S6_WzA2Mj',
            at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng',
          }),
          {
            responseHeaders: checkFailed,
          },
        ),
      ],
    },
    'a 403 that says no more, as the middleware of many tutorials answers': {
      exchanges: [refused(bearer(fortyMinutesAgo), { status: 403, responseBody: 'Forbidden' })],
    },
    'an error that nobody caught: 500': {
      exchanges: [
        refused(bearer(fortyMinutesAgo), {
          status: 500,
          responseBody: expressError('TokenExpiredError: jwt expired'),
        }),
      ],
    },
    'the token is in a header of the application’s own, and refused with 400': {
      exchanges: [
        refused(undefined, {
          status: 400,
          requestHeaders: { 'x-auth-token': jwtOf({ ...CLAIMS, ...fortyMinutesAgo }) },
          responseBody: 'Invalid token.',
        }),
      ],
    },
    'the token is in the address of a WebSocket': {
      exchanges: [
        refused(undefined, {
          kind: 'websocket',
          url: `wss://app.test/live?token=${jwtOf({ ...CLAIMS, ...fortyMinutesAgo })}`,
        }),
      ],
    },
    'the token is the session, in a cookie': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { cookie: `access_token=${jwtOf({ ...CLAIMS, ...fortyMinutesAgo })}` },
          responseBody: '{"message":"Unauthorized","statusCode":401}',
        }),
      ],
    },
    'GoTrue answers 403 for it': {
      exchanges: [
        refused(bearer(fortyMinutesAgo), {
          status: 403,
          responseBody:
            '{"code":403,"error_code":"bad_jwt","msg":"invalid JWT: unable to parse or verify signature, token has invalid claims: token is expired"}',
        }),
      ],
    },
    'an opaque token, its lifetime told by the answer that issued it': {
      exchanges: [
        call({
          id: 'token',
          method: 'POST',
          url: 'https://app.test/token',
          startedAt: NOON - 3_700_000,
          responseBody: '{"access_token":"tGzv3JOkF0XG5Qx2TlKWIA","token_type":"Bearer","expires_in":3600}',
        }),
        refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA', {
          responseHeaders: challenge('Bearer error="invalid_token"'),
        }),
      ],
    },
    'an opaque token: only the server’s word tells': {
      exchanges: [
        refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA', {
          responseHeaders: challenge(
            `Bearer extra_attributes="{}", error="invalid_token", error_description="${opaqueExpired}"`,
          ),
          responseBody: JSON.stringify({ error: 'invalid_token', error_description: opaqueExpired }),
        }),
      ],
    },
  },
  ignores: {
    'exp lies ahead of the server’s Date': {
      exchanges: [refused(bearer({ exp: numericDate(600) }), { responseHeaders: checkFailed })],
    },
    'exp has passed, and the server names the audience': {
      exchanges: [
        refused(bearer(fortyMinutesAgo), {
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The audience is invalid"',
          ),
        }),
      ],
    },
    'the token has no exp': {
      exchanges: [
        refused(`Bearer ${jwtOf({ iss: CLAIMS.iss, aud: CLAIMS.aud, sub: CLAIMS.sub })}`, {
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The token has no expiration"',
          ),
        }),
      ],
    },
    'exp has passed, and the 403 says no more, but the token passes elsewhere after it': {
      exchanges: [
        call({
          id: 'later',
          startedAt: NOON + 1_000,
          requestHeaders: { authorization: bearer(fortyMinutesAgo) },
        }),
        refused(bearer(fortyMinutesAgo), { status: 403, responseBody: 'Forbidden' }),
      ],
    },
    'the token in the cookie has not ended': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { cookie: `access_token=${jwtOf({ ...CLAIMS, exp: numericDate(600) })}` },
          responseBody: '{"message":"Unauthorized","statusCode":401}',
        }),
      ],
    },
    'the server says that there is no token, wherever one is': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { 'x-auth-token': jwtOf({ ...CLAIMS, ...fortyMinutesAgo }) },
          responseBody: '{"msg":"No token, authorization denied"}',
        }),
      ],
    },
    'exp has passed, and the 403 is about a permission': {
      exchanges: [
        refused(bearer(fortyMinutesAgo), {
          status: 403,
          responseBody: '{"message":"This action is unauthorized."}',
        }),
      ],
    },
  },
};
