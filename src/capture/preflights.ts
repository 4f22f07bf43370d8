import type { Exchange, ExchangeId } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import { withoutFragment } from './origin.ts';

/** A preflight that nobody claimed for this long belongs to a request we did not see. In milliseconds. */
const LIFETIME = 30_000;
/** How many of one URL, and how many URLs, are remembered; a page in a loop must not slow the browser down. */
const MOST_OF_ONE_URL = 200;
const MOST_URLS = 1_000;

/** A preflight that waits for the request it was sent for. */
interface Asking {
  readonly id: ExchangeId;
  readonly requestId: string;
  readonly method: string;
  readonly origin: string | undefined;
  /** `Access-Control-Request-Headers`: every one of them is in the request, if it is sent. */
  readonly names: readonly string[];
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Whether the answer lets the request through, as far as that is seen without knowing the credentials mode. */
  readonly passed?: boolean;
}

/** A request that looks for its preflight, or (Firefox) waits for one. */
export interface Claimant {
  readonly id: ExchangeId;
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly initiator: string | undefined;
  /** Absent: the request was never sent, so its headers are not known. */
  readonly exchange?: Exchange;
  readonly at: number;
}

/** Pairs preflights with the requests they were sent for: one to one, in order. */
export interface PreflightPairing {
  /** A preflight was sent. */
  ask(preflight: Exchange, requestId: string): void;
  /** Its answer or its failure came. */
  settle(preflight: Exchange): void;
  /** The preflight that let this request through; none where the browser remembered an earlier one. */
  claimSent(request: Claimant): ExchangeId | undefined;
  /** The preflight by which this request was stopped before it was sent. */
  claimUnsent(request: Claimant): ExchangeId | undefined;
  /** The browser told of this request already and may tell of its preflight later. */
  wait(request: Claimant): void;
  /** The request that this preflight was sent for, where requests come first. */
  claimant(preflight: Exchange, requestId: string): ExchangeId | undefined;
  /** This request needs no preflight any more. */
  forget(id: ExchangeId, url: string): void;
}

export function openPreflightPairing(): PreflightPairing {
  const asking = new Map<string, Asking[]>();
  const waiting = new Map<string, Claimant[]>();

  function claim(request: Claimant, rank: (each: Asking) => number | undefined): ExchangeId | undefined {
    const here = fresh(asking, request.url, request.at, ({ endedAt, startedAt }) => endedAt ?? startedAt);
    let best: Asking | undefined;
    let bestRank = Number.POSITIVE_INFINITY;
    for (const each of here) {
      if (!mayBelong(each, request)) continue;
      const ranked = rank(each);
      if (ranked === undefined || ranked >= bestRank) continue;
      best = each;
      bestRank = ranked;
    }
    if (best) remove(asking, request.url, best);
    return best?.id;
  }

  return {
    ask(preflight, requestId) {
      add(asking, preflight.request.url, readAsking(preflight, requestId));
    },
    settle(preflight) {
      const here = asking.get(withoutFragment(preflight.request.url));
      const index = here?.findIndex(({ id }) => id === preflight.id) ?? -1;
      if (!here || index === -1) return;
      const endedAt = preflight.endedAt ?? preflight.startedAt;
      here[index] = { ...here[index]!, endedAt, passed: looksPassed(preflight) };
    },
    claimSent(request) {
      const sent = new Set(request.exchange?.request.headers.map(({ name }) => name.toLowerCase()));
      // The browser goes on with each request as soon as its own preflight is answered: first answered, first sent.
      return claim(request, (each) =>
        each.passed && each.names.every((name) => sent.has(name)) ? each.endedAt : undefined,
      );
    },
    claimUnsent(request) {
      return claim(request, (each) => (each.endedAt ?? each.startedAt) + penaltyUnsent(each));
    },
    wait(request) {
      add(waiting, request.url, request);
    },
    claimant(preflight, requestId) {
      const url = preflight.request.url;
      const asked = readAsking(preflight, requestId);
      const here = fresh(waiting, url, preflight.startedAt, ({ at }) => at);
      const found = here.find((each) => mayBelong(asked, each) && namesAreIn(asked, each.exchange));
      if (found) remove(waiting, url, found);
      return found?.id;
    },
    forget(id, url) {
      const found = waiting.get(withoutFragment(url))?.find((each) => each.id === id);
      if (found) remove(waiting, url, found);
    },
  };
}

/** One that failed is the likeliest to have stopped a request; one still open, the least. */
function penaltyUnsent({ endedAt, passed }: Asking): number {
  if (endedAt === undefined) return 2 * 1e15;
  return passed ? 1e15 : 0;
}

function mayBelong(preflight: Asking, request: Claimant): boolean {
  if (preflight.method !== request.method) return false;
  if (!cameAfter(preflight.requestId, request.requestId)) return false;
  const origin = originSent(request);
  return preflight.origin === undefined || origin === undefined || preflight.origin === origin;
}

/** Request ids grow, and a preflight gets its own after the request it is for. */
function cameAfter(preflightId: string, requestId: string): boolean {
  const [later, earlier] = [Number(preflightId), Number(requestId)];
  return Number.isNaN(later) || Number.isNaN(earlier) || later > earlier;
}

/** A redirect across origins makes the origin opaque: the header says so, the initiator does not. */
function originSent({ exchange, initiator }: Claimant): string | undefined {
  return exchange ? (headerValue(exchange.request.headers, 'origin') ?? initiator) : undefined;
}

function namesAreIn({ names }: Asking, exchange: Exchange | undefined): boolean {
  const sent = new Set(exchange?.request.headers.map(({ name }) => name.toLowerCase()));
  return names.every((name) => sent.has(name));
}

function readAsking(preflight: Exchange, requestId: string): Asking {
  const { headers } = preflight.request;
  return {
    id: preflight.id,
    requestId,
    method: headerValue(headers, 'access-control-request-method') ?? '',
    origin: headerValue(headers, 'origin'),
    names: listOf(headerValue(headers, 'access-control-request-headers')),
    startedAt: preflight.startedAt,
  };
}

/** The CORS-preflight fetch (Fetch §4.8), only as far as it tells which of two requests a preflight let through. */
function looksPassed({ request, response, failure }: Exchange): boolean {
  if (!response || failure !== undefined || response.status < 200 || response.status > 299) return false;
  const allowedOrigin = headerValue(response.headers, 'access-control-allow-origin');
  if (allowedOrigin !== '*' && allowedOrigin !== headerValue(request.headers, 'origin')) return false;
  const method = headerValue(request.headers, 'access-control-request-method') ?? '';
  const methods = listOf(headerValue(response.headers, 'access-control-allow-methods'));
  if (!isSafelisted(method) && !covers(methods, method.toLowerCase())) return false;
  const allowed = listOf(headerValue(response.headers, 'access-control-allow-headers'));
  return listOf(headerValue(request.headers, 'access-control-request-headers')).every((name) =>
    covers(allowed, name),
  );
}

/** Methods that need no mention in `Access-Control-Allow-Methods` (Fetch §2.2.1). */
function isSafelisted(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'POST';
}

function covers(list: readonly string[], item: string): boolean {
  return list.includes('*') || list.includes(item);
}

function listOf(value = ''): string[] {
  return value
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function add<Each>(lists: Map<string, Each[]>, url: string, item: Each): void {
  const key = withoutFragment(url);
  const here = lists.get(key);
  if (!here) {
    lists.set(key, [item]);
    if (lists.size > MOST_URLS) lists.delete(lists.keys().next().value ?? '');
    return;
  }
  here.push(item);
  if (here.length > MOST_OF_ONE_URL) here.shift();
}

function remove<Each>(lists: Map<string, Each[]>, url: string, item: Each): void {
  const rest = (lists.get(withoutFragment(url)) ?? []).filter((each) => each !== item);
  if (rest.length > 0) lists.set(withoutFragment(url), rest);
  else lists.delete(withoutFragment(url));
}

/** Those that are not past their lifetime; the others are let go. */
function fresh<Each>(
  lists: Map<string, Each[]>,
  url: string,
  now: number,
  timeOf: (each: Each) => number,
): readonly Each[] {
  const here = lists.get(withoutFragment(url));
  if (!here) return [];
  const young = here.filter((each) => now - timeOf(each) <= LIFETIME);
  if (young.length === 0) lists.delete(withoutFragment(url));
  else if (young.length < here.length) lists.set(withoutFragment(url), young);
  return young;
}
