import type { Capture, Exchange } from '../../exchange/exchange.ts';
import { headerValues } from '../../exchange/headers.ts';
import { parseCookieHeader } from '../../protocol/cookies/cookie-header.ts';
import { splitSetCookie } from '../../protocol/cookies/set-cookie.ts';
import { readAuthorization } from '../../protocol/http-auth/authorization.ts';
import { readToken } from '../../protocol/jwt/token.ts';
import { pageText } from '../facts/server-words.ts';
import { tokensBesides } from '../facts/socket-token.ts';
import type { Pointer } from './cause.ts';
import { utc } from './time.ts';

/** What stands at a place, for reading: secrets masked. */
export interface Resolved {
  readonly text: string;
  /** The same for programs, where it differs: an ISO date. */
  readonly value?: string;
}

const NOTHING = '(none)';
const TIME_CLAIMS: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time']);
/** Characters: more than this is no evidence a person reads. */
const SHOW_AT_MOST = 400;

/**
 * Reads the place that a piece of evidence points at; of a long text the part around `mark`. `undefined` where the
 * place does not exist.
 */
export function resolvePointer(pointer: Pointer, capture: Capture, mark?: string): Resolved | undefined {
  const exchange = capture.exchanges.find(({ id }) => id === pointer.exchangeId);
  if (!exchange) return undefined;
  if ('absent' in pointer && pointer.absent) return { text: NOTHING };
  const text = textAt(pointer, exchange, capture);
  if (text === undefined) return undefined;
  return typeof text === 'string' ? { text: cut(text, mark) } : text;
}

function textAt(pointer: Pointer, exchange: Exchange, capture: Capture): string | Resolved | undefined {
  switch (pointer.part) {
    case 'status':
      return exchange.response && `${exchange.response.status} ${exchange.response.statusText ?? ''}`.trim();
    case 'failure':
      return exchange.failure;
    case 'url':
      return maskUrl(exchange.request.url);
    case 'method':
      return exchange.request.method;
    case 'initiator':
      return exchange.initiator;
    case 'time':
      return { text: utc(exchange.startedAt), value: new Date(exchange.startedAt).toISOString() };
    case 'request-header':
      return headerText(headerValues(exchange.request.headers, pointer.name), pointer.name);
    case 'response-header':
      return headerText(headerValues(exchange.response?.headers ?? [], pointer.name), pointer.name);
    case 'claim':
    case 'token-header':
      return tokenPart(exchange, pointer, capture);
    case 'request-body':
      return exchange.request.body && '(request body)';
    case 'response-body':
      return exchange.response?.body && plain(exchange.response.body.text);
    case 'query':
      return queryText(exchange.request.url, pointer.name);
    case 'set-cookie':
      return setCookieText(exchange, pointer.name);
    case 'jar-cookie':
      return jarText(capture, pointer.name);
  }
}

const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'dpop',
  'dpop-nonce',
]);

function headerText(values: readonly string[], name: string): string | Resolved | undefined {
  if (values.length === 0) return undefined;
  const joined = values.join(', ');
  const lower = name.toLowerCase();
  if (lower === 'date') return dateText(joined);
  if (!SECRET_HEADERS.has(lower) && !/key|token|secret|csrf|xsrf|crumb|wp-nonce/i.test(name)) return joined;
  if (lower === 'cookie') return cookieNames(values);
  if (lower === 'authorization') return maskAuthorization(joined);
  return '…';
}

function cookieNames(values: readonly string[]): string {
  const cookies = values.flatMap(parseCookieHeader);
  return cookies.map(({ name }) => `${name}=…`).join('; ');
}

function dateText(value: string): string | Resolved {
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : { text: utc(time), value: new Date(time).toISOString() };
}

/** Keeps what decides — scheme, form, faults — and the first and last characters of long tokens. */
export function maskAuthorization(value: string): string {
  const reading = readAuthorization(value);
  switch (reading.form) {
    case 'empty':
      return '(empty)';
    case 'placeholder':
      return value;
    case 'bare-token':
      return maskSecret(reading.token);
    case 'duplicated-scheme':
      return `${reading.scheme} ${reading.scheme} ${maskSecret(reading.token)}`;
    case 'bearer':
      return `${reading.schemeAsWritten} ${maskSecret(reading.token)}`;
    case 'basic':
      return `${reading.schemeAsWritten} …`;
    case 'other-scheme':
      return `${reading.schemeAsWritten} ${maskSecret(reading.rest)}`;
  }
}

/** The first and last six characters of what is long enough to lose the rest; else nothing of it. */
export function maskSecret(secret: string): string {
  return secret.length >= 40 ? `${secret.slice(0, 6)}…${secret.slice(-6)}` : '…';
}

function tokenPart(
  exchange: Exchange,
  pointer: Extract<Pointer, { part: 'claim' | 'token-header' }>,
  capture: Capture,
): string | Resolved | undefined {
  const token = tokenOf(exchange) ?? tokensBesides(capture.exchanges)(exchange);
  if (token === undefined) return undefined;
  const reading = readToken(token);
  const part =
    pointer.part === 'claim'
      ? reading.kind === 'jws'
        ? reading.claims
        : undefined
      : 'header' in reading
        ? reading.header
        : undefined;
  if (!part || !Object.hasOwn(part, pointer.name)) return undefined;
  const found = part[pointer.name];
  if (pointer.part === 'claim' && TIME_CLAIMS.has(pointer.name) && typeof found === 'number')
    return instant(found);
  return typeof found === 'string' ? found : JSON.stringify(found);
}

function tokenOf(exchange: Exchange): string | undefined {
  const value = headerValues(exchange.request.headers, 'authorization')[0];
  if (value === undefined) return undefined;
  const credential = readAuthorization(value);
  return 'token' in credential ? credential.token : 'rest' in credential ? credential.rest : undefined;
}

/** NumericDate (RFC 7519 §2): seconds since the epoch. */
function instant(seconds: number): Resolved {
  const date = new Date(seconds * 1_000);
  if (Number.isNaN(date.getTime())) return { text: String(seconds) };
  return { text: utc(date.getTime()), value: date.toISOString() };
}

function setCookieText(exchange: Exchange, name: string): string | undefined {
  const line = headerValues(exchange.response?.headers ?? [], 'set-cookie')
    .flatMap(splitSetCookie)
    .find((candidate) => candidate.split('=', 1)[0]?.trim() === name);
  if (line === undefined) return undefined;
  const attributes = line.indexOf(';');
  return `${name}=…${attributes < 0 ? '' : line.slice(attributes)}`;
}

function jarText(capture: Capture, name: string): string | undefined {
  const cookie = capture.jar?.find((candidate) => candidate.name === name);
  if (!cookie) return undefined;
  const attributes = [
    `Domain=${cookie.domain}`,
    `Path=${cookie.path}`,
    cookie.secure && 'Secure',
    cookie.httpOnly && 'HttpOnly',
    cookie.sameSite === 'unspecified' ? 'no SameSite (treated as Lax)' : `SameSite=${cookie.sameSite}`,
  ];
  return `${name}=…; ${attributes.filter(Boolean).join('; ')}`;
}

/** Parameters that carry a credential by their names (RFC 6749, RFC 6750 §2.3, OpenID Connect); others stay readable. */
const SECRET_PARAMETER =
  /([?&#](?:[\w.-]*(?:token|secret|key|signature|password|assertion|verifier|ticket)|code|state|nonce|sig|sid|jwt|samlresponse|samlrequest)=)([^&#]+)/gi;

/** Parameters of which nobody needs to see more than that they are there. */
const CREDENTIAL_PARAMETER = /token$|jwt$|^(?:bearer|password|api[-_]?key|sig|x-amz-signature)$/i;

function queryText(url: string, name: string): string | undefined {
  const value = URL.canParse(url) ? new URL(url).searchParams.get(name) : null;
  if (value === null) return undefined;
  return CREDENTIAL_PARAMETER.test(name) ? maskSecret(value) : value;
}

function maskUrl(url: string): string {
  return url
    .replace(SECRET_PARAMETER, (_, name: string, value: string) => name + maskSecret(value))
    .replace(/\/\/[^/?#@]*@/, '//…@');
}

/** A body as a message: without markup, on one line, tokens masked. */
function plain(body: string): string {
  return pageText(body).replace(/eyJ[\w-]{10,}\.[\w.-]+/g, maskSecret);
}

function cut(text: string, mark = ''): string {
  if (text.length <= SHOW_AT_MOST) return text;
  const from = Math.max(0, text.indexOf(mark) - SHOW_AT_MOST / 2);
  const to = from + SHOW_AT_MOST;
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}
