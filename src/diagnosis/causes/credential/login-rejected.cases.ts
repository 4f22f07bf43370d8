import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge } from '../call.fixture.ts';

type Overrides = NonNullable<Parameters<typeof call>[0]>;

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const html = { 'content-type': 'text/html; charset=utf-8' };

const post = (url: string, overrides: Overrides): { exchanges: [ReturnType<typeof call>] } => ({
  exchanges: [
    call({
      method: 'POST',
      url: `https://app.test${url}`,
      status: 401,
      requestBody: '{"username":"mia","password":"lamp-0815-lamp"}',
      ...overrides,
      requestHeaders: { ...json, ...overrides.requestHeaders },
    }),
  ],
});
const formBody = 'username=mia&password=lamp-0815-lamp';
const formAgain = (message: string) =>
  `<!DOCTYPE html><html><body><form method="post"><ul class="errorlist"><li>${message}</li></ul><input name="username"><input type="password" name="password"></form></body></html>`;
const elsewhere = { 'access-control-allow-origin': 'https://app.test' };

export const cases: CauseCases = {
  finds: {
    'passport-local': post('/login', { responseBody: '{"message":"Invalid username or password"}' }),
    'no word, and no challenge': post('/login', { responseBody: 'Unauthorized' }),
    'ASP.NET Core Identity': post('/login', {
      responseBody:
        '{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized","status":401,"detail":"Failed"}',
    }),
    'simplejwt challenges along with it': post('/api/token/', {
      responseHeaders: challenge('Bearer realm="api"'),
      responseBody:
        '{"detail":"No active account found with the given credentials","code":"no_active_account"}',
    }),
    'Laravel answers 422': post('/login', {
      status: 422,
      requestBody: '{"email":"mia@app.test","password":"lamp-0815-lamp"}',
      responseBody:
        '{"message":"These credentials do not match our records.","errors":{"email":["These credentials do not match our records."]}}',
    }),
    'Devise answers the form with 422': post('/users/sign_in', {
      status: 422,
      requestHeaders: form,
      requestBody: 'user%5Bemail%5D=mia%40app.test&user%5Bpassword%5D=lamp-0815-lamp&commit=Log+in',
      responseHeaders: html,
      responseBody: formAgain('Invalid Email or password.'),
    }),
    'Django answers the form with 200': post('/accounts/login/', {
      status: 200,
      kind: 'navigation',
      requestHeaders: form,
      requestBody: `csrfmiddlewaretoken=abc&${formBody}`,
      responseHeaders: html,
      responseBody: formAgain(
        'Please enter a correct username and password. Note that both fields may be case-sensitive.',
      ),
    }),
    Keycloak: post('/realms/app/login-actions/authenticate?session_code=x&client_id=web', {
      status: 200,
      kind: 'navigation',
      requestHeaders: form,
      requestBody: `${formBody}&credentialId=`,
      responseHeaders: html,
      responseBody: formAgain('Invalid username or password.'),
    }),
    'Spring Security sends the browser back': post('/login', {
      status: 302,
      kind: 'navigation',
      requestHeaders: form,
      requestBody: formBody,
      responseHeaders: { location: 'https://app.test/login?error' },
    }),
    Firebase: post('/v1/accounts:signInWithPassword?key=web', {
      url: 'https://identitytoolkit.test/v1/accounts:signInWithPassword?key=web',
      status: 400,
      requestBody: '{"returnSecureToken":true,"email":"mia@app.test","password":"lamp-0815-lamp"}',
      responseHeaders: elsewhere,
      responseBody:
        '{"error":{"code":400,"message":"INVALID_LOGIN_CREDENTIALS","errors":[{"message":"INVALID_LOGIN_CREDENTIALS","domain":"global","reason":"invalid"}]}}',
    }),
    Cognito: post('/', {
      url: 'https://cognito-idp.test/',
      status: 400,
      requestHeaders: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
      requestBody:
        '{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"web","AuthParameters":{"USERNAME":"mia","PASSWORD":"lamp-0815-lamp"}}',
      responseHeaders: elsewhere,
      responseBody: '{"__type":"NotAuthorizedException","message":"Incorrect username or password."}',
    }),
    Supabase: post('/auth/v1/token?grant_type=password', {
      status: 400,
      requestBody: '{"email":"mia@app.test","password":"lamp-0815-lamp","gotrue_meta_security":{}}',
      responseBody: '{"code":"invalid_credentials","message":"Invalid login credentials"}',
    }),
    'a password grant': post('/oauth/token', {
      status: 400,
      requestHeaders: form,
      requestBody: `grant_type=password&client_id=web&${formBody}`,
      responseBody: '{"error":"invalid_grant","error_description":"Invalid user credentials"}',
    }),
    'FastAPI’s tutorial': post('/token', {
      status: 400,
      requestHeaders: form,
      requestBody: `grant_type=password&${formBody}`,
      responseBody: '{"detail":"Incorrect username or password"}',
    }),
    Auth0: post('/co/authenticate', {
      status: 403,
      requestBody:
        '{"client_id":"web","credential_type":"http://auth0.com/oauth/grant-type/password-realm","username":"mia","password":"lamp-0815-lamp","realm":"users"}',
      responseBody: '{"error":"access_denied","error_description":"Wrong email or password."}',
    }),
    'a GraphQL mutation': post('/graphql', {
      status: 200,
      requestBody:
        '{"operationName":"Login","query":"mutation Login($email: String!, $password: String!) { login(email: $email, password: $password) { token } }","variables":{"email":"mia@app.test","password":"lamp-0815-lamp"}}',
      responseBody: '{"errors":[{"message":"Invalid email or password","path":["login"]}],"data":null}',
    }),
    'the server names the password': post('/login', {
      status: 400,
      responseBody: '{"error":"Incorrect password"}',
    }),
  },
  ignores: {
    'something is posted with a password, and is no sign-in': post('/orders', {
      status: 422,
      requestBody: '{"password":"x"}',
      responseBody: '{"message":"password is too short"}',
    }),
    'signing up': post('/register', {
      status: 401,
      requestBody: '{"email":"mia@app.test","password":"x","name":"Mia"}',
      responseBody: '{"message":"Invalid invitation"}',
    }),
    'a new password': post('/account/password', {
      status: 403,
      requestBody: '{"currentPassword":"lamp-0815-lamp","newPassword":"lamp-4711"}',
      responseBody: '{"message":"Incorrect password"}',
    }),
    'a sign-in whose field is empty': post('/login', {
      status: 422,
      requestBody: '{"email":"","password":"lamp-0815-lamp"}',
      responseBody:
        '{"message":"The email field is required.","errors":{"email":["The email field is required."]}}',
    }),
    'the account is locked': post('/login', {
      status: 403,
      responseBody: '{"error":"account_locked","message":"Your account has been locked. Contact support."}',
    }),
    'the password was right, a code is wanted': post('/login', {
      responseBody: '{"detail":"RequiresTwoFactor"}',
    }),
    'the token of the form is missing': post('/login', {
      status: 403,
      requestHeaders: form,
      requestBody: formBody,
      responseBody: '<h1>Forbidden</h1><p>CSRF verification failed. Request aborted.</p>',
    }),
    'a gate stands before the whole site': post('/login', {
      responseHeaders: challenge('Basic realm="Staging"'),
      responseBody: 'Unauthorized',
    }),
    'the client is not known': post('/oauth/token', {
      requestHeaders: form,
      requestBody: `grant_type=password&client_id=web&${formBody}`,
      responseBody: '{"error":"invalid_client"}',
    }),
    'the form is shown for the first time': {
      exchanges: [
        call({
          url: 'https://app.test/login',
          kind: 'navigation',
          responseHeaders: html,
          responseBody: formAgain('Invalid username or password.'),
        }),
      ],
    },
    'it worked, and the browser is sent on': post('/login', {
      status: 302,
      kind: 'navigation',
      requestHeaders: form,
      requestBody: formBody,
      responseHeaders: { location: 'https://app.test/' },
    }),
    'the token comes with a warning': post('/login', {
      status: 200,
      responseBody: '{"token":"tGzv3JOkF0XG5Qx2TlKWIA","error":"last login failed"}',
    }),
    'a refresh token was refused': post('/auth/refresh', {
      requestBody: '{"refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA"}',
      responseBody: '{"message":"Invalid credentials"}',
    }),
  },
  cannotTell: {
    'the body was not recorded': {
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
