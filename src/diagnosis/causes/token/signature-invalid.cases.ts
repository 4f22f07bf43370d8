import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { ExchangeId, TokenSignature } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { bearer, jwt, jwtOf, numericDate } from '../jwt.fixture.ts';

const invalid = challenge('Bearer error="invalid_token"');
const saysSignature = challenge('Bearer error="invalid_token", error_description="The signature is invalid"');
const jwks = call({
  id: 'jwks',
  url: 'https://idp.test/jwks.json',
  startedAt: NOON - 2_000,
  responseBody: '{"keys":[{"kty":"RSA","kid":"key-2026-01","n":"sSNY","e":"AQAB"}]}',
});
const checked = (result: Exclude<TokenSignature['result'], 'no-keys'>) => ({
  ['main' as ExchangeId]: { token: { result, keysFrom: jwks.id } },
});

const HS256 = { alg: 'HS256', kid: undefined };
/** Cut down from a Nest application and one with Hono: neither issuer nor audience. */
const plain = (claims: Readonly<Record<string, unknown>> = {}) =>
  jwtOf(
    { sub: 'user-4711', iat: numericDate(-5), exp: numericDate(3_595), roles: ['user'], ...claims },
    HS256,
  );
const signIn = (token: string) =>
  call({
    id: 'login',
    method: 'POST',
    url: 'https://app.test/auth/login',
    startedAt: NOON - 4_000,
    responseBody: JSON.stringify({ access_token: token }),
  });

export const cases: CauseCases = {
  finds: {
    'it does not fit the issuer’s key': {
      exchanges: [jwks, refused(bearer(), { responseHeaders: invalid })],
      signatures: checked('failed'),
    },
    'it does not fit, and was sent as it was issued': {
      exchanges: [signIn(jwt()), jwks, refused(bearer(), { responseHeaders: saysSignature })],
      signatures: checked('failed'),
    },
    'ASP.NET Core says so': { exchanges: [refused(bearer(), { responseHeaders: saysSignature })] },
    'the server says so of a token that the file leaves out': {
      exchanges: [refused(undefined, { blindSpots: ['authorization'], responseHeaders: saysSignature })],
    },
    'Kong says so of a shared secret': {
      exchanges: [
        refused(bearer({}, HS256), {
          responseHeaders: invalid,
          responseBody: '{"message":"Invalid signature"}',
        }),
      ],
    },
    'Flask-JWT-Extended says so': {
      exchanges: [refused(bearer({}, HS256), { responseBody: '{"msg":"Signature verification failed"}' })],
    },
    'the server says so, and the signature is good': {
      exchanges: [jwks, refused(bearer(), { responseHeaders: saysSignature })],
      signatures: checked('verified'),
    },
    'Hono refuses a fresh token that names neither issuer nor audience': {
      exchanges: [
        signIn(plain()),
        refused(`Bearer ${plain()}`, {
          responseHeaders: challenge(
            'Bearer realm="https://app.test/api/orders",error="invalid_token",error_description="token verification failure"',
          ),
          responseBody: 'Unauthorized',
        }),
      ],
    },
    'Nest refuses it without a word': {
      exchanges: [
        signIn(plain()),
        refused(`Bearer ${plain()}`, { responseBody: '{"message":"Unauthorized","statusCode":401}' }),
      ],
    },
  },
  ignores: {
    'the signature is good, and the server gives no reason': {
      exchanges: [jwks, refused(bearer(), { responseHeaders: invalid })],
      signatures: checked('verified'),
    },
    'a fresh token names an audience': {
      exchanges: [
        signIn(plain({ aud: 'orders' })),
        refused(`Bearer ${plain({ aud: 'orders' })}`, {
          responseBody: '{"message":"Unauthorized","statusCode":401}',
        }),
      ],
    },
    'a cache stands between, and may have answered': {
      exchanges: [
        signIn(plain()),
        refused(`Bearer ${plain()}`, {
          responseHeaders: { 'x-cache-status': 'HIT' },
          responseBody: '{"message":"Unauthorized","statusCode":401}',
        }),
      ],
    },
    'the same token was accepted before': {
      exchanges: [
        signIn(plain()),
        call({
          id: 'before',
          startedAt: NOON - 3_000,
          requestHeaders: { authorization: `Bearer ${plain()}` },
        }),
        refused(`Bearer ${plain()}`, { responseBody: '{"message":"Unauthorized","statusCode":401}' }),
      ],
    },
    'the server names the issuer': {
      exchanges: [
        jwks,
        refused(bearer(), {
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The issuer is invalid"',
          ),
        }),
      ],
      signatures: checked('failed'),
    },
  },
  cannotTell: {
    'the issuer’s key set was not recorded': {
      exchanges: [refused(bearer(), { responseHeaders: invalid })],
    },
  },
};
