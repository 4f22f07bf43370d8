import type { Cleaner } from './cleaner.ts';
import { decodeBase64, decodePercent } from './codecs.ts';
import { isShortKey, looksRandom } from './looks.ts';
import { isOneTimeName } from './names.ts';
import { cleanSamlText } from './saml.ts';
import { cleanSecret } from './tokens.ts';
import { cleanLoose, cleanNamed } from './values.ts';

/** Scheme and slashes, userinfo, host and port, path, query, fragment (RFC 3986 appendix B). */
const URL_PARTS = /^([a-z][a-z0-9+.-]*:\/\/)?(?:([^/?#@\s]*)@)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is;

const DEEPEST = 7;

/** An absolute URL or a reference: scheme, host and names stay, values that are secret or personal go. */
export function cleanUrl(cleaner: Cleaner, url: string, depth = 0): string {
  if (depth > DEEPEST) return cleaner.replace(url, 'secret');
  const special = /^(data|blob|javascript|mailto|tel|sms|view-source):/i.exec(url)?.[1]?.toLowerCase();
  if (special !== undefined) return cleanSpecial(cleaner, special, url, depth);
  const match = URL_PARTS.exec(url);
  if (!match) return url;
  const [, scheme = '', user, host = '', path = '', query = '', fragment = ''] = match;
  // A name in the public directory of names is no secret, however random it looks.
  if (scheme !== '') cleaner.protect(host);
  return (
    scheme +
    (user === undefined ? '' : `${cleanUserInfo(cleaner, user)}@`) +
    (scheme === '' ? cleanPath(cleaner, host) : host) +
    (HOME.test(path) && /^(?:file:\/\/)?$/i.test(scheme)
      ? cleanHome(cleaner, path)
      : cleanPath(cleaner, path)) +
    (query === '' ? '' : `?${cleanForm(cleaner, query.slice(1), depth)}`) +
    (fragment === '' ? '' : `#${cleanFragment(cleaner, fragment.slice(1), depth)}`)
  );
}

/** Of a file on somebody's machine, not a page's address: it has an ending. */
const HOME = /^(?:\/[A-Za-z]:)?\/(?:home|Users)\/[^/]{2,40}\/.{0,500}\.\w{1,5}(?::\d+)*$/;

function cleanHome(cleaner: Cleaner, path: string): string {
  const [, before = '', user = '', rest = ''] = /^(.*?\/(?:home|Users)\/)([^/]+)(.*)$/s.exec(path) ?? [];
  return before + cleaner.alone(user, 'user name') + cleanPath(cleaner, rest);
}

function cleanSpecial(cleaner: Cleaner, scheme: string, url: string, depth: number): string {
  const rest = url.slice(scheme.length + 1);
  switch (scheme) {
    case 'data':
      return 'data:,';
    case 'javascript':
      return 'javascript:';
    case 'mailto':
    case 'tel':
    case 'sms': {
      const [address = '', query] = rest.split(/\?(.*)/s);
      const what = scheme === 'mailto' ? 'e-mail address' : 'personal data';
      const cleaned = address === '' ? '' : cleaner.replace(decodePercent(address) ?? address, what);
      return `${scheme}:${cleaned}${query === undefined ? '' : `?${cleanForm(cleaner, query, depth + 1)}`}`;
    }
    default:
      return `${scheme}:${cleanUrl(cleaner, rest, depth + 1)}`;
  }
}

function cleanUserInfo(cleaner: Cleaner, info: string): string {
  const colon = info.indexOf(':');
  const user = colon === -1 ? info : info.slice(0, colon);
  const password = colon === -1 ? '' : info.slice(colon + 1);
  const clean = (value: string, what: 'user name' | 'password') =>
    value === '' ? '' : encodeURIComponent(cleaner.replace(decodePercent(value) ?? value, what));
  // A user without a password is a key.
  return (
    clean(user, password === '' ? 'password' : 'user name') +
    (colon === -1 ? '' : `:${clean(password, 'password')}`)
  );
}

/** What follows these in a path opens something: a number of any kind there is a key. */
const OPENERS =
  /^(?:(?:reset|verify|confirm|activate|accept|magic)(?:[-_]?[a-z]{3,12})?|password[-_]?reset|verification|confirmation|activation|invite|invitation|invitations|unsubscribe|token|tokens|share|shared|session|sessions|webhooks?|hooks?|services|join|accept|recover|recovery|otp|sso|ticket|callback|unlock|secret|key)$/i;

/** Reset links, share links, session ids in the path (`;jsessionid=`), people. */
function cleanPath(cleaner: Cleaner, path: string): string {
  let before = '';
  return path.replace(/[^/]+/g, (written) => {
    const mark = written.search(/[;(=]/);
    const segment = mark === -1 ? written : written.slice(0, mark);
    const cleaned = cleanWrittenSegment(cleaner, segment, before);
    before = segment;
    return mark === -1 ? cleaned : cleaned + cleanMatrix(cleaner, written.slice(mark));
  });
}

function cleanWrittenSegment(cleaner: Cleaner, written: string, before: string): string {
  if (written.length < 4) return written;
  const plain = decodePercent(written) ?? written;
  const cleaned = cleanSegment(cleaner, plain, before);
  return cleaned === plain ? written : plain === written ? cleaned : encodeURIComponent(cleaned);
}

/** `;token=abc` (RFC 3986 §3.3), `(token='abc')` (OData), `(S(abc))` (ASP.NET). */
function cleanMatrix(cleaner: Cleaner, rest: string): string {
  let name = '';
  return rest.replace(/[^;(),=']+|=/g, (piece, at: number) => {
    if (rest[at + piece.length] === '=' && piece !== '=') {
      name = decodePercent(piece) ?? piece;
      return piece;
    }
    if (piece === '=') return piece;
    const isNamed = /=['(]*$/.test(rest.slice(Math.max(0, at - 3), at));
    return isNamed ? cleanParameter(cleaner, name, piece, 2) : cleanWrittenSegment(cleaner, piece, '');
  });
}

function cleanSegment(cleaner: Cleaner, segment: string, before: string): string {
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(segment)) return cleaner.replace(segment, 'e-mail address');
  if (looksRandom(segment) || isShortKey(segment)) return cleanSecret(cleaner, segment);
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(segment)) return cleaner.replace(segment, 'IP address');
  if (OPENERS.test(before) && /\d/.test(segment) && segment.length >= 6) return cleanSecret(cleaner, segment);
  if (PEOPLE.test(before) && PERSONS_SEGMENT.test(segment)) return cleaner.replace(segment, 'user name');
  return /[\s{"<=&]|:\/\//.test(segment) ? cleanLoose(cleaner, segment, 2) : segment;
}

/** What follows these in a path is a person where it is written as no word of a route is: `mia.berger`, `mia42`. */
const PEOPLE = /^(?:users?|people|members?|profiles?|accounts?|u|home)$/i;
const PERSONS_SEGMENT =
  /^(?!v\d|.*\.(?:json|xml|html?|php|aspx?|jsp|js|css|csv|png|jpe?g|svg|do|action)$)(?:[a-z]{2,20}[._][a-z]{2,20}(?:\d{1,4})?|[a-z]{2,20}\d{1,6})$/i;

function cleanFragment(cleaner: Cleaner, fragment: string, depth: number): string {
  const queryAt = fragment.indexOf('?');
  if (queryAt !== -1)
    return `${cleanPath(cleaner, fragment.slice(0, queryAt))}?${cleanForm(cleaner, fragment.slice(queryAt + 1), depth)}`;
  return fragment.includes('=') ? cleanForm(cleaner, fragment, depth) : cleanPath(cleaner, fragment);
}

/** A query, or a body of the type application/x-www-form-urlencoded. */
export function cleanForm(cleaner: Cleaner, form: string, depth = 0): string {
  const labels = labelsIn(form);
  return form.replace(
    /([^&;=]*)=([^&;]*)|[^&;=]+/g,
    (whole: string, name: string | undefined, value: string | undefined) => {
      if (name === undefined || value === undefined) return cleanParameter(cleaner, '', whole, depth);
      const plain = decodePercent(name) ?? name;
      const label = labels?.get(plain.replace(PAIRED, ''));
      if (label !== undefined && PAIRED.test(plain))
        return /name\W*$/i.test(plain) ? whole : `${name}=${cleanParameter(cleaner, label, value, depth)}`;
      const cleanedName = looksRandom(plain) ? cleanSecret(cleaner, plain) : plain;
      return `${cleanedName === plain ? name : encodeURIComponent(cleanedName)}=${cleanParameter(cleaner, plain, value, depth)}`;
    },
  );
}

/** `data[0][name]=password&data[0][value]=…`: the one tells what the other holds. */
function labelsIn(form: string): ReadonlyMap<string, string> | undefined {
  if (!/(?:\[|%5B|\.)value(?:\]|%5D)?=/i.test(form)) return undefined;
  const labels = new Map<string, string>();
  for (const [, name = '', label = ''] of form.matchAll(/([^&;=]+)=([^&;]*)/g)) {
    const plain = decodePercent(name) ?? name;
    if (/[[.]name\]?$/i.test(plain)) labels.set(plain.replace(PAIRED, ''), decodePercent(label) ?? label);
  }
  return labels;
}

const PAIRED = /[[.](?:name|value)\]?$/i;

function cleanParameter(cleaner: Cleaner, name: string, written: string, depth: number): string {
  if (written === '') return written;
  const value = decodePercent(written.replace(/\+/g, '%20')) ?? written;
  const cleaned = cleanValue(cleaner, name, value, depth);
  return cleaned === value ? written : encodeURIComponent(cleaned);
}

/** One decoded parameter or form field, judged by its name. */
export function cleanValue(cleaner: Cleaner, name: string, value: string, depth = 0): string {
  if (/^saml(?:request|response)$/i.test(name)) return cleanSamlText(cleaner, value);
  // Google packs the error's name and words into it.
  if (name === 'authError' && isWords(value)) {
    cleaner.protect(value);
    return value;
  }
  if (/^(?:[a-z][a-z0-9+.-]{1,30}:\/\/|\/)/i.test(value) && !/\s/.test(value))
    return cleanUrl(cleaner, value, depth + 1);
  const meaning = cleaner.meaningOfParameter(name);
  if (meaning === 'unknown' && isOneTimeName(name) && /^\d{4,10}$/.test(value))
    return cleaner.replace(value, 'password');
  if (meaning === 'unknown' && OPENERS.test(name) && /^[\w.~-]{6,}$/.test(value) && /\d/.test(value))
    return cleanSecret(cleaner, value);
  if (meaning === 'unknown' || meaning === 'harmless') {
    if (/^[[{<]/.test(value)) return cleanLoose(cleaner, value, depth + 1);
    return (looksRandom(value) || isShortKey(value)) && !/^x-amz-date$/i.test(name)
      ? cleanSecret(cleaner, value)
      : cleanLoose(cleaner, value, depth + 1);
  }
  // A code that was sent to somebody, under a token's name.
  if (meaning === 'secret' && /^(?:token|code)$/i.test(name) && /^\d{4,8}$/.test(value))
    return cleaner.replace(value, 'password');
  return cleanNamed(cleaner, value, meaning, depth + 1);
}

/** Base64 of nothing but words, with a few bytes between them. */
function isWords(value: string): boolean {
  const bytes = decodeBase64(value);
  if (!bytes || value.length > 300) return false;
  const words = [...bytes]
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ' '))
    .join('');
  return !looksRandom(words) && !words.split(/\s+/).some(looksRandom) && !/[@\d]{4}|@/.test(words);
}
