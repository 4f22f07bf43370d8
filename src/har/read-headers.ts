import type { Header } from '../exchange/exchange.ts';
import { fieldsOf } from './narrow.ts';
import type { Warnings } from './warnings.ts';

/**
 * The `headers` of a request or response. HTTP/2 pseudo headers repeat the request line and are left out; the
 * values of a response header that a program joined with line breaks (Chromium and Firefox do) are parted again.
 */
export function readHeaders(
  value: unknown,
  path: string,
  side: 'request' | 'response',
  warnings: Warnings,
): Header[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return readHeaderTable(value, path, warnings);
  const headers: Header[] = [];
  for (const each of value) {
    const name: unknown = each?.name;
    const text: unknown = each?.value;
    if (typeof name !== 'string' || name === '') {
      warnings.add(path, 'a header without a name; left out');
    } else if (name.charCodeAt(0) !== COLON) {
      if (typeof text === 'string') pushHeader(headers, name, text, side);
      else if (typeof text === 'number') pushHeader(headers, name, String(text), side);
      else warnings.add(path, 'a header whose value is not text; left out');
    }
  }
  return headers;
}

const COLON = ':'.charCodeAt(0);

function pushHeader(headers: Header[], name: string, value: string, side: 'request' | 'response'): void {
  if (side === 'request' || !value.includes('\n')) {
    headers.push({ name, value });
    return;
  }
  for (const line of value.split('\n')) headers.push({ name, value: line.replace(/\r$/, '') });
}

/** `{ "Accept": "text/html" }` instead of a list. */
function readHeaderTable(value: unknown, path: string, warnings: Warnings): Header[] {
  const table = fieldsOf(value);
  warnings.add(path, table ? 'an object instead of a list; read by name' : 'not a list; left out');
  return Object.entries(table ?? {}).flatMap(([name, text]) =>
    typeof text === 'string' ? [{ name, value: text }] : [],
  );
}

/**
 * Programs that keep headers in a table (Safari does) join several Set-Cookie lines with commas, though RFC 9110 §5.3
 * forbids it for this one. They are parted where the entry's own list of cookies says how many there were.
 */
export function partSetCookie(headers: Header[], cookies: number): Header[] {
  if (cookies < 2) return headers;
  const written = headers.filter(({ name }) => name.toLowerCase() === 'set-cookie');
  const [only] = written;
  if (!only || written.length > 1 || only.value.length > LONGEST_JOINED) return headers;
  const lines = only.value.split(NEXT_COOKIE);
  if (lines.length !== cookies) return headers;
  return headers.flatMap((header) =>
    header === only ? lines.map((value) => ({ name: header.name, value })) : [header],
  );
}

const LONGEST_JOINED = 100_000;
/** A comma before `name=`, unlike that of a date. */
const NEXT_COOKIE = /, ?(?=[\w!#$%&'*+.^`|~-]{1,200}=)/;
