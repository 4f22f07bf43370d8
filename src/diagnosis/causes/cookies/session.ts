import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue, headerValues } from '../../../exchange/headers.ts';
import { parseCookieHeader } from '../../../protocol/cookies/cookie-header.ts';
import type { CookieHeldBack } from '../../../protocol/cookies/send.ts';
import { parseSetCookie, type SetCookie, splitSetCookie } from '../../../protocol/cookies/set-cookie.ts';
import type { Confidence, Evidence } from '../../engine/cause.ts';
import { absentRequestHeader, jarCookie, requestHeader, setCookie } from '../../engine/evidence.ts';
import {
  type CookieFact,
  type CookieSource,
  credentialsOf,
  looksLikeSession,
  type RefusedCookie,
} from '../../facts/cookies.ts';
import { isCsrfCookie } from '../../facts/csrf-token.ts';
import type { Facts } from '../../facts/facts.ts';
import { handsOutToken, isSignIn, isSignInUrl } from '../../facts/sign-in.ts';

/**
 * Was this request refused for want of a session that a cookie would have brought? Not where an Authorization
 * header went along, and not where it may have been cut from the record.
 */
export function refusedWithoutSession(failing: Exchange, facts: Facts): boolean {
  // A token endpoint knows clients by their own authentication (RFC 6749 §2.3), and users by no cookie.
  if (facts.oauth(failing)?.kind === 'token-request') return false;
  const status = facts.refusal(failing);
  if (status !== 401 && status !== 403 && status !== 419 && status !== 440) return false;
  return facts.authorization(failing) === undefined && facts.sawAuthorization(failing);
}

/** Does the server name a reason that no session would mend: a role, a CSRF token, a lock? */
function saysAnotherReason(failing: Exchange, facts: Facts): boolean {
  return facts.saysOtherwise(failing, 'session', 'missing-credential', 'expired') !== undefined;
}

/** Refused for want of a session, as far as the server's words and challenge go. */
export function wantsSession(failing: Exchange, facts: Facts): boolean {
  if (!refusedWithoutSession(failing, facts) || wantsHeader(failing, facts)) return false;
  // A sign-in that is refused wants a password, and no session.
  if (failing.request.method === 'POST' && isSignInUrl(failing.request.url)) return false;
  return !saysAnotherReason(failing, facts);
}

/** Does the server ask for a scheme that no cookie satisfies? */
export function wantsHeader(failing: Exchange, facts: Facts): boolean {
  return facts
    .challenges(failing)
    .some(({ scheme }) => /^(?:bearer|basic|digest|dpop|negotiate|ntlm)$/.test(scheme));
}

/** The names of cookies that the request sent, in their order. */
export function sentNames({ request }: Exchange): readonly string[] {
  return headerValues(request.headers, 'cookie')
    .flatMap(parseCookieHeader)
    .map(({ name }) => name);
}

/** The value under which the request sent this cookie. */
export function sentValue({ request }: Exchange, name: string): string | undefined {
  return headerValues(request.headers, 'cookie')
    .flatMap(parseCookieHeader)
    .find((pair) => pair.name === name)?.value;
}

/** The answer that set the very value which this request sends of a cookie, before the request. */
export function setterOf(failing: Exchange, name: string, facts: Facts): Exchange | undefined {
  const value = sentValue(failing, name);
  return facts
    .cookieHistory(failing)
    .stored.findLast(
      ({ cookie, exchange }) => cookie.name === name && readLine(exchange, name)?.value === value,
    )?.exchange;
}

/** A cookie that went along and looks like a session, other than one of that name. */
export function sentSession(failing: Exchange, facts: Facts, otherThan = ''): string | undefined {
  const known = facts.cookies(failing).find(({ cookie, fate }) => {
    return fate.kind === 'sent' && cookie.name !== otherThan && looksLikeSession(cookie);
  });
  if (known) return known.cookie.name;
  return sentNames(failing).find((name) => name !== otherThan && looksLikeSession({ name, httpOnly: false }));
}

/** Is this a cookie of the kind that is looked for? */
type OfKind = typeof looksLikeSession;

/** A cookie that looks like the session and did not go along, with the reason that `accept` looks for. */
export function heldBack(
  failing: Exchange,
  facts: Facts,
  accept: (reasons: readonly CookieHeldBack[], fact: CookieFact) => boolean,
  isOfKind: OfKind = looksLikeSession,
): CookieFact | undefined {
  return facts
    .cookies(failing)
    .find(
      (fact) => fact.fate.kind === 'held-back' && isOfKind(fact.cookie) && accept(fact.fate.reasons, fact),
    );
}

/** The latest Set-Cookie of a session that the browser refused before this request, and that was not mended since. */
export function refusedSetCookie(
  failing: Exchange,
  facts: Facts,
  accept: (cookie: RefusedCookie) => boolean,
  isOfKind: OfKind = looksLikeSession,
): RefusedCookie | undefined {
  const { refused, stored } = facts.cookieHistory(failing);
  const kept = new Set(stored.map(({ cookie }) => cookie.name));
  return refused.findLast(
    (candidate) =>
      !kept.has(candidate.name) &&
      isOfKind({ name: candidate.name, httpOnly: candidate.cookie?.httpOnly ?? false }) &&
      sharesSite(candidate.exchange, failing) &&
      accept(candidate),
  );
}

/** A session that the request lacks: held back, or never taken by the browser. */
export interface Lacking {
  readonly name: string;
  readonly sameSite?: SetCookie['sameSite'];
  /** The browser did not even store it. */
  readonly wasRefused: boolean;
  readonly reasons: readonly string[];
  readonly setter?: Exchange;
  readonly confidence: Confidence;
  /** Points at the cookie where we know it from, and marks that attribute of it, if it was written. */
  evidence(attribute?: string, extra?: Partial<Evidence>): Evidence;
}

interface Wanted {
  readonly held?: (reasons: readonly CookieHeldBack[], fact: CookieFact) => boolean;
  readonly refused?: (cookie: RefusedCookie) => boolean;
}

/**
 * The session cookie that this request lacks for the reason wanted, or the one that a CSRF token is compared with. None
 * where another session went along, or where the server names a reason that no session would mend.
 */
export function lackingSession(failing: Exchange, facts: Facts, wanted: Wanted): Lacking | undefined {
  if (wantsSession(failing, facts) && sentSession(failing, facts) === undefined)
    return lackingOf(failing, facts, wanted, looksLikeSession);
  const isHalfOfCsrf = halfOfCsrf(failing, facts);
  const lacking = isHalfOfCsrf && lackingOf(failing, facts, wanted, isHalfOfCsrf);
  return lacking && { ...lacking, confidence: 'likely' };
}

function lackingOf(
  failing: Exchange,
  facts: Facts,
  { held: acceptHeld, refused: acceptRefused }: Wanted,
  isOfKind: OfKind,
): Lacking | undefined {
  const held = acceptHeld && heldBack(failing, facts, acceptHeld, isOfKind);
  if (held) return lackingHeld(failing, facts, held);
  const refused = acceptRefused && refusedSetCookie(failing, facts, acceptRefused, isOfKind);
  return refused && lackingRefused(failing, facts, refused);
}

/**
 * Cookies that hold the server's half of a CSRF token: its own, or the session. `undefined` where the server says
 * nothing of such a check, or where its half went along.
 */
function halfOfCsrf(failing: Exchange, facts: Facts): OfKind | undefined {
  if (/^(?:GET|HEAD)$/.test(failing.request.method) || !facts.sawAuthorization(failing)) return undefined;
  if (facts.authorization(failing) !== undefined || failing.blindSpots.includes('cookies')) return undefined;
  if (!facts.saysThat(failing, 'csrf', 'csrf-missing', 'csrf-mismatch')) return undefined;
  if (sentNames(failing).some(isCsrfCookie)) return undefined;
  const hasSession = sentSession(failing, facts) !== undefined;
  return (cookie) => isCsrfCookie(cookie.name) || (!hasSession && looksLikeSession(cookie));
}

export function lackingHeld(failing: Exchange, facts: Facts, held: CookieFact): Lacking {
  const { cookie, from, fate } = held;
  return {
    name: cookie.name,
    sameSite: cookie.sameSite,
    wasRefused: false,
    reasons: fate.kind === 'held-back' ? fate.reasons : [],
    ...(from.source === 'response' && { setter: from.exchange }),
    confidence: confidenceFrom(failing, facts, from),
    evidence: (attribute, extra = {}) =>
      cookieEvidence(failing, held, {
        ...(from.source === 'response' && writtenAttribute(from.exchange, cookie.name, attribute)),
        ...extra,
      }),
  };
}

function lackingRefused(failing: Exchange, facts: Facts, refused: RefusedCookie): Lacking {
  const { name, exchange, reason, cookie } = refused;
  return {
    name,
    ...(cookie && { sameSite: cookie.sameSite }),
    wasRefused: true,
    reasons: [reason],
    setter: exchange,
    confidence: confidenceFrom(failing, facts, {
      source: 'response',
      exchange,
      ...(credentialsOf(exchange) === 'unknown' && { unsure: true }),
    }),
    evidence: (attribute, extra = {}) =>
      setCookie(exchange, name, { ...writtenAttribute(exchange, name, attribute), ...extra }),
  };
}

/** Points at the cookie where we know it from. */
export function cookieEvidence(
  failing: Exchange,
  { cookie, from }: Pick<CookieFact, 'cookie' | 'from'>,
  extra: Partial<Evidence> = {},
): Evidence {
  return from.source === 'response'
    ? setCookie(from.exchange, cookie.name, extra)
    : jarCookie(failing, cookie.name, extra);
}

/**
 * Which cookie is the session is a judgement. It is none any more where this API's own answer to a sign-in set it,
 * handed out nothing else, and the request was refused as one that nobody is signed in for. A jar is looked at later
 * than the request was made: what it holds suggests.
 */
export function confidenceFrom(failing: Exchange, facts: Facts, from: CookieSource): 'certain' | 'likely' {
  if (from.source === 'jar' || failing.response?.status === 403) return 'likely';
  const { exchange, unsure } = from;
  const isOurs = isSignIn(exchange) && handsOutToken(exchange) === false && sharesSite(exchange, failing);
  const isTaken = unsure === undefined || facts.api(exchange) === exchange.initiator;
  return isOurs && isTaken ? 'certain' : 'likely';
}

/** That no cookie went along; where others did, what went. */
export function cookieNotSent(failing: Exchange): Evidence {
  return headerValue(failing.request.headers, 'cookie') === undefined
    ? absentRequestHeader(failing, 'Cookie')
    : requestHeader(failing, 'Cookie', { note: 'it is not among those sent' });
}

/** An attribute of the line that set this cookie, as it stands there. */
function writtenAttribute(
  { response }: Exchange,
  name: string,
  attribute: string | undefined,
): Pick<Evidence, 'mark'> | undefined {
  if (attribute === undefined) return undefined;
  const [, ...pieces] =
    headerValues(response?.headers ?? [], 'set-cookie')
      .flatMap(splitSetCookie)
      .find((line) => line.split('=', 1)[0]?.trim() === name)
      ?.split(';') ?? [];
  const mark = pieces.find((piece) => piece.split('=', 1)[0]?.trim().toLowerCase() === attribute)?.trim();
  return mark ? { mark: mark.slice(0, 200) } : undefined;
}

/** The line that set this cookie, as the browser read it; of several, the last counts. */
export function readLine({ response }: Exchange, name: string): SetCookie | undefined {
  return headerValues(response?.headers ?? [], 'set-cookie')
    .flatMap(splitSetCookie)
    .flatMap((line) => {
      const cookie = parseSetCookie(line);
      return 'refused' in cookie || cookie.name !== name ? [] : [cookie];
    })
    .at(-1);
}

/** A cookie's name, short enough for a headline. */
export function short(name: string): string {
  return name.slice(0, 60);
}

export function sharesSite(a: Exchange, b: Exchange): boolean {
  return hostname(a) === hostname(b);
}

export function hostname({ request }: Exchange): string {
  return URL.canParse(request.url) ? new URL(request.url).hostname : '';
}
