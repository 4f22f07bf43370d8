import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValues } from '../../../exchange/headers.ts';
import { parseCookieHeader } from '../../../protocol/cookies/cookie-header.ts';
import { isNoCredential } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { otherCredentialHeader } from '../credential/sent.ts';

/**
 * Did the request go without any credential? Only where every kind would have been recorded. Cookies of a CSRF check or
 * a counter are none.
 */
export function wentAlone(failing: Exchange, facts: Facts): boolean {
  if (!facts.sawAuthorization(failing) || failing.blindSpots.includes('cookies')) return false;
  return (
    facts.authorization(failing) === undefined &&
    facts.token(failing) === undefined &&
    headerValues(failing.request.headers, 'cookie')
      .flatMap(parseCookieHeader)
      .every(({ name }) => isNoCredential(name)) &&
    otherCredentialHeader(failing) === undefined
  );
}
