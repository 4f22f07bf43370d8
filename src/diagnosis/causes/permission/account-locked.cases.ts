import type { CauseCases } from '../../engine/cause-cases.ts';
import { refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const said = (responseBody: string, overrides = {}) => refused(bearer(), { responseBody, ...overrides });

export const cases: CauseCases = {
  finds: {
    'Django REST framework: the user is inactive': {
      exchanges: [
        said('{"detail":"User is inactive","code":"user_inactive"}', {
          responseHeaders: { 'www-authenticate': 'Bearer realm="api"' },
        }),
      ],
    },
    'Supabase: banned': {
      exchanges: [
        said('{"code":403,"error_code":"user_banned","msg":"User is banned"}', {
          status: 403,
          responseHeaders: { 'x-sb-error-code': 'user_banned' },
        }),
      ],
    },
    // https://laravel.com/docs/verification (EnsureEmailIsVerified)
    'Laravel: the address is not verified': {
      exchanges: [said('{"message":"Your email address is not verified."}', { status: 403 })],
    },
    // ASP.NET Core, MapIdentityApi
    'ASP.NET Core Identity: locked out': {
      exchanges: [
        refused(undefined, {
          method: 'POST',
          url: 'https://app.test/login',
          responseBody:
            '{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized","status":401,"detail":"LockedOut"}',
        }),
      ],
    },
    // https://firebase.google.com/docs/reference/rest/auth#section-sign-in-email-password
    'Firebase: disabled, with 400': {
      exchanges: [
        refused(undefined, {
          method: 'POST',
          url: 'https://app.test/v1/accounts:signInWithPassword',
          status: 400,
          responseBody: '{"error":{"code":400,"message":"USER_DISABLED"}}',
        }),
      ],
    },
  },
  ignores: {
    'the token is not valid': {
      exchanges: [said('{"detail":"Given token not valid for any token type","code":"token_not_valid"}')],
    },
    'the account has no permission': {
      exchanges: [said('{"message":"Your account may not do this: permission denied"}', { status: 403 })],
    },
  },
};
