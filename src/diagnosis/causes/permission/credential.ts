import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Facts } from '../../facts/facts.ts';
import { otherCredentialHeader } from '../credential/sent.ts';

/** Did the request go without any credential? Only where every kind would have been recorded. */
export function wentAlone(failing: Exchange, facts: Facts): boolean {
  if (!facts.sawAuthorization(failing) || failing.blindSpots.includes('cookies')) return false;
  return (
    facts.authorization(failing) === undefined &&
    facts.token(failing) === undefined &&
    headerValue(failing.request.headers, 'cookie') === undefined &&
    otherCredentialHeader(failing) === undefined
  );
}
