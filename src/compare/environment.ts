import { initiator, url } from '../diagnosis/engine/evidence.ts';
import { hostOf } from '../exchange/address.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import { isSameSite, siteOf } from '../protocol/cookies/site.ts';
import { type Difference, type Party, sideOf } from './difference.ts';
import { originOf, pathSegments } from './route.ts';

/** Two places where the same runs, such as a developer's machine and production. */
export interface Environments {
  /** Do these texts, in any order, differ only as the hosts of the two do? Never where the hosts are the same. */
  alike(good: readonly string[], bad: readonly string[]): boolean;
}

export function environmentsOf(good: Exchange, bad: Exchange): Environments {
  const [before, after] = [placesOf(good), placesOf(bad)];
  if (before.api === after.api && before.page === after.page) return { alike: () => false };
  const none: Places = { api: undefined, page: undefined, sites: new Set() };
  // By what the hosts are here, and by the names alone: a provider may stand on the site of one of the two only.
  const masks = [[maskFor(before), maskFor(after)] as const, [maskFor(none), maskFor(none)] as const];
  return {
    alike: (one, other) =>
      masks.some(
        ([here, there]) => one.map(here).toSorted().join('\n') === other.map(there).toSorted().join('\n'),
      ),
  };
}

interface Places {
  readonly api: string | undefined;
  readonly page: string | undefined;
  readonly sites: ReadonlySet<string>;
}

function placesOf({ request, initiator: asker }: Exchange): Places {
  const api = hostOf(request.url.slice(0, READ_AT_MOST)) || undefined;
  const page = (asker !== undefined && hostOf(asker.slice(0, READ_AT_MOST))) || undefined;
  const sites = [request.url, asker ?? ''].flatMap((each) => siteOf(each)?.registrableDomain ?? []);
  return { api, page, sites: new Set(sites) };
}

const READ_AT_MOST = 2_000;

/** A host, or a name in which environments are told apart: `https://api.dev.app.test:8443`, `orders-api-staging`. */
const NAME = /(?:[a-z][a-z0-9+.]{0,20}:\/\/)?[a-z0-9.-]{1,253}(?::\d{1,5})?/gi;

function maskFor({ api, page, sites }: Places): (text: string) => string {
  return (text) =>
    text.slice(0, READ_AT_MOST).replace(NAME, (name) => {
      const host = name.replace(/^[^:]*:\/\//, '').toLowerCase();
      if (host === api) return '{api}';
      if (host === page) return '{page}';
      const site = [...sites].find((each) => host === each || host.endsWith(`.${each}`));
      const rest = site === undefined ? host : `${host.slice(0, host.length - site.length)}{site}`;
      return rest
        .split('.')
        .map(withoutEnvironment)
        .filter((label) => label !== '')
        .join('.');
    });
}

/** What people call their environments. */
const ENVIRONMENT =
  /^(?:dev|develop|development|local|localhost|test|testing|qa|uat|int|integration|stage|staging|stg|preprod|preview|sandbox|prod|production|prd|live|demo)$/;

function withoutEnvironment(label: string): string {
  return label
    .split('-')
    .filter((part) => !ENVIRONMENT.test(part))
    .join('-');
}

/** From where to where: scheme, host, the path under which the API stands, the page that asked and how it is related. */
export function environmentDifferences(good: Party, bad: Party): Difference[] {
  const [one, other] = [good.exchange, bad.exchange];
  const [before, after] = [originOf(one.request.url), originOf(other.request.url)];
  const found: Difference[] = [];
  const add = (
    what: Extract<Difference, { role: 'environment' }>['what'],
    label: string,
    texts: readonly [string, string],
    pointAt: typeof url,
    asEnvironments: boolean,
  ) => {
    if (texts[0] === texts[1] || texts.includes(UNKNOWN)) return;
    found.push({
      role: 'environment',
      what,
      label,
      good: sideOf(texts[0], pointAt(one)),
      bad: sideOf(texts[1], pointAt(other)),
      ...(asEnvironments && { asEnvironments: true }),
    });
  };
  add('scheme', 'Scheme', [before.scheme, after.scheme], url, false);
  if ((one.kind === 'navigation') === (other.kind === 'navigation'))
    add('site', 'Page and API', [relationOf(one), relationOf(other)], url, false);
  add('host', 'Host', [before.host, after.host], url, true);
  add('base-path', 'Path under which the API stands', basePaths(one, other), url, true);
  if (one.initiator !== undefined && other.initiator !== undefined) {
    const opaque = (one.initiator === 'null') !== (other.initiator === 'null');
    add('page', 'Origin of the page', [one.initiator, other.initiator], initiator, !opaque);
  }
  return found;
}

const UNKNOWN = 'unknown';

/** By Sec-Fetch-Site; `none` is what a person typed or opened from outside. */
const NAVIGATED: Readonly<Record<string, string>> = {
  none: 'opened by hand',
  'same-origin': 'same origin',
  'same-site': 'same site, another origin',
  'cross-site': 'another site',
};

function relationOf({ initiator: asker, request, kind }: Exchange): string {
  const browserSays = headerValue(request.headers, 'sec-fetch-site');
  if (kind === 'navigation') return NAVIGATED[browserSays ?? ''] ?? UNKNOWN;
  if (asker === undefined) return UNKNOWN;
  if (asker === originOf(request.url).origin) return 'same origin';
  return isSameSite(asker, request.url) ? 'same site, another origin' : 'another site';
}

/** Only where one path is the other's end: `/orders` against `/api/orders`. */
function basePaths(good: Exchange, bad: Exchange): [string, string] {
  const [one, other] = [pathSegments(good.request.url), pathSegments(bad.request.url)];
  const more = one.length - other.length;
  const [long, short] = more > 0 ? [one, other] : [other, one];
  const isEnd = short.length > 0 && short.every((part, at) => long[long.length - short.length + at] === part);
  if (more === 0 || !isEnd) return ['', ''];
  const prefix = `/${long.slice(0, Math.abs(more)).join('/')}`;
  return more > 0 ? [prefix, '/'] : ['/', prefix];
}
