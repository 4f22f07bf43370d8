import { type Dialect, says } from './dialect.ts';

/** Laravel, Symfony, Rails, and the libraries of Go. */
export const phpRubyGo: readonly Dialect[] = [
  ...says(
    {
      vendor: 'Laravel',
      role: 'framework',
      source: 'https://github.com/laravel/framework/tree/master/src/Illuminate',
    },
    [
      ['csrf-mismatch', 'CSRF token mismatch.'],
      ['missing-credential', '"message":"Unauthenticated."'],
      ['role', 'This action is unauthorized.'],
      ['rate', 'Too Many Attempts.'],
      ['locked', 'Your email address is not verified.'],
      ['step-up', 'Password confirmation required.'],
      ['scope', 'Invalid scope(s) provided.'],
      ['scope', 'Invalid ability provided.'],
      ['password', 'These credentials do not match our records.'],
    ],
  ),
  ...says(
    {
      vendor: 'Laravel',
      role: 'framework',
      source:
        'https://github.com/laravel/framework/blob/master/src/Illuminate/Foundation/Exceptions/views/419.blade.php',
      statuses: [419],
    },
    [['csrf-mismatch', 'Page Expired']],
  ),
  ...says(
    {
      vendor: 'Laravel Permission',
      role: 'framework',
      source:
        'https://github.com/spatie/laravel-permission/blob/main/src/Exceptions/UnauthorizedException.php',
    },
    [
      ['role', 'User does not have the right roles.'],
      ['role', 'User does not have the right permissions.'],
    ],
  ),
  ...says(
    {
      vendor: 'LexikJWTAuthenticationBundle',
      role: 'framework',
      source: 'https://github.com/lexik/LexikJWTAuthenticationBundle/tree/3.x/Exception',
    },
    [
      ['expired', 'Expired JWT Token'],
      ['invalid-token', 'Invalid JWT Token'],
      ['missing-credential', 'JWT Token not found'],
      [
        'invalid-token',
        /Unable to find key "[^"\n]{1,60}" in the token payload/,
        'Unable to find key "username" in the token payload.',
      ],
    ],
  ),
  ...says(
    {
      vendor: 'firebase/php-jwt',
      role: 'framework',
      source: 'https://github.com/firebase/php-jwt/blob/main/src/JWT.php',
    },
    [
      ['malformed', 'Wrong number of segments'],
      ['not-yet-valid', 'Cannot handle token prior to'],
      ['not-yet-valid', 'Cannot handle token with nbf prior to'],
      ['not-yet-valid', 'Cannot handle token with iat prior to'],
      ['key-not-found', '"kid" invalid, unable to lookup correct key'],
      ['key-not-found', '"kid" empty, unable to lookup correct key'],
      ['algorithm', 'Incorrect key for this algorithm'],
    ],
  ),
  ...says(
    {
      vendor: 'Symfony',
      role: 'framework',
      source: 'https://github.com/symfony/symfony/tree/7.3/src/Symfony/Component/Security',
    },
    [
      ['csrf', 'The CSRF token is invalid. Please try to resubmit the form.'],
      ['rate', 'Too many failed login attempts, please try again'],
    ],
  ),
  ...says(
    {
      vendor: 'Rails',
      role: 'framework',
      source:
        'https://github.com/rails/rails/blob/main/actionpack/lib/action_controller/metal/request_forgery_protection.rb',
    },
    [
      ['csrf', 'ActionController::InvalidAuthenticityToken'],
      ['csrf', "Can't verify CSRF token authenticity."],
      [
        'csrf-origin',
        /HTTP Origin header \([^)\n]{0,300}\) didn't match request\.base_url/,
        "HTTP Origin header (https://a.test) didn't match request.base_url (http://a.test)",
      ],
      ['invalid-token', 'HTTP Token: Access denied.'],
      ['password', 'HTTP Basic: Access denied.'],
      ['csrf', 'The change you wanted was rejected.'],
    ],
  ),
  ...says(
    {
      vendor: 'Devise',
      role: 'framework',
      source: 'https://github.com/heartcombo/devise/blob/main/config/locales/en.yml',
    },
    [
      ['missing-credential', 'You need to sign in or sign up before continuing.'],
      ['session', 'Your session expired. Please sign in again to continue.'],
      ['locked', 'Your account is locked.'],
      ['locked', 'Your account is not activated yet.'],
      ['locked', 'You have to confirm your email address before continuing.'],
      ['password', /Invalid [\w ]{1,40} or password\./, 'Invalid Email or password.'],
    ],
  ),
  ...says(
    {
      vendor: 'devise-jwt',
      role: 'framework',
      source: 'https://github.com/waiting-for-dev/warden-jwt_auth',
      statuses: [401],
    },
    [
      ['revoked', 'revoked token'],
      ['invalid-token', 'nil user'],
    ],
  ),
  ...says(
    {
      vendor: 'ruby-jwt',
      role: 'framework',
      source: 'https://github.com/jwt/ruby-jwt/tree/main/lib/jwt/claims',
    },
    [['not-yet-valid', 'Signature nbf has not been reached']],
  ),
  ...says(
    {
      vendor: 'Doorkeeper',
      role: 'framework',
      source: 'https://github.com/doorkeeper-gem/doorkeeper/blob/main/config/locales/en.yml',
    },
    [
      ['revoked', 'The access token was revoked'],
      ['expired', 'The access token expired'],
      ['invalid-token', 'The access token is invalid'],
      ['scope', /Access to this resource requires scope /, 'Access to this resource requires scope "admin".'],
    ],
  ),
  ...says(
    {
      vendor: 'golang-jwt',
      role: 'framework',
      source: 'https://github.com/golang-jwt/jwt/blob/main/errors.go',
    },
    [
      ['invalid-token', 'token is missing required claim'],
      ['audience', 'token has invalid audience'],
      ['issuer', 'token has invalid issuer'],
      ['expired', 'token has invalid claims: token is expired'],
      ['not-yet-valid', 'token is not valid yet'],
      ['not-yet-valid', 'token used before issued'],
      ['malformed', 'token contains an invalid number of segments'],
      ['malformed', 'token is malformed'],
      ['algorithm', 'token signature is invalid: signing method'],
      ['signature', 'token signature is invalid'],
      ['algorithm', 'signing method (alg) is unavailable'],
      ['key-not-found', 'token is unverifiable'],
    ],
  ),
];
