import type { Cleaner } from './cleaner.ts';
import { decodeBase64Text, decodePercent, encodeBase64, escapeJson } from './codecs.ts';
import { isRandomRun } from './looks.ts';
import { cleanSecret, cleanToken, JWT } from './tokens.ts';
import { cleanUrl } from './url.ts';

/** The second pass: finds everywhere what the first pass learnt, and what looks secret by itself. */
export interface Search {
  /** Known values only: for places whose random text must stay, such as request ids. */
  readonly known: (text: string) => string;
  /** Known values, encoded ones included, and whatever looks like a secret or a person. */
  readonly everything: (text: string) => string;
}

export function createSearch(cleaner: Cleaner): Search {
  const replaceKnown = knownValues(cleaner);

  function everything(text: string, depth: number): string {
    let cleaned = replaceKnown(text);
    cleaned = eachUrl(
      cleaned,
      (url) => cleanUrl(cleaner, url),
      (plain) => looks(cleaner, plain),
    );
    if (depth >= 3) return cleaned;
    cleaned = cleaned.replace(BASE64_WORD, (word) =>
      insideBase64(word, (inner) => everything(inner, depth + 1)),
    );
    return cleaned.replace(PERCENT_WORD, (word) =>
      insidePercent(word, (inner) => everything(inner, depth + 1)),
    );
  }

  // Most headers say the same in every request: what held nothing once holds nothing again.
  const clean = new Set<string>();
  return {
    known: replaceKnown,
    everything(text) {
      if (clean.has(text)) return text;
      const cleaned = everything(text, 0);
      if (cleaned === text && text.length <= LONGEST_REMEMBERED) clean.add(text);
      return cleaned;
    },
  };
}

const LONGEST_REMEMBERED = 2_000;
const BASE64_WORD = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const PERCENT_WORD = /(?:[\w.~!*'()+-]|%[0-9A-Fa-f]{2}){4,}/g;

function insideBase64(word: string, clean: (text: string) => string): string {
  const inner = decodeBase64Text(word);
  if (inner === undefined || /\p{Cc}/u.test(inner.replace(/[\t\n\r]/g, ''))) return word;
  const cleaned = clean(inner);
  return cleaned === inner ? word : encodeBase64(cleaned, word);
}

function insidePercent(word: string, clean: (text: string) => string): string {
  const inner = decodePercent(word);
  if (inner === undefined) return word;
  const cleaned = clean(inner);
  return cleaned === inner ? word : encodeURIComponent(cleaned);
}

/** Also with the slashes escaped, as some write them in JSON. */
const URL_IN_TEXT = /\b(?:https?|wss?):(?:\/\/[^\s"'<>\\^`{|}]+|\\\/\\\/[^\s"'<>^`{|}]+)/gi;

function _cleanWrittenUrl(cleaner: Cleaner, url: string): string {
  if (!url.includes('\\')) return cleanUrl(cleaner, url);
  return cleanUrl(cleaner, url.replace(/\\\//g, '/')).replace(/\//g, '\\/');
}

function eachUrl(text: string, inside: (url: string) => string, outside: (text: string) => string): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(URL_IN_TEXT)) {
    result += outside(text.slice(end, match.index)) + inside(match[0]);
    end = match.index + match[0].length;
  }
  return result + outside(text.slice(end));
}

/** Values shorter than this must stand by themselves. */
const ALONE_BELOW = 12;
/** All values are looked up by their first characters. */
const GRAM = 5;

interface Wanted {
  readonly form: string;
  readonly placeholder: string;
}

/** Replaces the longest known value at each place. Linear in the text, however many values there are. */
function knownValues(cleaner: Cleaner): (text: string) => string {
  const index = new Map<string, Wanted[]>();
  const starts = new Uint8Array(65_536);
  const add = (form: string, placeholder: string) => {
    if (form.length < GRAM) return;
    const gram = form.slice(0, GRAM);
    const same = index.get(gram);
    if (same) same.push({ form, placeholder });
    else index.set(gram, [{ form, placeholder }]);
    starts[startOf(form, 0)] = 1;
  };
  for (const [value, placeholder] of cleaner.known) {
    for (const encode of ENCODINGS)
      if (encode === plainly || encode(value) !== value) add(encode(value), encode(placeholder));
  }
  for (const [run, placeholder] of cleaner.disguise.runs) {
    if (isRandomRun(run) && !cleaner.isProtected(run)) add(run, placeholder);
  }
  for (const wanted of index.values()) wanted.sort((a, b) => b.form.length - a.form.length);

  return (text) => {
    let result = '';
    let copied = 0;
    for (let at = 0; at + GRAM <= text.length; at += 1) {
      if (starts[startOf(text, at)] === 0) continue;
      const found = index
        .get(text.slice(at, at + GRAM))
        ?.find(({ form }) => text.startsWith(form, at) && mayStandHere(text, at, form));
      if (!found) continue;
      result += text.slice(copied, at) + found.placeholder;
      at += found.form.length - 1;
      copied = at + 1;
    }
    return copied === 0 ? text : result + text.slice(copied);
  };
}

function startOf(text: string, at: number): number {
  return ((text.charCodeAt(at) * 251) ^ (text.charCodeAt(at + 1) * 31) ^ text.charCodeAt(at + 2)) & 0xffff;
}

const plainly = (value: string) => value;
const ENCODINGS: readonly ((value: string) => string)[] = [
  plainly,
  escapeJson,
  encodeURIComponentSafely,
  (value) => encodeURIComponentSafely(encodeURIComponentSafely(value)),
  (value) => encodeURIComponentSafely(value).replace(/%20/g, '+'),
  (value) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;'),
];

/** A lone surrogate makes `encodeURIComponent` throw. */
function encodeURIComponentSafely(value: string): string {
  return encodeURIComponent(value.replace(/\p{Cs}/gu, '\ufffd'));
}

function mayStandHere(text: string, at: number, form: string): boolean {
  if (form.length >= ALONE_BELOW) return true;
  return (
    !isWord(text, at + form.length) &&
    (!isWord(text, at - 1) || /%(?:25)*[0-9A-Fa-f]{2}$/.test(text.slice(Math.max(0, at - 7), at)))
  );
}

function isWord(text: string, at: number): boolean {
  return /[A-Za-z0-9]/.test(text[at] ?? '');
}

const SCHEME_AND_VALUE = /\b(Bearer|Basic|DPoP|Token|ApiKey|Digest)(\s+)([A-Za-z0-9._~+/=-]{8,})/gi;
/** Prefixes by which issuers let their tokens be found. */
const ISSUED =
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|sk-|[spr]k_(?:live|test)_|AKIA|ASIA|AIza|ya29\.|SG\.|npm_|pypi-|shp(?:at|ss|ca|pa)_|hvs\.|dop_v1_|EAAC)[A-Za-z0-9_.-]{10,200}/g;
const EMAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}/g;
const IPV4 = /(?<![\d./v-])(?:\d{1,3}\.){3}\d{1,3}(?![\d.-])/g;
const IPV6 =
  /(?<![\w:.])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}:?){1,6}/gi;
const CARD = /(?<![\d.])[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{3,4}(?![\d.])/g;
/** Escapes first: `%20` and `\u0026` are no part of what follows them. */
const RUN = /%(?:25)*[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|[A-Za-z0-9]{10,}/g;

function looks(cleaner: Cleaner, text: string): string {
  const { disguise } = cleaner;
  const replace = (value: string, what: Parameters<Cleaner['note']>[0]) => cleaner.replace(value, what);
  return withoutEmail(cleaner, withoutPem(cleaner, text))
    .replace(JWT, (token) => (token.includes('.') || token.length > 40 ? cleanToken(cleaner, token) : token))
    .replace(SCHEME_AND_VALUE, (whole: string, scheme: string, blank: string, value: string) => {
      const random = (value.match(/[A-Za-z0-9]+/g) ?? []).some(
        (run) => isRandomRun(run) && !disguise.isOurs(run),
      );
      return random && !value.startsWith('eyJ') ? scheme + blank + cleanSecret(cleaner, value) : whole;
    })
    .replace(ISSUED, (token) => (isOurs(cleaner, token) ? token : replace(token, 'key')))
    .replace(IPV4, (address) => (isOwnAddress(address) ? address : replace(address, 'IP address')))
    .replace(IPV6, (address) =>
      /^2001:db8::|^::1$/.test(address) ? address : replace(address, 'IP address'),
    )
    .replace(CARD, (digits) =>
      passesLuhn(digits) && !isOurs(cleaner, digits) ? replace(digits, 'personal data') : digits,
    )
    .replace(RUN, (run) =>
      isRandomRun(run) && !disguise.isOurs(run) && !cleaner.isProtected(run)
        ? replace(run, 'random text')
        : run,
    );
}

function withoutEmail(cleaner: Cleaner, text: string): string {
  if (!text.includes('@')) return text;
  return text.replace(EMAIL, (email) =>
    /@redacted\.invalid$|\.(?:png|jpe?g|svg|gif|webp|css|js)$/i.test(email)
      ? email
      : cleaner.replace(email, 'e-mail address'),
  );
}

function isOurs(cleaner: Cleaner, value: string): boolean {
  return (value.match(/[A-Za-z0-9]{8,}/g) ?? []).some((run) => cleaner.disguise.isOurs(run));
}

/** This machine, nobody's machine, a netmask, or already replaced. */
function isOwnAddress(address: string): boolean {
  return (
    /^(?:127\.|0\.0\.0\.0|255\.|192\.0\.2\.)/.test(address) ||
    address.split('.').some((part) => Number(part) > 255)
  );
}

function passesLuhn(written: string): boolean {
  const digits = [...written.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce(
    (total, digit, at) => total + (at % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return sum % 10 === 0;
}

const PEM_START = '-----BEGIN ';

/** Keys and certificates (RFC 7468), escaped line breaks included. */
function withoutPem(cleaner: Cleaner, text: string): string {
  let start = text.indexOf(PEM_START);
  if (start === -1) return text;
  let result = '';
  let copied = 0;
  while (start !== -1) {
    const label = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text.slice(start, start + 70))?.[1];
    const from = start + PEM_START.length;
    const end = label === undefined ? -1 : text.indexOf('-----END ', from);
    if (label !== undefined) {
      const stop = end === -1 ? text.length : end;
      result += `${text.slice(copied, from)}${label}-----(removed)`;
      cleaner.note('key');
      copied = stop;
    }
    start = text.indexOf(PEM_START, label === undefined ? from : Math.max(copied, from));
  }
  return result + text.slice(copied);
}
