import type { Exchange, Header } from '../exchange/exchange.ts';

/** Both clocks are the same, read at other moments. In milliseconds. */
export const CLOCK_TOLERANCE = 100;

/** An exchange with its headers by lower-case name, ready to be compared many times. */
export interface Described {
  readonly exchange: Exchange;
  readonly requestHeaders: ReadonlyMap<string, string>;
  readonly responseHeaders: ReadonlyMap<string, string>;
  readonly start: number;
  /** Infinity while it is under way. */
  readonly end: number;
}

export function describe(exchange: Exchange): Described {
  return {
    exchange,
    requestHeaders: indexHeaders(exchange.request.headers),
    responseHeaders: exchange.response ? indexHeaders(exchange.response.headers) : new Map(),
    start: exchange.startedAt,
    end: exchange.endedAt ?? Number.POSITIVE_INFINITY,
  };
}

/** Exchanges never change, and a recording is joined again at each change of it. */
const indexes = new WeakMap<readonly Header[], ReadonlyMap<string, string>>();

function indexHeaders(headers: readonly Header[]): ReadonlyMap<string, string> {
  const known = indexes.get(headers);
  if (known) return known;
  const index = makeIndex(headers);
  indexes.set(headers, index);
  return index;
}

function makeIndex(headers: readonly Header[]): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    const before = index.get(key);
    const comparable = inAscii(value.trim());
    index.set(key, before === undefined ? comparable : `${before}, ${comparable}`);
  }
  return index;
}

/** Header values are bytes (RFC 9110 §5.5): beyond ASCII each source decodes them in its own way. */
function inAscii(value: string): string {
  return value.replace(/[^\x20-\x7e…]+/g, '\ufffd');
}

/** Whether nothing that both sources say of these two contradicts their being one; times are compared apart. */
export function isSameRequest(recorded: Described, har: Described): boolean {
  return (
    outcomesAgree(recorded.exchange, har.exchange) &&
    headersAgree(recorded.requestHeaders, har.requestHeaders) &&
    (isRevalidated(recorded.exchange) || headersAgree(recorded.responseHeaders, har.responseHeaders))
  );
}

/** DevTools starts its clock when the page asks, and stops it when the body is there: the recorder sees the middle. */
export function liesWithin(recorded: Described, har: Described): boolean {
  if (recorded.start < har.start - CLOCK_TOLERANCE || recorded.start > har.end + CLOCK_TOLERANCE)
    return false;
  return !Number.isFinite(recorded.end) || recorded.end <= har.end + CLOCK_TOLERANCE;
}

function outcomesAgree(recorded: Exchange, har: Exchange): boolean {
  if ((recorded.kind === 'preflight') !== (har.kind === 'preflight')) return false;
  if (!recorded.response) return recorded.failure === undefined || har.response === undefined;
  if (!har.response) return true;
  return (
    recorded.response.status === har.response.status ||
    (isRevalidated(recorded) && har.response.status === 200)
  );
}

/** Not Modified: DevTools may show the answer that the cache then gave instead. */
function isRevalidated({ response }: Exchange): boolean {
  return response?.status === 304;
}

function headersAgree(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  for (const [name, value] of one) {
    const there = other.get(name);
    if (there !== undefined && there !== value && !isSameButCut(value, there)) return false;
  }
  return true;
}

/** The recorder cuts very long values and ends them with an ellipsis. */
function isSameButCut(recorded: string, har: string): boolean {
  return recorded.endsWith('…') && har.startsWith(recorded.slice(0, -1));
}

export function distanceOf(recorded: Described, har: Described): number {
  return Math.abs(recorded.start - har.start) + endDistance(recorded, har);
}

export function endDistance(recorded: Described, har: Described): number {
  return Number.isFinite(recorded.end) && Number.isFinite(har.end) ? Math.abs(recorded.end - har.end) : 0;
}
