import { readToken } from '../jwt/token.ts';
import { isPlaceholder } from './placeholder.ts';
import { stripQuotes, type TokenFault, tokenFaults } from './token-faults.ts';

export type { TokenFault } from './token-faults.ts';

/** What an `Authorization` header carries, and what is wrong with its form (RFC 9110 §11.6.2). */
export type CredentialReading =
  | { readonly form: 'empty' }
  /** A value that a program put there for want of a token; `''` where only the scheme was sent. */
  | { readonly form: 'placeholder'; readonly scheme?: string; readonly placeholder: string }
  /** A token without a scheme before it. */
  | { readonly form: 'bare-token'; readonly token: string; readonly looksLike: 'jwt' | 'opaque' }
  | { readonly form: 'duplicated-scheme'; readonly scheme: string; readonly token: string }
  | {
      readonly form: 'bearer';
      readonly schemeAsWritten: string;
      /** As written, without the blanks around it. */
      readonly token: string;
      readonly faults: readonly TokenFault[];
    }
  | {
      readonly form: 'basic';
      readonly schemeAsWritten: string;
      readonly user?: string;
      readonly hasPassword: boolean;
      readonly fault?: 'not-base64' | 'no-colon' | 'charset';
    }
  | {
      readonly form: 'other-scheme';
      /** Lower case. */
      readonly scheme: string;
      readonly schemeAsWritten: string;
      readonly rest: string;
      readonly misspeltBearer: boolean;
      readonly carriesJwt: boolean;
    };

/** Schemes that never stand alone. `Negotiate` and `NTLM` do not either, on the side of the client. */
const NEED_A_CREDENTIAL: ReadonlySet<string> = new Set([
  'apikey',
  'basic',
  'bearer',
  'digest',
  'dpop',
  'hawk',
  'jwt',
  'negotiate',
  'ntlm',
  'token',
]);

/** RFC 9110 §11.1: a scheme is a token. Longer ones are no scheme anybody registered, and may be a secret. */
const SCHEME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z:=,]{1,40}$/;

/** `Bearer:eyJ…`, `BearereyJ…`: the blank is missing. */
const GLUED_BEARER = /^(bearer)([:=,]?)(?=eyJ)/i;

/** `Bearer%20eyJ…`: the whole value was encoded, its blank included. */
const ENCODED_BEARER = /^(bearer)(?:%20|\+)/i;

/** Reads the value of an `Authorization` header. Never throws; a password is never part of the result. */
export function readAuthorization(value: string): CredentialReading {
  const inQuotes = stripQuotes(value.trim());
  return inQuotes === undefined ? readUnquoted(value) : readQuoted(inQuotes, value.trim());
}

/** The token that an Authorization header carries, whatever scheme it is under. */
export function tokenIn(credential: CredentialReading | undefined): string | undefined {
  switch (credential?.form) {
    case 'bearer':
    case 'bare-token':
    case 'duplicated-scheme':
      return credential.token;
    case 'other-scheme':
      return credential.carriesJwt || credential.scheme === 'dpop' ? credential.rest : undefined;
    default:
      return undefined;
  }
}

/** The whole value stands in quotes, as `JSON.stringify` leaves it. */
function readQuoted(inner: string, text: string): CredentialReading {
  const reading = readUnquoted(inner);
  if (reading.form === 'empty') return { form: 'placeholder', placeholder: text };
  if (reading.form !== 'bearer') return reading;
  return { ...reading, faults: ['quoted', ...reading.faults.filter((fault) => fault !== 'quoted')] };
}

function readUnquoted(value: string): CredentialReading {
  const text = value.trim();
  if (text === '') return { form: 'empty' };
  const gap = text.search(/\s/);
  if (gap < 0) return readSingleWord(text);
  const schemeAsWritten = text.slice(0, gap);
  const named = NEED_A_CREDENTIAL.has(schemeAsWritten.toLowerCase());
  if (!named && isPlaceholder(text)) return { form: 'placeholder', placeholder: text };
  if (!SCHEME.test(schemeAsWritten) || isJwt(schemeAsWritten)) return bareToken(text);
  return readScheme(schemeAsWritten, value.trimStart().slice(gap).trimStart());
}

function readSingleWord(text: string): CredentialReading {
  const name = text.replace(/[:=]$/, '');
  if (NEED_A_CREDENTIAL.has(name.toLowerCase()))
    return { form: 'placeholder', scheme: name, placeholder: '' };
  if (isPlaceholder(text)) return { form: 'placeholder', placeholder: text };
  const encoded = ENCODED_BEARER.exec(text);
  if (encoded) return readEncoded(encoded[1] ?? '', text.slice(encoded[0].length));
  const glued = GLUED_BEARER.exec(text);
  if (!glued) return bareToken(text);
  return { ...otherScheme(glued[0], text.slice(glued[0].length)), misspeltBearer: true };
}

function readEncoded(schemeAsWritten: string, token: string): CredentialReading {
  const faults = tokenFaults(token).filter((fault) => fault !== 'percent-encoded');
  return { form: 'bearer', schemeAsWritten, token, faults: ['percent-encoded', ...faults] };
}

function readScheme(schemeAsWritten: string, rest: string): CredentialReading {
  const scheme = schemeAsWritten.toLowerCase();
  const content = rest.trim();
  if (isPlaceholder(content)) return { form: 'placeholder', scheme: schemeAsWritten, placeholder: content };
  const repeated = afterRepeatedScheme(scheme, content);
  if (repeated !== undefined) {
    const missing = isPlaceholder(repeated);
    return missing
      ? { form: 'placeholder', scheme: schemeAsWritten, placeholder: repeated }
      : { form: 'duplicated-scheme', scheme: schemeAsWritten, token: repeated };
  }
  if (scheme === 'bearer')
    return { form: 'bearer', schemeAsWritten, token: content, faults: tokenFaults(rest) };
  if (scheme === 'basic') return readBasic(schemeAsWritten, content);
  return otherScheme(schemeAsWritten, content);
}

/** What follows the last of `Bearer Bearer …`; `undefined` where the scheme stands once. */
function afterRepeatedScheme(scheme: string, content: string): string | undefined {
  let rest = content;
  let repeated = false;
  // More repetitions than these say nothing more, and each costs a pass over the text.
  for (let round = 0; round < 4; round++) {
    const next = rest.slice(scheme.length);
    if (rest.slice(0, scheme.length).toLowerCase() !== scheme || !/^(?:[\s:]|$)/.test(next)) break;
    rest = next.replace(/^[\s:]+/, '');
    repeated = true;
  }
  return repeated ? rest : undefined;
}

function otherScheme(
  schemeAsWritten: string,
  rest: string,
): Extract<CredentialReading, { form: 'other-scheme' }> {
  const scheme = schemeAsWritten.toLowerCase();
  return {
    form: 'other-scheme',
    scheme,
    schemeAsWritten,
    rest,
    misspeltBearer: isMisspeltBearer(scheme),
    carriesJwt: isJwt(rest),
  };
}

function bareToken(token: string): CredentialReading {
  return { form: 'bare-token', token, looksLike: readToken(token).kind === 'opaque' ? 'opaque' : 'jwt' };
}

function isJwt(text: string): boolean {
  const { kind } = readToken(text);
  return kind === 'jws' || kind === 'jwe';
}

/** RFC 7617 §2: base64 of the user's name, a colon and the password. */
function readBasic(schemeAsWritten: string, content: string): CredentialReading {
  const basic = { form: 'basic', schemeAsWritten } as const;
  const octets = fromBase64(content);
  if (octets === undefined) return { ...basic, hasPassword: false, fault: 'not-base64' };
  const utf8 = fromUtf8(octets);
  const text = utf8 ?? octets;
  const colon = text.indexOf(':');
  if (colon < 0) return { ...basic, hasPassword: false, fault: 'no-colon' };
  const user = text.slice(0, colon);
  const password = text.slice(colon + 1);
  if (user !== '' && isPlaceholder(user) && isPlaceholder(password)) {
    return { form: 'placeholder', scheme: schemeAsWritten, placeholder: text };
  }
  const charset = utf8 === undefined || hasControlCharacter(text);
  return { ...basic, user, hasPassword: password !== '', ...(charset && { fault: 'charset' as const }) };
}

/** One character an octet; `undefined` for what is not base64 (RFC 4648 §4). */
function fromBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

function fromUtf8(octets: string): string | undefined {
  try {
    const bytes = new Uint8Array(octets.length);
    for (let index = 0; index < octets.length; index++) bytes[index] = octets.charCodeAt(index);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Neither name nor password may contain any (RFC 7617 §2). */
function hasControlCharacter(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\x00-\x1f\x7f]/.test(text);
}

/** `Baerer`, `Bearer:`, `Beare`: at most two slips of the finger away from `bearer`. */
function isMisspeltBearer(scheme: string): boolean {
  const letters = scheme.replace(/[:=,]$/, '');
  if (letters === 'bearer') return scheme !== 'bearer';
  if (letters === 'bearertoken' || letters === 'bearer-token') return true;
  return (
    letters.startsWith('b') && letters.length >= 4 && letters.length <= 8 && distance(letters, 'bearer') <= 2
  );
}

/** Insertions, deletions, replacements and swaps of neighbours between two short words. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          rows[i - 1]![j]! + 1,
          row[j - 1]! + 1,
          rows[i - 1]![j - 1]! + same,
          swapped ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
