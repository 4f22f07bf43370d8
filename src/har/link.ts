import type { ExchangeId } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import type { Draft } from './entry.ts';

/** A preflight and its request start within this time of each other, even behind a slow network. */
const PREFLIGHT_WINDOW = 60_000;
/** A redirect is followed at once; slow ones wait for a connection. */
const REDIRECT_WINDOW = 30_000;
/** How many candidates of one URL are looked at; keeps a file of one URL linear. */
const MOST_CANDIDATES = 64;

/**
 * Sets `preflightId` and `redirectedFromId`. HAR has no request ids and entries come in the order they finish:
 * pairs are found by URL, method and time, each used once.
 *
 * @param drafts in order of `startedAt`
 */
export function linkExchanges(drafts: readonly Draft[]): void {
  const byUrl = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const key = withoutFragment(draft.request.url);
    const same = byUrl.get(key);
    if (same) same.push(draft);
    else byUrl.set(key, [draft]);
  }
  for (const same of byUrl.values()) if (same.length > 1) pairPreflights(same);
  linkRedirects(drafts, byUrl);
}

function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash === -1 ? url : url.slice(0, hash);
}

/** In Chromium the request is recorded a moment before its preflight, in Firefox well before: nearest wins. */
function pairPreflights(sameUrl: readonly Draft[]): void {
  const requests = sameUrl.filter((each) => each.kind !== 'preflight' && each.preflightId === undefined);
  const taken = new Set<ExchangeId>();
  let from = 0;
  for (const preflight of sameUrl) {
    if (preflight.kind !== 'preflight') continue;
    while (requests[from] && requests[from]!.startedAt < preflight.startedAt - PREFLIGHT_WINDOW) from += 1;
    const near = requests
      .slice(from, from + MOST_CANDIDATES)
      .filter((each) => !taken.has(each.id) && asksFor(preflight, each));
    const request = nearest(preflight, near);
    if (!request) {
      continue;
    }
    request.preflightId = preflight.id;
    // Only what a page's code asks for is preflighted.
    if (request.kind === 'other') request.kind = 'fetch';
    taken.add(request.id);
    while (requests[from] && taken.has(requests[from]!.id)) from += 1;
  }
}

function asksFor(preflight: Draft, request: Draft): boolean {
  if (Math.abs(request.startedAt - preflight.startedAt) > PREFLIGHT_WINDOW) return false;
  const method = headerValue(preflight.request.headers, 'access-control-request-method');
  if (method !== undefined ? method !== request.request.method : request.request.method === 'OPTIONS')
    return false;
  const asking = headerValue(preflight.request.headers, 'origin');
  const sent = headerValue(request.request.headers, 'origin');
  return asking === undefined || sent === undefined || asking === sent;
}

function nearest(preflight: Draft, requests: readonly Draft[]): Draft | undefined {
  let best: Draft | undefined;
  for (const each of requests) {
    if (!best || distance(preflight, each) < distance(preflight, best)) best = each;
  }
  return best;
}

/** A request recorded before its preflight is the usual case; one recorded after it has to be nearer to win. */
function distance(preflight: Draft, request: Draft): number {
  const before = preflight.startedAt - request.startedAt;
  return before >= 0 ? before : -before * 2;
}

function linkRedirects(drafts: readonly Draft[], byUrl: ReadonlyMap<string, readonly Draft[]>): void {
  const position = new Map(drafts.map((draft, index) => [draft, index]));
  const followed = new Set<ExchangeId>();
  for (const hop of drafts) {
    const target = redirectTarget(hop);
    if (target === undefined || hop.kind === 'preflight') continue;
    const next = nextHop(hop, byUrl.get(target) ?? [], position);
    if (!next || followed.has(hop.id)) continue;
    next.redirectedFromId = hop.id;
    followed.add(hop.id);
  }
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Fetch §4.5: Location is resolved against the request's URL. */
function redirectTarget(hop: Draft): string | undefined {
  if (!hop.response || !REDIRECTS.has(hop.response.status)) return undefined;
  const location = headerValue(hop.response.headers, 'location');
  if (location === undefined || !URL.canParse(location, hop.request.url)) return undefined;
  return withoutFragment(new URL(location, hop.request.url).href);
}

/** Where a file does not say what asked, a redirect without a body has no looks to tell it by. */
const LOOKS_LIKE_NOTHING = 'other';

function nextHop(
  hop: Draft,
  candidates: readonly Draft[],
  position: ReadonlyMap<Draft, number>,
): Draft | undefined {
  const here = position.get(hop)!;
  const latest = (hop.endedAt ?? hop.startedAt) + REDIRECT_WINDOW;
  let at = firstAfter(candidates, here, position);
  for (let looked = 0; looked < MOST_CANDIDATES; looked += 1, at += 1) {
    const next = candidates[at];
    if (!next || next.startedAt > latest) return undefined;
    if (
      next.redirectedFromId === undefined &&
      (next.kind === hop.kind || hop.kind === LOOKS_LIKE_NOTHING) &&
      methodAfter(hop, next.request.method)
    )
      return next;
  }
  return undefined;
}

/** `candidates` are in the order of `position`: halve until the first one behind `here`. */
function firstAfter(
  candidates: readonly Draft[],
  here: number,
  position: ReadonlyMap<Draft, number>,
): number {
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (position.get(candidates[middle]!)! <= here) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Fetch §4.4: 307 and 308 keep the method; the others may turn it into GET. */
function methodAfter(hop: Draft, method: string): boolean {
  if (method === hop.request.method) return true;
  return method === 'GET' && hop.response!.status < 304;
}
