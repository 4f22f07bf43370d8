import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { expectQuick, MEGABYTES } from '../../protocol/hostile.fixture.ts';
import { factsOver } from './facts.ts';
import { signInRefusal, signInRequest } from './sign-in-request.ts';

const FORM = 'application/x-www-form-urlencoded';
const read = (path: string, requestBody: string, type = 'application/json') => {
  const main = exchange({
    method: 'POST',
    url: `https://app.test${path}`,
    requestHeaders: { 'content-type': type },
    requestBody,
  });
  return signInRequest(main, factsOver({ source: { kind: 'live' }, exchanges: [main] }))?.by;
};

describe('a sign-in with user name and password', () => {
  it.each([
    ['/login', '{"email":"mia@app.test","password":"x"}', 'json'],
    ['/api/v1/authn', '{"username":"mia","password":"x","options":{}}', 'json'],
    ['/api/userLogin', '{"userName":"mia","passWord":"x"}', 'json'],
    ['/api/collections/users/auth-with-password', '{"identity":"mia","password":"x"}', 'json'],
    ['/api/me', '{"user":"mia","password":"x"}', 'json'],
    [
      '/graphql',
      '{"query":"mutation { tokenAuth(username: \\"mia\\", password: \\"x\\") { token } }"}',
      'graphql',
    ],
  ])('is read as JSON: %s', (path, body, by) => {
    expect(read(path, body)).toBe(by);
  });

  it.each([
    ['/wp-login.php', 'log=mia&pwd=x&wp-submit=Log+In', 'form'],
    ['/Identity/Account/Login', 'Input.Email=mia%40app.test&Input.Password=x&Input.RememberMe=false', 'form'],
    ['/users/sign_in', 'user[email]=mia%40app.test&user[password]=x', 'form'],
    ['/j_spring_security_check', 'j_username=mia&j_password=x', 'form'],
    ['/connect/token', 'grant_type=password&username=mia&password=x&client_id=web', 'password-grant'],
  ])('is read as a form: %s', (path, body, by) => {
    expect(read(path, body, FORM)).toBe(by);
  });

  it.each([
    ['/register', '{"email":"mia@app.test","password":"x"}'],
    ['/login', '{"email":"mia@app.test","password":"x","passwordConfirmation":"x"}'],
    ['/password/reset', '{"email":"mia@app.test","password":"x"}'],
    ['/login/otp', '{"user":"mia","password":"123456"}'],
    ['/orders', '{"password":"x"}'],
    ['/blogindex', '{"password":"x"}'],
    ['/graphql', '{"query":"mutation { register(username: \\"mia\\", password: \\"x\\") { id } }"}'],
    [
      '/graphql',
      '{"query":"query { login }","variables":{"password":"x","user":"a","b":"","c":"","d":"","e":""}}',
    ],
    ['/login', '{"email":"mia@app.test"}'],
    ['/login', '{broken'],
  ])('is none: %s %s', (path, body) => {
    expect(read(path, body)).toBeUndefined();
  });
});

describe('whatever the network says', () => {
  it.each(MEGABYTES)('a sign-in is read quickly: %s', (_, text) => {
    for (const overrides of [
      { status: 400, responseBody: text },
      { status: 200, responseBody: `{"errors":[{${text}` },
      { status: 401, requestBody: text.slice(0, 65_000) },
      { status: 401, requestBody: `{"query":"mutation {${text.slice(0, 65_000)}"}` },
    ]) {
      const main = exchange({
        method: 'POST',
        url: 'https://app.test/login',
        requestHeaders: { 'content-type': FORM },
        requestBody: 'username=mia&password=x',
        ...overrides,
      });
      expectQuick(() => signInRefusal(main, factsOver({ source: { kind: 'live' }, exchanges: [main] })), 100);
    }
  });
});
