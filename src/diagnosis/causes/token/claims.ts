import type { Exchange } from '../../../exchange/exchange.ts';
import { numericDate } from '../../../protocol/jwt/token.ts';
import type { Meaning } from '../../dialects/index.ts';
import type { Facts } from '../../facts/facts.ts';

/** A JWT that was sent and refused, with its claims. */
export interface RefusedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Validators commonly allow this much between two clocks. */
export const LEEWAY_MS = 5 * 60_000;

/**
 * Was the request refused for its token: with 401 (or as good as, inside a success), or with another 4xx whose words
 * speak of the token?
 */
export function refusesToken(failing: Exchange, facts: Facts, ...meanings: readonly Meaning[]): boolean {
  const status = facts.refusal(failing);
  if (status === undefined) return false;
  const speaksOfIt = facts.saysThat(failing, 'invalid-token', ...meanings) !== undefined;
  return status === 401 || (status >= 400 && status < 500 && speaksOfIt);
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
