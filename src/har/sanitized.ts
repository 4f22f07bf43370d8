import type { CredentialsInFile, Header } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import type { Draft } from './entry.ts';
import { type Fields, fieldsOf, finiteOf, originOf, textOf } from './narrow.ts';

export interface ReadEntry {
  readonly draft: Draft;
  readonly entry: Fields;
}

/** What a file's evidence amounts to. */
export interface Sanitation {
  readonly credentials: CredentialsInFile;
  /** Says how sure, for the reader. */
  readonly warning?: string;
}

/**
 * Finds out whether Cookie, Set-Cookie and Authorization were cut from a file, and marks the exchanges that may
 * have lost some.
 *
 * Chromium's default export (since version 130) leaves these headers out and says so nowhere, but it still
 * writes the length of the original header block: over HTTP/1 that tells for each message whether something is
 * missing. HTTP/2 messages have no such length; for them the rest of the file decides.
 */
export function judgeSanitation(read: readonly ReadEntry[], creator: string): Sanitation {
  const masked = maskedHeaders(read);
  if (!isChromium(creator)) {
    return masked === 0
      ? { credentials: 'whole' }
      : { credentials: 'masked', warning: 'log.entries: credentials were masked before this file came here' };
  }
  if (masked === 0 && read.some(({ draft }) => carriesCredentials(draft))) return { credentials: 'whole' };

  const verdicts = read.map(judgeEntry);
  const proven =
    masked > 0 ||
    verdicts.some(({ request, response, asked }) => request === 'cut' || response === 'cut' || asked);
  if (!proven && !isNewChromium(read)) return { credentials: 'whole' };

  for (const [index, verdict] of verdicts.entries()) markBlindSpots(read[index]!.draft, verdict);
  // A request that failed early has no recorded length, neither in a cleaned file nor in a whole one.
  const doubtful = verdicts.some(
    ({ request, response }, index) =>
      read[index]!.draft.response && (request === 'unknown' || response === 'unknown'),
  );
  if (!proven && !doubtful) return { credentials: 'whole' };
  return {
    credentials: masked > 0 ? 'masked' : 'cut',
    warning: proven
      ? 'log.entries: Cookie, Set-Cookie and Authorization were removed when this file was exported; export "with sensitive data" to see them'
      : 'log.entries: nothing in this file carries Cookie, Set-Cookie or Authorization; they may have been removed when it was exported',
  };
}

function isChromium(creator: string): boolean {
  return creator.startsWith('WebInspector');
}

const CUT_HEADERS: readonly string[] = ['authorization', 'cookie'];

function carriesCredentials({ request, response }: Draft): boolean {
  return (
    CUT_HEADERS.some((name) => headerValue(request.headers, name) !== undefined) ||
    headerValue(response?.headers ?? [], 'set-cookie') !== undefined
  );
}

/** `cut`: something is missing. `whole`: nothing is. */
type Length = 'cut' | 'whole' | 'unknown';

interface Verdict {
  readonly request: Length;
  readonly response: Length;
  /** A preflight asked for Authorization, and the request that followed shows none. */
  readonly asked: boolean;
}

function judgeEntry({ draft, entry }: ReadEntry): Verdict {
  return {
    request: judgeLength(
      fieldsOf(entry['request']),
      draft.request.headers,
      requestLine(draft),
      draft.request.url,
    ),
    response: draft.response
      ? judgeLength(fieldsOf(entry['response']), draft.response.headers, statusLine(draft), undefined)
      : 'whole',
    asked: askedForAuthorization(draft),
  };
}

function askedForAuthorization({ kind, request, response }: Draft): boolean {
  if (kind !== 'preflight' || !response) return false;
  const names = headerValue(request.headers, 'access-control-request-headers') ?? '';
  return names.split(',').some((name) => name.trim().toLowerCase() === 'authorization');
}

function requestLine({ request }: Draft): string {
  const { pathname, search } = new URL(request.url);
  return `${request.method} ${pathname}${search} HTTP/1.1`;
}

function statusLine({ response }: Draft): string {
  return `HTTP/1.1 ${response!.status} ${response!.statusText ?? ''}`;
}

/** The shortest thing that can have been cut: `Cookie: a=b`, with its line break. */
const SHORTEST_CUT = 'Cookie: =b\r\n'.length;

/** Compares the header block's recorded length with that of what is written. RFC 9112 §2: lines end in CRLF. */
function judgeLength(
  message: Fields | undefined,
  headers: readonly Header[],
  firstLine: string,
  url: string | undefined,
): Length {
  const recorded = finiteOf(message?.['headersSize']) ?? -1;
  if (recorded <= 0 || !/^http\/1/i.test(textOf(message?.['httpVersion']) ?? '')) return 'unknown';
  let written = firstLine.length + 2;
  for (const { name, value } of headers) written += name.length + value.length + 4;
  const missing = recorded - written;
  if (missing < SHORTEST_CUT) return missing > -SHORTEST_CUT ? 'whole' : 'unknown';
  // Through a plain HTTP proxy the request line holds the whole URL (RFC 9112 §3.2.2).
  const origin = originOf(url);
  return origin !== undefined && Math.abs(missing - origin.length) <= 2 ? 'unknown' : 'cut';
}

function markBlindSpots(draft: Draft, verdict: Verdict): void {
  if (draft.kind === 'preflight') {
    // Fetch §4.8: a preflight never carries credentials, so nothing of it was cut.
    if (verdict.response !== 'whole') draft.blindSpots.push('set-cookie');
    return;
  }
  if (verdict.request !== 'whole') draft.blindSpots.push('authorization', 'cookies');
  if (verdict.response !== 'whole') draft.blindSpots.push('set-cookie');
}

const FIRST_SANITIZING_VERSION = 130;

/** Older Chromium always exports everything: a file of its without credentials is traffic without credentials. */
function isNewChromium(read: readonly ReadEntry[]): boolean {
  for (const { draft } of read) {
    const version = /Chrome\/(\d{1,4})\./.exec(headerValue(draft.request.headers, 'user-agent') ?? '')?.[1];
    if (version !== undefined) return Number(version) >= FIRST_SANITIZING_VERSION;
  }
  return true;
}

/** What cleaning programs put in a value's place. A scheme before it may have been left. */
const MASK =
  /^(?:[\w-]{1,20} +)?[[<({"]*(?:[^\w]{0,8})(?:redacted|removed|masked|filtered|sanitized|scrubbed|censored|hidden|omitted|stripped)\b[\w :.-]{0,60}[\])}>"]*$/i;
const STARS = /^(?:[\w-]{1,20} +)?[*•█x]{3,}$/;

/** Leaves masked credentials out, marking their exchanges: what stood there is unknown, not malformed. */
function maskedHeaders(read: readonly ReadEntry[]): number {
  let masked = 0;
  for (const { draft } of read) {
    const { request, response } = draft;
    const found = [request.headers, response?.headers ?? []].flatMap((headers) =>
      headers.some(isMasked) ? headers.filter(isMasked) : [],
    );
    if (found.length === 0) continue;
    masked += found.length;
    for (const { name } of found)
      draft.blindSpots.push(BLIND_SPOT_OF[name.toLowerCase() as keyof typeof BLIND_SPOT_OF]);
    const keep = (header: Header) => !isMasked(header);
    draft.request = { ...request, headers: request.headers.filter(keep) };
    if (response) draft.response = { ...response, headers: response.headers.filter(keep) };
  }
  return masked;
}

const BLIND_SPOT_OF = {
  authorization: 'authorization',
  'proxy-authorization': 'authorization',
  cookie: 'cookies',
  'set-cookie': 'set-cookie',
} as const;

/** Most headers are told apart by the lengths of their names: this looks at every header of a file. */
const IS_MASKABLE_LENGTH: readonly boolean[] = Object.keys(BLIND_SPOT_OF).reduce<boolean[]>(
  (known, { length }) => Object.assign(known, { [length]: true }),
  [],
);

function isMasked({ name, value }: Header): boolean {
  if (!IS_MASKABLE_LENGTH[name.length] || value.length > LONGEST_MASK) return false;
  return Object.hasOwn(BLIND_SPOT_OF, name.toLowerCase()) && (MASK.test(value) || STARS.test(value));
}

const LONGEST_MASK = 120;
