import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { ExchangeId } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const HS256 = { alg: 'HS256', kid: undefined };
const invalid = challenge('Bearer realm="api", error="invalid_token"');
const accepted = (header: Readonly<Record<string, unknown>>) =>
  call({
    id: 'before',
    startedAt: NOON - 5_000,
    requestHeaders: { authorization: bearer({ sub: 'user-1' }, header) },
  });
const jwks = call({
  id: 'jwks',
  url: 'https://idp.test/jwks.json',
  startedAt: NOON - 2_000,
  responseBody: '{"keys":[{"kty":"RSA","kid":"key-2026-01","n":"sSNY","e":"AQAB"}]}',
});
const checked = {
  ['main' as ExchangeId]: { token: { result: 'other-algorithm', keysFrom: jwks.id } },
} as const;

export const cases: CauseCases = {
  finds: {
    'express-oauth2-jwt-bearer takes RS256 from a key set, and the token says HS256': {
      exchanges: [
        refused(bearer({}, HS256), {
          responseHeaders: challenge(
            'Bearer realm="api", error="invalid_token", error_description="Unsupported \'alg\' value for a JSON Web Key Set", DPoP algs="RS256 ES256"',
          ),
          responseBody: expressError('Unauthorized'),
        }),
      ],
    },
    'the server says so of a token that the file leaves out': {
      exchanges: [
        refused(undefined, {
          blindSpots: ['authorization'],
          responseHeaders: challenge(
            'Bearer realm="api", error="invalid_token", error_description="Unsupported \'alg\' value for a JSON Web Key Set"',
          ),
        }),
      ],
    },
    'jsonwebtoken says so in its body': {
      exchanges: [refused(bearer({}, HS256), { responseBody: '{"message":"invalid algorithm"}' })],
    },
    'tokens that this API accepted are signed otherwise': {
      exchanges: [accepted({}), refused(bearer({}, HS256), { responseHeaders: invalid })],
    },
    'the issuer publishes no key for it': {
      exchanges: [jwks, refused(bearer({}, HS256), { responseHeaders: invalid })],
      signatures: checked,
    },
    'PostgREST finds no key, and the issuer publishes none': {
      exchanges: [
        jwks,
        refused(bearer({}, HS256), {
          responseBody:
            '{"code":"PGRST301","details":null,"hint":null,"message":"No suitable key or wrong key type"}',
        }),
      ],
      signatures: checked,
    },
  },
  ignores: {
    'tokens that this API accepted are signed alike': {
      exchanges: [accepted(HS256), refused(bearer({}, HS256), { responseHeaders: invalid })],
    },
    'nothing is known of what this API accepts': {
      exchanges: [refused(bearer({}, HS256), { responseHeaders: invalid })],
    },
    'the algorithm is another, and the server names the audience': {
      exchanges: [
        accepted({}),
        refused(bearer({}, HS256), {
          responseHeaders: challenge('Bearer error="invalid_token", error_description="Invalid audience"'),
        }),
      ],
    },
    'the token is not signed at all': {
      exchanges: [refused(bearer({}, { alg: 'none' }), { responseBody: '{"message":"invalid algorithm"}' })],
    },
  },
};
