import { trimBlanks } from '../blanks.ts';
import { parseCookieDate } from './cookie-date.ts';
import { prefixOf } from './match.ts';
import type { SetCookieRefusal } from './store.ts';

/** One `Set-Cookie` as a browser reads it; whether it is stored depends on who answers whom (store.ts). */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Lower case, without its leading dot; absent where the attribute is missing or empty. */
  readonly domain?: string;
  /** Absent where the attribute is missing or does not begin with a slash: the default path applies. */
  readonly path?: string;
  /** From Expires. Milliseconds since the epoch. */
  readonly expiresAt?: number;
  /** Seconds. Stands above `expiresAt`. */
  readonly maxAge?: number;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly partitioned: boolean;
  /** `unspecified` also for values that no browser knows. */
  readonly sameSite: 'strict' | 'lax' | 'none' | 'unspecified';
  readonly sameSiteAsWritten?: string;
  /** What the browser passes over, in words. */
  readonly faults: readonly string[];
}

/** RFC 6265bis §5.6, steps 5 and 6 of the attributes. Octets. */
const PAIR_AT_MOST = 4096;
const ATTRIBUTE_AT_MOST = 1024;

/** Browsers give up on headers not much longer than this. Characters. */
const READ_AT_MOST = 65_536;
/** The same for all headers of a response. */
const ALL_AT_MOST = 262_144;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL_CHARACTER = /[\x00-\x08\x0a-\x1f\x7f]/;

/** RFC 6265bis §5.6. Never throws. */
export function parseSetCookie(line: string): SetCookie | { readonly refused: SetCookieRefusal } {
  if (CONTROL_CHARACTER.test(line)) return { refused: 'DisallowedCharacter' };
  const pairEnd = endOfPiece(line, 0);
  const [name, value] = splitPair(line.slice(0, pairEnd));
  // Chromium takes no tab in here; the standard does.
  if (name.includes('\t') || value.includes('\t')) return { refused: 'DisallowedCharacter' };
  if (name === '' && value === '') return { refused: 'NoCookieContent' };
  // Sent back, it would read as a cookie with a name; with a prefix even as one that it is not.
  if (name === '' && value.includes('='))
    return { refused: prefixOf(value) ? 'InvalidPrefix' : 'SyntaxError' };
  if (isLonger(name + value, PAIR_AT_MOST)) return { refused: 'NameValuePairExceedsMaxSize' };
  return { name, value, ...readAttributes(line.slice(0, READ_AT_MOST), pairEnd + 1) };
}

/** Firefox hands several headers over as one, with line breaks between; no header can hold one itself. */
export function splitSetCookie(value: string): string[] {
  return (value.slice(0, ALL_AT_MOST).match(/[^\n]+/g) ?? [])
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '');
}

/** Without an equals sign the whole is the value of a cookie without a name. */
function splitPair(pair: string): readonly [name: string, value: string] {
  const equals = pair.indexOf('=');
  return equals < 0
    ? ['', trimBlanks(pair)]
    : [trimBlanks(pair.slice(0, equals)), trimBlanks(pair.slice(equals + 1))];
}

type Attributes = Omit<SetCookie, 'name' | 'value'>;
type Draft = { -readonly [Name in keyof Attributes]: Attributes[Name] } & { faults: string[] };

function readAttributes(line: string, start: number): Attributes {
  const draft: Draft = {
    secure: false,
    httpOnly: false,
    partitioned: false,
    sameSite: 'unspecified',
    faults: [],
  };
  for (let at = start; at < line.length; ) {
    const end = endOfPiece(line, at);
    readAttribute(line.slice(at, end), draft);
    at = end + 1;
  }
  return { ...draft, faults: [...new Set(draft.faults)] };
}

/** RFC 6265bis §5.6.1 to §5.6.7: of several attributes of one name, the last that counts wins. */
function readAttribute(piece: string, draft: Draft): void {
  const equals = piece.indexOf('=');
  const name = trimBlanks(equals < 0 ? piece : piece.slice(0, equals)).toLowerCase();
  const value = equals < 0 ? '' : trimBlanks(piece.slice(equals + 1));
  if (isLonger(value, ATTRIBUTE_AT_MOST)) {
    draft.faults.push('an attribute is too long and passed over');
    return;
  }
  READERS.get(name)?.(value, draft);
}

const READERS: ReadonlyMap<string, (value: string, draft: Draft) => void> = new Map([
  ['expires', readExpires],
  ['max-age', readMaxAge],
  ['domain', (value, draft) => setOrDelete(draft, 'domain', value.replace(/^\.(?=.)/, '').toLowerCase())],
  ['path', (value, draft) => setOrDelete(draft, 'path', value.startsWith('/') ? value : '')],
  ['samesite', readSameSite],
  [
    'secure',
    (_, draft) => {
      draft.secure = true;
    },
  ],
  [
    'httponly',
    (_, draft) => {
      draft.httpOnly = true;
    },
  ],
  [
    'partitioned',
    (_, draft) => {
      draft.partitioned = true;
    },
  ],
]);

function readExpires(value: string, draft: Draft): void {
  const date = parseCookieDate(value);
  if (date === undefined) draft.faults.push('Expires is no date and passed over');
  else draft.expiresAt = date;
}

function readMaxAge(value: string, draft: Draft): void {
  if (/^-?\d+$/.test(value)) draft.maxAge = Number(value);
  else draft.faults.push('Max-Age is no number and passed over');
}

function readSameSite(value: string, draft: Draft): void {
  const mode = value.toLowerCase();
  const known = mode === 'strict' || mode === 'lax' || mode === 'none';
  draft.sameSite = known ? mode : 'unspecified';
  draft.sameSiteAsWritten = value;
  if (!known) draft.faults.push('SameSite has no such value; the cookie is treated as Lax');
}

function setOrDelete(draft: Draft, name: 'domain' | 'path', value: string): void {
  if (value === '') delete draft[name];
  else draft[name] = value;
}

function endOfPiece(line: string, from: number): number {
  const end = line.indexOf(';', from);
  return end < 0 ? line.length : end;
}

/** Is it longer than so many octets in UTF-8? */
function isLonger(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  return text.length * 3 > limit && new TextEncoder().encode(text).length > limit;
}
