import { type Dialect, says } from './dialect.ts';

/** Express, Fastify, Koa, hapi, Hono, NestJS and the libraries they check tokens with. */
export const javascript: readonly Dialect[] = [
  ...says(
    {
      vendor: '@casl/ability',
      role: 'framework',
      source: 'https://github.com/stalniy/casl/blob/master/packages/casl-ability/src/ForbiddenError.ts',
    },
    [['forbidden', /Cannot execute "[^"\n]{1,60}" on "[^"\n]{1,60}"/, 'Cannot execute "delete" on "Order"']],
  ),
  ...says(
    {
      vendor: 'SuperTokens',
      role: 'framework',
      source: 'https://github.com/supertokens/supertokens-node/blob/master/lib/ts/recipe/session/utils.ts',
    },
    [['expired', 'try refresh token']],
  ),
  ...says(
    {
      vendor: 'express-oauth2-jwt-bearer',
      role: 'framework',
      source: 'https://github.com/auth0/node-oauth2-jwt-bearer/tree/main/packages',
    },
    [
      ['invalid-token', "Missing 'exp' claim"],
      ['audience', "Unexpected 'aud' value"],
      ['audience', "Missing 'aud' claim"],
      ['issuer', "Unexpected 'iss' value"],
      ['issuer', "Missing 'iss' claim"],
      ['algorithm', "Unexpected 'alg' value"],
      ['token-kind', "Unexpected 'typ' value"],
      ['scope', "Missing 'scope' claim"],
      ['scope', 'Insufficient Scope'],
      ['dpop-proof', 'DPoP Proof htm mismatch'],
      ['dpop-proof', 'DPoP Proof htu mismatch'],
      ['dpop-proof', 'DPoP Proof "ath" mismatch'],
      ['dpop-proof', 'DPoP proof "iat" is outside the acceptable range'],
      ['dpop-proof', 'Failed to verify DPoP proof'],
      ['sender-constrained', 'JWT Access Token has no jkt confirmation claim'],
    ],
  ),
  ...says(
    {
      vendor: 'express-jwt',
      role: 'framework',
      source: 'https://github.com/auth0/express-jwt/blob/master/src/index.ts',
    },
    [
      ['missing-credential', 'No authorization token was found'],
      ['missing-credential', 'credentials_required'],
      ['scheme', 'credentials_bad_scheme'],
      ['scheme', 'credentials_bad_format'],
      ['revoked', 'The token has been revoked.'],
    ],
  ),
  ...says(
    {
      vendor: '@fastify/jwt',
      role: 'framework',
      source: 'https://github.com/fastify/fastify-jwt/blob/master/index.js',
    },
    [
      ['expired', 'FST_JWT_AUTHORIZATION_TOKEN_EXPIRED'],
      ['missing-credential', 'FST_JWT_NO_AUTHORIZATION_IN_HEADER'],
      ['missing-credential', 'FST_JWT_NO_AUTHORIZATION_IN_COOKIE'],
      ['scheme', 'FST_JWT_BAD_REQUEST'],
      ['malformed', 'FST_JWT_BAD_COOKIE_REQUEST'],
      ['revoked', 'FST_JWT_AUTHORIZATION_TOKEN_UNTRUSTED'],
      ['algorithm', 'Unsigned authorization token'],
      [
        'signature',
        /Authorization token is invalid: The token signature is invalid/,
        'Authorization token is invalid: The token signature is invalid.',
      ],
      [
        'malformed',
        /Authorization token is invalid: The token (?:is malformed|header is not)/,
        'Authorization token is invalid: The token is malformed.',
      ],
      [
        'algorithm',
        /Authorization token is invalid: The token algorithm/,
        'Authorization token is invalid: The token algorithm is invalid.',
      ],
      [
        'audience',
        /Authorization token is invalid: The aud claim/,
        'Authorization token is invalid: The aud claim value is not allowed.',
      ],
      [
        'issuer',
        /Authorization token is invalid: The iss claim/,
        'Authorization token is invalid: The iss claim value is not allowed.',
      ],
      ['csrf-missing', 'FST_CSRF_MISSING_SECRET'],
      ['csrf-mismatch', 'FST_CSRF_INVALID_TOKEN'],
    ],
  ),
  ...says(
    {
      vendor: 'jsonwebtoken',
      role: 'framework',
      source: 'https://github.com/auth0/node-jsonwebtoken/blob/master/verify.js',
    },
    [
      ['audience', 'jwt audience invalid. expected: '],
      ['issuer', 'jwt issuer invalid. expected: '],
      ['invalid-token', 'jwt subject invalid. expected: '],
      ['invalid-token', 'jwt jwtid invalid. expected: '],
      ['signature', 'jwt signature is required'],
      ['missing-credential', 'jwt must be provided'],
      ['malformed', 'jwt must be a string'],
      ['not-yet-valid', 'jwt not active'],
      ['expired', 'jwt expired'],
      ['malformed', 'jwt malformed'],
      ['expired', 'maxAge exceeded'],
      ['algorithm', 'please specify "none" in "algorithms" to verify unsigned tokens'],
      ['algorithm', 'secretOrPublicKey must be '],
      [
        'provider-down',
        /error in secret or public key callback: (?:connect|getaddrinfo|request timed out|timeout|socket)/i,
        'error in secret or public key callback: connect ECONNREFUSED',
      ],
      [
        'key-not-found',
        /error in secret or public key callback: (?:unable|no)/i,
        "error in secret or public key callback: Unable to find a signing key that matches 'k1'",
      ],
    ],
  ),
  ...says(
    {
      vendor: 'jose',
      role: 'framework',
      source: 'https://github.com/panva/jose/blob/main/src/util/errors.ts',
    },
    [
      ['invalid-token', 'missing required "exp" claim'],
      ['audience', 'missing required "aud" claim'],
      ['issuer', 'missing required "iss" claim'],
      ['audience', 'unexpected "aud" claim value'],
      ['issuer', 'unexpected "iss" claim value'],
      ['token-kind', 'unexpected "typ" JWT header value'],
      ['expired', '"exp" claim timestamp check failed'],
      ['not-yet-valid', '"nbf" claim timestamp check failed'],
      ['not-yet-valid', '"iat" claim timestamp check failed (it should be in the past)'],
      ['expired', '"iat" claim timestamp check failed (too far in the past)'],
      ['key-not-found', 'no applicable key found in the JSON Web Key Set'],
      ['key-not-found', 'multiple matching keys found in the JSON Web Key Set'],
      ['provider-down', 'Expected 200 OK from the JSON Web Key Set HTTP response'],
      ['malformed', 'Invalid Compact JWS'],
      ['algorithm', '"alg" (Algorithm) Header Parameter value not allowed'],
    ],
  ),
  ...says(
    {
      vendor: 'Hono',
      role: 'framework',
      source: 'https://github.com/honojs/hono/blob/main/src/utils/jwt/types.ts',
    },
    [
      ['missing-credential', 'no authorization included in request'],
      ['scheme', 'invalid credentials structure'],
      ['signature', 'JwtTokenSignatureMismatched'],
      ['expired', 'JwtTokenExpired'],
      ['not-yet-valid', 'JwtTokenNotBefore'],
      ['not-yet-valid', 'JwtTokenIssuedAt'],
      ['issuer', 'JwtTokenIssuer'],
      ['audience', 'JwtTokenAudience'],
      ['algorithm', 'JwtAlgorithmMismatch'],
      ['algorithm', 'JwtAlgorithmNotAllowed'],
      ['key-not-found', 'JwtHeaderRequiresKid'],
      ['malformed', 'JwtHeaderInvalid'],
      ['invalid-token', 'token verification failure'],
    ],
  ),
  ...says({ vendor: 'koa-jwt', role: 'framework', source: 'https://github.com/koajs/jwt/tree/master/lib' }, [
    ['scheme', 'Bad Authorization header format. Format is "Authorization: Bearer <token>"'],
  ]),
  ...says(
    {
      vendor: 'hapi JWT',
      role: 'framework',
      source: 'https://github.com/hapijs/jwt/tree/master/lib',
    },
    [
      ['scheme', 'Bad HTTP authentication header format'],
      ['audience', 'Token audience is not allowed'],
      ['audience', 'Token missing payload aud value'],
      ['not-yet-valid', 'Token not yet active'],
      ['expired', 'Token maximum age exceeded'],
      ['signature', 'Invalid token signature'],
      ['malformed', 'Invalid token structure'],
      ['malformed', 'Invalid token missing header'],
      ['malformed', 'Invalid token payload'],
      ['algorithm', 'Token header missing alg attribute'],
    ],
  ),
  ...says(
    {
      vendor: 'passport-jwt',
      role: 'framework',
      source: 'https://github.com/mikenicholson/passport-jwt/blob/master/lib/strategy.js',
    },
    [['missing-credential', 'No auth token']],
  ),
  ...says(
    {
      vendor: 'NestJS',
      role: 'framework',
      source: 'https://docs.nestjs.com/guards#putting-it-all-together',
    },
    [
      ['forbidden', 'Forbidden resource'],
      ['rate', 'ThrottlerException: Too Many Requests'],
    ],
  ),
  ...says(
    { vendor: 'csurf', role: 'framework', source: 'https://github.com/expressjs/csurf#error-handling' },
    [
      ['csrf', 'EBADCSRFTOKEN'],
      ['csrf-missing', 'misconfigured csrf'],
    ],
  ),
  ...says(
    {
      vendor: 'express-rate-limit',
      role: 'framework',
      source: 'https://express-rate-limit.mintlify.app/reference/configuration#message',
      statuses: [429],
    },
    [['rate', 'Too many requests, please try again later.']],
  ),
  ...says(
    {
      vendor: 'Socket.IO',
      role: 'framework',
      source: 'https://socket.io/docs/v4/server-api/#middleware-errors',
    },
    [
      ['session', 'Session ID unknown'],
      ['forbidden', '"code":4,"message":"Forbidden"'],
    ],
  ),
];
