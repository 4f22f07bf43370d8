import { describe, expect, it } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import type { Exchange, ExchangeId } from '../../exchange/exchange.ts';
import { factsOver } from './facts.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

const FORM =
  '<!doctype html><title>Sign in</title><form method=post><input name=username><input name=password type=password><button>Sign in</button></form>';
const HTML = { 'content-type': 'text/html; charset=utf-8' };

function found(main: Exchange, ...others: readonly Exchange[]) {
  const exchanges = [...others, main].toSorted((a, b) => a.startedAt - b.startedAt);
  return factsOver({ source: { kind: 'live' }, exchanges }).signInPage(main);
}

function sentTo(location: string, overrides: Overrides = {}): Exchange {
  return exchange({
    url: 'https://app.test/data',
    status: 302,
    ...overrides,
    responseHeaders: { location, ...overrides.responseHeaders },
  });
}

function landing(overrides: Overrides): Exchange {
  return exchange({
    id: 'landing',
    startedAt: NOON + 50,
    redirectedFromId: 'main' as ExchangeId,
    responseHeaders: HTML,
    ...overrides,
  });
}

describe('a call for data', () => {
  it.each([
    '/accounts/login/?next=/data',
    '/login',
    '/users/sign_in',
    '/Account/Login?ReturnUrl=%2Fdata',
    '/wp-login.php?redirect_to=x',
    'https://sso.other.test/cas/login?service=x',
    'https://team.cloudflareaccess.com/cdn-cgi/access/login/app.test',
    'https://login.microsoftonline.com/common/reprocess?ctx=1',
    'https://idp.test/realms/shop/protocol/openid-connect/auth?client_id=spa&response_type=code',
    'https://idp.test/sso?SAMLRequest=fZJ',
    'https://auth.app.test/?rd=https%3A%2F%2Fapp.test%2Fdata&rm=GET',
    '/oauth2/authorization/keycloak',
    '/api/auth/signin?callbackUrl=%2Fdata',
  ])('sent to %s asked for sign-in', (location) => {
    expect(found(sentTo(location))).toMatchObject({ by: 'redirect' });
  });

  it.each([
    '/data/',
    '/v2/data',
    '/logout',
    '/blog/login-tips',
    'https://cdn.test/file.json',
    '/loginhistory',
  ])('sent to %s did not', (location) => {
    expect(found(sentTo(location))).toBeUndefined();
  });

  it('is known by the form where that was recorded, whatever the address', () => {
    const page = landing({ url: 'https://app.test/welcome', responseBody: FORM });
    expect(found(sentTo('/welcome'), page)).toMatchObject({ known: 'form', landing: { id: 'landing' } });
  });

  it('that found data at an address that sounds like it did not', () => {
    const data = landing({
      url: 'https://app.test/login',
      responseHeaders: { 'content-type': 'application/json' },
      responseBody: '{"method":"password"}',
    });
    expect(found(sentTo('/login'), data)).toBeUndefined();
  });

  it('answered by the form itself asked for sign-in; the hop after the redirect does not count again', () => {
    const form: Overrides = { url: 'https://app.test/data', responseHeaders: HTML, responseBody: FORM };
    expect(found(exchange(form))).toMatchObject({ by: 'page', known: 'form' });
    const hop = sentTo('/accounts/login/', { id: 'first' });
    const page = exchange({
      ...form,
      url: 'https://app.test/accounts/login/',
      redirectedFromId: 'first' as ExchangeId,
    });
    expect(found(page, hop)).toBeUndefined();
  });

  it.each([
    '<form method="POST" action="https://idp.test/sso"><input type="hidden" name="SAMLRequest" value="fZJ"></form>',
    '<html><head><meta http-equiv="refresh" content="0; url=/login?next=/data"></head></html>',
  ])('answered by a page that turns to sign-in by itself asked for it: %s', (responseBody) => {
    const main = exchange({ url: 'https://app.test/data', responseHeaders: HTML, responseBody });
    expect(found(main)).toMatchObject({ by: 'page' });
  });

  it.each<[string, Overrides]>([
    ['a form to change the password', { responseBody: `${FORM}<input type=password>` }],
    ['a page without a password', { responseBody: '<title>Orders</title><a href=/login>Sign in</a>' }],
    ['JSON', { responseHeaders: { 'content-type': 'application/json' }, responseBody: JSON.stringify(FORM) }],
    ['the sign-in page, asked for by its name', { url: 'https://app.test/login', responseBody: FORM }],
    ['a fragment that htmx asked for', { requestHeaders: { 'hx-request': 'true' }, responseBody: FORM }],
    ['a page that Turbo asked for', { requestHeaders: { accept: 'text/html, */*' }, responseBody: FORM }],
  ])('answered by %s was answered', (_, overrides) => {
    expect(
      found(exchange({ url: 'https://app.test/data', responseHeaders: HTML, ...overrides })),
    ).toBeUndefined();
  });

  it.each<[string, Exchange]>([
    ['the sign-in itself', sentTo('/login?error=1', { method: 'POST', url: 'https://app.test/login' })],
    ['signing out', sentTo('/login', { url: 'https://app.test/logout' })],
    ['an image', sentTo('/login', { kind: 'image' })],
  ])('is not %s', (_, main) => {
    expect(found(main)).toBeUndefined();
  });
});

describe('a navigation', () => {
  const signIn = (overrides: Overrides = {}) =>
    exchange({
      id: 'sign-in',
      startedAt: NOON - 1_000,
      kind: 'navigation',
      method: 'POST',
      url: 'https://app.test/login',
      requestBody: 'username=mia&password=x',
      requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
      status: 302,
      responseHeaders: { location: '/data' },
      ...overrides,
    });
  const sentBack = (location = '/login?next=/data') => sentTo(location, { kind: 'navigation' });

  it('sent to sign-in is the ordinary way', () => {
    expect(found(sentBack())).toBeUndefined();
  });

  it('sent back to the sign-in just passed is not', () => {
    expect(found(sentBack(), signIn())).toMatchObject({ signedInBy: { id: 'sign-in' } });
  });

  it('is known by the page of the form where that posts elsewhere', () => {
    const session = signIn({
      url: 'https://app.test/session',
      requestHeaders: { referer: 'https://app.test/login' },
    });
    expect(found(sentBack(), session)).toBeDefined();
  });

  it.each<[string, Exchange, readonly Exchange[]]>([
    ['the password was refused', sentBack(), [signIn({ responseHeaders: { location: '/login?error=1' } })]],
    [
      'the password was refused in a success',
      sentBack(),
      [signIn({ kind: 'fetch', status: 200, responseHeaders: {}, responseBody: '{"success":false}' })],
    ],
    ['it was long ago', sentBack(), [signIn({ startedAt: NOON - 600_000 })]],
    ['another part has a sign-in of its own', sentBack('/admin/login/'), [signIn()]],
    ['another host was signed in to', sentBack(), [signIn({ url: 'https://other.test/login' })]],
    [
      'the person signed out',
      sentBack(),
      [signIn(), exchange({ id: 'out', startedAt: NOON - 500, url: 'https://app.test/logout', status: 302 })],
    ],
    ['a stronger sign-in is asked for', sentBack('/login?acr_values=mfa'), [signIn()]],
  ])('is the ordinary way where %s', (_, main, others) => {
    expect(found(main, ...others)).toBeUndefined();
  });

  it('sent to the provider again after its callback was taken', () => {
    const authorize = 'https://idp.test/auth?client_id=web&response_type=code&scope=openid&state=';
    const others = [
      exchange({ id: 'a', startedAt: NOON - 2_000, kind: 'navigation', url: `${authorize}s1`, status: 302 }),
      exchange({
        id: 'b',
        startedAt: NOON - 1_000,
        kind: 'navigation',
        url: 'https://app.test/callback?code=c&state=s1',
        status: 302,
        responseHeaders: { location: '/data' },
      }),
    ];
    expect(found(sentBack(`${authorize}s2`), ...others)).toMatchObject({ signedInBy: { id: 'b' } });
    expect(found(sentBack(`${authorize.replace('openid', 'openid%20orders')}s2`), ...others)).toBeUndefined();
    expect(found(sentBack(`${authorize}s2&prompt=login`), ...others)).toBeUndefined();
  });
});
