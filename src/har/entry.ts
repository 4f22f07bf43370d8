import type {
  BlindSpot,
  Body,
  Caller,
  Exchange,
  ExchangeId,
  Header,
  RequestMessage,
  ResponseMessage,
} from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import { readPostData, readResponseBody } from './body.ts';
import { kindOf } from './kind.ts';
import { type Fields, fieldsOf, finiteOf, listOf, textOf } from './narrow.ts';
import { partSetCookie, readHeaders } from './read-headers.ts';
import type { Warnings } from './warnings.ts';

/** An exchange that other entries may still be linked to. */
export type Draft = { -readonly [Key in keyof Exchange]: Exchange[Key] } & { blindSpots: BlindSpot[] };

export type EntryReading =
  | { readonly kind: 'read'; readonly draft: Draft; readonly entry: Fields }
  /** Not a request at all: some programs write empty entries for what they cancelled. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly problem: string };

/** One HAR entry by itself, not yet linked to its preflight or redirects. `path` names it in problems. */
export function readEntry(value: unknown, index: number, path: string, warnings: Warnings): EntryReading {
  const entry = fieldsOf(value);
  if (!entry) return refused(path, `${describe(value)} instead of an entry`);
  const request = fieldsOf(entry['request']);
  if (!request) return refused(`${path}.request`, `${describe(entry['request'])} instead of a request`);
  const response = fieldsOf(entry['response']);
  if (isEmptyEntry(request, response)) return { kind: 'empty' };

  const url = request['url'];
  if (typeof url !== 'string' || !URL.canParse(url)) {
    return refused(
      `${path}.request.url`,
      `${typeof url === 'string' ? 'not an absolute URL' : `${describe(url)} instead of a URL`}`,
    );
  }
  const method = textOf(request['method']);
  if (method === undefined || !METHOD.test(method))
    return refused(`${path}.request.method`, 'not an HTTP method');
  const status = readStatus(response?.['status'], `${path}.response.status`, warnings);
  if (typeof status === 'string') return refused(`${path}.response.status`, status);

  const blindSpots: BlindSpot[] = [];
  const requestMessage = readRequest(request, method, url, path, blindSpots, warnings);
  const responseMessage =
    response && status > 0 ? readResponse(response, status, entry, path, blindSpots, warnings) : undefined;
  if (!response) blindSpots.push('response-headers');

  const startedAt = startOf(entry, responseMessage, `${path}.startedDateTime`, warnings);
  const took = finiteOf(entry['time']);
  const failure = failureOf(entry, response);
  const callers = callersOf(entry);
  const draft: Draft = {
    id: `r${index + 1}` as ExchangeId,
    startedAt,
    ...(took !== undefined && took >= 0 && took < 1e9 && { endedAt: startedAt + took }),
    kind: kindOf(entry, requestMessage, responseMessage),
    request: requestMessage,
    ...(responseMessage && { response: responseMessage }),
    ...(failure !== undefined && { failure }),
    ...(callers.length > 0 && { callers }),
    blindSpots,
  };
  return { kind: 'read', draft, entry };
}

function refused(path: string, problem: string): EntryReading {
  return { kind: 'refused', problem: `${path}: ${problem}` };
}

/** RFC 9110 §9.1: a method is a token. */
export const METHOD = /^[!#$%&'*+\-.^_`|~\w]{1,64}$/;

/** Firefox writes an entry without URL and status for some requests it never made. */
function isEmptyEntry(request: Fields, response: Fields | undefined): boolean {
  return request['url'] === '' && !response?.['status'];
}

function readRequest(
  request: Fields,
  method: string,
  url: string,
  path: string,
  blindSpots: BlindSpot[],
  warnings: Warnings,
): RequestMessage {
  const headers = readHeaders(request['headers'], `${path}.request.headers`, 'request', warnings);
  if (headers.length === 0) blindSpots.push('request-headers');
  addCookieHeader(headers, request['cookies']);
  const body = readPostData(request['postData']);
  if (!body && bodyWasSent(request, headers)) blindSpots.push('request-body');
  return { method, url, headers, ...(body && { body }) };
}

function bodyWasSent(request: Fields, headers: readonly Header[]): boolean {
  if ((finiteOf(request['bodySize']) ?? 0) > 0) return true;
  return Number(headerValue(headers, 'content-length') ?? 0) > 0;
}

/** Some programs list the cookies sent but not the header that carried them (RFC 6265 §5.4 joins them). */
function addCookieHeader(headers: Header[], cookies: unknown): void {
  if (!Array.isArray(cookies) || cookies.length === 0 || headers.length === 0) return;
  if (headerValue(headers, 'cookie') !== undefined) return;
  const pairs = cookies.flatMap((each) => {
    const cookie = fieldsOf(each);
    return typeof cookie?.['name'] === 'string' && typeof cookie['value'] === 'string'
      ? [`${cookie['name']}=${cookie['value']}`]
      : [];
  });
  if (pairs.length > 0) headers.push({ name: 'Cookie', value: pairs.join('; ') });
}

function readResponse(
  response: Fields,
  status: number,
  entry: Fields,
  path: string,
  blindSpots: BlindSpot[],
  warnings: Warnings,
): ResponseMessage {
  const headers = partSetCookie(
    readHeaders(response['headers'], `${path}.response.headers`, 'response', warnings),
    listOf(response['cookies']).length,
  );
  addLocation(headers, status, response['redirectURL']);
  if (headers.length === 0) blindSpots.push('response-headers');
  else if (listOf(response['cookies']).length > 0 && headerValue(headers, 'set-cookie') === undefined) {
    blindSpots.push('set-cookie');
  }
  const content = fieldsOf(response['content']);
  const body: Body | undefined = readResponseBody(content);
  if (!body && bodyWasNotKept(content)) blindSpots.push('response-body');
  if (!body && textOf(content?.['_file']) !== undefined)
    warnings.add(
      `${path}.response.content`,
      'its body is in a file of its own; open the .zip that holds both',
    );
  const statusText = textOf(response['statusText']);
  const answeredBy = answererOf(entry, response);
  return {
    status,
    ...(statusText !== undefined && { statusText }),
    headers,
    ...(body && { body }),
    ...(answeredBy && { answeredBy }),
  };
}

/** HAR 1.2: `size` is the body's length. Playwright writes -1 where it did not wait for the body. */
function bodyWasNotKept(content: Fields | undefined): boolean {
  const size = finiteOf(content?.['size']) ?? 0;
  return size > 0 || size === -1;
}

/** HAR 1.2: `redirectURL` is the target from the Location header; some programs write only the one. */
function addLocation(headers: Header[], status: number, redirectUrl: unknown): void {
  const target = textOf(redirectUrl);
  if (target === undefined || status < 300 || status > 399) return;
  if (headerValue(headers, 'location') === undefined) headers.push({ name: 'Location', value: target });
}

function answererOf(entry: Fields, response: Fields): 'http-cache' | 'service-worker' | undefined {
  if (response['_fetchedViaServiceWorker'] === true || entry['_fetchedViaServiceWorker'] === true)
    return 'service-worker';
  // Safari says it in words.
  const source = entry['_fetchType'];
  if (source === 'Service Worker') return 'service-worker';
  if (source === 'Disk Cache' || source === 'Memory Cache') return 'http-cache';
  return entry['_fromCache'] === 'disk' || entry['_fromCache'] === 'memory' ? 'http-cache' : undefined;
}

/** Playwright writes -1, BrowserMob Proxy -999. */
const NO_ANSWER: ReadonlySet<number> = new Set([-1, -999]);

/** The status; 0 for "no answer"; a text where it is none. */
function readStatus(value: unknown, path: string, warnings: Warnings): number | string {
  if (value === undefined || value === null || value === 0) return 0;
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  if (status !== value) warnings.add(path, 'written as text; read as a number');
  if (typeof status !== 'number') return `${describe(value)} instead of a status`;
  if (Number.isInteger(status) && status >= 100 && status <= 999) return status;
  if (!NO_ANSWER.has(status)) return `${status} is not an HTTP status`;
  warnings.add(path, 'negative; read as "no answer"');
  return 0;
}

/** Between the years 1990 and 2200. */
const PLAUSIBLE_TIME = [631_152_000_000, 7_258_118_400_000] as const;

function startOf(
  entry: Fields,
  response: ResponseMessage | undefined,
  path: string,
  warnings: Warnings,
): number {
  const written = entry['startedDateTime'];
  const startedAt =
    typeof written === 'string' ? timeOf(written, path, warnings) : timeOfNumber(finiteOf(written));
  if (startedAt !== undefined) return startedAt;
  const answered = plausible(Date.parse(headerValue(response?.headers ?? [], 'date') ?? ''));
  warnings.add(
    path,
    answered === undefined ? 'no usable time' : "no usable time; the answer's Date is taken instead",
  );
  return answered ?? 0;
}

/** ISO 8601, and the time zone is part of it: read here as there, wherever the reader stands. */
function timeOf(written: string, path: string, warnings: Warnings): number | undefined {
  if (!ISO_WITHOUT_ZONE.test(written)) return plausible(Date.parse(written));
  const time = plausible(Date.parse(`${written.replace(' ', 'T')}Z`));
  if (time !== undefined) warnings.add(path, 'a time without a time zone; read as UTC');
  return time;
}

const ISO_WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?$/;

/** Milliseconds since the epoch, or seconds: the two cannot be confused within the years that are plausible. */
function timeOfNumber(time: number | undefined): number | undefined {
  return plausible(time) ?? plausible(time === undefined ? undefined : time * 1000);
}

function plausible(time: number | undefined): number | undefined {
  return time !== undefined && time >= PLAUSIBLE_TIME[0] && time <= PLAUSIBLE_TIME[1] ? time : undefined;
}

/** Chromium writes `_error`, Playwright `_failureText`. */
function failureOf(entry: Fields, response: Fields | undefined): string | undefined {
  const failure =
    textOf(response?.['_error']) ??
    textOf(response?.['_failureText']) ??
    textOf(entry['_error']) ??
    textOf(entry['_failureText']);
  return failure?.slice(0, 200);
}

const MOST_CALLERS = 30;
const MOST_ASYNC_PARENTS = 10;

/** `_initiator.stack` as the DevTools protocol gives it: lines and columns from 0, asynchronous parents nested. */
function callersOf(entry: Fields): Caller[] {
  const callers: Caller[] = [];
  let stack = fieldsOf(fieldsOf(entry['_initiator'])?.['stack']);
  for (let depth = 0; stack && depth < MOST_ASYNC_PARENTS; depth += 1) {
    for (const value of listOf(stack['callFrames'])) {
      const frame = fieldsOf(value);
      const url = textOf(frame?.['url']);
      if (!frame || url === undefined || callers.length >= MOST_CALLERS) continue;
      callers.push({
        functionName: textOf(frame['functionName']) ?? '',
        url,
        line: Math.max(0, finiteOf(frame['lineNumber']) ?? 0) + 1,
        column: Math.max(0, finiteOf(frame['columnNumber']) ?? 0) + 1,
      });
    }
    stack = fieldsOf(stack['parent']);
  }
  return callers;
}

/** What a value is, without showing it. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
