import { describe, expect, it } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import type { Exchange, ExchangeId, JarCookie } from '../../exchange/exchange.ts';
import {
  cookieContext,
  cookieEvents,
  credentialsOf,
  looksLikeSession,
  thirdPartyBlocked,
} from './cookies.ts';
import { factsOver } from './facts.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

function sets(line: string | readonly string[], overrides: Overrides = {}): Exchange {
  return exchange({
    id: 'login',
    startedAt: NOON - 60_000,
    url: 'https://api.app.test/auth/login',
    ...overrides,
    responseHeaders: { 'set-cookie': line },
  });
}

function jarCookie(overrides: Partial<JarCookie> = {}): JarCookie {
  return {
    name: 'sid',
    domain: 'api.app.test',
    hostOnly: true,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
    ...overrides,
  };
}

function facts(exchanges: readonly Exchange[], jar?: readonly JarCookie[]) {
  return factsOver({ source: { kind: 'live' }, exchanges, ...(jar && { jar }) });
}

/** What became of each cookie that concerns the last request: name, fate, where it is known from. */
function fates(exchanges: readonly Exchange[], jar?: readonly JarCookie[]): readonly string[] {
  const last = exchanges.at(-1)!;
  return facts(exchanges, jar)
    .cookies(last)
    .map(({ cookie, fate, from }) => {
      const why = fate.kind === 'held-back' ? ` ${fate.reasons.join('+')}` : '';
      return `${cookie.name} ${fate.kind}${why} (${from.source})`;
    });
}

const me = exchange();
const meWith = (cookie: string) => exchange({ requestHeaders: { cookie } });
const crossSite = exchange({ initiator: 'https://other.test', topLevelUrl: 'https://other.test/' });

describe('the fate of a cookie', () => {
  it.each<[string, readonly Exchange[], readonly JarCookie[] | undefined, readonly string[]]>([
    ['is that it was sent', [sets('sid=1; Path=/'), meWith('sid=1')], undefined, ['sid sent (response)']],
    ['is that it was left out', [sets('sid=1; Path=/'), me], undefined, ['sid left-out (response)']],
    [
      'is unseen where the record holds no cookies',
      [sets('sid=1; Path=/'), exchange({ blindSpots: ['cookies'] })],
      undefined,
      ['sid unseen (response)'],
    ],
    ['is decided by its path', [sets('sid=1'), me], undefined, ['sid held-back NotOnPath (response)']],
    [
      'is decided by its end',
      [sets('sid=1; Path=/; Max-Age=30'), me],
      undefined,
      ['sid held-back Expired (response)'],
    ],
    [
      'is decided by its deletion',
      [sets('sid=1; Path=/'), sets('sid=; Path=/; Max-Age=0', { id: 'logout', startedAt: NOON - 1_000 }), me],
      undefined,
      ['sid held-back Expired (response)'],
    ],
    ['is decided by the site that asks', [crossSite], [jarCookie()], ['sid held-back SameSiteLax (jar)']],
    ['is nobody’s business on another host', [me], [jarCookie({ domain: 'www.app.test' })], []],
    [
      'is read from the capture rather than from today’s jar',
      [sets('sid=1; Path=/'), me],
      [jarCookie()],
      ['sid left-out (response)'],
    ],
    [
      'is not read from the jar where the cookie was set only later',
      [sets('sid=1; Path=/', { startedAt: NOON + 1_000 }), me],
      [jarCookie()],
      [],
    ],
  ])('%s', (_, exchanges, jar, expected) => {
    expect(fates(exchanges, jar)).toEqual(expected);
  });
});

describe('the history of a host', () => {
  it('tells what was stored, what was refused and what came later', () => {
    const insecure = sets('sid=1; SameSite=None');
    const later = sets('late=1; Path=/', { id: 'later', startedAt: NOON + 1 });
    const { stored, refused, setLater } = facts([insecure, me, later]).cookieHistory(me);
    expect(stored).toEqual([]);
    expect(refused.map(({ name, reason }) => [name, reason])).toEqual([['sid', 'SameSiteNoneInsecure']]);
    expect([...setLater]).toEqual(['late']);
  });

  it('keeps the last of each cookie, and reads several lines', () => {
    const again = sets(['sid=2; Path=/; Secure', 'theme=dark; Path=/'], { id: 'again', startedAt: NOON - 1 });
    const { stored } = facts([sets('sid=1; Path=/'), again, me]).cookieHistory(me);
    expect(stored.map(({ cookie, exchange: { id } }) => [cookie.name, id])).toEqual([
      ['sid', 'again'],
      ['theme', 'again'],
    ]);
  });

  it('knows nothing of other sites', () => {
    expect(facts([sets('sid=1', { url: 'https://api.other.test/' }), me]).cookieHistory(me).stored).toEqual(
      [],
    );
  });
});

describe('third-party cookies', () => {
  it.each([
    ['none', true],
    ['inactive', true],
    ['active', false],
  ])('with Sec-Fetch-Storage-Access %s: blocked is %s', (value, blocked) => {
    expect(thirdPartyBlocked(exchange({ requestHeaders: { 'sec-fetch-storage-access': value } }))).toBe(
      blocked,
    );
  });

  it('are unknown without the header', () => {
    expect(thirdPartyBlocked(me)).toBe('unknown');
  });
});

it('tells frames from navigations and from calls', () => {
  const kinds = (['navigation', 'frame', 'fetch'] as const).map(
    (kind) => cookieContext(exchange({ kind })).navigation,
  );
  expect(kinds).toEqual(['top-level', 'frame', 'none']);
});

describe('a session', () => {
  it.each([
    'connect.sid',
    'sessionid',
    'JSESSIONID',
    'PHPSESSID',
    '__Host-session',
    '.AspNetCore.Identity',
    'auth_token',
  ])('is seen in the name %s', (name) => expect(looksLikeSession({ name, httpOnly: false })).toBe(true));

  it.each(['csrftoken', 'XSRF-TOKEN', '_ga', 'cookie_consent', 'theme', 'lang'])(
    'is not seen in the name %s',
    (name) => expect(looksLikeSession({ name, httpOnly: false })).toBe(false),
  );

  it('is supposed where scripts may not read it, but not in a CSRF token', () => {
    expect(looksLikeSession({ name: 'x', httpOnly: true })).toBe(true);
    expect(looksLikeSession({ name: '_csrf', httpOnly: true })).toBe(false);
  });
});

describe('an answer to a request without credentials', () => {
  const chrome = { 'user-agent': 'Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36' };
  const acrossSites = { initiator: 'https://other.test', topLevelUrl: 'https://other.test/' };
  const without = { ...acrossSites, requestHeaders: { ...chrome, 'sec-fetch-site': 'cross-site' } };

  it('sets nothing', () => {
    expect(cookieEvents([sets('sid=1; SameSite=None; Secure', without)])).toEqual([]);
  });

  it('cannot be told from one with them after a redirect, nor within a site', () => {
    const redirected = sets('sid=1', { ...without, redirectedFromId: 'first' as ExchangeId });
    expect([credentialsOf(redirected), credentialsOf(sets('sid=1'))]).toEqual(['unknown', 'unknown']);
    expect(cookieEvents([redirected])).toHaveLength(1);
  });
});

describe('what the browser counts as cross-site', () => {
  it.each<[string, Overrides]>([
    [
      'a frame of the site within one of another',
      { requestHeaders: { 'sec-fetch-storage-access': 'active' } },
    ],
    ['a sandboxed document', { initiator: 'null' }],
  ])('is %s', (_, around) => {
    const asked = exchange({ url: 'https://api.app.test/me', ...around });
    const stored = sets('sid=1; Path=/; SameSite=Lax');
    expect(fates([stored, asked])).toEqual(['sid held-back SameSiteLax (response)']);
  });

  it('is a link of which only the browser says whence it came', () => {
    const { initiator: _, ...typed } = exchange({
      url: 'https://api.app.test/me',
      kind: 'navigation',
      requestHeaders: { 'sec-fetch-site': 'cross-site' },
    });
    expect(fates([sets('sid=1; Path=/; SameSite=Strict'), typed])).toEqual([
      'sid held-back SameSiteStrict (response)',
    ]);
  });
});

describe('Expires', () => {
  it('is counted from the answer’s Date where the server’s clock is another', () => {
    const slow = {
      startedAt: NOON - 60_000,
      responseHeaders: { date: new Date(NOON - 3_600_000).toUTCString() },
    };
    const line = `sid=1; Path=/; Expires=${new Date(NOON - 1_800_000).toUTCString()}`;
    const [event] = cookieEvents([
      exchange({ ...slow, responseHeaders: { ...slow.responseHeaders, 'set-cookie': line } }),
    ]);
    expect(event?.stored?.expiresAt).toBeGreaterThan(NOON);
  });
});
