import type { ExchangeKind, RequestMessage, ResponseMessage } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import { type Fields, textOf } from './narrow.ts';

/** What asked for it: Chromium's own word, or else Fetch Metadata, or else what the messages look like. */
export function kindOf(
  entry: Fields,
  request: RequestMessage,
  response: ResponseMessage | undefined,
): ExchangeKind {
  const type = textOf(entry['_resourceType'])?.toLowerCase();
  const known = type === undefined ? undefined : KIND_OF_TYPE.get(type);
  if (known === 'navigation') return frameOrNavigation(request);
  if (known) return known;
  if (isPreflight(request)) return 'preflight';
  return kindOfMetadata(request) ?? kindOfLooks(request, response);
}

const KIND_OF_TYPE: ReadonlyMap<string, ExchangeKind> = new Map([
  ['document', 'navigation'],
  ['fetch', 'fetch'],
  ['xhr', 'fetch'],
  ['eventsource', 'fetch'],
  ['preflight', 'preflight'],
  ['websocket', 'websocket'],
  ['script', 'script'],
  ['stylesheet', 'style'],
  ['image', 'image'],
  ['font', 'font'],
  ['media', 'media'],
]);

/** Fetch §4.8: only a CORS preflight carries this header. */
function isPreflight(request: RequestMessage): boolean {
  return (
    request.method === 'OPTIONS' &&
    headerValue(request.headers, 'access-control-request-method') !== undefined
  );
}

const FRAMES: ReadonlySet<string> = new Set(['iframe', 'frame', 'embed', 'object', 'fencedframe']);

/** Chromium calls the documents of frames `document` too. */
function frameOrNavigation(request: RequestMessage): ExchangeKind {
  return FRAMES.has(headerValue(request.headers, 'sec-fetch-dest') ?? '') ? 'frame' : 'navigation';
}

/** https://w3c.github.io/webappsec-fetch-metadata/ */
function kindOfMetadata(request: RequestMessage): ExchangeKind | undefined {
  if (headerValue(request.headers, 'sec-fetch-mode') === 'websocket') return 'websocket';
  const destination = headerValue(request.headers, 'sec-fetch-dest');
  if (destination === undefined) return undefined;
  if (FRAMES.has(destination)) return 'frame';
  return KIND_OF_DESTINATION.get(destination) ?? 'other';
}

const KIND_OF_DESTINATION: ReadonlyMap<string, ExchangeKind> = new Map([
  ['document', 'navigation'],
  ['empty', 'fetch'],
  ['websocket', 'websocket'],
  ['script', 'script'],
  ['style', 'style'],
  ['image', 'image'],
  ['font', 'font'],
  ['audio', 'media'],
  ['video', 'media'],
  ['track', 'media'],
]);

function kindOfLooks(request: RequestMessage, response: ResponseMessage | undefined): ExchangeKind {
  if (/^wss?:/i.test(request.url) || headerValue(request.headers, 'upgrade')?.toLowerCase() === 'websocket')
    return 'websocket';
  if (headerValue(request.headers, 'x-requested-with') !== undefined) return 'fetch';
  const accepts = headerValue(request.headers, 'accept') ?? '';
  if (accepts.startsWith('text/html')) return 'navigation';
  const answered = headerValue(response?.headers ?? [], 'content-type') ?? response?.body?.mimeType ?? '';
  return KINDS_OF_ANSWER.find(([pattern]) => pattern.test(answered))?.[1] ?? 'other';
}

const KINDS_OF_ANSWER: readonly (readonly [RegExp, ExchangeKind])[] = [
  [/json|\/xml/i, 'fetch'],
  [/javascript/i, 'script'],
  [/\/css/i, 'style'],
  [/^image\//i, 'image'],
  [/^font\/|woff/i, 'font'],
  [/^(?:audio|video)\//i, 'media'],
];
