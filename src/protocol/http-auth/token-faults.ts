import { readToken } from '../jwt/token.ts';

export type TokenFault =
  | 'quoted'
  | 'percent-encoded'
  | 'double-encoded'
  | 'whitespace'
  | 'truncated'
  | 'malformed';

const QUOTES: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['\\"', '\\"'],
];

/** Lengths of a signature in base64url where its algorithm leaves only one (RFC 7518 §3, RFC 8037 §3.1). */
const SIGNATURE_LENGTH: ReadonlyMap<unknown, number> = new Map([
  ['HS256', 43],
  ['HS384', 64],
  ['HS512', 86],
  ['ES256', 86],
  ['ES384', 128],
  ['ES512', 176],
]);

/** Members under which token endpoints and clients keep a token. */
const TOKEN_MEMBERS = ['access_token', 'accessToken', 'id_token', 'idToken', 'token', 'jwt'] as const;

/** What is wrong with the form of a Bearer token; `rest` is all that follows the scheme and its blanks. */
export function tokenFaults(rest: string): readonly TokenFault[] {
  const token = rest.trim();
  const faults: TokenFault[] = [];
  const unquoted = stripQuotes(token);
  if (unquoted !== undefined || /^["'`]|["'`]$/.test(token)) faults.push('quoted');
  const bare = (unquoted ?? token).replace(/^["'`]|["'`]$/g, '');
  if (/%[0-9a-f]{2}/i.test(bare)) faults.push('percent-encoded');
  if (holdsToken(bare)) return [...faults, 'double-encoded'];
  if (rest !== token || /\s|\\[nrt]/.test(bare)) faults.push('whitespace');
  // Whatever else is wrong with the form, the same reading would follow from it.
  const broken = faults.length === 0 || unquoted !== undefined ? brokenJwt(bare) : undefined;
  return broken ? [...faults, broken] : faults;
}

/** The text between a pair of quotes; `undefined` where there is none. */
export function stripQuotes(text: string): string | undefined {
  for (const [open, close] of QUOTES) {
    const longEnough = text.length >= open.length + close.length;
    if (longEnough && text.startsWith(open) && text.endsWith(close))
      return text.slice(open.length, -close.length);
  }
  return undefined;
}

function brokenJwt(token: string): 'truncated' | 'malformed' | undefined {
  const cut = /(?:\.{3}|…)$/.exec(token);
  const reading = readToken(cut ? token.slice(0, cut.index) : token);
  if (reading.kind === 'broken') return cut || reading.why === 'truncated' ? 'truncated' : 'malformed';
  if (reading.kind !== 'jws') return undefined;
  const { header, signatureLength } = reading;
  if (cut) return 'truncated';
  if (signatureLength === 0) return header['alg'] === 'none' ? undefined : 'truncated';
  const whole = SIGNATURE_LENGTH.get(header['alg']);
  return whole !== undefined && signatureLength < whole ? 'truncated' : undefined;
}

/** A whole JSON answer in place of the token in it, or a token encoded once more. */
function holdsToken(text: string): boolean {
  if (text.startsWith('{')) return TOKEN_MEMBERS.some((name) => text.includes(`"${name}"`));
  // A JWT has dots and base64 has none; in base64 begin so: `eyJ`, `"eyJ`, `{"` and `Bearer `.
  if (text.includes('.') || !/^(?:ZXlK|ImV5|eyJ|QmVhcmVyI)/.test(text)) return false;
  const decoded = decodeBase64(text);
  if (decoded === undefined) return false;
  const { kind } = readToken(decoded.replace(/^(?:bearer\s+)?"?|"$/gi, ''));
  return kind === 'jws' || kind === 'jwe' || (decoded.startsWith('{') && holdsToken(decoded));
}

function decodeBase64(text: string): string | undefined {
  try {
    return atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return undefined;
  }
}
