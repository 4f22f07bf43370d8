import type { Exchange, ExchangeId } from '../exchange/exchange.ts';
import type { RequestFacts } from './events.ts';
import { openPreflightPairing, type PreflightPairing } from './preflights.ts';

/** Where browsers differ in how they tell of requests. Measured, not read in a manual. */
export interface Dialect {
  /** Whether a preflight is told of before or after its request's headers. */
  readonly preflights: 'before' | 'after';
  /** Whether an answer that CORS hides from the page ends in an error. */
  readonly tellsCorsVerdict: boolean;
}

/** What one tab's recording must remember between two events. All of it can be had again from what was recorded. */
export interface Trace {
  readonly dialect: Dialect;
  readonly pairing: PreflightPairing;
  /** The latest leg of each request, by the browser's request id; the longest untouched first. */
  readonly legs: Map<string, Exchange>;
  byId(id: ExchangeId): { readonly requestId: string; readonly exchange: Exchange } | undefined;
  /** URL of the tab's document, once a navigation was answered. */
  topLevelUrl?: string;
}

/** More requests than a tab's session holds: what fell out of here fell out of there before. */
const MOST_LEGS = 2_000;

/**
 * A trace that goes on from what was recorded before the worker was stopped.
 *
 * @param known the tab's exchanges, in the order they were first recorded
 */
export function openTrace(dialect: Dialect, known: readonly Exchange[] = []): Trace {
  const trace: Trace = {
    dialect,
    pairing: openPreflightPairing(),
    legs: new Map(),
    byId(id) {
      const requestId = requestIdOf(id);
      const exchange = requestId === undefined ? undefined : this.legs.get(requestId);
      return requestId !== undefined && exchange?.id === id ? { requestId, exchange } : undefined;
    },
  };
  for (const exchange of known) restoreLeg(trace, exchange);
  restorePairing(trace, known);
  return trace;
}

function restoreLeg(trace: Trace, exchange: Exchange): void {
  const requestId = requestIdOf(exchange.id);
  if (requestId === undefined) return;
  const other = trace.legs.get(requestId);
  if (!other || legNumber(other.id) < legNumber(exchange.id)) rememberLeg(trace, requestId, exchange);
  const status = exchange.response?.status ?? 0;
  if (exchange.kind === 'navigation' && status !== 0 && (status < 300 || status > 399)) {
    trace.topLevelUrl = exchange.request.url;
  }
}

function restorePairing(trace: Trace, known: readonly Exchange[]): void {
  const claimed = new Set(known.map(({ preflightId }) => preflightId));
  for (const exchange of known) {
    const requestId = requestIdOf(exchange.id);
    if (requestId === undefined) continue;
    if (exchange.kind === 'preflight' && !claimed.has(exchange.id) && trace.dialect.preflights === 'before') {
      trace.pairing.ask(exchange, requestId);
      if (exchange.endedAt !== undefined) trace.pairing.settle(exchange);
    }
    if (exchange.kind === 'fetch' && exchange.endedAt === undefined && trace.dialect.preflights === 'after') {
      const { url, method } = exchange.request;
      trace.pairing.wait({
        id: exchange.id,
        requestId,
        url,
        method,
        initiator: exchange.initiator,
        exchange,
        at: exchange.startedAt,
      });
    }
  }
}

export function latestLeg(trace: Trace, requestId: string): Exchange | undefined {
  return trace.legs.get(requestId);
}

/** Keeps this as its request's latest leg, and hands it back. */
export function rememberLeg(trace: Trace, requestId: string, exchange: Exchange): Exchange {
  trace.legs.delete(requestId);
  trace.legs.set(requestId, exchange);
  if (trace.legs.size > MOST_LEGS) trace.legs.delete(trace.legs.keys().next().value ?? '');
  return exchange;
}

/**
 * `w<request id>.<leg>`: stable across a stopped worker, for request ids go on as long as the browser runs, and
 * what was recorded ends with the browser too.
 */
export function nextLegId(requestId: string, previous: Exchange | undefined): ExchangeId {
  return `w${requestId}.${previous ? legNumber(previous.id) + 1 : 0}` as ExchangeId;
}

function legNumber(id: ExchangeId): number {
  return Number(id.slice(id.lastIndexOf('.') + 1));
}

function requestIdOf(id: ExchangeId): string | undefined {
  return /^w(.+)\.\d+$/.exec(id)?.[1];
}

/**
 * URL of the top-level document that a request belongs to; `undefined` for a navigation, which makes a new one. The
 * tab may have been open before the recording began: then a request of the document itself names at least its origin.
 */
export function topLevelUrlFor(trace: Trace, event: RequestFacts): string | undefined {
  if (event.type === 'main_frame') return undefined;
  const { initiator } = event;
  if (event.frameId !== 0 || initiator === undefined || initiator === 'null') return trace.topLevelUrl;
  // A sub-frame's first request has the frame's own id, so this one was asked by the top-level document.
  if (trace.topLevelUrl?.startsWith(`${initiator}/`)) return trace.topLevelUrl;
  trace.topLevelUrl = `${initiator}/`;
  return trace.topLevelUrl;
}
