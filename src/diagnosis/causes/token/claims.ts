import type { Exchange } from '../../../exchange/exchange.ts';
import { numericDate } from '../../../protocol/jwt/token.ts';
import type { Meaning } from '../../dialects/index.ts';
import type { Evidence } from '../../engine/cause.ts';
import { query, requestHeader, url } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { saysNoMore } from '../../facts/plain-refusal.ts';
import { tokenElsewhere } from '../../facts/token-elsewhere.ts';

/** A JWT that was sent and refused, with its claims. */
export interface RefusedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Validators commonly allow this much between two clocks. */
export const LEEWAY_MS = 5 * 60_000;

/**
 * Was the request refused for its token: with 401 (or as good as, inside a success), or with another 4xx, or a 500
 * that nobody caught, whose words speak of the token?
 */
export function refusesToken(failing: Exchange, facts: Facts, ...meanings: readonly Meaning[]): boolean {
  const status = facts.refusal(failing);
  if (status === undefined) return false;
  const speaksOfIt = facts.saysThat(failing, 'invalid-token', ...meanings) !== undefined;
  return status === 401 || (status >= 400 && status <= 500 && speaksOfIt);
}

/** The readable token of a request that was refused for it. */
export function refusedJwt(
  failing: Exchange,
  facts: Facts,
  ...meanings: readonly Meaning[]
): RefusedJwt | undefined {
  return refusesToken(failing, facts, ...meanings) ? readableJwt(failing, facts) : undefined;
}

export function readableJwt(exchange: Exchange, facts: Facts): RefusedJwt | undefined {
  const reading = facts.token(exchange)?.reading;
  return reading?.kind === 'jws' ? { header: reading.header, claims: reading.claims } : undefined;
}

/** A time claim in milliseconds since the epoch. */
export function timeClaim(
  claims: Readonly<Record<string, unknown>>,
  name: 'exp' | 'nbf' | 'iat',
): number | undefined {
  const seconds = numericDate(claims, name);
  return seconds === undefined ? undefined : seconds * 1_000;
}

/** Where the token went: in Authorization, in a header or parameter of its own, or in what opened the connection. */
export function tokenPlace(exchange: Exchange, facts: Facts, extra: Pick<Evidence, 'note'> = {}): Evidence {
  if (facts.authorization(exchange) !== undefined) return requestHeader(exchange, 'Authorization', extra);
  const found = tokenElsewhere(exchange);
  if (found?.place === 'header') return requestHeader(exchange, found.name, extra);
  return found?.place === 'query' ? query(exchange, found.name, extra) : url(exchange, extra);
}

/**
 * The token of a 403 that gives no reason: some answer so to one that they do not take, others to one they know. It
 * was not accepted anywhere after `end`, milliseconds since the epoch.
 */
export function forbiddenWithoutReason(failing: Exchange, end: number, facts: Facts): boolean {
  if (failing.response?.status !== 403) return false;
  const isUnread = failing.blindSpots.includes('response-body');
  if (!saysNoMore(failing) && (isUnread || facts.says(failing).length > 0)) return false;
  return !facts.acceptedWith(failing).some((accepted) => facts.judgedAt(accepted) > end + LEEWAY_MS);
}
