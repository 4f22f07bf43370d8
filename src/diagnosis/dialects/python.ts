import { type Dialect, says } from './dialect.ts';

/** Django, Flask, FastAPI and the libraries they check tokens with. */
export const python: readonly Dialect[] = [
  ...says(
    {
      vendor: 'Django REST framework',
      role: 'framework',
      source: 'https://github.com/encode/django-rest-framework/blob/main/rest_framework/authentication.py',
    },
    [
      ['csrf-missing', 'CSRF Failed: CSRF token missing'],
      ['csrf-missing', 'CSRF Failed: CSRF cookie not set'],
      ['csrf-origin', 'CSRF Failed: Origin checking failed'],
      ['csrf-origin', 'CSRF Failed: Referer checking failed'],
      ['csrf-mismatch', 'CSRF Failed: CSRF token from the '],
      ['csrf-mismatch', 'CSRF Failed: CSRF token incorrect'],
      ['missing-credential', 'Authentication credentials were not provided.'],
      ['missing-credential', 'Invalid token header. No credentials provided.'],
      ['malformed', 'Invalid token header. Token string should not contain spaces.'],
      ['malformed', 'Invalid token header. Token string should not contain invalid characters.'],
      ['malformed', 'Invalid basic header.'],
      ['password', 'Invalid username/password.'],
      ['locked', 'User inactive or deleted.'],
      ['forbidden', 'You do not have permission to perform this action.'],
      ['rate', 'Request was throttled.'],
    ],
  ),
  ...says(
    {
      vendor: 'Simple JWT',
      role: 'framework',
      source:
        'https://github.com/jazzband/djangorestframework-simplejwt/blob/master/rest_framework_simplejwt/tokens.py',
    },
    [
      ['token-kind', 'Token has wrong type'],
      ['revoked', 'Token is blacklisted'],
      ['scheme', 'Authorization header must contain two space-delimited values'],
      ['invalid-token', 'Token contained no recognizable user identification'],
      ['locked', 'User is inactive'],
      ['revoked', "The user's password has been changed."],
      ['locked', 'No active account found for the given token'],
      ['password', 'No active account found with the given credentials'],
      [
        'expired',
        /Given token not valid for any token type[^\n]{0,300}Token is expired/,
        'Given token not valid for any token type","code":"token_not_valid","messages":[{"message":"Token is expired"}]',
      ],
      [
        'invalid-token',
        /Token has no '(?:exp|jti|token_type)' claim|Token has no (?:id|type)/,
        "Token has no 'exp' claim",
      ],
    ],
  ),
  ...says(
    {
      vendor: 'Django',
      role: 'framework',
      source: 'https://github.com/django/django/blob/main/django/middleware/csrf.py',
    },
    [
      [
        'csrf-origin',
        /Reason given for failure:\s{0,9}(?:Origin|Referer) checking failed/,
        'Reason given for failure: Origin checking failed - https://a.test does not match any trusted origins.',
      ],
      [
        'csrf-missing',
        /Reason given for failure:\s{0,9}CSRF (?:cookie not set|token missing)/,
        'Reason given for failure: CSRF cookie not set.',
      ],
      [
        'csrf-mismatch',
        /Reason given for failure:\s{0,9}CSRF token from/,
        'Reason given for failure: CSRF token from POST incorrect.',
      ],
      ['csrf', 'CSRF verification failed. Request aborted.'],
    ],
  ),
  ...says(
    {
      vendor: 'Flask-JWT-Extended',
      role: 'framework',
      source: 'https://github.com/vimalloc/flask-jwt-extended/tree/main/flask_jwt_extended',
    },
    [
      ['missing-credential', 'Missing Authorization Header'],
      ['missing-credential', 'Missing JWT in '],
      ['missing-credential', 'Missing cookie "'],
      ['csrf-missing', '"msg":"Missing CSRF token"'],
      ['csrf-mismatch', 'CSRF double submit tokens do not match'],
      ['revoked', '"msg":"Token has been revoked"'],
      ['step-up', 'Fresh token required'],
      ['token-kind', 'Only non-refresh tokens are allowed'],
      ['token-kind', 'Only refresh tokens are allowed'],
      ['role', 'User claims verification failed'],
      [
        'scheme',
        /Missing '[\w-]{1,40}' type in '[\w-]{1,40}' header/,
        "Missing 'Bearer' type in 'Authorization' header. Expected 'Authorization: Bearer <JWT>'",
      ],
      [
        'scheme',
        /Bad [\w-]{1,40} header\. Expected '/,
        "Bad Authorization header. Expected 'Authorization: Bearer <JWT>'",
      ],
    ],
  ),
  ...says(
    {
      vendor: 'Flask-HTTPAuth',
      role: 'framework',
      source: 'https://github.com/miguelgrinberg/Flask-HTTPAuth/blob/main/src/flask_httpauth.py',
    },
    [['forbidden', 'Unauthorized Access']],
  ),
  ...says(
    {
      vendor: 'PyJWT',
      role: 'framework',
      source: 'https://github.com/jpadilla/pyjwt/blob/master/jwt/api_jwt.py',
    },
    [
      ['invalid-token', 'Token is missing the "exp" claim'],
      ['audience', 'Token is missing the "aud" claim'],
      ['issuer', 'Token is missing the "iss" claim'],
      ['audience', "Audience doesn't match"],
      ['not-yet-valid', 'The token is not yet valid (nbf)'],
      ['not-yet-valid', 'The token is not yet valid (iat)'],
      ['algorithm', 'The specified alg value is not allowed'],
      ['key-not-found', 'Unable to find a signing key that matches'],
      ['provider-down', 'Fail to fetch data from the url'],
      ['malformed', 'Not enough segments'],
      ['malformed', 'Invalid header padding'],
      ['malformed', 'Invalid payload padding'],
      ['malformed', 'Invalid crypto padding'],
      ['malformed', 'Invalid header string'],
      ['malformed', 'Invalid payload string'],
      ['expired', 'Signature has expired'],
    ],
  ),
  ...says(
    {
      vendor: 'Authlib',
      role: 'framework',
      source: 'https://github.com/lepture/authlib/tree/main/authlib/oauth2/rfc6750',
    },
    [
      ['expired', 'The access token provided is expired, revoked, malformed, or invalid for other reasons.'],
      ['missing-credential', 'missing_authorization'],
      ['missing-credential', "Missing 'Authorization' in headers."],
      ['scheme', 'unsupported_token_type'],
    ],
  ),
  ...says(
    {
      vendor: 'FastAPI',
      role: 'framework',
      source: 'https://github.com/fastapi/fastapi/tree/master/fastapi/security',
    },
    [
      ['missing-credential', '{"detail":"Not authenticated"}'],
      ['scheme', '{"detail":"Invalid authentication credentials"}'],
      ['invalid-token', 'Could not validate credentials'],
    ],
  ),
];
