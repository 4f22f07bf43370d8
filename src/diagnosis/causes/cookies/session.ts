import type { Exchange } from '../../../exchange/exchange.ts';
import type { CookieHeldBack } from '../../../protocol/cookies/send.ts';
import type { Evidence } from '../../engine/cause.ts';
import { jarCookie, setCookie } from '../../engine/evidence.ts';
import { type CookieFact, looksLikeSession, type RefusedCookie } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';

/**
 * Was this request refused for want of a session that a cookie would have brought? Not where an Authorization
 * header went along, and not where it may have been cut from the record.
 */
export function refusedWithoutSession(failing: Exchange, facts: Facts): boolean {
  const status = facts.refusal(failing);
  if (status !== 401 && status !== 403 && status !== 419) return false;
  return facts.authorization(failing) === undefined && facts.sawAuthorization(failing);
}

/** A cookie that looks like the session and did not go along, with the reason that `accept` looks for. */
export function heldBack(
  failing: Exchange,
  facts: Facts,
  accept: (reasons: readonly CookieHeldBack[], fact: CookieFact) => boolean,
): CookieFact | undefined {
  return facts
    .cookies(failing)
    .find(
      (fact) =>
        fact.fate.kind === 'held-back' && looksLikeSession(fact.cookie) && accept(fact.fate.reasons, fact),
    );
}

/** The latest Set-Cookie of a session that the browser refused before this request, and that was not mended since. */
export function refusedSetCookie(
  failing: Exchange,
  facts: Facts,
  accept: (cookie: RefusedCookie) => boolean,
): RefusedCookie | undefined {
  const { refused, stored } = facts.cookieHistory(failing);
  const kept = new Set(stored.map(({ cookie }) => cookie.name));
  return refused.findLast(
    (candidate) =>
      !kept.has(candidate.name) &&
      looksLikeSession({ name: candidate.name, httpOnly: candidate.cookie?.httpOnly ?? false }) &&
      sharesSite(candidate.exchange, failing) &&
      accept(candidate),
  );
}

/** Points at the cookie where we know it from. */
export function cookieEvidence(
  failing: Exchange,
  { cookie, from }: CookieFact,
  extra: Partial<Evidence> = {},
): Evidence {
  return from.source === 'response'
    ? setCookie(from.exchange, cookie.name, extra)
    : jarCookie(failing, cookie.name, extra);
}

/** A jar is looked at later than the request was made, a response is dated: the one suggests, the other proves. */
export function confidenceFrom({ from }: CookieFact): 'certain' | 'likely' {
  return from.source === 'response' ? 'certain' : 'likely';
}

function sharesSite(a: Exchange, b: Exchange): boolean {
  return hostname(a) === hostname(b);
}

function hostname({ request }: Exchange): string {
  return URL.canParse(request.url) ? new URL(request.url).hostname : '';
}
