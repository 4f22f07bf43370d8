import type { Exchange } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import { isCrossOrigin } from './origin.ts';

/**
 * Whether an exchange looks refused, at a glance: for the badge, and for what a full store keeps longest. The
 * diagnosis in the panel decides anew and knows more.
 *
 * A preflight is never counted: the request it was sent for is.
 */
export function isRefused(exchange: Exchange): boolean {
  if (exchange.kind === 'preflight') return false;
  const status = exchange.response?.status;
  if (status !== undefined && isRefusingStatus(status)) return true;
  if (status !== undefined && status >= 500) return false;
  if (exchange.kind !== 'fetch' || !isCrossOrigin(exchange)) return false;
  if (exchange.failure !== undefined) return looksLikeCors(exchange.failure);
  return exchange.blindSpots.includes('cors-verdict') && hiddenByCors(exchange);
}

/** 401, 403, 407 (RFC 9110 §15.5), 429 (RFC 6585 §4), and 419, by which Laravel says that a session has expired. */
export function isRefusingStatus(status: number): boolean {
  return status === 401 || status === 403 || status === 407 || status === 419 || status === 429;
}

/** By these browsers end what CORS forbids; aborted, offline, unknown host and blocked by an extension have their own. */
function looksLikeCors(failure: string): boolean {
  return (
    failure === 'net::ERR_FAILED' ||
    failure === 'net::ERR_INVALID_REDIRECT' ||
    failure === 'NS_ERROR_DOM_BAD_URI'
  );
}

/** The CORS check without credentials (Fetch §4.9), where the browser does not say how it went. */
function hiddenByCors({ initiator, response }: Exchange): boolean {
  if (!response) return false;
  const allowed = headerValue(response.headers, 'access-control-allow-origin');
  return allowed !== '*' && allowed !== initiator;
}
