import { describe, expect, it } from 'vitest';
import { exchange, preflight } from '../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { factsOver } from '../facts/facts.ts';
import { outcomeOf } from './classify.ts';

function outcome(main: Exchange, ...before: readonly Exchange[]) {
  return outcomeOf(main, factsOver({ source: { kind: 'live' }, exchanges: [...before, main] }));
}

const readable = { 'access-control-allow-origin': 'https://app.test' };
const authorization = { authorization: 'Bearer tGzv3JOkF0XG5Qx2TlKWIA' };
const authorize = 'https://idp.test/authorize?client_id=spa&response_type=code';

function tokenRequest(status: number, responseBody: string): Exchange {
  return exchange({
    method: 'POST',
    url: 'https://idp.test/token',
    requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
    requestBody: 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&client_id=spa',
    status,
    responseHeaders: readable,
    responseBody,
  });
}

describe('a request', () => {
  it.each([401, 403, 407, 419, 511])('answered %i is refused', (status) => {
    expect(outcome(exchange({ status, responseHeaders: readable }))).toBe('refused');
  });

  it.each<[string, Exchange]>([
    [
      'answered 440, the session over',
      exchange({ status: 440, responseBody: '{"error":"Session timed out"}' }),
    ],
    [
      'answered 498, the token invalid',
      exchange({ status: 498, responseBody: '{"error":"Invalid token."}' }),
    ],
    ['answered 429 with a credential', exchange({ status: 429, requestHeaders: authorization })],
    [
      'answered 429 where credentials are not shown',
      exchange({ status: 429, blindSpots: ['authorization', 'cookies'] }),
    ],
    ['answered 429 with a cookie', exchange({ status: 429, requestHeaders: { cookie: 'sid=1' } })],
    [
      'answered 429 at a sign-in',
      exchange({
        method: 'POST',
        url: 'https://api.app.test/login',
        status: 429,
        requestBody: '{"user":"mia"}',
      }),
    ],
    [
      'answered 500 by a gateway whose authorizer broke',
      exchange({
        status: 500,
        responseHeaders: { 'x-amzn-errortype': 'AuthorizerConfigurationException' },
        responseBody: '{"message":null}',
      }),
    ],
    [
      'answered 400 with a challenge',
      exchange({ status: 400, responseHeaders: { 'www-authenticate': 'Bearer' } }),
    ],
    [
      'answered 400 by an authorization server',
      exchange({ status: 400, kind: 'navigation', url: authorize }),
    ],
    [
      'that an authorization server sent back with an error',
      exchange({ kind: 'navigation', url: 'https://app.test/callback?error=access_denied&state=x' }),
    ],
    [
      'that the application refuses at its callback, after the server sent a code',
      exchange({ kind: 'navigation', status: 400, url: 'https://app.test/callback?code=abc&state=x' }),
    ],
    [
      'answered 400 for want of a CSRF token',
      exchange({ method: 'POST', status: 400, responseBody: '<p>The CSRF token is missing.</p>' }),
    ],
    [
      'answered 423 by an account that is locked',
      exchange({ method: 'POST', status: 423, responseBody: '{"message":"User account is locked"}' }),
    ],
    [
      'answered 422 at a sign-in for its password',
      exchange({
        method: 'POST',
        url: 'https://api.app.test/login',
        status: 422,
        requestBody: '{"email":"mia@app.test","password":"x"}',
        responseBody: '{"message":"These credentials do not match our records."}',
      }),
    ],
    ['answered 431 for headers that are too large', exchange({ status: 431 })],
    [
      'answered 400 for headers that are too large',
      exchange({ status: 400, responseBody: '<center>Request Header Or Cookie Too Large</center>' }),
    ],
    ['answered 400 by a token endpoint', tokenRequest(400, '{"error":"invalid_grant"}')],
    ['answered 200 by a token endpoint with an error', tokenRequest(200, '{"error":"bad_code"}')],
  ])('%s is refused', (_, main) => {
    expect(outcome(main)).toBe('refused');
  });

  it('sent to a sign-in page for an answer is redirected', () => {
    expect(outcome(exchange({ status: 302, responseHeaders: { location: '/login?next=/me' } }))).toBe(
      'redirected',
    );
    expect(outcome(exchange({ status: 302, responseHeaders: { location: '/me/' } }))).toBeUndefined();
  });

  it('answered by a success that holds an error is hidden', () => {
    expect(outcome(exchange({ responseBody: '{"ok":false,"error":"invalid_auth"}' }))).toBe('hidden');
    expect(outcome(exchange({ responseBody: '{"ok":true}' }))).toBeUndefined();
  });

  it('that a redirect to https turned from POST into GET is refused where nothing answers to GET', () => {
    const posted = exchange({ id: 'first', method: 'POST', url: 'http://app.test/login', status: 301 });
    const arrived = { url: 'https://app.test/login', status: 404, redirectedFromId: posted.id };
    expect(outcome(exchange(arrived), posted)).toBe('refused');
    expect(outcome(exchange({ ...arrived, url: 'https://app.test/' }), posted)).toBeUndefined();
    expect(outcome(exchange({ ...arrived, status: 500 }), posted)).toBeUndefined();
    expect(outcome(exchange({ ...arrived, method: 'POST' }), posted)).toBeUndefined();
  });

  it('whose answer CORS hides is blocked, whatever its status', () => {
    expect(outcome(exchange({ status: 401, failure: 'net::ERR_FAILED' }))).toBe('blocked');
    expect(outcome(exchange({ status: 200, failure: 'net::ERR_FAILED' }))).toBe('blocked');
  });

  it('for a token that reaches nobody is blocked', () => {
    const failed = { ...tokenRequest(200, ''), failure: 'net::ERR_CONNECTION_REFUSED' };
    const { response: _, ...main } = failed;
    expect(outcome(main)).toBe('blocked');
  });

  it('that its preflight stopped is blocked', () => {
    const main = exchange({ status: 0, failure: 'net::ERR_FAILED', preflightId: 'preflight' });
    expect(outcome(main, preflight({ status: 401 }))).toBe('blocked');
  });

  it('that waits for a password is pending', () => {
    expect(outcome(exchange({ status: 401, pending: 'authentication-prompt' }))).toBe('pending');
  });
});

describe('no failure of authentication', () => {
  it.each<[string, Exchange]>([
    ['440 in the place of 404', exchange({ status: 440, responseBody: '{"error":"User not found"}' })],
    ['is a success', exchange()],
    ['is a redirect', exchange({ status: 302 })],
    ['is a crash', exchange({ status: 500 })],
    ['is a crash that came without CORS headers', exchange({ status: 502, failure: 'net::ERR_FAILED' })],
    ['is a form filled in wrongly', exchange({ status: 422 })],
    [
      'is a sign-in form filled in wrongly',
      exchange({
        method: 'POST',
        url: 'https://api.app.test/login',
        status: 422,
        requestBody: '{"email":"mia@app.test","password":""}',
        responseBody: '{"message":"The password field is required."}',
      }),
    ],
    ['is a malformed body', exchange({ status: 400 })],
    ['is a limit for everybody', exchange({ status: 429 })],
    [
      'is the icon, which the browser asks for unasked',
      exchange({ url: 'https://app.test/favicon.ico', kind: 'other', status: 401 }),
    ],
    ['is a refused connection', exchange({ status: 0, failure: 'net::ERR_CONNECTION_REFUSED' })],
    ['is a request that the page gave up', exchange({ status: 0, failure: 'net::ERR_ABORTED' })],
    ['is a token', tokenRequest(200, '{"access_token":"tGzv3JOkF0XG5Qx2TlKWIA"}')],
    ['is a token endpoint that crashes', tokenRequest(500, '')],
    [
      'is a frame’s question who is signed in, answered: nobody',
      exchange({ kind: 'frame', url: 'https://app.test/silent?error=login_required&state=x' }),
    ],
    ['is a preflight of its own', preflight({ status: 401 })],
    [
      'is a failure on the page’s own origin',
      exchange({ url: 'https://app.test/me', failure: 'net::ERR_FAILED' }),
    ],
  ])('%s', (_, main) => {
    expect(outcome(main)).toBeUndefined();
  });
});
