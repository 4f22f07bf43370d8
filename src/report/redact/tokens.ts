import { readAuthorization } from '../../protocol/http-auth/authorization.ts';
import { isPlaceholder } from '../../protocol/http-auth/placeholder.ts';
import type { Cleaner, What } from './cleaner.ts';
import { decodeBase64Text, decodePercent, encodeBase64, encodeBase64Url } from './codecs.ts';
import { type CleanSecret, cleanJson } from './json.ts';
import { looksRandom } from './looks.ts';
import { cleanMarkup } from './markup.ts';
import { meaningOfClaim } from './names.ts';

/** A JWT or what is left of one: parts of base64url, the first one an object in JSON. */
export const JWT = /eyJ[A-Za-z0-9_-]{4,}={0,2}(?:\.[A-Za-z0-9+/_-]*={0,2}){0,4}/g;

const DEEPEST = 4;

/** Any secret value in whatever form it stands: a token, JSON around one, encoded once more, or random text. */
export function cleanSecret(cleaner: Cleaner, value: string, what: What = 'secret', depth = 0): string {
  if (value === '' || depth > DEEPEST || isPlaceholder(value) || isPlaceholder(decodePercent(value) ?? value))
    return value;
  if (/^\s*[[{]/.test(value))
    return cleanJson(cleaner, value, {
      meaning: meaningOfClaim,
      secret: secretIn(cleaner),
      depth: depth + 1,
    });
  const unescaped = decodePercent(value);
  if (unescaped !== undefined) {
    const cleaned = cleanSecret(cleaner, unescaped, what, depth + 1);
    if (cleaned === unescaped) return value;
    cleaner.remember(value, encodeLike(cleaned, value), what);
    return encodeLike(cleaned, value);
  }
  if (value.search(JWT) !== -1) {
    return eachPart(
      value,
      JWT,
      (token) => cleanToken(cleaner, token),
      (rest) => cleanRest(cleaner, rest),
    );
  }
  if (/^\s*<[\w?!]/.test(value) && value.includes('</')) return cleanMarkup(cleaner, value, depth + 1);
  const decoded = value.length >= 16 ? decodeBase64Text(value) : undefined;
  if (decoded !== undefined && /^\s*["{[<]|^bearer |^eyJ/i.test(decoded)) {
    const cleaned = encodeBase64(cleanSecret(cleaner, decoded, what, depth + 1), value);
    cleaner.remember(value, cleaned, what);
    return cleaned;
  }
  return cleaner.replace(value, what);
}

/** The tokens in a text; what stands around them stays. */
export function cleanTokens(cleaner: Cleaner, text: string): string {
  return eachPart(
    text,
    JWT,
    (token) => (token.includes('.') || token.length > 40 ? cleanToken(cleaner, token) : token),
    (rest) => rest,
  );
}

/** What `cleanJson` does with the secrets it finds. */
export function secretIn(cleaner: Cleaner): CleanSecret {
  return (value, depth) => cleanSecret(cleaner, value, 'secret', depth + 1);
}

/** Percent-encodes again what had been: everything but the characters that the original left as they were. */
function encodeLike(cleaned: string, original: string): string {
  const encoded = encodeURIComponent(cleaned);
  return encoded.replace(/%([0-7][0-9A-F])/g, (written, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return char !== '%' && original.includes(char) ? char : written;
  });
}

/** What stands around a token: quotes, a misplaced scheme; anything longer is replaced. */
function cleanRest(cleaner: Cleaner, rest: string): string {
  return rest.replace(/[A-Za-z0-9]{4,}/g, (word) =>
    isSchemeWord(word) ? word : cleaner.replace(word, 'secret'),
  );
}

function eachPart(
  text: string,
  pattern: RegExp,
  inside: (part: string) => string,
  outside: (part: string) => string,
): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    result += outside(text.slice(end, match.index)) + inside(match[0]);
    end = match.index + match[0].length;
  }
  return result + outside(text.slice(end));
}

/** A token part by part, so that it still parses and still has the same faults. */
export function cleanToken(cleaner: Cleaner, token: string): string {
  const parts = token.split('.');
  if (parts.every((part) => part === '' || cleaner.disguise.isOurs(part))) return token;
  const encrypted = parts.length === 5;
  return parts
    .map((part, index) => {
      if (index === 0 || (index === 1 && !encrypted)) return cleanTokenObject(cleaner, part);
      return part === '' ? part : cleaner.replace(part, 'token signature');
    })
    .join('.');
}

function cleanTokenObject(cleaner: Cleaner, part: string): string {
  const text = decodeCut(part);
  if (text === undefined || !text.startsWith('{')) return part === '' ? '' : disguisePart(cleaner, part);
  const cleaned = cleanJson(cleaner, text, { meaning: meaningOfClaim, secret: secretIn(cleaner), depth: 1 });
  if (cleaned === text) {
    cleaner.disguise.issue(part);
    return part;
  }
  const encoded = part.endsWith('=') ? padded(cleaned) : encodeBase64Url(cleaned);
  // The last characters of a part that was cut off stand for less than a byte: any do.
  const result = part.length % 4 === 1 ? `${encoded.slice(0, Math.floor(encoded.length / 4) * 4)}A` : encoded;
  cleaner.remember(part, result, 'token');
  return result;
}

/** Keeps the beginning by which a token is known, so that it still looks like one. */
function disguisePart(cleaner: Cleaner, part: string): string {
  const head = part.startsWith('eyJ') ? 'eyJ' : '';
  const result = head + cleaner.disguise.secret(part.slice(head.length));
  cleaner.remember(part, result, 'token');
  return result;
}

/** Padding is a fault in a token (RFC 7515 §2): blanks in the JSON keep it. */
function padded(json: string): string {
  const text = new TextEncoder().encode(json).length % 3 === 0 ? `${json} ` : json;
  return encodeBase64(text, '====');
}

/** Decodes also what was cut off in the middle of a character. */
function decodeCut(part: string): string | undefined {
  const bare = part.replace(/=+$/, '');
  for (let cut = bare.length % 4 === 1 ? 1 : 0; cut < 8 && cut < bare.length; cut += 1) {
    const text =
      bare.length - (cut % 4) === 1 ? undefined : decodeBase64Text(bare.slice(0, bare.length - cut));
    if (text !== undefined) return text;
  }
  return undefined;
}

const SCHEMES =
  /^(?:bearer|basic|digest|token|jwt|negotiate|ntlm|dpop|api-?key|access-?token|hawk|hoba|mutual|vapid|gnap|aws4-hmac-sha256|oauth|privatetoken|scram-sha-(?:1|256)|macaroon|session|user|key)$/i;

/** A scheme, or a word that was meant to be one. */
export function isSchemeWord(word: string): boolean {
  return (
    SCHEMES.test(word) ||
    /^(?:b[ea]{1,3}r?[ea]{1,2}r{1,2}s?|baerer|bearrer|berear|bearar|beaerr|beaere|barer)$/i.test(word)
  );
}

/** The value of Authorization or Proxy-Authorization: schemes, quotes and faults stay, the credential goes. */
export function cleanAuthorization(cleaner: Cleaner, value: string): string {
  const reading = readAuthorization(value);
  // `<r id="…"/>` stands in brackets, too, and may hold something.
  const isHollow = !(value.match(/[^\s"'<>=]+/g) ?? []).some(looksRandom);
  if (reading.form === 'empty' || (reading.form === 'placeholder' && isHollow)) {
    cleaner.disguise.issue(value);
    return value;
  }
  const escaped = /\s/.test(value) ? undefined : decodePercent(value);
  if (escaped !== undefined) return encodeLike(cleanAuthorization(cleaner, escaped), value);
  const [, schemes = '', rest = ''] = /^(\s*(?:[A-Za-z][\w-]{0,30}:?\s+)*)(.*)$/s.exec(value) ?? [];
  const kept = schemes.replace(/[A-Za-z][\w-]*/g, (word) =>
    isSchemeWord(word) ? word : cleaner.replace(word, 'secret'),
  );
  const scheme = schemes
    .trim()
    .split(/[\s:]+/)
    .at(-1)
    ?.toLowerCase();
  if (scheme === 'basic') return kept + cleanBasic(cleaner, rest);
  if (/^[A-Za-z][\w-]*\s*=\s*/.test(rest) && rest.search(JWT) === -1)
    return (
      kept +
      eachPart(
        rest,
        PARAMETER,
        (each) => cleanOneParameter(cleaner, each),
        (between) => cleanRest(cleaner, between),
      )
    );
  return kept + cleanSecret(cleaner, rest, 'token');
}

/** RFC 7617: base64 of `user:password`. What is malformed stays malformed in the same way. */
function cleanBasic(cleaner: Cleaner, rest: string): string {
  const decoded = decodeBase64Text(rest) ?? decodeLatin(rest);
  if (decoded === undefined || decoded === '') return cleanSecret(cleaner, rest);
  const colon = decoded.indexOf(':');
  const user = colon === -1 ? decoded : decoded.slice(0, colon);
  const password = colon === -1 ? '' : decoded.slice(colon + 1);
  const foreign = /[^\0-\x7f]/.test(decoded) ? 'é' : '';
  // A user without a password is a key.
  const cleaned =
    cleanPart(cleaner, user, password === '' ? 'password' : 'user name', foreign) +
    (colon === -1 ? '' : `:${cleanPart(cleaner, password, 'password', '')}`);
  if (cleaned === decoded) {
    cleaner.disguise.issue(rest);
    return rest;
  }
  const latin = decodeBase64Text(rest) === undefined;
  const result = latin
    ? btoa(cleaned)
    : encodeBase64(cleaned, rest.padEnd(Math.ceil(rest.length / 4) * 4, '='));
  cleaner.remember(rest, result, 'secret');
  return result;
}

/** Blanks and line breaks around it, and words in place of it, are faults that stay. */
function cleanPart(cleaner: Cleaner, part: string, what: What, mark: string): string {
  const value = part.replace(/^[\s\0]+|[\s\0]+$/g, '');
  if (value === '' || isPlaceholder(value)) return part;
  return part.replace(value, () => cleaner.replace(value, what) + mark);
}

function decodeLatin(text: string): string | undefined {
  try {
    return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? atob(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Values of these parameters name a place, a way or a rule and no secret. */
const KEPT_PARAMETERS =
  /^(?:realm|charset|scheme|algorithm|qop|nc|stale|domain|error|error_description|error_uri|scope|resource_metadata|resource|authorization_uri|acr_values|max_age|algs|rel|userhash|signedheaders|claims|mac_algorithm|version|v|t|type|title|oauth_version|oauth_signature_method|headers)$/i;

const PARAMETER = /([A-Za-z_][\w.*-]*)(\s*=\s*)("(?:[^"\\]|\\.)*"?|[^\s,;"]+)/g;

/** `name=value, name="value"`: challenges (RFC 9110 §11.2). */
export function cleanParameters(cleaner: Cleaner, text: string): string {
  return text.replace(PARAMETER, (whole) => cleanOneParameter(cleaner, whole));
}

function cleanOneParameter(cleaner: Cleaner, parameter: string): string {
  const [, name = '', sign = '', written = ''] = new RegExp(PARAMETER.source).exec(parameter) ?? [];
  if (KEPT_PARAMETERS.test(name) || /^uri$/i.test(name)) return parameter;
  const quoted = written.startsWith('"');
  const end = quoted && written.endsWith('"') && written.length > 1 ? '"' : '';
  const value = quoted ? written.slice(1, end === '' ? undefined : -1) : written;
  const cleaned = /^user(?:name)?$/i.test(name)
    ? cleaner.replace(value, 'user name')
    : cleanSecret(cleaner, value);
  return name + sign + (quoted ? `"${cleaned}${end}` : cleaned);
}
