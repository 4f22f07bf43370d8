import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Facts } from '../facts/facts.ts';
import { headerSizeRefusal } from '../facts/header-size.ts';
import { refusedAsMalformed } from '../facts/malformed-credential.ts';
import { saysNoneWasSent } from '../facts/missing-credential.ts';
import { refusalOfTwo } from '../facts/sent-twice.ts';
import { signInRefusal } from '../facts/sign-in-request.ts';
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
  if (status === 400 && facts.challenges(exchange).length > 0) return 'refused';
  if (status === 400 && (refusedAsMalformed(exchange, facts) || refusalOfTwo(exchange, facts)))
    return 'refused';
  if (headerSizeRefusal(exchange, facts)) return 'refused';
  if (saysNoneWasSent(exchange, facts)) return 'refused';
  if (signInRefusal(exchange, facts)) return 'refused';
  if (refusedByAuthorizationServer(exchange, facts)) return 'refused';
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

/**
 * An authorization server says no on a page of its own (RFC 6749 §4.1.2.1), by the redirect back, or at its token
 * endpoint (§5.2).
 */
function refusedByAuthorizationServer(exchange: Exchange, facts: Facts): boolean {
  const message = facts.oauth(exchange);
  const status = exchange.response?.status ?? 0;
  switch (message?.kind) {
    case 'authorization-request':
      return status >= 400 && status < 500;
    case 'authorization-response':
      return message.response.error !== undefined && !wasSilent(exchange, facts);
    case 'token-request':
      return (status >= 400 && status < 500) || message.response?.error !== undefined;
    default:
      return false;
  }
}

/** "Nobody is signed in" is a fair answer to a question without a page to sign in on (OpenID Connect Core §3.1.2.6). */
function wasSilent(exchange: Exchange, facts: Facts): boolean {
  const message = facts.oauth(exchange);
  if (message?.kind !== 'authorization-response' || message.response.error !== 'login_required') return false;
  return exchange.kind === 'frame';
}
