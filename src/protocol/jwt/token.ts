import { base64url, decodeJwt, decodeProtectedHeader } from 'jose';

/** What a text is, read as a JOSE object in compact form (RFC 7515 §7.1, RFC 7516 §7.1). Nothing is verified. */
export type TokenReading =
  | {
      readonly kind: 'jws';
      readonly header: Record<string, unknown>;
      readonly claims: Record<string, unknown>;
      /** Characters of base64url; 0 for an unsigned token. */
      readonly signatureLength: number;
    }
  | { readonly kind: 'jwe'; readonly header: Record<string, unknown> }
  /** No JWT at all: nothing to read, and nothing wrong with it. */
  | { readonly kind: 'opaque' }
  /** Meant as a JWT, and damaged. */
  | {
      readonly kind: 'broken';
      readonly why: 'truncated' | 'not-base64url' | 'not-json' | 'not-an-object';
      readonly header?: Record<string, unknown>;
    };

const OPAQUE: TokenReading = { kind: 'opaque' };

/** Larger than any header that a server accepts. Characters. */
const READ_AT_MOST = 1_000_000;

/** The same for a header alone: with certificates in it, some thousand. */
const HEADER_AT_MOST = 65_536;

/** The beginning of a JOSE header as issuers write it; opaque tokens with a JSON inside begin otherwise. */
const HEADER_BEGINNING = /^\{\s*"(?:alg|typ|kid|enc|cty|zip|x5t|x5t#S256|x5c|jku|jwk|crit|nonce|b64)"/;

/** `eyJ` alone says only: base64 of a JSON object. Never throws. */
export function readToken(text: string): TokenReading {
  if (text.length > READ_AT_MOST || !/^[A-Za-z0-9+/=_-]/.test(text)) return OPAQUE;
  const parts = text.split('.', 6);
  const header = headerOf(parts[0] ?? '');
  if (!header) return withoutHeader(parts);
  // With `dir` the encrypted key is empty (RFC 7516 §5.1).
  if (parts.length === 5 && parts.every((part) => part === '' || isBase64url(part)))
    return { kind: 'jwe', header };
  if (parts.length === 3) return readJws(text, parts, header);
  if (!isJoseHeader(header)) return OPAQUE;
  const encrypted = Object.hasOwn(header, 'enc');
  const cut = parts.length < (encrypted ? 5 : 3);
  return { kind: 'broken', why: cut ? 'truncated' : 'not-base64url', header };
}

function readJws(text: string, parts: readonly string[], header: Record<string, unknown>): TokenReading {
  const [, payload = '', signature = ''] = parts;
  try {
    return { kind: 'jws', header, claims: decodeJwt(text), signatureLength: signature.length };
  } catch {
    if (!isJoseHeader(header)) return OPAQUE;
    if (payload === '' || Object.hasOwn(header, 'enc')) return { kind: 'broken', why: 'truncated', header };
    return { kind: 'broken', why: whyUnreadable(payload), header };
  }
}

function whyUnreadable(payload: string): 'not-base64url' | 'not-json' | 'not-an-object' {
  if (!isBase64url(payload)) return 'not-base64url';
  try {
    JSON.parse(new TextDecoder().decode(base64url.decode(payload)));
    return 'not-an-object';
  } catch {
    return 'not-json';
  }
}

/** The first part cannot be read: damaged where it begins like a header, else no JWT. */
function withoutHeader(parts: readonly string[]): TokenReading {
  const [first = ''] = parts;
  if (!HEADER_BEGINNING.test(beginningOf(first))) return OPAQUE;
  if (parts.length === 1) return { kind: 'broken', why: isBase64url(first) ? 'truncated' : 'not-base64url' };
  return { kind: 'broken', why: isBase64url(first) ? 'not-json' : 'not-base64url' };
}

function headerOf(part: string): Record<string, unknown> | undefined {
  if (part.length > HEADER_AT_MOST) return undefined;
  try {
    return { ...decodeProtectedHeader(`${part}..`) };
  } catch {
    return undefined;
  }
}

function isJoseHeader(header: Record<string, unknown>): boolean {
  return Object.hasOwn(header, 'alg') || Object.hasOwn(header, 'enc');
}

/** The first 24 characters decoded, whatever follows. */
function beginningOf(part: string): string {
  try {
    return atob(part.slice(0, 24).replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return '';
  }
}

/** RFC 7515 §2: no padding, no line breaks; a last group of one character stands for nothing. */
function isBase64url(part: string): boolean {
  return /^[A-Za-z0-9_-]*$/.test(part) && part.length % 4 !== 1;
}

/** Beyond this a `Date` is none (ECMA-262 §21.4.1.1). Seconds. */
const LAST_DATE = 8.64e12;

/** A NumericDate (RFC 7519 §2) in seconds; `undefined` where the claim is missing or no such number. */
export function numericDate(
  claims: Readonly<Record<string, unknown>>,
  name: 'exp' | 'nbf' | 'iat' | 'auth_time',
): number | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'number' && Math.abs(value) <= LAST_DATE ? value : undefined;
}
