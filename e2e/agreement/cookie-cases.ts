/** What is set, and around what: the product of both are the cases. */

/** One `Set-Cookie` line. */
export interface CookieLine {
  /** What the line is about. */
  readonly id: string;
  readonly line: string;
  /** Stands in the cookie's name or, where it has none, in its value, and in no other line's. */
  readonly mark: string;
}

/** How far the servers' clock is behind, as their `Date` says. Seconds. */
export const SLOW_BY = 3_600;

/**
 * `$` stands for the cookie's name, `@` for the registrable domain of the host that answers, `%` and seconds for a
 * moment by the server's clock.
 */
const LINES: readonly (readonly [id: string, line: string])[] = [
  ['plain', '$=1; Path=/'],
  ['httponly', '$=1; Path=/; HttpOnly'],
  ['lax', '$=1; Path=/; SameSite=Lax'],
  ['lax-secure', '$=1; Path=/; SameSite=Lax; Secure'],
  ['lax-upper', '$=1; Path=/; SAMESITE=LAX; SECURE'],
  ['strict', '$=1; Path=/; SameSite=Strict'],
  ['strict-secure', '$=1; Path=/; SameSite=Strict; Secure'],
  ['none', '$=1; Path=/; SameSite=None'],
  ['none-secure', '$=1; Path=/; SameSite=None; Secure'],
  ['secure', '$=1; Path=/; Secure'],
  ['garbage', '$=1; Path=/; SameSite=Always; Secure'],
  ['garbage-insecure', '$=1; Path=/; SameSite=Always'],
  ['empty-samesite', '$=1; Path=/; SameSite=; Secure'],
  ['twice-none-lax', '$=1; Path=/; Secure; SameSite=None; SameSite=Lax'],
  ['twice-lax-none', '$=1; Path=/; Secure; SameSite=Lax; SameSite=None'],
  ['domain-host', '$=1; Path=/; Domain=api.@'],
  ['domain-parent', '$=1; Path=/; Domain=@'],
  ['domain-parent-none', '$=1; Path=/; Domain=@; SameSite=None; Secure'],
  ['domain-dot', '$=1; Path=/; Domain=.@'],
  ['domain-two-dots', '$=1; Path=/; Domain=..@'],
  ['domain-upper', '$=1; Path=/; Domain=API.@'],
  ['domain-trailing-dot', '$=1; Path=/; Domain=@.'],
  ['domain-empty', '$=1; Path=/; Domain='],
  ['domain-sibling', '$=1; Path=/; Domain=www.@'],
  ['domain-below', '$=1; Path=/; Domain=v1.api.@'],
  ['domain-other', '$=1; Path=/; Domain=elsewhere.test; SameSite=None; Secure'],
  ['domain-suffix', '$=1; Path=/; Domain=test; SameSite=None; Secure'],
  ['domain-com', '$=1; Path=/; Domain=com'],
  ['domain-localhost', '$=1; Path=/; Domain=localhost'],
  ['domain-address', '$=1; Path=/; Domain=127.0.0.1'],
  ['domain-port', '$=1; Path=/; Domain=api.@:8443'],
  ['domain-url', '$=1; Path=/; Domain=https://api.@'],
  ['domain-twice', '$=1; Path=/; Domain=elsewhere.test; Domain=api.@'],
  ['domain-unicode', '$=1; Path=/; Domain=m\u00fcller.test'],
  ['path-none', '$=1; SameSite=None; Secure'],
  ['path-none-lax', '$=1'],
  ['path-set', '$=1; Path=/set; SameSite=None; Secure'],
  ['path-set-slash', '$=1; Path=/set/; SameSite=None; Secure'],
  ['path-other', '$=1; Path=/other; SameSite=None; Secure'],
  ['path-prefix', '$=1; Path=/se; SameSite=None; Secure'],
  ['path-below', '$=1; Path=/set/here/below; SameSite=None; Secure'],
  ['path-other-lax', '$=1; Path=/other; SameSite=Lax'],
  ['path-case', '$=1; Path=/SET; SameSite=None; Secure'],
  ['path-relative', '$=1; Path=set; SameSite=None; Secure'],
  ['path-quoted', '$=1; Path="/"; SameSite=None; Secure'],
  ['path-empty', '$=1; Path=; SameSite=None; Secure'],
  ['path-query', '$=1; Path=/set/again?x; SameSite=None; Secure'],
  ['path-percent', '$=1; Path=/%73et; SameSite=None; Secure'],
  ['path-1024', `$=1; Path=/${'p'.repeat(1023)}; SameSite=None; Secure`],
  ['path-1025', `$=1; Path=/${'p'.repeat(1024)}; SameSite=None; Secure`],
  ['expires-later', '$=1; Path=/; Expires=Wed, 01 Jan 2098 00:00:00 GMT; SameSite=None; Secure'],
  ['expires-past', '$=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=None; Secure'],
  ['expires-dashes', '$=1; Path=/; Expires=Wed, 01-Jan-2098 00:00:00 GMT; SameSite=None; Secure'],
  ['expires-two-digits', '$=1; Path=/; Expires=Sun, 06-Nov-94 08:49:37 GMT; SameSite=None; Secure'],
  ['expires-iso', '$=1; Path=/; Expires=1994-11-06T08:49:37Z; SameSite=None; Secure'],
  ['expires-garbage', '$=1; Path=/; Expires=tomorrow; SameSite=None; Secure'],
  ['expires-zero', '$=1; Path=/; Expires=0; SameSite=None; Secure'],
  // The server's clock is slow: these are to come by its Date, and past by it.
  ['expires-by-date', '$=1; Path=/; Expires=%+1800; SameSite=None; Secure'],
  ['expires-before-date', '$=1; Path=/; Expires=%-1800; SameSite=None; Secure'],
  ['max-age', '$=1; Path=/; Max-Age=3600; SameSite=None; Secure'],
  ['max-age-0', '$=1; Path=/; Max-Age=0; SameSite=None; Secure'],
  ['max-age-negative', '$=1; Path=/; Max-Age=-1; SameSite=None; Secure'],
  ['max-age-garbage', '$=1; Path=/; Max-Age=1h; SameSite=None; Secure'],
  ['max-age-plus', '$=1; Path=/; Max-Age=+3600; SameSite=None; Secure'],
  ['max-age-huge', '$=1; Path=/; Max-Age=99999999999; SameSite=None; Secure'],
  [
    'max-age-over-past',
    '$=1; Path=/; Max-Age=3600; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=None; Secure',
  ],
  [
    'max-age-0-over-later',
    '$=1; Path=/; Max-Age=0; Expires=Wed, 01 Jan 2098 00:00:00 GMT; SameSite=None; Secure',
  ],
  ['host-prefix', '__Host-$=1; Path=/; Secure; SameSite=None'],
  ['host-prefix-lax', '__Host-$=1; Path=/; Secure; SameSite=Lax'],
  ['host-prefix-insecure', '__Host-$=1; Path=/'],
  ['host-prefix-domain', '__Host-$=1; Path=/; Secure; Domain=api.@; SameSite=None'],
  ['host-prefix-domain-empty', '__Host-$=1; Path=/; Secure; Domain=; SameSite=None'],
  ['host-prefix-path', '__Host-$=1; Path=/set; Secure; SameSite=None'],
  ['host-prefix-no-path', '__Host-$=1; Secure; SameSite=None'],
  ['host-prefix-lower', '__host-$=1; Path=/set; Secure; SameSite=None'],
  ['secure-prefix', '__Secure-$=1; Path=/set; Secure; Domain=@; SameSite=None'],
  ['secure-prefix-insecure', '__Secure-$=1; Path=/'],
  ['secure-prefix-upper', '__SECURE-$=1; Path=/'],
  ['http-prefix', '__Http-$=1; Path=/; Secure; HttpOnly; SameSite=None'],
  ['http-prefix-script', '__Http-$=1; Path=/; Secure; SameSite=None'],
  ['host-http-prefix', '__Host-Http-$=1; Path=/; Secure; HttpOnly; SameSite=None'],
  ['host-http-prefix-path', '__Host-Http-$=1; Path=/set; Secure; HttpOnly; SameSite=None'],
  ['prefix-inside', 'x__Host-$=1; Path=/; SameSite=None; Secure'],
  ['prefix-blank', ' __Host-$=1; Path=/set; SameSite=None; Secure'],
  ['partitioned', '$=1; Path=/; Partitioned; Secure; SameSite=None'],
  ['partitioned-host', '__Host-$=1; Path=/; Partitioned; Secure; SameSite=None'],
  ['partitioned-insecure', '$=1; Path=/; Partitioned; SameSite=None'],
  ['partitioned-lax', '$=1; Path=/; Partitioned; Secure; SameSite=Lax'],
  ['partitioned-none-given', '$=1; Path=/; Partitioned; Secure'],
  ['size-4096', '$=#4096; Path=/other; SameSite=None; Secure'],
  ['size-4097', '$=#4097; Path=/other; SameSite=None; Secure'],
  ['control-value', '$=a\u0001b; Path=/; SameSite=None; Secure'],
  ['control-delete', '$=a\u007fb; Path=/; SameSite=None; Secure'],
  ['control-attribute', '$=1; Path=/\u0001; SameSite=None; Secure'],
  ['tab-value', '$=a\tb; Path=/; SameSite=None; Secure'],
  ['tab-around', '$=\t1\t; Path=/; SameSite=None; Secure'],
  ['tab-name', '$\tx=1; Path=/; SameSite=None; Secure'],
  ['tab-attribute', '$=1;\tPath=/;\tSameSite=None;\tSecure'],
  ['utf8-value', '$=\u00e9; Path=/; SameSite=None; Secure'],
  ['utf8-name', '\u00e9$=1; Path=/; SameSite=None; Secure'],
  ['quoted', '$="a b"; Path=/; SameSite=None; Secure'],
  ['comma', '$=a,b; Path=/; SameSite=None; Secure'],
  ['equals', '$=a=b==; Path=/; SameSite=None; Secure'],
  ['blanks', '  $  =  1  ;  Path = / ;  SameSite = None ; Secure '],
  ['value-empty', '$=; Path=/; SameSite=None; Secure'],
  ['nameless', '$; Path=/; SameSite=None; Secure'],
  ['nameless-equals', '=$; Path=/set; SameSite=None; Secure'],
  ['nameless-pair', '=$=b; Path=/other; SameSite=None; Secure'],
  ['nameless-prefix', '=__Host-$; Path=/other/n; Secure; SameSite=None'],
  ['nameless-prefix-pair', '=__Secure-$=1; Path=/; Secure; SameSite=None'],
  ['nothing', '=; Path=/; $-x'],
  ['only-attributes', '; Path=/; $-x'],
  ['unknown-attribute', '$=1; Path=/; Priority=High; SameSite=None; Secure; SameParty'],
];

const STARTED_AT = Date.now();

/** A moment by the servers' slow clock. The lines of a run stay the same: they are compared as text. */
export function dateOfServer(seconds: number, now = STARTED_AT): string {
  return new Date(now + (seconds - SLOW_BY) * 1_000).toUTCString();
}

/** The lines that a host answers with, each with a name of its own. */
export function linesFor(host: string): readonly CookieLine[] {
  const domain = host.split('.').slice(-2).join('.');
  return LINES.map(([id, pattern], index) => {
    const mark = `c${index}c`;
    const line = pattern
      .replaceAll('$', mark)
      .replaceAll('@', domain)
      .replace(/%([+-]\d+)/, (_, seconds) => dateOfServer(Number(seconds)))
      .replace(/#(\d+)/, (_, size) => 'v'.repeat(Number(size) - mark.length));
    return { id, line, mark };
  });
}

/** Who asks how. Hosts: `api` and `www` of a domain of the case's own; `page.test` and `away.test` are other sites. */
export interface Context {
  readonly name: string;
  /** Scheme of the request whose cookies are in question. */
  readonly scheme: 'https' | 'http';
  /** The top-level page; absent where the user types the address. */
  readonly page?: Page;
  readonly how: How;
  /** What passes the request on to where it goes. */
  readonly via?: Page;
}

/** `own`: the host that is asked; `sibling`: another of its site; `other`: another site. */
export type Page = `${'https' | 'http'} ${'own' | 'sibling' | 'other'}`;

export type How =
  | 'type'
  | 'link'
  | 'form'
  | 'fetch'
  | 'fetch-post'
  | 'fetch-no-cors'
  | 'fetch-default'
  | 'fetch-omit'
  | 'frame'
  | 'frame-form'
  /** By a page of the asked host in a frame. */
  | 'fetch-in-frame'
  | 'link-in-frame'
  | 'top-from-frame'
  | 'fetch-in-sandbox'
  /** By a page of the asked host in a frame of another site in a page of its own. */
  | 'fetch-in-nested-frame';

function contexts(): Context[] {
  const list: Omit<Context, 'name'>[] = [];
  const add = (scheme: Context['scheme'], page: Page | undefined, ...hows: How[]) => {
    for (const how of hows) list.push({ scheme, how, ...(page && { page }) });
  };
  add('https', undefined, 'type');
  add(
    'https',
    'https own',
    'fetch',
    'fetch-default',
    'fetch-omit',
    'link',
    'form',
    'frame',
    'fetch-in-sandbox',
  );
  add('https', 'https own', 'fetch-in-nested-frame');
  add('https', 'https sibling', 'fetch', 'fetch-post', 'fetch-default', 'fetch-omit', 'link', 'form');
  add('https', 'https sibling', 'frame', 'frame-form', 'fetch-in-frame');
  add('https', 'https other', 'fetch', 'fetch-post', 'fetch-no-cors', 'fetch-default', 'fetch-omit');
  add('https', 'https other', 'link', 'form', 'frame', 'frame-form', 'fetch-in-frame', 'link-in-frame');
  add('https', 'https other', 'top-from-frame', 'fetch-in-sandbox');
  // An http page may ask https; the reverse is mixed content, which never leaves the browser.
  add('https', 'http own', 'link', 'form', 'fetch', 'frame', 'fetch-in-frame');
  add('https', 'http sibling', 'link', 'form', 'fetch-post', 'frame');
  add('https', 'http other', 'link', 'form', 'fetch', 'frame');
  add('http', undefined, 'type');
  add('http', 'http own', 'fetch', 'fetch-omit', 'form', 'frame', 'fetch-in-sandbox');
  add('http', 'http sibling', 'fetch-post', 'link', 'frame-form');
  add(
    'http',
    'http other',
    'fetch',
    'fetch-no-cors',
    'link',
    'form',
    'frame',
    'fetch-in-frame',
    'link-in-frame',
  );
  add('http', 'https own', 'link', 'form');
  add('http', 'https other', 'link', 'form');
  const passed: Omit<Context, 'name'>[] = [
    { scheme: 'https', how: 'type', via: 'https other' },
    { scheme: 'https', how: 'type', via: 'http own' },
    { scheme: 'http', how: 'type', via: 'https own' },
    { scheme: 'https', page: 'https own', how: 'link', via: 'https other' },
    { scheme: 'https', page: 'https other', how: 'link', via: 'https own' },
    { scheme: 'https', page: 'https other', how: 'form', via: 'https own' },
    { scheme: 'https', page: 'https own', how: 'form', via: 'https other' },
    { scheme: 'https', page: 'https sibling', how: 'fetch', via: 'https other' },
    { scheme: 'https', page: 'https own', how: 'fetch', via: 'https sibling' },
    { scheme: 'https', page: 'https other', how: 'fetch', via: 'https own' },
    { scheme: 'https', page: 'https own', how: 'frame', via: 'https other' },
    { scheme: 'https', page: 'https other', how: 'frame', via: 'https own' },
    { scheme: 'https', page: 'http own', how: 'fetch', via: 'http own' },
    { scheme: 'https', page: 'http own', how: 'form', via: 'http own' },
  ];
  return [...list, ...passed].map((context) => ({ ...context, name: nameOf(context) }));
}

function nameOf({ scheme, page, how, via }: Omit<Context, 'name'>): string {
  return [how, 'to', scheme, page && `from ${page}`, via && `via ${via}`].filter(Boolean).join(' ');
}

export const CONTEXTS: readonly Context[] = contexts();

/** The user's choice about third-party cookies cannot matter to the others. */
export const THIRD_PARTY_CONTEXTS: readonly Context[] = CONTEXTS.filter(
  ({ page, how }) =>
    /nested|sandbox/.test(how) ||
    (page !== undefined && /other|^http /.test(page) && !['type', 'form', 'link'].includes(how)),
);
