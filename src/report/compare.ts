import type { Exchange, Header } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import { parseCookieHeader } from '../protocol/cookies/cookie-header.ts';
import { readAuthorization } from '../protocol/http-auth/authorization.ts';
import { readToken } from '../protocol/jwt/token.ts';

export interface Difference {
  readonly request: RequestName;
  /** The same endpoint where it passed. */
  readonly counterpart: RequestName;
  /** One line each; empty where nothing recorded differs. */
  readonly differs: readonly string[];
}

export interface RequestName {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}

/**
 * What differs between requests that failed and the same endpoint where it passed. Requests without such a
 * counterpart are left out.
 *
 * @param passed exchanges of the capture that worked, redacted
 * @param failed failing exchanges of the other, redacted under the same key, so that equal values stay equal
 */
export function compareExchanges(passed: readonly Exchange[], failed: readonly Exchange[]): Difference[] {
  const byPlace = new Map<string, Exchange>();
  for (const exchange of passed) {
    if (!isSuccess(exchange)) continue;
    for (const place of placesOf(exchange)) byPlace.set(place, exchange);
  }
  return failed.flatMap((request) => {
    const counterpart = placesOf(request).flatMap((place) => byPlace.get(place) ?? [])[0];
    if (!counterpart) return [];
    return [
      {
        request: nameOf(request),
        counterpart: nameOf(counterpart),
        differs: differences(counterpart, request),
      },
    ];
  });
}

function isSuccess({ kind, response, failure }: Exchange): boolean {
  return kind !== 'preflight' && failure === undefined && response !== undefined && response.status < 300;
}

/** The endpoint itself, then the same path on any host: another environment's. */
function placesOf({ request }: Exchange): string[] {
  if (!URL.canParse(request.url)) return [];
  const { origin, pathname } = new URL(request.url);
  return [`${request.method} ${origin}${pathname}`, `${request.method} ${pathname}`];
}

function nameOf({ id, request }: Exchange): RequestName {
  return { id, method: request.method, url: request.url };
}

function differences(good: Exchange, bad: Exchange): string[] {
  return [
    ...changed('Status', statusOf(good), statusOf(bad)),
    ...changed('Origin of the page', good.initiator, bad.initiator),
    ...changed('Host', hostOf(good), hostOf(bad)),
    ...changed('Credential', credentialForm(good), credentialForm(bad)),
    ...tokenDifferences(good, bad),
    ...presence('Cookie', cookieNames(good), cookieNames(bad)),
    ...presence('Request header', headerNames(good.request.headers), headerNames(bad.request.headers)),
    ...['content-type', 'accept'].flatMap((name) =>
      changed(
        `Request header ${name}`,
        headerValue(good.request.headers, name),
        headerValue(bad.request.headers, name),
      ),
    ),
    ...presence('Response header', decidingNames(good), decidingNames(bad)),
    ...[...decidingNames(good)].flatMap((name) =>
      changedWherePresent(`Response header ${name}`, answer(good, name), answer(bad, name)),
    ),
  ];
}

function changed(what: string, good: string | undefined, bad: string | undefined): string[] {
  return good === bad ? [] : [`${what}: ${good ?? '(none)'} → ${bad ?? '(none)'}`];
}

function changedWherePresent(what: string, good: string | undefined, bad: string | undefined): string[] {
  return good === undefined || bad === undefined ? [] : changed(what, good, bad);
}

function presence(what: string, good: ReadonlySet<string>, bad: ReadonlySet<string>): string[] {
  return [
    ...[...good].filter((name) => !bad.has(name)).map((name) => `${what} ${name}: only where it passed`),
    ...[...bad].filter((name) => !good.has(name)).map((name) => `${what} ${name}: only where it failed`),
  ];
}

function statusOf({ response, failure }: Exchange): string {
  return response ? String(response.status) : `no answer${failure === undefined ? '' : ` (${failure})`}`;
}

function hostOf({ request }: Exchange): string {
  return new URL(request.url).host;
}

function answer({ response }: Exchange, name: string): string | undefined {
  return headerValue(response?.headers ?? [], name);
}

/** Scheme and faults, nothing of the credential itself. */
function credentialForm({ request }: Exchange): string {
  const value = headerValue(request.headers, 'authorization');
  if (value === undefined) return 'no Authorization header';
  const reading = readAuthorization(value);
  if (reading.form === 'bearer') return [reading.schemeAsWritten, ...reading.faults].join(', ');
  return 'schemeAsWritten' in reading ? `${reading.schemeAsWritten} (${reading.form})` : reading.form;
}

/** Claims that differ from one good token to the next. */
const VOLATILE_CLAIMS: ReadonlySet<string> = new Set([
  'exp',
  'nbf',
  'iat',
  'auth_time',
  'jti',
  'nonce',
  'sid',
  'at_hash',
  'c_hash',
]);

function tokenDifferences(good: Exchange, bad: Exchange): string[] {
  const [before, after] = [tokenOf(good), tokenOf(bad)];
  if (!before || !after) return [];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .flatMap((name) => changed(name, before.get(name), after.get(name)))
    .concat(changed('Token at that time', validityOf(good), validityOf(bad)));
}

function readSentToken({ request }: Exchange): ReturnType<typeof readToken> | undefined {
  const reading = readAuthorization(headerValue(request.headers, 'authorization') ?? '');
  return 'token' in reading ? readToken(reading.token) : undefined;
}

function tokenOf(exchange: Exchange): Map<string, string> | undefined {
  const token = readSentToken(exchange);
  if (token?.kind !== 'jws') return undefined;
  const parts = new Map<string, string>();
  for (const [name, value] of Object.entries(token.header))
    parts.set(`Token header ${name}`, JSON.stringify(value));
  for (const [name, value] of Object.entries(token.claims)) {
    if (!VOLATILE_CLAIMS.has(name)) parts.set(`Claim ${name}`, JSON.stringify(value));
  }
  return parts;
}

function validityOf(exchange: Exchange): string {
  const token = readSentToken(exchange);
  const exp = token?.kind === 'jws' ? token.claims['exp'] : undefined;
  if (typeof exp !== 'number') return 'without an end';
  return exp * 1_000 < exchange.startedAt ? 'expired' : 'valid';
}

function cookieNames({ request }: Exchange): Set<string> {
  return new Set(parseCookieHeader(headerValue(request.headers, 'cookie') ?? '').map(({ name }) => name));
}

/** Those that vary by chance or say nothing of authentication. */
const IDLE =
  /^(?:cookie|authorization|content-length|date|age|etag|if-|cache-control|pragma|connection|keep-alive|user-agent|sec-ch-|priority|accept-|dnt|host|referer|x-request-id|traceparent)/;

function headerNames(headers: readonly Header[]): Set<string> {
  return new Set(headers.map(({ name }) => name.toLowerCase()).filter((name) => !IDLE.test(name)));
}

const DECIDING =
  /^(?:access-control-|www-authenticate|location|server|via|x-powered-by|content-type|set-cookie)/;

function decidingNames({ response }: Exchange): Set<string> {
  return new Set(
    (response?.headers ?? []).map(({ name }) => name.toLowerCase()).filter((name) => DECIDING.test(name)),
  );
}
