import { type Cleaner, isDistinctiveNumber } from './cleaner.ts';
import { decodeBase64Text, decodePercent, encodeBase64 } from './codecs.ts';
import { createKnown, type Wanted } from './known.ts';
import { isRandomRun } from './looks.ts';
import { withoutLooks, withoutTokens } from './patterns.ts';
import { plainly } from './plain.ts';
import { cleanUrl } from './url.ts';

/** The second pass: finds everywhere what the first pass learnt, and what looks secret by itself. */
export interface Search {
  /** Known values and tokens only: for places whose random text must stay, such as request ids. */
  readonly known: (text: string) => string;
  /** Known values, encoded ones included, and whatever looks like a secret or a person. */
  readonly everything: (text: string) => string;
}

export function createSearch(cleaner: Cleaner): Search {
  const replaceKnown = createKnown(wantedBy(cleaner));

  function everything(text: string, depth: number): string {
    let cleaned = text;
    if (depth < DEEPEST) {
      const inner = (each: string) => everything(each, depth + 1);
      cleaned = cleaned.replace(BASE64_WORD, (word) => insideBase64(cleaner, word, inner));
      if (cleaned.includes('%'))
        cleaned = cleaned.replace(PERCENT_WORD, (word) => insidePercent(word, inner));
      cleaned = cleaned.replace(ESCAPED_WORD, (word) => insideEscapes(word, inner));
    }
    return eachUrl(
      replaceKnown(cleaned),
      (url) => withoutLooksInUrl(cleaner, cleanWrittenUrl(cleaner, url)),
      (plain) => withoutLooks(cleaner, plain),
    );
  }

  // Most headers say the same in every request: what held nothing once holds nothing again.
  const clean = new Set<string>();
  return {
    known: (text) => withoutTokens(cleaner, replaceKnown(text)),
    everything(text) {
      if (text.length < 4 || clean.has(text)) return text;
      const cleaned = everything(text, 0);
      if (cleaned === text && text.length <= LONGEST_REMEMBERED) clean.add(text);
      return cleaned;
    },
  };
}

function* wantedBy(cleaner: Cleaner): Generator<Wanted> {
  yield* cleaner.wanted();
  for (const [value, placeholder] of cleaner.disguise.runs) {
    const isSought =
      isRandomRun(value) || (/^\d+$/.test(value) && isDistinctiveNumber(value, 'cookie value'));
    if (isSought && !cleaner.isProtected(value))
      yield { value, placeholder, whole: true, found: () => cleaner.note('random text') };
  }
}

const DEEPEST = 4;
const LONGEST_REMEMBERED = 2_000;
/** Lines of it may be broken. */
const BASE64_WORD = /[A-Za-z0-9+/_-]{16,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}/g;
const PERCENT_WORD = /(?:[\w.~!*'()+-]|%[0-9A-Fa-f]{2}){4,}/g;
const ESCAPED_WORD =
  /(?:\\{1,4}(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})|&(?:amp;){0,3}#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6});|%(?:25){0,4}[0-9A-Fa-f]{2}){8,}/g;

function insideBase64(cleaner: Cleaner, word: string, clean: (text: string) => string): string {
  if (COMPRESSED.test(word))
    return cleaner.disguise.isOurs(word) ? word : cleaner.replace(word, 'random text');
  const inner = decodeBase64Text(word.replace(/\s+/g, ''));
  if (inner === undefined || /\p{Cc}/u.test(inner.replace(/[\t\n\r]/g, ''))) {
    // The lines may have nothing to do with each other.
    return word.includes('\n')
      ? word.replace(/[^\r\n]{16,}/g, (line) => insideBase64(cleaner, line, clean))
      : word;
  }
  const cleaned = clean(inner);
  if (cleaned === inner) return word;
  const result = encodeBase64(cleaned, word);
  cleaner.disguise.issue(result);
  return result;
}

/** First bytes of gzip (RFC 1952 §2.3.1) and zlib (RFC 1950 §2.2): what is inside cannot be searched. */
const COMPRESSED = /^(?:H4sI|eJ[w-z])[A-Za-z0-9+/_-]{12}/;

function insidePercent(word: string, clean: (text: string) => string): string {
  const inner = decodePercent(word);
  if (inner === undefined) return word;
  const cleaned = clean(inner);
  return cleaned === inner ? word : encodeURIComponent(cleaned);
}

function insideEscapes(word: string, clean: (text: string) => string): string {
  const inner = plainly(word).text;
  const cleaned = clean(inner);
  return cleaned === inner ? word : cleaned.replace(/[^A-Za-z0-9@._-]/g, '.');
}

/** Also with the slashes escaped, as some write them in JSON. */
const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]{1,20}:(?:\/\/[^\s"'<>\\^`{|}]+|\\\/\\\/[^\s"'<>^`{|}]+)/gi;

function cleanWrittenUrl(cleaner: Cleaner, url: string): string {
  if (!url.includes('\\')) return cleanUrl(cleaner, url);
  return cleanUrl(cleaner, url.replace(/\\\//g, '/')).replace(/\//g, '\\/');
}

/** A host is public, however random its name looks. */
function withoutLooksInUrl(cleaner: Cleaner, url: string): string {
  const [origin = ''] = /^[a-z][a-z0-9+.-]*:[\\/]*(?:[^/?#@\s\\]*@)?[^/?#\\]*/i.exec(url) ?? [];
  return origin + withoutLooks(cleaner, url.slice(origin.length));
}

function eachUrl(text: string, inside: (url: string) => string, outside: (text: string) => string): string {
  let result = '';
  let end = 0;
  for (const match of text.includes(':') ? text.matchAll(URL_IN_TEXT) : []) {
    result += outside(text.slice(end, match.index)) + inside(match[0]);
    end = match.index + match[0].length;
  }
  return result + outside(text.slice(end));
}
