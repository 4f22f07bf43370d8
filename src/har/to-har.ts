import type { Har, Entry as HarEntry, Header as HarHeader, Page, PostData } from 'har-format';
import type { Body, Capture, Exchange, ExchangeKind, Header } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import type { EntryData, LogData } from './keyhole-data.ts';

/** What a report adds to the file, under `_keyhole`. Plain JSON; other programs ignore it. */
export interface HarAdditions {
  readonly log: Readonly<Record<string, unknown>>;
  readonly entry: (exchange: Exchange) => Readonly<Record<string, unknown>>;
}

/**
 * Exchanges as a HAR 1.2 file that other programs open: all of the capture, in its order.
 *
 * Everything HAR has no words for (who asked, blind spots, links, the cookie jar) goes into `_keyhole`, from
 * where `readHar` takes it back. Nothing is redacted here.
 *
 * @param version of Keyhole, named as the file's creator
 */
export function toHar(capture: Capture, version: string, additions?: HarAdditions): Har {
  const pages = pagesOf(capture.exchanges);
  const keyhole: LogData = {
    credentials: capture.source.kind === 'har' ? capture.source.credentials : 'whole',
    ...(capture.jar && { jar: capture.jar }),
    ...(capture.signatures && { signatures: capture.signatures }),
  };
  const log = {
    version: '1.2',
    creator: { name: 'Keyhole', version },
    pages: [...pages.values()],
    entries: capture.exchanges.map((exchange) => entryOf(exchange, pages, additions?.entry(exchange))),
    _keyhole: { ...additions?.log, ...keyhole },
  };
  return { log };
}

/** One HAR page for each top-level document; Chromium, too, writes its URL as title. */
function pagesOf(exchanges: readonly Exchange[]): Map<string, Page> {
  const pages = new Map<string, Page>();
  for (const { topLevelUrl, startedAt } of exchanges) {
    if (topLevelUrl === undefined || pages.has(topLevelUrl)) continue;
    pages.set(topLevelUrl, {
      startedDateTime: isoTime(startedAt),
      id: `page_${pages.size + 1}`,
      title: topLevelUrl,
      pageTimings: {},
    });
  }
  return pages;
}

function isoTime(time: number): string {
  const date = new Date(time);
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString();
}

function entryOf(
  exchange: Exchange,
  pages: ReadonlyMap<string, Page>,
  additions: Readonly<Record<string, unknown>> | undefined,
): HarEntry {
  const page = exchange.topLevelUrl === undefined ? undefined : pages.get(exchange.topLevelUrl);
  const took = Math.max(0, (exchange.endedAt ?? exchange.startedAt) - exchange.startedAt);
  return {
    ...(page && { pageref: page.id }),
    startedDateTime: isoTime(exchange.startedAt),
    time: took,
    request: requestOf(exchange),
    response: responseOf(exchange),
    cache: {},
    // HAR 1.2 wants all three; only their sum is known.
    timings: { send: 0, wait: took, receive: 0 },
    ...({
      _resourceType: TYPE_OF_KIND[exchange.kind],
      _initiator: initiatorOf(exchange),
      ...(exchange.response?.answeredBy === 'http-cache' && { _fromCache: 'disk' }),
      _keyhole: { ...additions, ...dataOf(exchange) },
    } as object),
  };
}

/** Chromium's names for what asked. */
const TYPE_OF_KIND: Readonly<Record<ExchangeKind, string>> = {
  navigation: 'document',
  frame: 'document',
  fetch: 'fetch',
  preflight: 'preflight',
  websocket: 'websocket',
  script: 'script',
  style: 'stylesheet',
  image: 'image',
  font: 'font',
  media: 'media',
  other: 'other',
};

function initiatorOf({ kind, callers, request }: Exchange): object {
  if (kind === 'preflight') return { type: 'preflight', url: request.url };
  if (!callers) return { type: 'other' };
  const callFrames = callers.map(({ functionName, url, line, column }) => ({
    functionName,
    scriptId: '0',
    url,
    lineNumber: line - 1,
    columnNumber: column - 1,
  }));
  return { type: 'script', stack: { callFrames } };
}

function dataOf(exchange: Exchange): EntryData {
  return {
    id: exchange.id,
    kind: exchange.kind,
    ...(exchange.initiator !== undefined && { initiator: exchange.initiator }),
    ...(exchange.topLevelUrl !== undefined && { topLevelUrl: exchange.topLevelUrl }),
    ...(exchange.preflightId !== undefined && { preflightId: exchange.preflightId }),
    ...(exchange.redirectedFromId !== undefined && { redirectedFromId: exchange.redirectedFromId }),
    ...(exchange.pending
      ? { pending: 'prompt' as const }
      : exchange.endedAt === undefined && { pending: true as const }),
    blindSpots: [...exchange.blindSpots],
  };
}

function requestOf({ request }: Exchange): HarEntry['request'] {
  return {
    method: request.method,
    url: uriOf(request.url),
    httpVersion: '',
    cookies: [],
    headers: headersOf(request.headers),
    queryString: queryOf(request.url),
    ...(request.body && { postData: postDataOf(request.body) }),
    headersSize: -1,
    bodySize: request.body ? byteLength(request.body) : 0,
  };
}

/** RFC 3986 knows no blanks and nothing beyond ASCII; some recorders write URLs as people see them. */
function uriOf(url: string): string {
  return /[^!-~]/.test(url) && URL.canParse(url) ? new URL(url).href : url;
}

function headersOf(headers: readonly Header[]): HarHeader[] {
  return headers.map(({ name, value }) => ({ name, value }));
}

function queryOf(url: string): { name: string; value: string }[] {
  if (!URL.canParse(url)) return [];
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}

function postDataOf(body: Body): PostData {
  const { mimeType, text, encoding } = body;
  return { mimeType, text, ...(encoding && ({ encoding } as object)) };
}

function byteLength(body: Body): number {
  return new TextEncoder().encode(body.text).length;
}

function responseOf({ response, failure }: Exchange): HarEntry['response'] {
  const location = headerValue(response?.headers ?? [], 'location');
  return {
    status: response?.status ?? 0,
    statusText: response?.statusText ?? '',
    httpVersion: '',
    cookies: [],
    headers: headersOf(response?.headers ?? []),
    content: {
      size: response?.body ? byteLength(response.body) : 0,
      mimeType:
        response?.body?.mimeType ?? headerValue(response?.headers ?? [], 'content-type') ?? 'x-unknown',
      ...(response?.body && { text: response.body.text }),
      ...(response?.body?.encoding && { encoding: response.body.encoding }),
    },
    redirectURL: location ?? '',
    headersSize: -1,
    bodySize: -1,
    ...({
      _error: failure ?? null,
      ...(response?.answeredBy === 'service-worker' && { _fetchedViaServiceWorker: true }),
    } as object),
  };
}
