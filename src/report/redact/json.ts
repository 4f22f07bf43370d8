import type { Cleaner } from './cleaner.ts';
import { escapeJson, unescapeJson } from './codecs.ts';
import { looksRandom } from './looks.ts';
import type { Meaning } from './names.ts';

/** Strings, with the colon that makes one a name, and numbers. Also of JSON that was cut off. */
const STRING_OR_NUMBER = /"([^"\\]*(?:\\.[^"\\]*)*)("\s*:|"|$)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

export type CleanSecret = (value: string, depth: number) => string;

/**
 * Replaces values in JSON text in place: order, blanks, doubled members and a missing end stay as they were. A
 * value is judged by the name it stands under; members of a list by the list's.
 *
 * @param meaning of a member by its name
 * @param secret what to do with a secret value
 */
export function cleanJson(
  cleaner: Cleaner,
  text: string,
  meaning: (name: string) => Meaning,
  secret: CleanSecret,
  depth = 0,
): string {
  let name = '';
  let current: Meaning = meaning('');
  return text.replace(
    STRING_OR_NUMBER,
    (whole: string, inside: string | undefined, end: string | undefined) => {
      if (inside === undefined) return cleanNumber(cleaner, whole, current);
      if (end?.endsWith(':')) {
        name = unescapeJson(inside) ?? inside;
        current = meaning(name);
        return whole;
      }
      const value = unescapeJson(inside) ?? inside;
      const cleaned = cleanMember({ cleaner, meaning, secret, depth }, name, value, current);
      return cleaned === value ? whole : `"${escapeJson(cleaned)}${end ?? ''}`;
    },
  );
}

interface Way {
  readonly cleaner: Cleaner;
  readonly meaning: (name: string) => Meaning;
  readonly secret: CleanSecret;
  readonly depth: number;
}

function cleanMember(
  { cleaner, meaning, secret, depth }: Way,
  name: string,
  value: string,
  current: Meaning,
): string {
  if (value === '') return value;
  if (/^\s*[[{]/.test(value) && depth < 4) return cleanJson(cleaner, value, meaning, secret, depth + 1);
  switch (current) {
    case 'harmless':
      return value;
    case 'identifier':
      cleaner.protect(value);
      return value;
    case 'password':
      return cleaner.replace(value, 'password');
    case 'person':
      return isProgramsName(name, value) ? value : cleaner.replace(value, 'personal data');
    case 'secret':
      return secret(value, depth);
    case 'unknown':
      return AMBIGUOUS.test(name) && looksRandom(value) ? secret(value, depth) : value;
  }
}

/** OAuth's names that in other JSON mean an error's code, a country's state, a page's key. */
const AMBIGUOUS = /^(?:code|state|nonce|key|value|data|id|hash|challenge|request|response)$/i;

/** `"name": "JsonWebTokenError"` is nobody's name. */
function isProgramsName(name: string, value: string): boolean {
  if (!/^(?:name|type|subject|profile|owner|identifier)$/i.test(name)) return false;
  return /(?:Error|Exception|Failure|Fault|Problem)$|^[A-Z][A-Z0-9_]{3,}$|^https?:\/\//.test(value);
}

/** Numbers under a secret or personal name: a PIN, a telephone or customer number. */
function cleanNumber(cleaner: Cleaner, written: string, meaning: Meaning): string {
  if (meaning !== 'person' && meaning !== 'password') return written;
  return cleaner.disguise.secret(written);
}
