import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { ExchangeId, TokenSignature } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const retired = bearer({}, { kid: 'key-2023-11' });
const notFound = challenge(
  'Bearer realm="api", error="invalid_token", error_description="no applicable key found in the JSON Web Key Set"',
);
const jwks = call({
  id: 'jwks',
  url: 'https://idp.test/jwks.json',
  startedAt: NOON - 2_000,
  responseBody: '{"keys":[{"kty":"RSA","kid":"key-2026-01","n":"sSNY","e":"AQAB"}]}',
});
const checked = (result: Exclude<TokenSignature['result'], 'no-keys'>) => ({
  ['main' as ExchangeId]: { token: { result, keysFrom: jwks.id } },
});

export const cases: CauseCases = {
  finds: {
    'express-oauth2-jwt-bearer says so, and the issuer’s key set holds other keys': {
      exchanges: [
        jwks,
        refused(retired, { responseHeaders: notFound, responseBody: expressError('Unauthorized') }),
      ],
      signatures: checked('key-not-found'),
    },
    'ASP.NET Core says so': {
      exchanges: [
        refused(retired, {
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The signature key was not found"',
          ),
        }),
      ],
    },
    'the server says so of a token that the file leaves out': {
      exchanges: [refused(undefined, { blindSpots: ['authorization'], responseHeaders: notFound })],
    },
    'Envoy says so': {
      exchanges: [refused(retired, { responseBody: "Jwks doesn't have key to match kid or alg from Jwt" })],
    },
    'Spring Security leaves open whether it is the key or the algorithm': {
      exchanges: [
        refused(retired, {
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
          ),
        }),
      ],
    },
    'the issuer publishes the key, and the API has not fetched it since': {
      exchanges: [jwks, refused(bearer(), { responseHeaders: notFound })],
      signatures: checked('verified'),
    },
    'the token names no key': {
      exchanges: [refused(bearer({}, { kid: undefined }), { responseHeaders: notFound })],
    },
    'the server gives no reason, and the issuer’s key set holds other keys': {
      exchanges: [jwks, refused(retired, { responseHeaders: challenge('Bearer error="invalid_token"') })],
      signatures: checked('key-not-found'),
    },
  },
  ignores: {
    'the key is there, and the server gives no reason': {
      exchanges: [jwks, refused(bearer(), { responseHeaders: challenge('Bearer error="invalid_token"') })],
      signatures: checked('verified'),
    },
    'the issuer’s key set holds other keys, and the server names the audience': {
      exchanges: [
        jwks,
        refused(retired, {
          responseHeaders: challenge('Bearer error="invalid_token", error_description="Invalid audience"'),
        }),
      ],
      signatures: checked('key-not-found'),
    },
    'no key set was recorded, and the server gives no reason': {
      exchanges: [refused(retired, { responseHeaders: challenge('Bearer error="invalid_token"') })],
    },
  },
};
