import type { Exchange, JarCookie } from '../../exchange/exchange.ts';
import { headerValue, headerValues } from '../../exchange/headers.ts';
import { parseCookieHeader } from '../../protocol/cookies/cookie-header.ts';
import { type CookieHeldBack, sendCookie } from '../../protocol/cookies/send.ts';
import { parseSetCookie, type SetCookie, splitSetCookie } from '../../protocol/cookies/set-cookie.ts';
import { type CookieContext, type SetCookieRefusal, storeCookie } from '../../protocol/cookies/store.ts';
import { credentialsMode } from './cors.ts';

/** A cookie that could concern a request: what became of it, and why. */
export interface CookieFact {
  readonly cookie: JarCookie;
  readonly fate: CookieFate;
  /** Where we know the cookie from: the browser's jar, or a response in this capture. */
  readonly from: CookieSource;
}

export type CookieSource =
  | { readonly source: 'jar' }
  | {
      readonly source: 'response';
      readonly exchange: Exchange;
      /** The request may have been made without credentials; its answer then set nothing. */
      readonly unsure?: true;
    };

export type CookieFate =
  | { readonly kind: 'sent' }
  | { readonly kind: 'held-back'; readonly reasons: readonly [CookieHeldBack, ...CookieHeldBack[]] }
  /** Nothing held it back, and yet it was not sent: the request was made without credentials. */
  | { readonly kind: 'left-out' }
  /** Nothing held it back; whether it was sent was not recorded. */
  | { readonly kind: 'unseen' };

/** A Set-Cookie that the browser did not take. */
export interface RefusedCookie {
  readonly name: string;
  readonly reason: SetCookieRefusal;
  /** Absent where the line could not even be read. */
  readonly cookie?: SetCookie;
  readonly exchange: Exchange;
}

export interface StoredCookie {
  readonly cookie: JarCookie;
  readonly exchange: Exchange;
  readonly unsure?: true;
}

export interface CookieHistory {
  /** What the responses of the capture put into the jar until then. */
  readonly stored: readonly StoredCookie[];
  readonly refused: readonly RefusedCookie[];
  /** Names that were set at that moment or later: the jar of today says nothing about them then. */
  readonly setLater: ReadonlySet<string>;
}

/** What surrounds a request when the browser decides on cookies (RFC 6265bis §5.2, §5.8.3). */
export function cookieContext(exchange: Exchange): CookieContext {
  return {
    url: exchange.request.url,
    method: exchange.request.method,
    ...(exchange.initiator !== undefined && { initiator: exchange.initiator }),
    ...(exchange.topLevelUrl !== undefined && { topLevelUrl: exchange.topLevelUrl }),
    navigation: exchange.kind === 'navigation' ? 'top-level' : exchange.kind === 'frame' ? 'frame' : 'none',
    thirdPartyBlocked: thirdPartyBlocked(exchange),
    knownAcrossSites: isKnownAcrossSites(exchange),
    at: exchange.startedAt,
  };
}

function isKnownAcrossSites({ request, kind, initiator, redirectedFromId }: Exchange): boolean {
  if (headerValue(request.headers, STORAGE_ACCESS) !== undefined) return true;
  // After a redirect it speaks of all hops, which SameSite does not count.
  if (kind !== 'navigation' || initiator !== undefined || redirectedFromId !== undefined) return false;
  return headerValue(request.headers, 'sec-fetch-site') === 'cross-site';
}

/** Comes with cross-site requests that have credentials, and with no others. */
const STORAGE_ACCESS = 'sec-fetch-storage-access';

/** `Sec-Fetch-Storage-Access` tells whether a cross-site request had third-party cookies to send. */
export function thirdPartyBlocked(exchange: Exchange): boolean | 'unknown' {
  const access = headerValue(exchange.request.headers, STORAGE_ACCESS);
  if (access === 'none' || access === 'inactive') return true;
  if (access === 'active') return false;
  return 'unknown';
}

/** One Set-Cookie line and what a browser makes of it. */
export interface CookieEvent {
  readonly exchange: Exchange;
  readonly name: string;
  readonly stored?: JarCookie;
  readonly refused?: RefusedCookie;
}

/**
 * What the responses of a site did to the jar, in order. Those to requests without credentials do nothing to it
 * (Fetch §4.7): their lines are left out, as far as the request shows it.
 */
export function cookieEvents(exchanges: readonly Exchange[]): readonly CookieEvent[] {
  return exchanges.flatMap((exchange) => {
    const lines = setCookieLines(exchange);
    if (lines.length === 0 || credentialsOf(exchange) === 'omit') return [];
    return lines.map((line) => cookieEvent(exchange, line));
  });
}

/**
 * Whether this request took part in cookies at all. Of a fetch that sent none, only cross-site ones on https show it:
 * `unknown`.
 */
export function credentialsOf(exchange: Exchange): 'include' | 'omit' | 'unknown' {
  return exchange.kind === 'fetch' ? credentialsMode(exchange) : 'include';
}

function cookieEvent(exchange: Exchange, line: string): CookieEvent {
  const name = nameOf(line);
  const parsed = parseSetCookie(line);
  if ('refused' in parsed) return { exchange, name, refused: { name, reason: parsed.refused, exchange } };
  const decision = storeCookie(parsed, { ...cookieContext(exchange), ...answeredAt(exchange) });
  if (decision.stored) return { exchange, name, stored: decision.cookie };
  return { exchange, name, refused: { name, reason: decision.reason, cookie: parsed, exchange } };
}

/** When the answer came, by both clocks. `Date` has whole seconds, and travels: small differences are none. */
function answeredAt({ startedAt, endedAt, response }: Exchange): Pick<CookieContext, 'at' | 'serverTime'> {
  const at = endedAt ?? startedAt;
  const date = Date.parse(headerValue(response?.headers ?? [], 'date') ?? '');
  return { at, ...(Math.abs(date - at) > DATE_GRAIN_MS && { serverTime: date }) };
}

const DATE_GRAIN_MS = 2_000;

/** What a browser would have kept of these events at that moment. Milliseconds since the epoch. */
export function cookieHistory(events: readonly CookieEvent[], before: number): CookieHistory {
  const stored = new Map<string, StoredCookie>();
  const refused: RefusedCookie[] = [];
  const setLater = new Set<string>();
  for (const event of events) {
    if (event.exchange.startedAt >= before) setLater.add(event.name);
    else if (event.stored) stored.set(keyOf(event.stored), storedBy(event.exchange, event.stored));
    else if (event.refused) refused.push(event.refused);
  }
  return { stored: [...stored.values()], refused, setLater };
}

function storedBy(exchange: Exchange, cookie: JarCookie): StoredCookie {
  return { cookie, exchange, ...(credentialsOf(exchange) === 'unknown' && { unsure: true }) };
}

function setCookieLines({ response }: Exchange): string[] {
  return headerValues(response?.headers ?? [], 'set-cookie').flatMap(splitSetCookie);
}

function nameOf(line: string): string {
  return line.split(/[=;]/, 1)[0]?.trim() ?? '';
}

/** Each cookie that could concern the request, from the jar where there is one and from the capture where not. */
export function cookieFacts(
  exchange: Exchange,
  history: CookieHistory,
  jar: readonly JarCookie[] | undefined,
): readonly CookieFact[] {
  const context = cookieContext(exchange);
  const sentNames = new Set(
    headerValues(exchange.request.headers, 'cookie')
      .flatMap(parseCookieHeader)
      .map((cookie) => cookie.name),
  );
  const known = new Map<string, Pick<CookieFact, 'cookie' | 'from'>>();
  for (const cookie of jar ?? []) {
    if (!history.setLater.has(cookie.name)) known.set(keyOf(cookie), { cookie, from: { source: 'jar' } });
  }
  for (const { cookie, ...setBy } of history.stored) {
    known.set(keyOf(cookie), { cookie, from: { source: 'response', ...setBy } });
  }
  return [...known.values()].flatMap(({ cookie, from }): CookieFact[] => {
    if (sentNames.has(cookie.name)) return [{ cookie, from, fate: { kind: 'sent' } }];
    const decision = sendCookie(cookie, {
      ...context,
      ...(from.source === 'response' && { setAt: from.exchange.startedAt }),
    });
    if (decision.sent)
      return [{ cookie, from, fate: { kind: cookieHeaderSeen(exchange) ? 'left-out' : 'unseen' } }];
    // Cookies of other hosts and paths are the normal case, not a finding.
    if (decision.reasons.includes('DomainMismatch')) return [];
    return [{ cookie, from, fate: { kind: 'held-back', reasons: decision.reasons } }];
  });
}

/** Would a Cookie header have been recorded, had there been one? */
function cookieHeaderSeen(exchange: Exchange): boolean {
  return !exchange.blindSpots.includes('cookies') && !exchange.blindSpots.includes('request-headers');
}

/** Names under which frameworks keep a session or a credential; HttpOnly says the same of the others. */
const SESSION_NAME =
  /sess|^sid$|[._-]sid$|^sid[._-]|auth|token|jwt|login|remember|identity|^ssid$|aspnet|cognito|^ring-|^laravel|^connect\./i;
const NOT_SESSION_NAME = /csrf|xsrf|consent|^_ga|^_gid|^_fbp|analytics|locale|theme/i;
/** What a sign-in keeps from its start to its callback, and drops there. */
const OF_ONE_SIGN_IN =
  /(?:^|[._-])(?:state|nonce|pkce|verifier|correlation|callback-url|interaction|verification)(?:[._-]|$)/i;
/** Set, often HttpOnly, by what stands before the server: load balancers, firewalls, bot checks. */
const NOT_OF_SERVER =
  /^(?:__cf|_?cf_|AWSALB|ARRAffinity|incap_ses|visid_incap|nlbi_|BIGip|TS[0-9a-f]{6}|ak_bmsc|bm_|_abck|datadome|SERVERID|__stripe)/i;

/** Is this a cookie by which no server knows its users: of a CSRF check, a counter, a load balancer? By its name alone. */
export function isNoCredential(name: string): boolean {
  return NOT_SESSION_NAME.test(name) || NOT_OF_SERVER.test(name);
}

/** Would this cookie be what the server knows the user by? A judgement by name and HttpOnly; never certain. */
export function looksLikeSession(cookie: Pick<JarCookie, 'name' | 'httpOnly'>): boolean {
  if ([NOT_SESSION_NAME, OF_ONE_SIGN_IN, NOT_OF_SERVER].some((names) => names.test(cookie.name)))
    return false;
  return cookie.httpOnly || SESSION_NAME.test(cookie.name);
}

function keyOf({ name, domain, path, partitionSite }: JarCookie): string {
  return JSON.stringify([name, domain, path, partitionSite ?? null]);
}
