import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { CookiePair } from '../../../protocol/cookies/cookie-header.ts';
import type { Evidence } from '../../engine/cause.ts';
import { absentRequestHeader, requestHeader, responseBody } from '../../engine/evidence.ts';
import { shownPath } from '../../engine/quote.ts';
import { type CsrfIssue, type CsrfToken, csrfCookies, sentCsrfTokens } from '../../facts/csrf-token.ts';
import type { Facts } from '../../facts/facts.ts';
import type { ServerWord } from '../../facts/server-words.ts';
import { sentSession } from '../cookies/session.ts';

/** A request that a check against cross-site request forgery may have refused. */
export interface CsrfSituation {
  /** What the server says of it; absent where it only says no. */
  readonly word?: ServerWord;
  /** Laravel's 419 is made for it. */
  readonly byStatus: boolean;
  readonly sent: readonly CsrfToken[];
  readonly cookies: readonly CookiePair[];
}

/** The server misses its own half: the cookie, or the session that holds the secret. */
const MISSES_COOKIE = /cookie|secret|session token|session was not found/i;

export function missesOwnHalf({ word }: CsrfSituation): boolean {
  return word?.meaning === 'csrf-missing' && MISSES_COOKIE.test(word.mark);
}

/** The name of the session that went along with a token, where the server finds no secret for the token in it. */
export function sessionWithoutSecret(
  failing: Exchange,
  situation: CsrfSituation,
  facts: Facts,
): string | undefined {
  if (!missesOwnHalf(situation) || /cookie/i.test(situation.word?.mark ?? '')) return undefined;
  return situation.sent.length > 0 && situation.cookies.length === 0
    ? sentSession(failing, facts)
    : undefined;
}

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 419, 422]);

/**
 * `undefined` where no such check comes into question: a method that changes nothing, another reason in the server's
 * words, a bearer token without a word of forgery.
 */
export function csrfSituation(failing: Exchange, facts: Facts): CsrfSituation | undefined {
  const status = facts.refusal(failing) ?? 0;
  if (SAFE.has(failing.request.method) || !STATUSES.has(status)) return undefined;
  const word = facts.saysThat(failing, 'csrf', 'csrf-missing', 'csrf-mismatch', 'csrf-origin');
  const byStatus = status === 419;
  if (!word && !byStatus && !couldBeSilent(failing, facts)) return undefined;
  return {
    ...(word && { word }),
    byStatus,
    sent: sentCsrfTokens(failing),
    cookies: csrfCookies(failing),
  };
}

/** Spring Security, csurf and others say no more than 403, to a session that lives in a cookie. */
function couldBeSilent(failing: Exchange, facts: Facts): boolean {
  if (failing.response?.status !== 403 || facts.saysOtherwise(failing)) return false;
  if (facts.authorization(failing) !== undefined) return false;
  if (headerValue(failing.request.headers, 'cookie') !== undefined) return facts.sawAuthorization(failing);
  return failing.blindSpots.includes('cookies') && sentCsrfTokens(failing).length > 0;
}

/** Answers: tokens are fetched shortly before they are needed. */
const ISSUES_AT_MOST = 50;

/** The answers of the same API that handed out tokens before, the last one last. */
export function issuedBefore(failing: Exchange, facts: Facts): readonly CsrfIssue[] {
  return facts
    .onApi(failing)
    .filter(({ id, startedAt }) => id !== failing.id && startedAt <= failing.startedAt)
    .slice(-ISSUES_AT_MOST)
    .flatMap((answer) => facts.csrfIssue(answer) ?? []);
}

export function issueEvidence({ exchange }: CsrfIssue, note: string): Evidence {
  return responseBody(exchange, { label: `Token from ${shownPath(exchange.request.url)}`, note });
}

/** Where the body may have held the token and was not recorded. */
export function bodyUnseen({ request, blindSpots }: Exchange): boolean {
  return request.body === undefined && blindSpots.includes('request-body');
}

export function tokenEvidence(failing: Exchange, token: CsrfToken, note?: string): Evidence {
  const extra = note === undefined ? {} : { note };
  if (token.in === 'header') return requestHeader(failing, token.name, extra);
  return {
    label: token.in === 'body' ? `Field ${token.name}` : `Query parameter ${token.name}`,
    ...extra,
    at:
      token.in === 'body'
        ? { part: 'request-body', exchangeId: failing.id }
        : { part: 'query', exchangeId: failing.id, name: token.name },
  };
}

/** Points at where a token is looked for and none stands. */
export function noTokenEvidence(failing: Exchange, cookies: readonly CookiePair[]): Evidence {
  return absentRequestHeader(failing, headerFor(cookies));
}

/** The header that a page puts the cookie's token into, by the convention of the cookie's name. */
export function headerFor(cookies: readonly CookiePair[]): string {
  const names = cookies.map(({ name }) => name.toLowerCase());
  if (names.includes('xsrf-token')) return 'X-XSRF-TOKEN';
  // Tornado, Jupyter.
  if (names.includes('_xsrf')) return 'X-XSRFToken';
  return names.includes('csrftoken') ? 'X-CSRFToken' : 'X-CSRF-Token';
}
