import { pathOf } from '../../exchange/address.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { headerValues } from '../../exchange/headers.ts';
import { bytesOfBase64 } from '../../protocol/base64.ts';
import { type CookiePair, parseCookieHeader } from '../../protocol/cookies/cookie-header.ts';
import { parametersOf } from '../../protocol/oauth/messages.ts';

/** A token against forgery, as a request carried it. Its value never leaves this computer's memory. */
export interface CsrfToken {
  readonly in: 'header' | 'body' | 'query';
  readonly name: string;
  readonly value: string;
}

/** Headers under which frameworks and their clients look for it. */
const HEADER =
  /^(?:(?:x-)?(?:csrf|xsrf)(?:[-_]?token)?(?:[-_]header)?|x-csrftoken|x-csrf-protection|anti-csrf-token|(?:x-)?request-?verification-?token|__requestverificationtoken|x-wp-nonce|(?:\.)?(?:jenkins-)?crumb|x-anti-?forgery(?:-token)?)$/i;
const FIELD =
  /^(?:csrfmiddlewaretoken|authenticity_token|_token|_csrf|_?csrf[-_]?token|_?xsrf(?:[-_]?token)?|csrf|csrf_test_name|__requestverificationtoken|_wpnonce|form_key|yii_csrf_token|_csrf-[a-z]+|jenkins-crumb|_csrftoken)$/i;
/** `crumb` is hapi's. */
const COOKIE = /csrf|xsrf|anti-?forgery|(?:^|[; ])crumb(?:=|$)/i;

/** Characters: tokens stand in forms, not in uploads. */
const BODY_AT_MOST = 64_000;

/** Characters: servers take no more. */
const COOKIES_AT_MOST = 32_768;

/** Every token against forgery that the request carried, headers first. */
export function sentCsrfTokens({ request }: Exchange): readonly CsrfToken[] {
  const headers = request.headers.flatMap(({ name, value }): CsrfToken[] =>
    HEADER.test(name) ? [{ in: 'header', name, value: value.trim() }] : [],
  );
  const query = /\?([^#]*)/.exec(request.url)?.[1] ?? '';
  return [...headers, ...fieldsIn(query, 'query'), ...bodyFields(request.body)].filter(
    ({ value }) => value !== '' && value !== 'null' && value !== 'undefined',
  );
}

/** Cookies that hold such a token, or what it is made from. */
export function csrfCookies({ request }: Exchange): readonly CookiePair[] {
  return headerValues(request.headers, 'cookie')
    .filter((header) => COOKIE.test(header))
    .flatMap((header) => parseCookieHeader(header.slice(0, COOKIES_AT_MOST)))
    .filter(({ name }) => COOKIE.test(name));
}

export function isCsrfCookie(name: string): boolean {
  return COOKIE.test(name);
}

function bodyFields(body: Exchange['request']['body']): CsrfToken[] {
  if (!body || body.encoding !== undefined || body.text.length > BODY_AT_MOST) return [];
  const { text, mimeType } = body;
  if (/json/i.test(mimeType) || /^\s*\{/.test(text)) return jsonFields(text);
  if (/multipart/i.test(mimeType)) return partFields(text);
  return fieldsIn(text, 'body');
}

function fieldsIn(encoded: string, where: CsrfToken['in']): CsrfToken[] {
  if (!/csrf|xsrf|token|nonce|form_key|crumb/i.test(encoded)) return [];
  return [...parametersOf(encoded)].flatMap(([name, value]) =>
    FIELD.test(name) ? [{ in: where, name, value }] : [],
  );
}

function jsonFields(text: string): CsrfToken[] {
  if (!/csrf|xsrf|_token|verificationtoken/i.test(text)) return [];
  try {
    return Object.entries(JSON.parse(text) as Record<string, unknown>).flatMap(
      ([name, value]): CsrfToken[] =>
        FIELD.test(name) && typeof value === 'string' ? [{ in: 'body', name, value }] : [],
    );
  } catch {
    return [];
  }
}

function partFields(text: string): CsrfToken[] {
  return [...text.matchAll(/name="([^"\r\n]{1,60})"\r?\n\r?\n([^\r\n]{0,600})/g)].flatMap(
    ([, name = '', value = '']): CsrfToken[] => (FIELD.test(name) ? [{ in: 'body', name, value }] : []),
  );
}

/** An answer that gave the page a token against forgery. */
export interface CsrfIssue {
  readonly exchange: Exchange;
  /** `endpoint`: an address made for it; `page`: a form or a meta element, as frameworks write into every page. */
  readonly by: 'endpoint' | 'page';
  readonly values: readonly string[];
}

const ISSUING_PATH = /csrf|xsrf|anti-?forgery/i;
const ISSUED_MEMBER = /"[\w-]{0,30}(?:csrf|xsrf)[\w-]{0,30}"\s{0,4}:\s{0,4}"([^"\\]{8,500})"/gi;
const ISSUED_TOKEN = /"(?:token|value)"\s{0,4}:\s{0,4}"([^"\\]{8,500})"/gi;
const ISSUING_ELEMENT =
  /<(?:meta|input)\b[^>]{0,300}\bname\s{0,4}=\s{0,4}["']?[\w-]{0,30}(?:csrf|xsrf|authenticity_token|requestverificationtoken)[^>]{0,600}>/gi;

/** The tokens that an answer handed out; `undefined` for most. */
export function csrfIssue(exchange: Exchange): CsrfIssue | undefined {
  const { body, status = 0 } = exchange.response ?? {};
  if (!body || body.encoding !== undefined || status >= 300) return undefined;
  const text = body.text.slice(0, BODY_AT_MOST);
  const isPage = /^\s{0,20}</.test(text);
  const values = isPage ? valuesInPage(text) : valuesInData(text, pathOf(exchange.request.url));
  return values.length === 0 ? undefined : { exchange, by: isPage ? 'page' : 'endpoint', values };
}

function valuesInData(text: string, path: string): string[] {
  const named = [...text.matchAll(ISSUED_MEMBER)];
  const found = named.length === 0 && ISSUING_PATH.test(path) ? [...text.matchAll(ISSUED_TOKEN)] : named;
  return found.map(([, value = '']) => value);
}

function valuesInPage(html: string): string[] {
  return [...html.matchAll(ISSUING_ELEMENT)].flatMap(
    ([element]) => /\b(?:content|value)\s{0,4}=\s{0,4}["']([^"']{8,500})["']/i.exec(element)?.[1] ?? [],
  );
}

/** What was handed out and is this token, also where it is masked anew each time. */
export function issuedAs({ value }: CsrfToken, issues: readonly CsrfIssue[]): string | undefined {
  return issues.flatMap(({ values }) => values).find((issued) => haveCommonForm(issued, value));
}

/**
 * Compares by value what was sent with the cookie it has to match (double submit). `unknown` where they are no such
 * pair: the cookie holds a secret that the token is only made from, or nothing says which belong together.
 */
export function compareDoubleSubmit(
  sent: readonly CsrfToken[],
  cookies: readonly CookiePair[],
): {
  readonly result: 'equal' | 'differs' | 'unknown';
  readonly token?: CsrfToken;
  readonly cookie?: CookiePair;
} {
  const pairs = sent.flatMap((token) =>
    cookies.filter((cookie) => areOnePair(token, cookie)).map((cookie) => ({ token, cookie })),
  );
  const equal = pairs.find(({ token, cookie }) => haveCommonForm(token.value, cookie.value));
  if (equal) return { result: 'equal', ...equal };
  const first = pairs[0];
  return first ? { result: 'differs', ...first } : { result: 'unknown' };
}

/** `XSRF-TOKEN` and `X-XSRF-TOKEN`, `csrftoken` and `X-CSRFToken`; not `_csrf`, which holds a secret in some frameworks. */
function areOnePair(token: CsrfToken, cookie: CookiePair): boolean {
  if (TORNADO.test(token.value) && TORNADO.test(decoded(cookie.value))) return /xsrf/i.test(cookie.name);
  const name = plainName(token.name);
  return name !== 'csrf' && name === plainName(cookie.name);
}

function plainName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/^(?:__host-|__secure-)/, '')
    .replace(/^psifi\./, '')
    .replace(/^x-/, '')
    .replace(/[-_]/g, '');
  return plain === 'csrfmiddlewaretoken' || plain === 'csrfaccesstoken' ? 'csrftoken' : plain;
}

function haveCommonForm(a: string, b: string): boolean {
  const forms = new Set(formsOf(a));
  return formsOf(b).some((form) => forms.has(form));
}

/** The same token can be percent-encoded, quoted, followed by its hash (`token|hash`), or masked. */
function formsOf(value: string): string[] {
  const plain = decoded(value).replace(/^"|"$/g, '');
  const head = plain.split('|', 1)[0] ?? plain;
  return [
    plain,
    head,
    unmaskedByDjango(plain),
    unmaskedByXor(plain),
    unmaskedByTornado(decoded(plain)),
  ].filter((form) => form.length >= 8);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const DJANGO_ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const DJANGO_SECRET_LENGTH = 32;

/** Django adds a mask of the same length before the secret (`django.middleware.csrf`); empty where it is none. */
function unmaskedByDjango(value: string): string {
  if (value.length !== 2 * DJANGO_SECRET_LENGTH || !/^[A-Za-z0-9]+$/.test(value)) return '';
  const at = (index: number) => DJANGO_ALPHABET.indexOf(value.charAt(index));
  return Array.from({ length: DJANGO_SECRET_LENGTH }, (_, index) => {
    const difference = at(index + DJANGO_SECRET_LENGTH) - at(index) + DJANGO_ALPHABET.length;
    return DJANGO_ALPHABET.charAt(difference % DJANGO_ALPHABET.length);
  }).join('');
}

/** Spring Security and Rails put a one-time pad before the secret, in Base64; empty where it is none. */
function unmaskedByXor(value: string): string {
  if (!/^[\w+/-]{40,200}={0,2}$/.test(value)) return '';
  const bytes = bytesOfBase64(value);
  if (bytes.length % 2 !== 0) return '';
  const half = bytes.length / 2;
  return bytes
    .slice(half)
    .map((byte, index) => String.fromCharCode(byte ^ (bytes[index] ?? 0)))
    .join('');
}

/**
 * Version, mask, masked token, time: the token is in the cookie and in the request under masks of their own. The
 * version is 2, and another digit in a redacted report.
 */
const TORNADO = /^\d\|([0-9a-f]{8})\|([0-9a-f]{8,128})\|\d{1,12}$/;

/** Tornado's `_xsrf` (`tornado.web.RequestHandler.xsrf_token`), in hex; empty where it is none. */
function unmaskedByTornado(value: string): string {
  const [, mask = '', masked = ''] = TORNADO.exec(value) ?? [];
  const byte = (hex: string, index: number) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16);
  return Array.from({ length: masked.length >> 1 }, (_, index) =>
    (byte(masked, index) ^ byte(mask, index % 4)).toString(16).padStart(2, '0'),
  ).join('');
}
