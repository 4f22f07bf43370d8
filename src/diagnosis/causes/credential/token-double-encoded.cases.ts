import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, expressError, refused } from '../call.fixture.ts';
import { jwt } from '../jwt.fixture.ts';

/** As express-oauth2-jwt-bearer answers. */
const notCompact = {
  responseHeaders: challenge(
    'Bearer realm="api", error="invalid_token", error_description="Invalid Compact JWS"',
  ),
  responseBody: expressError('Unauthorized'),
};

export const cases: CauseCases = {
  finds: {
    'a JWT in base64': { exchanges: [refused(`Bearer ${btoa(jwt())}`, notCompact)] },
    'the whole answer of the token endpoint; fastify-jwt': {
      exchanges: [
        refused(`Bearer {"access_token":"${jwt()}","token_type":"Bearer"}`, {
          responseBody:
            '{"statusCode":401,"code":"FST_JWT_AUTHORIZATION_TOKEN_INVALID","error":"Unauthorized","message":"Authorization token is invalid: The token header is not a valid base64url serialized JSON."}',
        }),
      ],
    },
    'a quoted JWT in base64': { exchanges: [refused(`Bearer ${btoa(JSON.stringify(jwt()))}`, notCompact)] },
  },
  ignores: {
    'the JWT itself': { exchanges: [refused(`Bearer ${jwt()}`, notCompact)] },
    'base64 of JSON that holds no token: an opaque token of Laravel': {
      exchanges: [refused(`Bearer ${btoa('{"iv":"AAAA","value":"BBBB","mac":"CCCC"}')}`, notCompact)],
    },
    'base64 of something else': {
      exchanges: [refused(`Bearer ${btoa('orders:4711:0a4f113b')}`, notCompact)],
    },
  },
};
