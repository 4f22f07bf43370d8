import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Facts } from '../facts/facts.ts';
import { refusedAuthorizationRequest } from '../facts/oauth.ts';
import type { Outcome } from './diagnosis.ts';

/** Statuses by which servers refuse a credential, a session or a permission (RFC 9110 §15.5, RFC 6585, Laravel's 419). */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 407, 419, 511]);

/**
 * What became of a request, if authentication or its transport failed it; `undefined` for all others: successes,
 * and failures that have other reasons (500, 422, refused connections, aborted requests).
 */
export function outcomeOf(exchange: Exchange, facts: Facts): Exclude<Outcome, 'recovered'> | undefined {
  if (exchange.kind === 'preflight') return undefined;
  if (exchange.pending === 'authentication-prompt') return 'pending';
  if (wasBlocked(exchange, facts)) return 'blocked';
  const status = exchange.response?.status;
  if (status === undefined) return undefined;
  if (REFUSALS.has(status)) return 'refused';
  if (status === 429 && carriesCredential(exchange, facts)) return 'refused';
  if (status === 400 && refusesTheCredential(exchange, facts)) return 'refused';
  return undefined;
}

/** A 5xx without CORS headers is a crash, not a CORS fault, where the API has shown that it knows CORS. */
function wasBlocked(exchange: Exchange, facts: Facts): boolean {
  if (exchange.failure === undefined && !exchange.blindSpots.includes('cors-verdict')) return false;
  const cors = facts.cors(exchange);
  if (!cors?.blocked) return false;
  return (exchange.response?.status ?? 0) < 500;
}

function carriesCredential(exchange: Exchange, facts: Facts): boolean {
  return (
    facts.authorization(exchange) !== undefined ||
    headerValue(exchange.request.headers, 'cookie') !== undefined
  );
}

/** 400 is authentication's where a challenge says so (RFC 6750 §3.1), or an authorization server refuses. */
function refusesTheCredential(exchange: Exchange, facts: Facts): boolean {
  return facts.challenges(exchange).length > 0 || refusedAuthorizationRequest(exchange);
}
