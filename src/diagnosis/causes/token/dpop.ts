import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue, headerValues } from '../../../exchange/headers.ts';
import type { Facts } from '../../facts/facts.ts';

/** Statuses with which servers refuse a proof or a bound token (RFC 9449 §5, §7.1); 403 is common misuse. */
export function refusesProofs({ response }: Exchange): boolean {
  return response !== undefined && [400, 401, 403].includes(response.status);
}

/** The values of the request's DPoP headers; one is right (RFC 9449 §4.3, step 1). */
export function sentProofs({ request }: Exchange): readonly string[] {
  return headerValues(request.headers, 'dpop');
}

export function sentAsDpop(exchange: Exchange, facts: Facts): boolean {
  const credential = facts.credential(exchange);
  return credential?.form === 'other-scheme' && credential.scheme === 'dpop';
}

/** Does the server take tokens only together with a proof? Many that take plain Bearer, too, list both schemes. */
export function asksForDpopAlone(exchange: Exchange, facts: Facts): boolean {
  const schemes = facts.challenges(exchange).map(({ scheme }) => scheme);
  return schemes.includes('dpop') && !schemes.includes('bearer');
}

/** The nonce that the server hands out with its refusal (RFC 9449 §8). */
export function offeredNonce({ response }: Exchange): string | undefined {
  return headerValue(response?.headers ?? [], 'dpop-nonce');
}
