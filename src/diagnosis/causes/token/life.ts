import { hostOf, withoutQuery } from '../../../exchange/address.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { Evidence } from '../../engine/cause.ts';
import { claim, requestHeader } from '../../engine/evidence.ts';
import { CLOCK_GRAIN_MS, type Facts } from '../../facts/facts.ts';
import type { IssuedToken } from '../../facts/issued-tokens.ts';
import { readableJwt, timeClaim } from './claims.ts';

/** The end of a token's life, and the request that came after it. */
export interface Overdue {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  /** How long after its end the token was sent. Milliseconds. */
  readonly late: number;
  /** `exp` is judged by the server's clock, `expires_in` by this computer's. */
  readonly by: 'exp' | 'expires_in';
  /** The server's clock is known, or says so itself: the token has run out, whatever else is wrong. */
  readonly sure: boolean;
}

/** The token that this request carries, where its lifetime was over by then. */
export function overdue(exchange: Exchange, facts: Facts): Overdue | undefined {
  const sent = facts.token(exchange);
  if (!sent) return undefined;
  const claims = readableJwt(exchange, facts)?.claims;
  const exp = claims && timeClaim(claims, 'exp');
  if (exp !== undefined) {
    const late = facts.judgedAt(exchange) - exp;
    const sure = facts.serverTime(exchange) !== undefined;
    return late < 0 ? undefined : { token: sent.text, endedAt: exp, late, by: 'exp', sure };
  }
  const expiresAt = originOf(sent.text, facts)?.expiresAt;
  if (expiresAt === undefined) return undefined;
  const late = exchange.startedAt - expiresAt;
  if (late < -CLOCK_GRAIN_MS) return undefined;
  return { token: sent.text, endedAt: expiresAt, late: Math.max(0, late), by: 'expires_in', sure: false };
}

/** The answer of the capture that delivered this text as an access token, the last of them. */
export function originOf(token: string, facts: Facts): IssuedToken | undefined {
  return facts.tokenLife().issued.findLast(({ text, kind }) => text === token && kind !== 'refresh');
}

/** Requests refused with this very token after that moment, in order. */
export function refusedWith(token: string, after: number, facts: Facts): readonly Exchange[] {
  return (facts.tokenLife().sent.get(token) ?? []).filter(
    (exchange) => exchange.startedAt >= after - CLOCK_GRAIN_MS && isRefusal(exchange),
  );
}

export function isRefusal({ response }: Exchange): boolean {
  return response?.status === 401 || response?.status === 403;
}

/** Of the same page, or of the same host: other tabs and other applications have sessions of their own. */
export function belongTogether(a: Exchange, b: Exchange): boolean {
  if (a.initiator !== undefined && a.initiator === b.initiator) return true;
  return hostOf(a.request.url) === hostOf(b.request.url);
}

/** Earlier requests with the same token, method and path that passed, in order. */
export function passedBefore(failing: Exchange, facts: Facts): readonly Exchange[] {
  return facts
    .acceptedWith(failing)
    .filter((each) => each.startedAt < failing.startedAt && isSameRoute(each, failing));
}

function isSameRoute({ request: a }: Exchange, { request: b }: Exchange): boolean {
  return a.method === b.method && withoutQuery(a.url) === withoutQuery(b.url);
}

/** The place that tells when the token's life ended. */
export function endOfLife(failing: Exchange, { by, token }: Overdue, facts: Facts): Evidence {
  if (by === 'exp') return claim(failing, 'exp', { mark: 'UTC' });
  const origin = originOf(token, facts);
  if (!origin) return requestHeader(failing, 'Authorization');
  return {
    label: 'Issued by',
    at: { part: 'url', exchangeId: origin.by.id },
    note: 'with expires_in, which had passed',
  };
}
