import { describe, expect, it } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import type { Exchange, ExchangeId } from '../../exchange/exchange.ts';
import { factsOver } from './facts.ts';
import { isFairAnswer } from './silent-sign-in.ts';

const AUTHORIZE = 'https://idp.test/auth?client_id=spa&response_type=code&state=s1';

const refusalOf = (main: Exchange, ...others: readonly Exchange[]) =>
  factsOver({ source: { kind: 'live' }, exchanges: [...others, main] }).oauthRefusal(main);

function callback(query: string, overrides: Parameters<typeof exchange>[0] = {}): Exchange {
  return exchange({ kind: 'navigation', url: `https://app.test/cb?${query}`, ...overrides });
}

function asked(parameters = '', overrides: Parameters<typeof exchange>[0] = {}): Exchange {
  return exchange({
    id: 'asked',
    kind: 'navigation',
    url: AUTHORIZE + parameters,
    startedAt: NOON - 1_000,
    status: 302,
    ...overrides,
  });
}

function redeemed(status: number, responseBody: string): Exchange {
  return exchange({
    method: 'POST',
    url: 'https://idp.test/token',
    requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
    requestBody: 'grant_type=authorization_code&code=abc&client_id=spa',
    status,
    responseBody,
  });
}

describe('a refusal of OAuth', () => {
  it('is what the server calls it', () => {
    expect(refusalOf(callback('error=invalid_scope&state=s1'), asked())).toMatchObject({
      by: 'callback',
      error: 'invalid_scope',
      meaning: 'requested-scope',
      isPlain: true,
      asked: { request: { clientId: 'spa' } },
    });
  });

  it('is what its vendor says, where the code beside it says less', () => {
    const description = 'AADSTS65001: The user or administrator has not consented';
    const query = new URLSearchParams({ error: 'interaction_required', error_description: description });
    expect(refusalOf(callback(String(query)))).toMatchObject({ meaning: 'consent-needed', isPlain: true });
  });

  it('is not what words say that everybody uses, where the code says something', () => {
    const query = new URLSearchParams({ error: 'access_denied', error_description: 'invalid client id' });
    expect(refusalOf(callback(String(query)))).toMatchObject({ meaning: 'sign-in-denied' });
  });

  it('stands in the redirect where its arrival was not recorded', () => {
    const location = 'com.shop.app:/cb?error=access_denied&state=s1';
    expect(refusalOf(asked('', { responseHeaders: { location } }))).toMatchObject({
      by: 'redirect',
      meaning: 'sign-in-denied',
    });
  });

  it('stands at its arrival where that was recorded', () => {
    const location = 'https://app.test/cb?error=access_denied&state=s1';
    const hop = asked('', { responseHeaders: { location } });
    const arrival = callback('error=access_denied&state=s1', { redirectedFromId: 'asked' as ExchangeId });
    expect(refusalOf(hop, arrival)).toBeUndefined();
    expect(refusalOf(arrival, hop)).toMatchObject({ by: 'callback' });
  });

  it('is no redirect of a page that nobody asked for authorization', () => {
    const location = '/login?error=access_denied';
    expect(
      refusalOf(exchange({ url: 'https://app.test/admin', status: 302, responseHeaders: { location } })),
    ).toBeUndefined();
  });

  it('belongs to the request with its state, not to the latest', () => {
    const later = asked('', { id: 'later', url: AUTHORIZE.replace('s1', 's2'), startedAt: NOON - 500 });
    expect(refusalOf(callback('error=access_denied&state=s1'), asked(), later)?.asked?.exchange.id).toBe(
      'asked',
    );
    expect(refusalOf(callback('error=access_denied&state=s3'), asked(), later)?.asked).toBeUndefined();
  });

  it.each([
    ['a token', redeemed(200, '{"access_token":"tGzv3JOkF0XG5Qx2TlKWIA"}')],
    ['a crash', redeemed(500, 'Internal Server Error')],
    ['a sign-in page', asked('', { status: 200, responseBody: '<form>invalid_client</form>' })],
    ['a callback that goes on', callback('code=abc&state=s1', { status: 302 })],
    ['a callback that is not there', callback('code=abc&state=s1', { status: 404 })],
    [
      'an offer to sign in by Kerberos',
      asked('', {
        status: 401,
        responseHeaders: { 'www-authenticate': 'Negotiate' },
        responseBody: '<form>Sign in</form>',
      }),
    ],
    ['a callback that crashes', callback('code=abc&state=s1', { status: 500, responseBody: 'oops' })],
  ])('is not %s', (_, main) => expect(refusalOf(main)).toBeUndefined());

  it.each(['__proto__', 'constructor', 'toString'])('may be called %s, and means nothing then', (code) => {
    const refusal = refusalOf(redeemed(400, `{"error":"${code}"}`));
    expect(refusal).toMatchObject({ error: code });
    expect(refusal?.meaning).toBeUndefined();
  });
});

describe('a fair answer', () => {
  const isFair = (main: Exchange, ...others: readonly Exchange[]) =>
    isFairAnswer(main, factsOver({ source: { kind: 'live' }, exchanges: [...others, main] }));
  const inFrame = { kind: 'frame', redirectedFromId: 'asked' as ExchangeId } as const;

  it('is "nobody" to a frame', () => {
    expect(
      isFair(callback('error=login_required&state=s1', inFrame), asked('&prompt=none', { kind: 'frame' })),
    ).toBe(true);
  });

  it('is one to a silent question that a sign-in with a page followed', () => {
    const page = asked('', { id: 'page', startedAt: NOON + 500 });
    const silent = asked('&prompt=none');
    expect(isFair(callback('error=interaction_required&state=s1'), silent, page)).toBe(true);
    expect(isFair(callback('error=interaction_required&state=s1'), silent)).toBe(false);
    expect(isFair(callback('error=access_denied&state=s1'), silent, page)).toBe(false);
  });

  it('is "not yet" to a device', () => {
    expect(isFair(redeemed(400, '{"error":"authorization_pending"}'))).toBe(true);
    expect(isFair(redeemed(400, '{"error":"expired_token"}'))).toBe(false);
  });

  it('is not "nobody" where the session was kept back', () => {
    const signedIn = asked('', {
      id: 'page',
      startedAt: NOON - 60_000,
      responseHeaders: {
        location: 'https://app.test/cb?code=abc&state=s0',
        'set-cookie': 'sid=0123456789; Path=/; HttpOnly; Secure; SameSite=None',
      },
    });
    const ask = (access: string, cookie?: string) =>
      asked('&prompt=none', {
        kind: 'frame',
        requestHeaders: {
          'sec-fetch-site': 'cross-site',
          'sec-fetch-storage-access': access,
          ...(cookie && { cookie }),
        },
      });
    const answer = callback('error=login_required&state=s1', inFrame);
    expect(isFair(answer, signedIn, ask('none'))).toBe(false);
    expect(isFair(answer, signedIn, ask('active', 'sid=0123456789'))).toBe(true);
    expect(isFair(answer, ask('none'))).toBe(true);
    const signedOut = exchange({
      id: 'out',
      kind: 'navigation',
      url: 'https://idp.test/session/end?client_id=spa',
      startedAt: NOON - 30_000,
    });
    expect(isFair(answer, signedIn, signedOut, ask('none'))).toBe(true);
  });
});
