import type { Exchange } from '../../../exchange/exchange.ts';
import type { TokenRequest, TokenResponse } from '../../../protocol/oauth/messages.ts';
import type { Facts } from '../../facts/facts.ts';
import { isMasked } from '../../facts/oauth-flow.ts';

/** A request to a token endpoint, with what became of it. */
export interface Redemption {
  readonly exchange: Exchange;
  readonly request: TokenRequest;
  readonly response?: TokenResponse;
}

/** The other token requests of the capture with the same code, or the same refresh token, in order. */
export function sameGrant(
  failing: Exchange,
  name: 'code' | 'refreshToken',
  value: string,
  facts: Facts,
): readonly Redemption[] {
  if (isMasked(value)) return [];
  return facts
    .oauthExchanges()
    .flatMap(([exchange, message]) =>
      message.kind === 'token-request' && exchange.id !== failing.id && message.request[name] === value
        ? [{ exchange, request: message.request, ...(message.response && { response: message.response }) }]
        : [],
    );
}

/**
 * Did the server take the grant of this one before it refused the failing one, or while that was under way?
 * `unread`: the answer was a success that was not recorded.
 */
export function wasTaken({ exchange, response }: Redemption, failing: Exchange): boolean | 'unread' {
  const status = exchange.response?.status ?? 0;
  if (status < 200 || status > 299 || exchange.startedAt > (failing.endedAt ?? failing.startedAt))
    return false;
  if (response) return response.error === undefined;
  return exchange.response?.body === undefined ? 'unread' : false;
}

/** Did it go out before, and no answer come back? The server may have taken it all the same. */
export function wentUnanswered({ exchange }: Redemption, failing: Exchange): boolean {
  const isOver = exchange.failure !== undefined || exchange.endedAt !== undefined;
  return isOver && exchange.response === undefined && exchange.startedAt < failing.startedAt;
}
