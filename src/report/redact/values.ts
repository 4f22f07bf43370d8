import { cleanAssignments } from './assignments.ts';
import type { Cleaner } from './cleaner.ts';
import { decodeBase64Text, decodePercent, encodeBase64 } from './codecs.ts';
import { cleanJson } from './json.ts';
import { cleanMarkup } from './markup.ts';
import type { Meaning } from './names.ts';
import { cleanAuthorization, cleanSecret, cleanTokens, isSchemeWord, JWT, secretIn } from './tokens.ts';
import { cleanForm, cleanUrl } from './url.ts';

const DEEPEST = 6;

/** One value, by what its name says of it, then by what it is made of. */
export function cleanNamed(cleaner: Cleaner, value: string, meaning: Meaning, depth = 0): string {
  switch (meaning) {
    case 'password':
      return cleaner.replace(value, 'password');
    case 'person':
      return cleaner.replace(value, whoseLooks(value));
    case 'secret':
      return startsWithScheme(value)
        ? cleanAuthorization(cleaner, value)
        : cleanSecret(cleaner, value, 'secret', depth);
    case 'identifier':
      if (!isUrl(value)) cleaner.protect(value);
      return cleanLoose(cleaner, value, depth);
    default:
      return cleanLoose(cleaner, value, depth);
  }
}

function startsWithScheme(value: string): boolean {
  const word = /^[A-Za-z][\w-]{2,30}(?=\s+\S+$)/.exec(value)?.[0];
  return word !== undefined && isSchemeWord(word);
}

function whoseLooks(value: string): 'e-mail address' | 'IP address' | 'personal data' {
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return 'e-mail address';
  return /^(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f:]{3,39}:[0-9a-f:]*)$/i.test(value)
    ? 'IP address'
    : 'personal data';
}

function isUrl(value: string): boolean {
  return /^\s*(?:[a-z][a-z0-9+.-]{1,30}:\/\/|\/\/?\w)/i.test(value);
}

/** A value of no telling name: read as JSON, markup, an address, a form, a token, or text with assignments. */
export function cleanLoose(cleaner: Cleaner, value: string, depth = 0): string {
  if (value.length < 4 || depth > DEEPEST) return value;
  const start = value.trimStart().slice(0, 60);
  // `{ login(password: "…") { token } }`, `{token: "…"}`
  if (/^\{\s*[A-Za-z_$]/.test(start)) return cleanAssignments(cleaner, value, depth);
  if (/^[[{]/.test(start) && /["']/.test(value)) {
    const cleaned = cleanJson(cleaner, value, {
      meaning: cleaner.meaningOf,
      secret: secretIn(cleaner),
      depth,
    });
    return value.includes("'") ? cleanAssignments(cleaner, cleaned) : cleaned;
  }
  if (start.startsWith('<') && value.includes('>')) return cleanMarkup(cleaner, value, depth + 1);
  if (/^\S+$/.test(value)) {
    if (isUrl(value)) return cleanUrl(cleaner, value, depth + 1);
    if (value.includes('eyJ') && value.search(JWT) !== -1) return cleanTokens(cleaner, value);
    if (/^[\w.[\]~-]{1,60}=[^\s=]/.test(value) && !value.endsWith('=='))
      return cleanForm(cleaner, value, depth + 1);
    return cleanWrapped(cleaner, value, depth);
  }
  return cleanAssignments(cleaner, value, depth);
}

/** Encoded as a whole: opened, cleaned, and encoded again. */
function cleanWrapped(cleaner: Cleaner, value: string, depth: number): string {
  const unescaped = decodePercent(value);
  if (unescaped !== undefined) {
    const cleaned = cleanLoose(cleaner, unescaped, depth + 1);
    return cleaned === unescaped ? value : encodeURIComponent(cleaned);
  }
  const decoded = value.length >= 16 ? decodeBase64Text(value) : undefined;
  if (decoded === undefined || !/^\s*["{[<]|^[\w.-]{1,60}[=:]|^eyJ|^https?:/.test(decoded))
    return cleanAssignments(cleaner, value, depth);
  const cleaned = cleanLoose(cleaner, decoded, depth + 1);
  if (cleaned === decoded) return value;
  const result = encodeBase64(cleaned, value);
  cleaner.remember(value, result, 'secret');
  return result;
}
