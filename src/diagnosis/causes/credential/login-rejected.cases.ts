import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

type Overrides = NonNullable<Parameters<typeof call>[0]>;

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const posted = '{"username":"mia","password":"lamp-0815-lamp"}';

/** passport-local's app, and what it answers to a wrong password. */
function login(overrides: Overrides = {}) {
  return call({
    method: 'POST',
    url: 'https://app.test/login',
    status: 401,
    requestBody: posted,
    responseBody: '{"message":"Invalid username or password"}',
    ...overrides,
    requestHeaders: { ...json, ...overrides.requestHeaders },
    responseHeaders: { ...json, ...overrides.responseHeaders },
  });
}

export const cases: CauseCases = {
  finds: {
    'passport-local refuses a wrong password': { exchanges: [login()] },
    'a 401 at a sign-in without a word': { exchanges: [login({ responseBody: '' })] },
    // https://laravel.com/docs/validation: ValidationException answers 422.
    'Laravel answers 422': {
      exchanges: [
        login({
          status: 422,
          requestBody: '{"email":"mia@app.test","password":"lamp-0815-lamp"}',
          responseBody:
            '{"message":"These credentials do not match our records.","errors":{"email":["These credentials do not match our records."]}}',
        }),
      ],
    },
    // https://supabase.com/docs/guides/auth/debugging/error-codes
    'Supabase answers 400 to the password grant': {
      exchanges: [
        login({
          url: 'https://app.test/auth/v1/token?grant_type=password',
          status: 400,
          requestBody: '{"email":"mia@app.test","password":"lamp-0815-lamp"}',
          responseBody: '{"code":400,"error_code":"invalid_credentials","msg":"Invalid login credentials"}',
        }),
      ],
    },
    // RFC 6749 §5.2, as Keycloak writes it.
    'Keycloak refuses the password grant': {
      exchanges: [
        login({
          url: 'https://idp.app.test/realms/shop/protocol/openid-connect/token',
          requestHeaders: form,
          requestBody: 'grant_type=password&client_id=spa&username=mia&password=lamp-0815-lamp',
          responseBody: '{"error":"invalid_grant","error_description":"Invalid user credentials"}',
        }),
      ],
    },
    'invalid_grant for the password grant, and no more': {
      exchanges: [
        login({
          url: 'https://app.test/oauth/token',
          status: 400,
          requestHeaders: form,
          requestBody: 'grant_type=password&client_id=spa&username=mia&password=lamp-0815-lamp',
          responseBody: '{"error":"invalid_grant"}',
        }),
      ],
    },
    'a GraphQL mutation, refused inside a 200': {
      exchanges: [
        login({
          url: 'https://app.test/graphql',
          status: 200,
          requestBody:
            '{"query":"mutation Login($email: String!, $password: String!) { login(email: $email, password: $password) { token } }","variables":{"email":"mia@app.test","password":"lamp-0815-lamp"}}',
          responseBody:
            '{"errors":[{"message":"Invalid email or password","extensions":{"code":"UNAUTHENTICATED"}}],"data":null}',
        }),
      ],
    },
    'a form of Rails': {
      exchanges: [
        login({
          kind: 'navigation',
          url: 'https://app.test/users/sign_in',
          status: 422,
          requestHeaders: form,
          requestBody: 'user%5Bemail%5D=mia%40app.test&user%5Bpassword%5D=lamp-0815-lamp',
          responseHeaders: { 'content-type': 'text/html' },
          responseBody: '<html><body><p>Invalid Email or password.</p></body></html>',
        }),
      ],
    },
  },
  ignores: {
    'the account is locked': {
      exchanges: [
        login({
          status: 403,
          responseBody:
            '{"error":"account_locked","message":"Your account has been locked. Contact support."}',
        }),
      ],
    },
    'a sign-up': {
      exchanges: [login({ url: 'https://app.test/register', responseBody: '{"message":"Unauthorized"}' })],
    },
    'a change of password': {
      exchanges: [
        login({
          url: 'https://app.test/session',
          requestBody: '{"username":"mia","current_password":"lamp-0815-lamp","password":"x"}',
          responseBody: '{"message":"Unauthorized"}',
        }),
      ],
    },
    'a password in a form that is no sign-in': {
      exchanges: [login({ url: 'https://app.test/devices', responseBody: '{"message":"Unauthorized"}' })],
    },
    'a form filled in wrongly': {
      exchanges: [
        login({
          status: 422,
          requestBody: posted,
          responseBody: '{"message":"The password field is required."}',
        }),
      ],
    },
    'an old token went along, and was refused': {
      exchanges: [
        login({
          requestHeaders: { authorization: bearer() },
          responseHeaders: challenge('Bearer error="invalid_token"'),
          responseBody: '',
        }),
      ],
    },
    'a password file guards the whole host': {
      exchanges: [login({ responseHeaders: challenge('Basic realm="Staging"'), responseBody: '' })],
    },
    'the CSRF token is wanting': {
      exchanges: [login({ status: 403, responseBody: '{"detail":"CSRF Failed: CSRF token missing."}' })],
    },
    'a code of the authorization server is refused': {
      exchanges: [
        login({
          url: 'https://app.test/oauth/token',
          status: 400,
          requestHeaders: form,
          requestBody: 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&client_id=spa',
          responseBody: '{"error":"invalid_grant"}',
        }),
      ],
    },
    'a second factor is wanted': {
      exchanges: [
        login({
          url: 'https://app.test/oauth/token',
          status: 403,
          requestHeaders: form,
          requestBody: 'grant_type=password&client_id=spa&username=mia&password=lamp-0815-lamp',
          responseBody: '{"error":"mfa_required","error_description":"Multifactor authentication required"}',
        }),
      ],
    },
  },
  cannotTell: {
    'the record has no bodies': {
      exchanges: [
        call({
          method: 'POST',
          url: 'https://app.test/login',
          status: 401,
          blindSpots: ['request-body', 'response-body'],
        }),
      ],
    },
  },
};
