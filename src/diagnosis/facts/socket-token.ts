import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { jwtInOwnHeader, tokenInParameters } from './token-elsewhere.ts';

/** A CONNECT packet with its payload, for the main namespace or another (Socket.IO protocol 5). */
const CONNECT = /^(?:\d{1,5}:)?40(?:\/[^,]{0,200},)?(\{.*\})/s;
/** The members under which pages put the token, by the examples of Socket.IO's documentation and common use. */
const TOKEN_MEMBERS = ['token', 'accessToken', 'access_token', 'jwt', 'authToken', 'authorization'] as const;
const READ_AT_MOST = 20_000;

/**
 * The token of a request that has none in Authorization. One that opened a Socket.IO connection by long polling stands in
 * the body of the request that connected, and counts for the others of the same `sid`; a WebSocket's stands in its
 * handshake; and some programs have a header of their own for it.
 */
export function tokensBesides(exchanges: readonly Exchange[]): (exchange: Exchange) => string | undefined {
  const bySession = new Map<string, string>();
  for (const exchange of exchanges) {
    const session = sessionOf(exchange);
    const token = session !== undefined ? connectToken(exchange) : undefined;
    if (session !== undefined && token !== undefined) bySession.set(session, token);
  }
  return (exchange) => {
    const session = sessionOf(exchange);
    if (session !== undefined) return bySession.get(session);
    return exchange.kind === 'websocket' ? tokenOfHandshake(exchange) : jwtInOwnHeader(exchange);
  };
}

/** A page cannot set a header on a WebSocket: it puts the token into the address, or among the subprotocols. */
export function tokenOfHandshake(exchange: Exchange): string | undefined {
  const protocols = headerValue(exchange.request.headers, 'sec-websocket-protocol') ?? '';
  return tokenInParameters(exchange)?.text ?? /eyJ[\w-]{8,8000}\.[\w.-]{1,8000}/.exec(protocols)?.[0];
}

/** Engine.IO's session: one connection of one page. */
function sessionOf({ request: { url } }: Exchange): string | undefined {
  if (!url.includes('transport=polling')) return undefined;
  return /[?&]sid=([\w-]{1,80})/.exec(url)?.[1];
}

function connectToken({ request: { method, body } }: Exchange): string | undefined {
  if (method !== 'POST' || !body || body.encoding !== undefined || body.text.length > READ_AT_MOST)
    return undefined;
  const payload = body.text.split('\u001e').map((packet) => CONNECT.exec(packet)?.[1]);
  for (const json of payload) {
    const token = json !== undefined ? tokenIn(json) : undefined;
    if (token !== undefined) return token;
  }
  return undefined;
}

function tokenIn(json: string): string | undefined {
  try {
    const auth = JSON.parse(json) as Readonly<Record<string, unknown>>;
    const value = TOKEN_MEMBERS.map((name) => auth[name]).find((each) => typeof each === 'string');
    return typeof value === 'string' ? value.replace(/^Bearer /i, '') : undefined;
  } catch {
    return undefined;
  }
}
