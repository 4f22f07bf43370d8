import type { Exchange } from '../../exchange/exchange.ts';

export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri?: string;
  readonly responseType: string;
}

/** The authorization request (RFC 6749 §4.1.1) that a navigation makes; `undefined` where it is none. */
export function authorizationRequest(exchange: Exchange): AuthorizationRequest | undefined {
  const { url } = exchange.request;
  if (!url.includes('client_id=') || !URL.canParse(url)) return undefined;
  const query = new URL(url).searchParams;
  const clientId = query.get('client_id');
  const responseType = query.get('response_type');
  if (clientId === null || responseType === null) return undefined;
  const redirectUri = query.get('redirect_uri');
  return { clientId, responseType, ...(redirectUri !== null && { redirectUri }) };
}

/** An authorization server that refuses to redirect shows the error itself (RFC 6749 §4.1.2.1). */
export function refusedAuthorizationRequest(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0;
  return status >= 400 && status < 500 && authorizationRequest(exchange) !== undefined;
}
