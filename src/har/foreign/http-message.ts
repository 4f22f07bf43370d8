import type { Header } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { gunzip, inflate } from '../file/inflate.ts';
import type { Fields } from '../narrow.ts';

/** A message as it stood on the wire (RFC 9112 §2.1). */
export interface RawMessage {
  readonly firstLine: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
}

const MOST_HEAD = 1_000_000;
/** Larger ones are shown by no program and decide nothing. */
const MOST_BODY = 20_000_000;

/** Where less is left, nothing more is unpacked. */
const LEAST = 1_000_000;

/** How much may still be unpacked of all bodies of one file, in bytes: small ones may each hold much. */
export interface Budget {
  left: number;
}

/** `undefined` where no header block ends in it. */
export function parseMessage(bytes: Uint8Array): RawMessage | undefined {
  const end = endOfHead(bytes);
  if (end === undefined) return undefined;
  const [firstLine = '', ...lines] = latin(bytes.subarray(0, end)).split(/\r?\n/);
  return { firstLine, headers: lines.flatMap(headerOf), body: bytes.subarray(end) };
}

/** Behind the empty line. */
function endOfHead(bytes: Uint8Array): number | undefined {
  const most = Math.min(bytes.length, MOST_HEAD);
  for (let at = bytes.indexOf(LF); at !== -1 && at < most; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
  }
  return undefined;
}

const LF = 10;
const CR = 13;

function latin(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

function headerOf(line: string): Header[] {
  const colon = line.indexOf(':');
  return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
}

/** As HAR's `content` or `postData` has it: unchunked, unpacked, text. Without `text` where it is none. */
export function contentOf({ headers, body }: RawMessage, budget: Budget): Fields {
  const mimeType = headerValue(headers, 'content-type') ?? '';
  const text =
    body.length > MOST_BODY ? undefined : textOf(unpacked(unchunked(body, headers), headers, budget));
  return { size: body.length, mimeType, ...(text !== undefined && text !== '' && { text }) };
}

/** RFC 9112 §7.1. Programs that undo it leave the header; then the body is taken as it is. */
function unchunked(body: Uint8Array, headers: readonly Header[]): Uint8Array {
  if (!/\bchunked\b/i.test(headerValue(headers, 'transfer-encoding') ?? '')) return body;
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf(LF, at);
    if (lineEnd === -1 || lineEnd - at > 100) return body;
    const size = /^[\da-f]{1,8}(?=[\s;]|$)/i.exec(latin(body.subarray(at, lineEnd)))?.[0];
    if (size === undefined) return body;
    const length = Number.parseInt(size, 16);
    if (length === 0) return concatenated(chunks);
    chunks.push(body.subarray(lineEnd + 1, lineEnd + 1 + length));
    at = lineEnd + 1 + length;
    if (body[at] === CR) at += 1;
    at += 1;
  }
}

function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** RFC 9110 §8.4.1; Brotli and Zstandard are not known here. */
function unpacked(body: Uint8Array, headers: readonly Header[], budget: Budget): Uint8Array | undefined {
  const encoding = headerValue(headers, 'content-encoding')?.trim().toLowerCase() ?? '';
  if (body.length === 0 || encoding === '' || encoding === 'identity') return body;
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  const unpack = isGzip ? gunzip : encoding === 'deflate' ? inflate : undefined;
  if (unpack) {
    if (budget.left < LEAST) return undefined;
    const most = Math.min(MOST_BODY, budget.left);
    const result = unpack(body, most);
    budget.left -= result.ok ? result.bytes.length : most;
    return result.ok ? result.bytes : undefined;
  }
  // The header stays, too, where a program has unpacked the body itself.
  return encoding === 'gzip' || encoding === 'x-gzip' ? body : undefined;
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
