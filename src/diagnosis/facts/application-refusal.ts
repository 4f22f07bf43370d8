import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';

/** With which applications answer a sign-in they could not finish; no page there (404) or no service is another matter. */
export const APPLICATION_REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 409, 422]);

/** A path or query that speaks of failure: where applications send people whom they could not sign in. */
const ERROR_PLACE = /[/?&=_-](?:error|fail(?:ed|ure)?|denied)(?:[/?&=_-]|$)/i;

/** Does the application send the browser to a page about an error? */
export function isSentToErrorPage({ response }: Exchange): boolean {
  if (!response || response.status < 300 || response.status > 399) return false;
  return ERROR_PLACE.test(headerValue(response.headers, 'location') ?? '');
}
