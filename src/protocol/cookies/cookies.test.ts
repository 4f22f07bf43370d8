import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JarCookie } from '../../exchange/exchange.ts';
import { expectQuick, MEGABYTES } from '../hostile.fixture.ts';
import { parseCookieDate } from './cookie-date.ts';
import { parseCookieHeader } from './cookie-header.ts';
import { type CookieHeldBack, sendCookie } from './send.ts';
import { parseSetCookie, type SetCookie, splitSetCookie } from './set-cookie.ts';
import { crossSiteBecause, isSameSite, siteOf } from './site.ts';
import { type CookieContext, storeCookie } from './store.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;

const context = (overrides: Partial<CookieContext> = {}): CookieContext => ({
  url: 'https://app.test/dir/page',
  method: 'GET',
  navigation: 'none',
  thirdPartyBlocked: false,
  at: NOW,
  ...overrides,
});

function read(line: string): SetCookie {
  const parsed = parseSetCookie(line);
  if ('refused' in parsed) throw new Error(parsed.refused);
  return parsed;
}

/** `stored`, or the reason why not. */
function fate(line: string, overrides: Partial<CookieContext> = {}): string {
  const parsed = parseSetCookie(line);
  if ('refused' in parsed) return parsed.refused;
  const verdict = storeCookie(parsed, context(overrides));
  return verdict.stored ? 'stored' : verdict.reason;
}

function stored(line: string, overrides: Partial<CookieContext> = {}): JarCookie {
  const verdict = storeCookie(read(line), context(overrides));
  if (!verdict.stored) throw new Error(verdict.reason);
  return verdict.cookie;
}

describe('a Set-Cookie', () => {
  it('is read into its parts', () => {
    expect(
      parseSetCookie(
        'sid = a=b ; Domain=.Example.TEST; Path=/a; Max-Age=60; Expires=Sun, 22 Nov 2026 12:00:00 GMT; Secure; HttpOnly; Partitioned; SameSite=LAX',
      ),
    ).toEqual({
      name: 'sid',
      value: 'a=b',
      domain: 'example.test',
      path: '/a',
      maxAge: 60,
      expiresAt: NOW,
      secure: true,
      httpOnly: true,
      partitioned: true,
      sameSite: 'lax',
      sameSiteAsWritten: 'LAX',
      faults: [],
    });
  });

  it('says what a browser passes over', () => {
    const { faults, sameSite } = read(
      `a=b; SameSite=foo; Max-Age=5.5; Expires=soon; Path=/${'p'.repeat(1_024)}`,
    );
    expect(sameSite).toBe('unspecified');
    expect(faults).toHaveLength(4);
  });

  it('takes the last of several attributes', () => {
    expect(read('a=b; SameSite=None; SameSite=Strict').sameSite).toBe('strict');
    expect(read('a=b; Path=/x; Path')).not.toHaveProperty('path');
    expect(read('a=b; Domain=x.test; Domain=')).not.toHaveProperty('domain');
  });

  it('may come with others where a browser joins them', () => {
    expect(splitSetCookie('a=b; Expires=Sun, 22 Nov 2026 12:00:00 GMT\nc=d')).toEqual([
      'a=b; Expires=Sun, 22 Nov 2026 12:00:00 GMT',
      'c=d',
    ]);
    expect(splitSetCookie('a=b, c=d')).toEqual(['a=b, c=d']);
    expect(splitSetCookie('')).toEqual([]);
  });
});

/** Each line was answered to a top-level navigation in Chromium 156; the reasons are the ones it gave. */
describe('storing, as Chromium does', () => {
  it.each<[line: string, https: string, http: string, localhost: string]>([
    ['a=b', 'stored', 'stored', 'stored'],
    ['a=b; Secure', 'stored', 'SecureOnly', 'stored'],
    ['__Secure-a=b; Secure', 'stored', 'InvalidPrefix', 'stored'],
    ['__Secure-a=b', 'InvalidPrefix', 'InvalidPrefix', 'InvalidPrefix'],
    ['__Host-a=b; Secure; Path=/', 'stored', 'InvalidPrefix', 'stored'],
    ['__host-a=b; Secure; Path=/', 'stored', 'InvalidPrefix', 'stored'],
    ['__Host-a=b; Secure', 'InvalidPrefix', 'InvalidPrefix', 'InvalidPrefix'],
    ['__Host-a=b; Path=/', 'InvalidPrefix', 'InvalidPrefix', 'InvalidPrefix'],
    ['__Http-a=b; Secure; HttpOnly', 'stored', 'InvalidPrefix', 'stored'],
    ['__Http-a=b; Secure', 'InvalidPrefix', 'InvalidPrefix', 'InvalidPrefix'],
    ['__Host-Http-a=b; Secure; HttpOnly; Path=/', 'stored', 'InvalidPrefix', 'stored'],
    ['__Host-Http-a=b; Secure; Path=/', 'InvalidPrefix', 'InvalidPrefix', 'InvalidPrefix'],
    ['=__Host-a; Secure; Path=/', 'InvalidPrefix', 'InvalidPrefix', 'InvalidPrefix'],
    ['a=b; SameSite=None', 'SameSiteNoneInsecure', 'SameSiteNoneInsecure', 'SameSiteNoneInsecure'],
    ['a=b; SameSite=None; Secure', 'stored', 'SecureOnly', 'stored'],
    ['', 'NoCookieContent', 'NoCookieContent', 'NoCookieContent'],
    ['=', 'NoCookieContent', 'NoCookieContent', 'NoCookieContent'],
    ['; Secure', 'NoCookieContent', 'NoCookieContent', 'NoCookieContent'],
    ['a=b\u0001c', 'DisallowedCharacter', 'DisallowedCharacter', 'DisallowedCharacter'],
    ['a=b\tc', 'DisallowedCharacter', 'DisallowedCharacter', 'DisallowedCharacter'],
    [`a=${'y'.repeat(4_095)}`, 'stored', 'stored', 'stored'],
    [
      `a=${'y'.repeat(4_096)}`,
      'NameValuePairExceedsMaxSize',
      'NameValuePairExceedsMaxSize',
      'NameValuePairExceedsMaxSize',
    ],
    [
      `a=${'ä'.repeat(2_100)}`,
      'NameValuePairExceedsMaxSize',
      'NameValuePairExceedsMaxSize',
      'NameValuePairExceedsMaxSize',
    ],
    ['a=b; Domain=test', 'InvalidDomain', 'InvalidDomain', 'InvalidDomain'],
    ['a=b; Domain=.', 'InvalidDomain', 'InvalidDomain', 'InvalidDomain'],
    ['a=b; Domain=other.test', 'InvalidDomain', 'InvalidDomain', 'InvalidDomain'],
    ['a=b; Domain=sub.app.test', 'InvalidDomain', 'InvalidDomain', 'InvalidDomain'],
    ['a=b; Domain=app.test.', 'InvalidDomain', 'InvalidDomain', 'InvalidDomain'],
    ['a=b; Domain=x.test; Domain=', 'stored', 'stored', 'stored'],
  ])('%j', (line, https, http, localhost) => {
    const urls = ['https://app.test/dir/a', 'http://app.test/dir/a', 'http://localhost:8088/dir/a'];
    expect(urls.map((url) => fate(line, { url, navigation: 'top-level' }))).toEqual([https, http, localhost]);
  });

  it.each([
    ['a=b; Domain=127.0.0.1', 'stored'],
    ['__Host-a=b; Secure; Path=/; Domain=127.0.0.1', 'stored'],
    ['a=b; Domain=0.0.1', 'InvalidDomain'],
  ])('%s from an address', (line, expected) => {
    expect(fate(line, { url: 'https://127.0.0.1:8443/' })).toBe(expected);
  });

  it('refuses a domain that many share', () => {
    expect(fate('a=b; Domain=github.io', { url: 'https://me.github.io/' })).toBe('InvalidDomain');
    expect(fate('a=b; Domain=co.uk', { url: 'https://shop.co.uk/' })).toBe('InvalidDomain');
    expect(stored('a=b; Domain=github.io', { url: 'https://github.io/' })).toMatchObject({ hostOnly: true });
  });

  const foreign = {
    url: 'https://other.test/',
    initiator: 'https://app.test',
    topLevelUrl: 'https://app.test/',
  } as const;
  const lines = [
    'a=b; SameSite=Strict',
    'a=b; SameSite=Lax',
    'a=b',
    'a=b; SameSite=None; Secure',
    'a=b; SameSite=None',
  ];

  it('refuses cross-site answers all but SameSite=None', () => {
    expect(lines.map((line) => fate(line, foreign))).toEqual([
      'SameSiteStrict',
      'SameSiteLax',
      'SameSiteUnspecifiedTreatedAsLax',
      'stored',
      'SameSiteNoneInsecure',
    ]);
  });

  it('names nothing but the user’s preference where third-party cookies are blocked', () => {
    expect(new Set(lines.map((line) => fate(line, { ...foreign, thirdPartyBlocked: true })))).toEqual(
      new Set(['UserPreferences']),
    );
    expect(fate('a=b; Secure; SameSite=None; Partitioned', { ...foreign, thirdPartyBlocked: true })).toBe(
      'stored',
    );
  });

  it('lets a top-level navigation from elsewhere set any', () => {
    const verdicts = lines.map((line) =>
      fate(line, { ...foreign, navigation: 'top-level', thirdPartyBlocked: true }),
    );
    expect(verdicts).toEqual(['stored', 'stored', 'stored', 'stored', 'SameSiteNoneInsecure']);
  });
});

describe('the cookie in the jar', () => {
  it('has the folder of its URL as path, and its host as domain', () => {
    expect(stored('sid=1; HttpOnly')).toEqual({
      name: 'sid',
      domain: 'app.test',
      hostOnly: true,
      path: '/dir',
      secure: false,
      httpOnly: true,
      sameSite: 'unspecified',
    });
    expect(stored('a=b; Domain=app.test; Path=x')).toMatchObject({
      domain: 'app.test',
      hostOnly: false,
      path: '/dir',
    });
  });

  it('lives no longer than 400 days, and Max-Age stands above Expires', () => {
    expect(stored('a=b; Max-Age=60; Expires=Sun, 22 Nov 2020 12:00:00 GMT').expiresAt).toBe(NOW + 60_000);
    expect(stored('a=b; Expires=Fri, 07 Aug 9999 08:04:19 GMT').expiresAt).toBe(NOW + 400 * DAY);
    expect(stored(`a=b; Max-Age=${'9'.repeat(400)}`).expiresAt).toBe(NOW + 400 * DAY);
    expect(stored('a=b')).not.toHaveProperty('expiresAt');
  });

  it('is deleted by a date in the past', () => {
    for (const line of ['a=b; Max-Age=0', 'a=b; Max-Age=-5', 'a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT']) {
      expect(stored(line).expiresAt).toBeLessThanOrEqual(NOW);
    }
  });

  it('knows its partition', () => {
    const line = 'a=b; Secure; SameSite=None; Partitioned';
    const foreign = {
      url: 'https://cdn.test/',
      topLevelUrl: 'https://www.app.test:8443/x',
      initiator: 'https://www.app.test:8443',
    };
    expect(stored(line, foreign).partitionSite).toBe('https://app.test');
    expect(stored(line, { navigation: 'top-level' }).partitionSite).toBe('https://app.test');
  });
});

const JAR: Readonly<Record<string, JarCookie>> = {
  strict: stored('strict=1; SameSite=Strict; Path=/', { url: 'https://other.test/' }),
  lax: stored('lax=1; SameSite=Lax; Path=/', { url: 'https://other.test/' }),
  unspecified: stored('unspecified=1; Path=/', { url: 'https://other.test/' }),
  none: stored('none=1; SameSite=None; Secure; Path=/', { url: 'https://other.test/' }),
};

/** Name of each cookie and what holds it back. */
function heldBack(
  overrides: Partial<CookieContext> & { setAt?: number },
): Record<string, readonly CookieHeldBack[]> {
  return Object.fromEntries(
    Object.entries(JAR).map(([name, cookie]) => {
      const verdict = sendCookie(cookie, {
        ...context(overrides),
        ...(overrides.setAt !== undefined && { setAt: overrides.setAt }),
      });
      return [name, verdict.sent ? [] : verdict.reasons];
    }),
  );
}

/** Each row as `associatedCookies` of Chromium 156 had it, its `Schemeful` left out. */
describe('sending, as Chromium does', () => {
  const foreign = {
    url: 'https://other.test/x',
    initiator: 'https://app.test',
    topLevelUrl: 'https://app.test/',
  } as const;
  const none = { strict: [], lax: [], unspecified: [], none: [] };
  const crossSite = {
    strict: ['SameSiteStrict'],
    lax: ['SameSiteLax'],
    unspecified: ['SameSiteUnspecifiedTreatedAsLax'],
    none: [],
  };

  it('within a site all go', () => {
    expect(
      heldBack({
        url: 'https://other.test/',
        initiator: 'https://api.other.test',
        topLevelUrl: 'https://api.other.test/',
      }),
    ).toEqual(none);
    expect(heldBack({ url: 'https://other.test/', navigation: 'top-level' })).toEqual(none);
  });

  it.each(['none', 'frame'] as const)(
    'across sites none but SameSite=None go with a request of kind %s',
    (navigation) => {
      expect(heldBack({ ...foreign, navigation })).toEqual(crossSite);
    },
  );

  it('nothing goes where third-party cookies are blocked', () => {
    expect(heldBack({ ...foreign, thirdPartyBlocked: true })).toEqual({
      strict: ['SameSiteStrict', 'UserPreferences'],
      lax: ['SameSiteLax', 'UserPreferences'],
      unspecified: ['SameSiteUnspecifiedTreatedAsLax', 'UserPreferences'],
      none: ['UserPreferences'],
    });
  });

  it('a link from elsewhere brings all but SameSite=Strict, blocked third parties or not', () => {
    const link = { ...foreign, navigation: 'top-level', thirdPartyBlocked: true } as const;
    expect(heldBack(link)).toEqual({ ...none, strict: ['SameSiteStrict'] });
  });

  it('a form posted from elsewhere brings SameSite=None, and for two minutes what says nothing', () => {
    const post = { ...foreign, navigation: 'top-level', method: 'POST' } as const;
    expect(heldBack(post)).toEqual(crossSite);
    expect(heldBack({ ...post, setAt: NOW - 120_001 })).toEqual(crossSite);
    expect(heldBack({ ...post, setAt: NOW - 1_000 })).toEqual({ ...crossSite, unspecified: [] });
    expect(sendCookie(JAR['unspecified']!, { ...context(post), setAt: NOW })).toEqual({
      sent: true,
      because: 'lax-post-exception',
    });
  });

  it('http and https are two sites', () => {
    const downgraded = {
      url: 'https://other.test/',
      initiator: 'http://other.test',
      topLevelUrl: 'http://other.test/',
    };
    expect(sendCookie(JAR['lax']!, context(downgraded))).toEqual({
      sent: false,
      reasons: ['SameSiteLax'],
      schemeful: true,
    });
    expect(heldBack({ ...downgraded, thirdPartyBlocked: true })['none']).toEqual(['UserPreferences']);
  });

  it('a frame of another site in between is what counts', () => {
    expect(
      heldBack({
        url: 'https://other.test/',
        initiator: 'https://other.test',
        topLevelUrl: 'https://app.test/',
      }),
    ).toEqual(crossSite);
    expect(
      heldBack({ url: 'https://other.test/', initiator: 'null', topLevelUrl: 'https://other.test/' }),
    ).toEqual(crossSite);
  });

  it('holds back what belongs elsewhere', () => {
    const cookie = stored('a=b; Secure; Path=/admin; Max-Age=60', { url: 'https://app.test/' });
    const reasons = (overrides: Partial<CookieContext>) => {
      const verdict = sendCookie(cookie, context(overrides));
      return verdict.sent ? [] : verdict.reasons;
    };
    expect(reasons({ url: 'https://app.test/admin/x' })).toEqual([]);
    expect(reasons({ url: 'https://app.test/administration' })).toEqual(['NotOnPath']);
    expect(reasons({ url: 'https://sub.app.test/admin' })).toEqual(['DomainMismatch']);
    expect(reasons({ url: 'http://app.test/admin' })).toEqual(['SecureOnly']);
    expect(reasons({ url: 'https://app.test/admin', at: NOW + 60_000 })).toEqual(['Expired']);
    expect(reasons({ url: 'no URL' })).toEqual(['DomainMismatch']);
  });

  it('keeps partitions apart', () => {
    const cookie = stored('a=b; Secure; SameSite=None; Partitioned', {
      ...foreign,
      url: 'https://other.test/',
    });
    expect(sendCookie(cookie, context({ ...foreign, thirdPartyBlocked: true }))).toEqual({ sent: true });
    expect(
      sendCookie(
        cookie,
        context({ ...foreign, topLevelUrl: 'https://third.test/', initiator: 'https://third.test' }),
      ),
    ).toEqual({
      sent: false,
      reasons: ['PartitionMismatch'],
    });
  });

  it('trusts this computer over http', () => {
    const cookie = stored('a=b; Secure', { url: 'http://localhost:3000/' });
    expect(sendCookie(cookie, context({ url: 'http://localhost:3000/' }))).toEqual({ sent: true });
  });
});

describe('a site', () => {
  it.each([
    ['https://a.example.co.uk/x', 'https', 'example.co.uk'],
    ['wss://api.app.test', 'https', 'app.test'],
    ['http://me.github.io', 'http', 'me.github.io'],
    ['http://localhost:3000', 'http', 'localhost'],
    ['https://127.0.0.1:1', 'https', '127.0.0.1'],
    ['https://[::1]/', 'https', '[::1]'],
  ])('of %s', (url, scheme, registrableDomain) => {
    expect(siteOf(url)).toEqual({ scheme, registrableDomain });
  });

  it('is none for opaque origins', () => {
    for (const url of ['null', '', 'data:text/plain,a', 'about:blank', 'file:///a', 'no URL'])
      expect(siteOf(url)).toBeUndefined();
    expect(isSameSite('null', 'null')).toBe(false);
  });

  it('differs by domain or scheme', () => {
    expect(crossSiteBecause('https://a.app.test', 'https://b.app.test:8443')).toBeUndefined();
    expect(crossSiteBecause('http://app.test', 'https://app.test')).toBe('scheme');
    expect(crossSiteBecause('https://a.github.io', 'https://b.github.io')).toBe('domain');
  });
});

describe('a Cookie header', () => {
  it('is read in its order, values untouched', () => {
    expect(parseCookieHeader('a=b; c = "d=e" ;; f; =g')).toEqual([
      { name: 'a', value: 'b' },
      { name: 'c', value: '"d=e"' },
      { name: '', value: 'f' },
      { name: '', value: 'g' },
    ]);
    expect(parseCookieHeader('')).toEqual([]);
  });
});

describe('hostile text', () => {
  it('nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.webUrl(), fc.string(), (text, url, other) => {
        parseCookieHeader(text);
        parseCookieDate(text);
        splitSetCookie(text);
        crossSiteBecause(text, url);
        const parsed = parseSetCookie(text);
        if ('refused' in parsed) return;
        for (const place of [url, other]) {
          const around = context({ url: place, initiator: other, topLevelUrl: text });
          const verdict = storeCookie(parsed, around);
          if (verdict.stored) sendCookie(verdict.cookie, around);
        }
      }),
    );
  });

  it('what a host sets for itself comes back to it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}$/), fc.webUrl({ validSchemes: ['https'] }), (name, url) => {
        const verdict = storeCookie(read(`${name}=1`), context({ url }));
        expect(verdict.stored && sendCookie(verdict.cookie, context({ url })).sent).toBe(true);
      }),
    );
  });

  it.each(MEGABYTES)('a megabyte of %s is read at once', (_, text) => {
    expectQuick(() => parseSetCookie(text));
    expectQuick(() => parseSetCookie(`a=b; ${text}`));
    expectQuick(() => parseSetCookie(`a=b; Expires=${text}`));
    expectQuick(() => parseCookieDate(text));
    expectQuick(() => parseCookieHeader(text));
    expectQuick(() => splitSetCookie(text));
    expectQuick(() => siteOf(`https://${text}`));
    const cookie = { ...read('a=b'), path: text, domain: text };
    expectQuick(() => storeCookie(cookie, context({ url: `https://app.test/${text.slice(0, 100_000)}` })));
  });
});
