import type { Header } from '../../exchange/exchange.ts';

/** What goes across origins without asking first: Fetch §2.2.1 and §2.2.2, with what browsers add themselves. */

const SAFELISTED_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);

/** Fetch §2.2.1 "normalize": other methods keep their case. */
const NORMALIZED: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);

/** Pages cannot set these, or browsers add them on their own; either way they stand in a record unasked. */
const NOT_OF_THE_PAGE: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'priority',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'upgrade-insecure-requests',
  'user-agent',
  'via',
]);

const CLIENT_HINTS: ReadonlySet<string> = new Set([
  'device-memory',
  'downlink',
  'dpr',
  'ect',
  'rtt',
  'save-data',
  'viewport-width',
  'width',
]);

const FORM_TYPES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);

/** Octets: of one safelisted value, and of all together. */
const VALUE_AT_MOST = 128;
const VALUES_AT_MOST = 1024;

export function normalizeMethod(method: string): string {
  const upper = method.toUpperCase();
  return NORMALIZED.has(upper) ? upper : method;
}

export function isSafelistedMethod(method: string): boolean {
  return SAFELISTED_METHODS.has(normalizeMethod(method));
}

/** Fetch §2.2.2 "CORS-unsafe request-header names": in lower case, sorted, each once. */
export function unsafeHeaderNames(headers: readonly Header[]): string[] {
  const unsafe = new Set<string>();
  const safelisted = new Set<string>();
  let size = 0;
  for (const header of headers) {
    const name = header.name.toLowerCase();
    if (!isOfThePage(name)) continue;
    if (!isSafelistedHeader(name, header.value)) {
      unsafe.add(name);
      continue;
    }
    safelisted.add(name);
    size += header.value.length;
  }
  if (size > VALUES_AT_MOST) for (const name of safelisted) unsafe.add(name);
  return [...unsafe].sort();
}

function isOfThePage(name: string): boolean {
  return !NOT_OF_THE_PAGE.has(name) && !/^(?:sec-|proxy-|:)/.test(name);
}

/** Fetch §2.2.2 "CORS-safelisted request-header". */
function isSafelistedHeader(name: string, value: string): boolean {
  if (value.length > VALUE_AT_MOST) return false;
  switch (name) {
    case 'accept':
      return !hasUnsafeByte(value);
    case 'accept-language':
    case 'content-language':
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
    case 'content-type':
      return !hasUnsafeByte(value) && FORM_TYPES.has(essenceOf(value));
    case 'range':
      return /^bytes=\d+-\d*$/.test(value);
    default:
      return CLIENT_HINTS.has(name);
  }
}

/** Fetch §2.2.2 "CORS-unsafe request-header byte". */
function hasUnsafeByte(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/.test(value);
}

function essenceOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
