import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { oauthMessage } from './oauth.ts';

const at = (url: string) => oauthMessage(exchange({ url, kind: 'navigation' }));

function posted(requestBody: string, type: string, responseBody?: string) {
  return oauthMessage(
    exchange({
      method: 'POST',
      url: 'https://idp.test/token',
      requestHeaders: { 'content-type': type },
      requestBody,
      ...(responseBody !== undefined && { responseBody }),
    }),
  );
}

const FORM = 'application/x-www-form-urlencoded';

describe('an authorization request', () => {
  const url = 'https://idp.test/auth?client_id=spa&response_type=code';

  it('is told by its parameters (RFC 6749 §4.1.1)', () => {
    expect(at(`${url}&redirect_uri=https%3A%2F%2Fapp.test%2Fcb&code_challenge=abc&prompt=none`)).toEqual({
      kind: 'authorization-request',
      request: {
        clientId: 'spa',
        responseType: 'code',
        redirectUri: 'https://app.test/cb',
        codeChallenge: 'abc',
        prompt: 'none',
      },
    });
  });

  it('may have been pushed (RFC 9126)', () => {
    expect(at('https://idp.test/auth?client_id=spa&request_uri=urn%3Aexample%3A1')).toMatchObject({
      kind: 'authorization-request',
      request: { clientId: 'spa' },
    });
  });

  it('knows the answer that its redirect carries', () => {
    const redirected = exchange({
      url,
      status: 303,
      responseHeaders: { location: 'https://app.test/cb?error=login_required&state=s1' },
    });
    expect(oauthMessage(redirected)).toMatchObject({ answer: { error: 'login_required', state: 's1' } });
  });

  it.each([
    'https://idp.test/auth?client_id=spa',
    'https://idp.test/auth?response_type=code',
    '//client_id=&response_type=',
    'https://app.test/articles?code=x',
  ])('is not %s', (other) => expect(at(other)).toBeUndefined());
});

describe('an authorization response', () => {
  it.each([
    ['query', 'https://app.test/cb?code=abc&state=s1'],
    ['fragment', 'https://app.test/cb#code=abc&state=s1'],
  ])('comes by %s', (by, url) => {
    expect(at(url)).toEqual({
      kind: 'authorization-response',
      by,
      response: { code: 'abc', state: 's1' },
    });
  });

  it('comes by a form that the server has the browser post', () => {
    expect(posted('code=abc&state=s1', FORM)).toMatchObject({ kind: 'authorization-response', by: 'form' });
  });

  it('may be an error of the standards', () => {
    expect(at('https://app.test/cb?error=access_denied&error_description=No+thanks')).toMatchObject({
      response: { error: 'access_denied', errorDescription: 'No thanks' },
    });
  });

  it('is no error of the page’s own', () => {
    expect(at('https://app.test/sign-in?error=wrong-password&state=x')).toBeUndefined();
  });
});

describe('a token request', () => {
  const response = '{"access_token":"tGzv","expires_in":3600,"token_type":"Bearer"}';

  it.each([
    ['a form', 'grant_type=refresh_token&refresh_token=r1&client_id=spa', FORM],
    ['JSON', '{"grant_type":"refresh_token","refresh_token":"r1","client_id":"spa"}', 'application/json'],
  ])('is %s with its grant', (_, body, type) => {
    expect(posted(body, type, response)).toEqual({
      kind: 'token-request',
      request: { grantType: 'refresh_token', refreshToken: 'r1', clientId: 'spa' },
      response: { accessToken: 'tGzv', expiresIn: 3600, tokenType: 'Bearer' },
    });
  });

  it('may name its grant in the query (Supabase)', () => {
    const refresh = exchange({
      method: 'POST',
      url: 'https://idp.test/auth/v1/token?grant_type=refresh_token',
      requestHeaders: { 'content-type': 'application/json' },
      requestBody: '{"refresh_token":"r1"}',
    });
    expect(oauthMessage(refresh)).toEqual({
      kind: 'token-request',
      request: { grantType: 'refresh_token', refreshToken: 'r1' },
    });
  });

  it('has no response where none was recorded, or it is none', () => {
    expect(posted('grant_type=password', FORM)).toEqual({
      kind: 'token-request',
      request: { grantType: 'password' },
    });
    expect(posted('grant_type=password', FORM, '<html>')).not.toHaveProperty('response');
  });

  it('is not a text that speaks of grants', () => {
    expect(posted('{"about":"grant_type"}', 'application/json')).toBeUndefined();
    expect(posted('{"grant_type":', 'application/json')).toBeUndefined();
  });
});
