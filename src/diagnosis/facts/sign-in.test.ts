import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { attemptsSignIn, handsOutToken, isSignIn, isSignInUrl, isSignOut } from './sign-in.ts';

describe('a place to sign in at', () => {
  it.each([
    ['https://app.test/login', true],
    ['https://app.test/users/sign_in', true],
    ['https://app.test/wp-login.php', true],
    ['https://app.test/accounts/login/?next=/data', true],
    ['https://app.test/api/auth', true],
    ['https://app.test/session', true],
    ['https://app.test/api/auth/refresh', false],
    ['https://app.test/loginHistory', false],
    ['https://app.test/orders?from=/login', false],
    ['https://login.test/orders', false],
    ['not a url', false],
  ])('%s: %s', (url, expected) => {
    expect(isSignInUrl(url)).toBe(expected);
  });
});

describe('a sign-in', () => {
  const login = { method: 'POST', url: 'https://app.test/login' } as const;

  it.each<[string, NonNullable<Parameters<typeof exchange>[0]>]>([
    ['answered 200 with what the page needs', { responseBody: '{"ok":true,"user":"mia"}' }],
    ['answered 204', { status: 204 }],
    ['that leads on', { status: 302, responseHeaders: { location: '/account' } }],
    ['without an error', { responseBody: '{"error":null}' }],
  ])('is one %s', (_, answer) => {
    expect(isSignIn(exchange({ ...login, ...answer }))).toBe(true);
  });

  it.each<[string, NonNullable<Parameters<typeof exchange>[0]>]>([
    ['refused', { status: 401 }],
    ['answered by a word that says no', { responseBody: '{"success":false}' }],
    ['that waits for a second factor', { responseBody: '{"mfa_required":true}' }],
    ['that leads back to itself', { status: 302, responseHeaders: { location: '/login?failed' } }],
    ['answered by the form', { responseHeaders: { 'content-type': 'text/html; charset=utf-8' } }],
    ['asked for with GET', { method: 'GET' }],
  ])('is none %s', (_, answer) => {
    expect(isSignIn(exchange({ ...login, ...answer }))).toBe(false);
  });

  it('hands out a token, none, or nobody saw', () => {
    const answer = (responseBody: string) => handsOutToken(exchange({ responseBody }));
    expect(answer('{"access_token":"2YotnFZFEjr1zCsicMWpAA"}')).toBe(true);
    expect(answer('{"ok":true}')).toBe(false);
    expect(handsOutToken(exchange({ blindSpots: ['response-body'] }))).toBe('unknown');
  });
});

it('knows a sign-out', () => {
  const out = (method: string, url: string) => isSignOut(exchange({ method, url }));
  expect([out('POST', 'https://app.test/logout'), out('DELETE', 'https://app.test/session')]).toEqual([
    true,
    true,
  ]);
  expect([out('GET', 'https://app.test/login'), out('GET', 'https://app.test/session')]).toEqual([
    false,
    false,
  ]);
});

it.each<[string, Parameters<typeof exchange>[0], boolean]>([
  ['a path that ends in login', { method: 'POST', url: 'https://a.test/auth/login?next=%2F' }, true],
  ['a path that ends in token/', { method: 'POST', url: 'https://a.test/api/token/' }, true],
  [
    'a password in JSON',
    { method: 'POST', url: 'https://a.test/me', requestBody: '{"password": "x"}' },
    true,
  ],
  [
    'a grant in a form',
    { method: 'POST', url: 'https://a.test/x', requestBody: 'a=1&grant_type=password' },
    true,
  ],
  ['a GET', { url: 'https://a.test/login' }, false],
  ['an order', { method: 'POST', url: 'https://a.test/orders', requestBody: '{"item":"password"}' }, false],
  ['a page about logins', { method: 'POST', url: 'https://a.test/login/help' }, false],
])('%s: %#', (_, main, expected) => {
  expect(attemptsSignIn(exchange(main))).toBe(expected);
});
