import { describe, expect, it } from 'vitest';
import type { JarCookie } from '../../exchange/exchange.ts';
import { corpus, hasCorpus } from '../corpus.fixture.ts';
import { parseCookieDate } from './cookie-date.ts';
import { parseCookieHeader } from './cookie-header.ts';
import { defaultPath, domainMatches, pathMatches } from './match.ts';
import { sendCookie } from './send.ts';
import { parseSetCookie } from './set-cookie.ts';
import { storeCookie } from './store.ts';

/** A year before which no case expires and after which some do. */
const NOW = Date.UTC(2026, 0, 1);

/** What the browser sends to `readUrl` after `lines` came from `setUrl`, in order of arrival; both of one site. */
function cookiesAfter(lines: readonly string[], setUrl: string, readUrl: string): string[] {
  const jar = new Map<string, { cookie: JarCookie; pair: string }>();
  for (const line of lines) {
    const parsed = parseSetCookie(line);
    if ('refused' in parsed) continue;
    const verdict = storeCookie(parsed, around(setUrl));
    if (!verdict.stored) continue;
    const { cookie } = verdict;
    const pair = cookie.name === '' ? parsed.value : `${cookie.name}=${parsed.value}`;
    jar.set(JSON.stringify([cookie.name, cookie.domain, cookie.path]), { cookie, pair });
  }
  return [...jar.values()]
    .filter(({ cookie }) => sendCookie(cookie, around(readUrl)).sent)
    .sort((one, other) => other.cookie.path.length - one.cookie.path.length)
    .map(({ pair }) => pair);
}

const around = (url: string) =>
  ({ url, method: 'GET', navigation: 'none', thirdPartyBlocked: false, at: NOW }) as const;

interface HttpStateCase {
  readonly test: string;
  readonly received: readonly string[];
  readonly sent: readonly { readonly name: string; readonly value: string }[];
  readonly 'sent-to'?: string;
}

const httpState = corpus<{ cases: readonly HttpStateCase[] }>('cookies/http-state-parser.json', {
  cases: [],
}).cases;

describe.skipIf(!hasCorpus)('the parser cases of http-state', () => {
  /** Rules that changed since, or that the suite itself gave up. */
  const OTHERWISE: Readonly<Record<string, string>> = {
    // RFC 6265bis §5.6 step 1 and Chromium: a control character makes the whole line void.
    DISABLED_CHROMIUM0022: '',
    DISABLED_CHROMIUM0023: '',
    // Percent-encoded letters of a path are not decoded before they are compared.
    DISABLED_PATH0029: '',
    // RFC 6265bis §5.7 step 8 and Chromium: an empty Domain at the end makes the cookie one of this host alone.
    OPTIONAL_DOMAIN0042: 'foo=bar',
  };

  it.each(httpState)('$test', ({ test, received, sent, 'sent-to': to }) => {
    const base = 'http://home.example.org:8888';
    const read = new URL(to ?? `/cookie-parser-result?${test}`, base).href;
    const expected = sent.map(({ name, value }) => `${name}=${value}`).join('; ');
    // RFC 6265bis and browsers store a cookie without a name; the suite is older.
    const named = received.filter((line) => /^[^;=]*[^;=\s][^;=]*=/.test(line));
    expect(cookiesAfter(named, `${base}/cookie-parser?${test}`, read).join('; ')).toBe(
      OTHERWISE[test] ?? expected,
    );
  });
});

interface DateCase {
  readonly test: string;
  readonly expected: string | null;
}

const dates = ['bsd', 'examples'].flatMap(
  (name) =>
    corpus<{ cases: readonly DateCase[] }>(`cookies/http-state-dates-${name}.json`, { cases: [] }).cases,
);

describe.skipIf(!hasCorpus)('the dates of http-state', () => {
  it.each(dates)('$test', ({ test, expected }) => {
    expect(parseCookieDate(test)).toBe(expected === null ? undefined : Date.parse(expected));
  });
});

interface WptCase {
  readonly file: string;
  readonly kind: string;
  readonly name: string;
  readonly host: string;
  readonly secureOrigin: boolean;
  readonly setCookie: readonly string[];
  readonly expectedCookieString?: string;
  readonly expectedSet?: boolean;
  readonly setAtPath?: string;
  readonly readAtPath?: string;
  readonly location?: string;
  readonly crossSiteOrigin?: string;
}

const wpt = corpus<{ cases: readonly WptCase[] }>('cookies/wpt-cookies-2021.json', { cases: [] }).cases;

/** What Chromium 156 does, where it differs from the tests of 2021. */
const NEWER: Readonly<Record<string, string>> = {
  // A nameless cookie whose value would read as a pair is refused.
  'Set a nameless cookie (that has an = in its value)': '',
  "Set a nameless cookie (that has multiple ='s in its value)": '',
  // An empty Domain at the end makes the cookie one of this host alone, whatever stood before.
  'No cookie returned for domain mismatch (with domain mismatch as first domain attribute and second a bare attribute)':
    'test=42',
  // No header can hold a line feed.
  'Set cookie but ignore value after LF': '',
  // Tabs are refused in names and values.
  'Cookie with %x9 in name is accepted.': '',
  'Cookie with %x9 in value is accepted.': '',
};

describe.skipIf(!hasCorpus)('the http cases of web-platform-tests', () => {
  const cases = wpt.filter(
    ({ kind, expectedCookieString }) =>
      (kind === 'http' || kind === 'http-redirect') && expectedCookieString !== undefined,
  );
  it.each(cases.map((each, index) => ({ ...each, index })))(
    '$index $file: $name',
    ({
      file,
      host,
      secureOrigin,
      setCookie,
      setAtPath,
      readAtPath,
      location,
      expectedCookieString,
      name,
    }) => {
      // The pages of this file stand on a subdomain.
      const from = file.includes('domain-child') ? `www.${host}` : host;
      const base = `${secureOrigin ? 'https' : 'http'}://${from}`;
      const set = new URL(setAtPath ?? '/cookies/resources/cookie.py', base).href;
      const read = new URL(
        location?.replace('{{domains[www2.www]}}', `www2.www.${host}`) ??
          (readAtPath?.startsWith('/') ? readAtPath : set),
        base,
      ).href;
      const sent = cookiesAfter(
        setCookie.map((line) => line.replaceAll('{{domains[www2.www]}}', `www2.www.${host}`)),
        set,
        read,
      );
      expect(sent.join('; ')).toBe(NEWER[name] ?? expectedCookieString);
    },
  );

  const prefixes = wpt.filter(({ kind, expectedSet }) => kind === 'prefix-http' && expectedSet !== undefined);
  it.each(prefixes.map((each, index) => ({ ...each, index })))(
    '$index $file: $name',
    ({ host, secureOrigin, crossSiteOrigin, setCookie, expectedSet }) => {
      const page = `${secureOrigin ? 'https' : 'http'}://${host}`;
      const url = `${crossSiteOrigin ?? page}/cookies/resources/set.py`;
      const stored = setCookie.flatMap((line) => {
        const parsed = parseSetCookie(line);
        return 'refused' in parsed || !storeCookie(parsed, around(url)).stored ? [] : [parsed.name];
      });
      expect(stored.length > 0).toBe(expectedSet);
    },
  );

  const controls = wpt.filter(({ kind, file }) => kind === 'document.cookie' && /-ctl/.test(file));
  it.each(controls.map((each, index) => ({ ...each, index })))(
    '$index $file: $name',
    ({ setCookie, expectedCookieString, name }) => {
      const pairs = setCookie.flatMap((line) => {
        const parsed = parseSetCookie(line);
        return 'refused' in parsed ? [] : [`${parsed.name}=${parsed.value}`];
      });
      expect(pairs.join('; ')).toBe(NEWER[name] ?? expectedCookieString);
    },
  );
});

interface ToughCase {
  readonly spec: string;
  readonly describe: readonly string[];
  readonly row: readonly unknown[] & Record<string, unknown>;
}

const tough = corpus<{ cases: readonly ToughCase[] }>('cookies/tough-cookie-tables.json', {
  cases: [],
}).cases;
const rowsOf = (spec: string) => tough.filter((each) => each.spec === spec).map(({ row }) => row);

describe.skipIf(!hasCorpus)('the tables of tough-cookie', () => {
  it.each(rowsOf('date.spec.ts').map((row) => [...row]))('the date %j is %j', (text, valid) => {
    const date = parseCookieDate(String(text));
    if (typeof valid === 'string') expect(date).toBe(Date.parse(valid));
    else expect(date !== undefined).toBe(valid);
  });

  it.each(rowsOf('pathMatch.spec.ts').map((row) => [...row]))(
    '%j is under %j: %j',
    (path, cookiePath, matches) => {
      expect(pathMatches(String(path), String(cookiePath))).toBe(matches);
    },
  );

  it.each(
    rowsOf('domainMatch.spec.ts')
      .map((row) => [...row])
      // As `URL` and the parser hand them over: in ASCII, in lower case, without a leading dot.
      .filter((row) =>
        row.slice(0, 2).every((name) => typeof name === 'string' && /^[a-z0-9][a-z0-9.-]*$/.test(name)),
      ),
  )('%j belongs to %j: %j', (host, domain, matches) => {
    expect(domainMatches(String(host), String(domain))).toBe(matches);
  });

  it.each(
    rowsOf('defaultPath.spec.ts').flatMap((row): [unknown, unknown][] =>
      typeof row['input'] === 'string' ? [[row['input'], row['output']]] : [],
    ),
  )('%j has the default path %j', (input, output) => {
    expect(defaultPath(String(input))).toBe(output);
  });
});

interface SiteLine {
  readonly domain: string;
  readonly setCookie: string;
  readonly expected: Readonly<Record<string, unknown>>;
}

const topSites = corpus<{
  setCookie: readonly SiteLine[];
  cookie: readonly { cookie: string; expected: Record<string, string> }[];
}>('cookies/top-sites.json', { setCookie: [], cookie: [] });

describe.skipIf(!hasCorpus)('the lines of popular sites', () => {
  it.each(topSites.setCookie.map((each, index) => ({ ...each, index })))(
    '$index $domain',
    ({ setCookie, expected }) => {
      const parsed = parseSetCookie(setCookie);
      if ('refused' in parsed) throw new Error(parsed.refused);
      expect(parsed.name).toBe(expected['name']);
      expect(parsed.domain).toBe(String(expected['domain'] ?? '').replace(/^\./, '') || undefined);
      expect(parsed.path).toBe(expected['path']);
      expect(parsed.secure).toBe(expected['secure'] ?? false);
      expect(parsed.httpOnly).toBe(expected['httpOnly'] ?? false);
      expect(parsed.sameSite).toBe(expected['sameSite'] ?? 'unspecified');
      expect(parsed.maxAge).toBe(expected['maxAge']);
      expect(parsed.expiresAt).toBe(
        typeof expected['expires'] === 'string' ? Date.parse(expected['expires']) : undefined,
      );
    },
  );

  it.each(topSites.cookie.map((each, index) => ({ ...each, index })))(
    '$index: the Cookie header',
    ({ cookie, expected }) => {
      expect([...new Set(parseCookieHeader(cookie).map(({ name }) => name))].sort()).toEqual(
        Object.keys(expected ?? {}).sort(),
      );
    },
  );
});
