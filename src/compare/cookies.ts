import type { Evidence } from '../diagnosis/engine/cause.ts';
import { absentRequestHeader, jarCookie, requestHeader, setCookie } from '../diagnosis/engine/evidence.ts';
import { type CookieFact, looksLikeSession, type RefusedCookie } from '../diagnosis/facts/cookies.ts';
import { hostNameOf } from '../exchange/address.ts';
import type { Exchange, JarCookie } from '../exchange/exchange.ts';
import { headerValues } from '../exchange/headers.ts';
import { parseCookieHeader } from '../protocol/cookies/cookie-header.ts';
import type { SetCookie } from '../protocol/cookies/set-cookie.ts';
import { type CookieAttribute, type Difference, type Party, sideOf } from './difference.ts';
import type { Environments } from './environment.ts';
import { recordless } from './route.ts';

/** Set by those who count visitors; another in every visit. */
const IDLE = /^(?:_ga|_gid|_gat|_fbp|_hj|_pk_|amplitude|intercom|optimizely|ajs_)/i;
const COOKIES_AT_MOST = 80;

/** What is known of one cookie on one side. */
interface View {
  readonly name: string;
  readonly sent: boolean;
  readonly fact?: CookieFact;
  readonly refused?: RefusedCookie;
}

/** Which cookies went along, which were held back and why, and the attributes that decide it. */
export function cookieDifferences(good: Party, bad: Party, environments: Environments): Difference[] {
  if (!sawCookies(good.exchange) || !sawCookies(bad.exchange)) return [];
  const [before, after] = [viewsOf(good), viewsOf(bad)];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => !IDLE.test(name));
  return names
    .toSorted((a, b) => sessionRank(a) - sessionRank(b))
    .slice(0, COOKIES_AT_MOST)
    .flatMap((name) => {
      const views = [before.get(name), after.get(name)] as const;
      return [
        ...storing(good, bad, name, ...views),
        ...attributes(good, bad, name, views, environments),
        ...sending(good, bad, name, ...views),
      ];
    });
}

function sawCookies({ blindSpots }: Exchange): boolean {
  return !blindSpots.includes('cookies') && !blindSpots.includes('request-headers');
}

function sessionRank(name: string): number {
  return looksLikeSession({ name, httpOnly: false }) ? 0 : 1;
}

/** By name without the prefix, which only places on https may have: `__Host-sid` is the `sid` of another environment. */
function viewsOf({ exchange, facts }: Party): Map<string, View> {
  const views = new Map<string, View>();
  const add = (name: string, part: Partial<View>) => {
    const bare = name.replace(/^__(?:Host|Secure)-/, '');
    views.set(bare, { sent: false, ...views.get(bare), name, ...part });
  };
  for (const refused of facts.cookieHistory(exchange).refused) add(refused.name, { refused });
  for (const fact of facts.cookies(exchange)) add(fact.cookie.name, { fact });
  for (const header of headerValues(exchange.request.headers, 'cookie'))
    for (const { name } of parseCookieHeader(header)) add(name, { sent: true });
  return views;
}

function sending(good: Party, bad: Party, name: string, one?: View, other?: View): Difference[] {
  const [before, after] = [fateOf(one), fateOf(other)];
  const found: Difference[] = [];
  if (one && other && one.name !== other.name)
    found.push({
      role: 'cookie',
      what: 'prefix',
      name,
      label: `Cookie ${name}: name`,
      ...both(good, bad, [one, other], [one.name, other.name]),
    });
  if (before !== after && (one?.sent || other?.sent || before === 'held back' || after === 'held back'))
    found.push({
      role: 'cookie',
      what: 'sent',
      name,
      label: `Cookie ${name}`,
      ...both(good, bad, [one, other], [before, after]),
    });
  return found;
}

function both(
  good: Party,
  bad: Party,
  [one, other]: readonly [View | undefined, View | undefined],
  [before, after]: readonly [string, string],
): Pick<Difference, 'good' | 'bad'> {
  return {
    good: sideOf(before, ...placesOf(good.exchange, one)),
    bad: sideOf(after, ...placesOf(bad.exchange, other)),
  };
}

function placesOf(exchange: Exchange, view: View | undefined): Evidence[] {
  const setBy = setAt(exchange, view);
  const header = headerValues(exchange.request.headers, 'cookie').length > 0;
  return [
    ...setBy,
    ...(view?.sent
      ? [requestHeader(exchange, 'Cookie')]
      : header
        ? []
        : [absentRequestHeader(exchange, 'Cookie')]),
  ];
}

function setAt(exchange: Exchange, view: View | undefined): Evidence[] {
  const from = view?.fact?.from;
  if (from?.source === 'response') return [setCookie(from.exchange, view!.name)];
  if (from?.source === 'jar') return [jarCookie(exchange, view!.name)];
  return view?.refused ? [setCookie(view.refused.exchange, view.refused.name)] : [];
}

function fateOf(view: View | undefined): string {
  if (view?.sent) return 'sent';
  const fate = view?.fact?.fate;
  if (fate?.kind === 'held-back')
    return `held back: ${fate.reasons.map((each) => HELD_BACK[each]).join(', ')}`;
  if (fate?.kind === 'left-out') return 'not sent: the request was made without credentials';
  return view?.refused ? 'not sent: the browser did not keep it' : 'not sent';
}

const HELD_BACK: Readonly<
  Record<Extract<CookieFact['fate'], { kind: 'held-back' }>['reasons'][number], string>
> = {
  SecureOnly: 'Secure',
  NotOnPath: 'Path',
  DomainMismatch: 'Domain',
  SameSiteStrict: 'SameSite=Strict',
  SameSiteLax: 'SameSite=Lax',
  SameSiteUnspecifiedTreatedAsLax: 'no SameSite, taken as Lax',
  UserPreferences: 'third-party cookies are blocked',
  Expired: 'expired',
  PartitionMismatch: 'another partition',
};

function storing(good: Party, bad: Party, name: string, one?: View, other?: View): Difference[] {
  const [before, after] = [storedAs(one), storedAs(other)];
  if (before === after || before === '' || after === '') return [];
  return [
    {
      role: 'cookie',
      what: 'stored',
      name,
      label: `Cookie ${name}: kept`,
      ...both(good, bad, [one, other], [before, after]),
    },
  ];
}

function storedAs(view: View | undefined): string {
  if (view?.fact || view?.sent) return 'kept';
  return view?.refused ? `refused by the browser: ${view.refused.reason}` : '';
}

function attributes(
  good: Party,
  bad: Party,
  name: string,
  [one, other]: readonly [View | undefined, View | undefined],
  environments: Environments,
): Difference[] {
  const [before, after] = [tableOf(good.exchange, one), tableOf(bad.exchange, other)];
  if (!one || !other || !before || !after) return [];
  // What went along on both sides was decided by none of them.
  if (fateOf(one) === fateOf(other)) return [];
  // A cookie that was taken back is all that its Set-Cookie says.
  const counted = before.lifetime === after.lifetime ? ATTRIBUTES : (['lifetime'] as const);
  return counted.flatMap((attribute): Difference[] => {
    const [a, b] = [before[attribute], after[attribute]];
    if (a === b) return [];
    return [
      {
        role: 'cookie',
        what: 'attribute',
        name,
        attribute,
        label: `Cookie ${name}: ${attribute}`,
        good: sideOf(a, ...setAt(good.exchange, one)),
        bad: sideOf(b, ...setAt(bad.exchange, other)),
        ...(environments.alike([a], [b]) && { asEnvironments: true }),
      },
    ];
  });
}

const ATTRIBUTES: readonly CookieAttribute[] = [
  ...(['SameSite', 'Secure', 'Domain', 'Path', 'Partitioned', 'lifetime', 'HttpOnly'] as const),
];

type Table = Readonly<Record<CookieAttribute, string>>;

function tableOf(exchange: Exchange, view: View | undefined): Table | undefined {
  if (view?.fact) return ofJar(view.fact.cookie, exchange);
  const { refused } = view ?? {};
  return refused?.cookie && ofLine(refused.cookie, hostOf(refused.exchange) === hostOf(exchange));
}

function ofJar(cookie: JarCookie, exchange: Exchange): Table {
  return {
    Domain: domainText(cookie.hostOnly, cookie.domain, cookie.domain === hostOf(exchange)),
    Path: pathText(cookie.path),
    ...flags(cookie),
    Partitioned: yesNo(cookie.partitionSite !== undefined),
    lifetime: cookie.expiresAt === undefined || cookie.expiresAt > exchange.startedAt ? 'alive' : 'expired',
  };
}

function ofLine(cookie: SetCookie, bySameHost: boolean): Table {
  return {
    Domain: domainText(cookie.domain === undefined, cookie.domain ?? 'another host', bySameHost),
    Path: pathText(cookie.path ?? '/'),
    ...flags(cookie),
    Partitioned: yesNo(cookie.partitioned),
    lifetime: 'alive',
  };
}

function flags({ sameSite, secure, httpOnly }: Pick<JarCookie, 'sameSite' | 'secure' | 'httpOnly'>) {
  return {
    SameSite: sameSite === 'unspecified' ? '(none, taken as Lax)' : sameSite,
    Secure: yesNo(secure),
    HttpOnly: yesNo(httpOnly),
  };
}

function domainText(hostOnly: boolean, domain: string, isThisHost: boolean): string {
  if (!hostOnly) return `${domain} and below`;
  return isThisHost ? 'this host alone' : `${domain} alone`;
}

/** Some servers keep one cookie for each record, under its path. */
function pathText(path: string): string {
  return `/${path
    .split('/', 20)
    .filter((part) => part !== '')
    .map(recordless)
    .join('/')}`;
}

function hostOf({ request }: Exchange): string {
  return hostNameOf(request.url);
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no';
}
