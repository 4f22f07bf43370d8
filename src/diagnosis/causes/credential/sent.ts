import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Facts } from '../../facts/facts.ts';
import { hiddenError } from '../../facts/hidden-error.ts';

/**
 * Statuses with which servers refuse a credential: 400 is for a malformed one (RFC 6750 §3.1), 403 is common misuse.
 * 500 comes of an error that nobody caught. An error inside a success refuses as well.
 */
export function refusedCredential(failing: Exchange): boolean {
  const status = failing.response?.status;
  return [400, 401, 403, 500].includes(status ?? 0) || hiddenError(failing) !== undefined;
}

const API_KEY_HEADER =
  /^(?:x-)?(?:api|access|auth|app|client|subscription|functions)[-_]?(?:key|token|id|secret)$|^ocp-apim-subscription-key$|^x-goog-api-key$/i;

/** The header under which the request carried an API key or a token outside Authorization. */
export function otherCredentialHeader(failing: Exchange): string | undefined {
  return failing.request.headers.find(
    ({ name }) => API_KEY_HEADER.test(name) || /^(?:dpop|x-amz-security-token)$/i.test(name),
  )?.name;
}

export function sentCookies(failing: Exchange): boolean {
  return headerValue(failing.request.headers, 'cookie') !== undefined;
}

/** Did the page set an Authorization header, going by what its preflight asked for? `undefined`: no preflight tells. */
export function preflightAskedForAuthorization(failing: Exchange, facts: Facts): boolean | undefined {
  const preflight = facts.preflightOf(failing);
  if (!preflight) return undefined;
  const asked = headerValue(preflight.request.headers, 'access-control-request-headers') ?? '';
  return asked.split(',').some((name) => name.trim().toLowerCase() === 'authorization');
}

/** Does the server, by challenge or words, ask for a bearer token? */
export function wantsBearer(failing: Exchange, facts: Facts): boolean {
  return (
    facts.challenges(failing).some(({ scheme }) => scheme === 'bearer') ||
    facts.saysThat(failing, 'scheme') !== undefined
  );
}
