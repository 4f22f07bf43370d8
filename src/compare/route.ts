import { pathOf } from '../exchange/address.ts';
import type { Body, Exchange } from '../exchange/exchange.ts';

/** Where a request goes, whatever host and record it names. */
export interface Route {
  readonly method: string;
  /** Of the path; `*` for what stands for one record of many. */
  readonly segments: readonly string[];
  /** Of GraphQL: name of the operation. */
  readonly operation?: string;
}

export function routeOf({ request }: Exchange): Route {
  const operation = operationOf(request.body) ?? /[?&]operationName=([\w$]{1,80})/.exec(request.url)?.[1];
  return {
    method: request.method.toUpperCase(),
    segments: pathSegments(request.url).map(recordless),
    ...(operation !== undefined && { operation }),
  };
}

/** Numbers, UUIDs, hashes and other long names with digits in them. */
const RECORD = /^(?:\d{1,30}|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,128}|(?=[^/]{0,40}\d)[\w-]{20,200})$/i;

/** `*` for what stands for one record of many. */
export function recordless(segment: string): string {
  return RECORD.test(segment) ? '*' : segment;
}

const SEGMENTS_AT_MOST = 40;

export function pathSegments(url: string): readonly string[] {
  return pathOf(url.slice(0, URL_AT_MOST))
    .split('/', SEGMENTS_AT_MOST)
    .filter((part) => part !== '');
}

const URL_AT_MOST = 8_000;

export function originOf(url: string): {
  readonly scheme: string;
  readonly host: string;
  readonly origin: string;
} {
  const found = /^([a-z][a-z0-9+.-]{0,20}):\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url.slice(0, URL_AT_MOST));
  const [scheme, host] = [(found?.[1] ?? '').toLowerCase(), (found?.[2] ?? '').toLowerCase()];
  return { scheme, host, origin: `${scheme}://${host}` };
}

/** GraphQL over HTTP: what is asked for stands in the body, all under one path. */
function operationOf(body: Body | undefined): string | undefined {
  if (!body?.mimeType.includes('json')) return undefined;
  const text = body.text.slice(0, BODY_AT_MOST);
  if (!/"query"\s*:/.test(text)) return undefined;
  return (
    /"operationName"\s*:\s*"([\w$]{1,80})"/.exec(text)?.[1] ??
    /\b(?:query|mutation|subscription)\s{1,9}([\w$]{1,80})/.exec(text)?.[1] ??
    // Without a name it goes by the first field that it asks for.
    /"query"\s{0,9}:\s{0,9}"[^{]{0,80}\{(?:\s|\\n){0,9}(\w{1,80})/.exec(text)?.[1]
  );
}

const BODY_AT_MOST = 20_000;

/**
 * How alike two routes are: 3 the same path, 2 the same but for the version in it, 1 the same under another base path
 * (`/orders`, `/api/v1/orders`), 0 other routes.
 */
export function likeness(one: Route, other: Route): 0 | 1 | 2 | 3 {
  if (one.method !== other.method || one.operation !== other.operation) return 0;
  const [last, otherLast] = [one.segments.at(-1) ?? '', other.segments.at(-1) ?? ''];
  if (last !== otherLast && !VERSION.test(last) && !VERSION.test(otherLast)) return 0;
  if (one.segments.join('/') === other.segments.join('/')) return 3;
  const [a, b] = [unversioned(one), unversioned(other)];
  if (a.join('/') === b.join('/')) return a.length === one.segments.length ? 3 : 2;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length === 0 || short[0] === '*' || long.length - short.length > 3) return 0;
  return short.every((part, at) => part === long[long.length - short.length + at]) ? 1 : 0;
}

const VERSION = /^v\d{1,3}(?:\.\d{1,3})?$/i;

function unversioned({ segments }: Route): readonly string[] {
  return segments.filter((part) => !VERSION.test(part));
}

/** For people: `GET /orders/*`, `POST /graphql Orders`. */
export function routeName({ method, segments, operation }: Route): string {
  const path = `/${segments.join('/')}`;
  return `${method} ${path}${operation === undefined ? '' : ` ${operation}`}`.slice(0, 200);
}
