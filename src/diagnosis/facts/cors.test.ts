import { describe, expect, it } from 'vitest';
import { exchange, preflight } from '../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { corsFacts, credentialsMode } from './cors.ts';

const chrome = (version: number) => ({
  'sec-fetch-site': 'cross-site',
  'user-agent': `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/${version}.0.0.0 Safari/537.36`,
});
const star = { 'access-control-allow-origin': '*' };

describe('the credentials mode', () => {
  it.each<[string, Exchange, string]>([
    ['a cookie went along', exchange({ requestHeaders: { cookie: 'sid=1' } }), 'include'],
    [
      'the browser sent its header for it',
      exchange({ requestHeaders: { 'sec-fetch-storage-access': 'none' } }),
      'include',
    ],
    ['a Chrome that sends that header left it out', exchange({ requestHeaders: chrome(142) }), 'omit'],
    ['an older Chrome never sends it', exchange({ requestHeaders: chrome(120) }), 'unknown'],
    [
      'the header is sent on https only',
      exchange({ url: 'http://api.other.test/', requestHeaders: chrome(142) }),
      'unknown',
    ],
    ['nothing tells', exchange(), 'unknown'],
    [
      'no request headers were recorded',
      exchange({ blindSpots: ['request-headers'], requestHeaders: chrome(142) }),
      'unknown',
    ],
  ])('is told by this: %s', (_, subject, mode) => {
    expect(credentialsMode(subject)).toBe(mode);
  });
});

describe('no CORS check applies', () => {
  it.each<[string, Exchange]>([
    ['on the page’s own origin', exchange({ url: 'https://app.test/me' })],
    ['to a navigation', exchange({ kind: 'navigation' })],
    [
      'to a request that the page made without',
      exchange({ requestHeaders: { 'sec-fetch-mode': 'no-cors' } }),
    ],
    ['to a script without the attribute', exchange({ kind: 'script' })],
  ])('%s', (_, subject) => {
    expect(corsFacts(subject, undefined)).toBeUndefined();
  });

  it('where nobody knows who asked', () => {
    const { initiator: _, ...unasked } = exchange();
    expect(corsFacts(unasked, undefined)).toBeUndefined();
  });
});

it('applies the check to a script with the attribute', () => {
  const script = exchange({ kind: 'script', requestHeaders: { 'sec-fetch-mode': 'cors' } });
  expect(corsFacts(script, undefined)?.response?.passed).toBe(false);
});

describe('a request is blocked', () => {
  it('where its answer fails the check and the browser ended it', () => {
    expect(corsFacts(exchange({ failure: 'net::ERR_FAILED' }), undefined)).toMatchObject({
      blocked: true,
      response: { passed: false, reason: 'MissingAllowOriginHeader' },
    });
  });

  it('where its preflight fails, whatever the answer says', () => {
    const main = exchange({ status: 0, failure: 'net::ERR_FAILED', preflightId: 'preflight' });
    expect(corsFacts(main, preflight())).toMatchObject({
      blocked: true,
      preflight: { reason: 'PreflightMissingAllowOriginHeader' },
    });
  });

  it('where only credentials explain it: then it was made with them', () => {
    expect(
      corsFacts(exchange({ failure: 'net::ERR_FAILED', responseHeaders: star }), undefined),
    ).toMatchObject({
      blocked: true,
      credentials: 'include',
      response: { reason: 'WildcardOriginNotAllowed' },
    });
  });

  it('where the preflight’s redirect is told by its error alone', () => {
    const redirected = preflight({ status: 0, failure: 'net::ERR_INVALID_REDIRECT' });
    const main = exchange({ status: 0, failure: 'net::ERR_FAILED', preflightId: 'preflight' });
    expect(corsFacts(main, redirected)?.blocked).toBe(true);
  });

  it('where a redirect made its origin opaque, even on the page’s own origin', () => {
    const home = exchange({
      url: 'https://app.test/me',
      failure: 'net::ERR_FAILED',
      requestHeaders: { origin: 'null' },
      responseHeaders: { 'access-control-allow-origin': 'https://app.test' },
    });
    expect(corsFacts(home, undefined)).toMatchObject({
      origin: 'null',
      blocked: true,
      response: { reason: 'AllowOriginMismatch' },
    });
  });

  it('where its answer passes and redirects to an address with a password', () => {
    const redirected = exchange({
      status: 302,
      failure: 'net::ERR_FAILED',
      responseHeaders: { ...star, location: 'https://user:word@other.test/' },
    });
    expect(corsFacts(redirected, undefined)).toMatchObject({
      blocked: true,
      redirect: 'RedirectContainsCredentials',
    });
  });

  it('by the headers alone, where the source keeps the verdict to itself', () => {
    expect(corsFacts(exchange({ blindSpots: ['cors-verdict'] }), undefined)?.blocked).toBe(true);
  });
});

describe('a request is not blocked', () => {
  it.each<[string, Exchange]>([
    ['where the page could read the answer', exchange()],
    ['where it passes the check', exchange({ responseHeaders: star, blindSpots: ['cors-verdict'] })],
    ['where it ended for another reason', exchange({ failure: 'net::ERR_CONNECTION_RESET' })],
    [
      'where nothing about it fails, with credentials or without',
      exchange({
        failure: 'net::ERR_FAILED',
        responseHeaders: {
          'access-control-allow-origin': 'https://app.test',
          'access-control-allow-credentials': 'true',
        },
      }),
    ],
  ])('%s', (_, subject) => {
    expect(corsFacts(subject, undefined)?.blocked).toBe(false);
  });
});
