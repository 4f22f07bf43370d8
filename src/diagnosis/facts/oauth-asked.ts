import type { Exchange } from '../../exchange/exchange.ts';
import type { AuthorizationRequest } from '../../protocol/oauth/messages.ts';
import type { Facts } from './facts.ts';

/** An authorization request (RFC 6749 §4.1.1), and the exchange that made it. */
export interface Asked {
  readonly exchange: Exchange;
  readonly request: AuthorizationRequest;
}

const HOPS_AT_MOST = 20;

/** Every authorization request that was under way before this exchange, in order. */
export function requestsBefore(exchange: Exchange, facts: Facts): readonly Asked[] {
  return facts
    .oauthExchanges()
    .flatMap(([other, message]) =>
      message.kind === 'authorization-request' && other.startedAt <= exchange.startedAt
        ? [{ exchange: other, request: message.request }]
        : [],
    );
}

/** The authorization request whose redirects led here, without a page between; or this very exchange. */
export function askedInChain(exchange: Exchange, facts: Facts): Asked | undefined {
  let hop: Exchange | undefined = exchange;
  for (let count = 0; hop && count < HOPS_AT_MOST; count += 1) {
    const message = facts.oauth(hop);
    if (message?.kind === 'authorization-request') return { exchange: hop, request: message.request };
    hop = facts.redirectedFrom(hop);
  }
  return undefined;
}

/** The authorization request that led here: by the chain of redirects, else by its state, else the last before. */
export function askedBefore(exchange: Exchange, state: string | undefined, facts: Facts): Asked | undefined {
  return (
    askedInChain(exchange, facts) ??
    requestsBefore(exchange, facts).findLast(({ request }) => state === undefined || request.state === state)
  );
}
