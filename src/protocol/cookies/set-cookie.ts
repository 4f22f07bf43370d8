import { trimBlanks } from '../blanks.ts';
import { parseCookieDate } from './cookie-date.ts';
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
  // Sent back, it would read as a cookie with a name.
  if (name === '' && value.includes('=')) return { refused: 'SyntaxError' };
  if (octets(name) + octets(value) > PAIR_AT_MOST) return { refused: 'NameValuePairExceedsMaxSize' };
  return { name, value, ...readAttributes(line, pairEnd + 1) };
}

/** Firefox hands several headers over as one, with line breaks between; no header can hold one itself. */
export function splitSetCookie(value: string): string[] {
  return value.split(/\r?\n/).filter((line) => line !== '');
}

/** Without an equals sign the whole is the value of a cookie without a name. */
function splitPair(pair: string): readonly [name: string, value: string] {
  const equals = pair.indexOf('=');
  return equals < 0 ? ['', trimBlanks(pair)] : [trimBlanks(pair.slice(0, equals)), trimBlanks(pair.slice(equals + 1))];
}

type Attributes = Omit<SetCookie, 'name' | 'value'>;
type Draft = { -readonly [Name in keyof Attributes]: Attributes[Name] } & { faults: string[] };

function readAttributes(line: string, start: number): Attributes {
  const draft: Draft = { secure: false, httpOnly: false, partitioned: false, sameSite: 'unspecified', faults: [] };
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
  if (octets(value) > ATTRIBUTE_AT_MOST) {
    draft.faults.push('an attribute is too long and passed over');
    return;
  }
  switch (name) {
    case 'expires':
      return readExpires(value, draft);
    case 'max-age':
      return readMaxAge(value, draft);
    case 'domain':
      return setOrDelete(draft, 'domain', value.replace(/^\.(?=.)/, '').toLowerCase());
    case 'path':
      return setOrDelete(draft, 'path', value.startsWith('/') ? value : '');
    case 'secure':
      draft.secure = true;
      return;
    case 'httponly':
      draft.httpOnly = true;
      return;
    case 'partitioned':
      draft.partitioned = true;
      return;
    case 'samesite':
      return readSameSite(value, draft);
  }
}

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

/** Length in UTF-8. */
function octets(text: string): number {
  return new TextEncoder().encode(text).length;
}
