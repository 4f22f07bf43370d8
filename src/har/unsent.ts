import type { ExchangeId } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import { isCrossOrigin, preflightCheck, requestedHeaders } from '../protocol/cors/cors.ts';
import { type Draft, METHOD } from './entry.ts';

/**
 * The requests that preflights asked for in vain. A browser's own record has them, without status; a proxy's (Charles,
 * Fiddler, mitmproxy) cannot, for they were never sent. Nothing of them is known but what the preflight says.
 *
 * @param drafts preflights already linked to the requests that are there
 */
export function unsentRequests(drafts: readonly Draft[]): Draft[] {
  const asked = new Set(drafts.map(({ preflightId }) => preflightId));
  return drafts
    .filter((draft) => draft.kind === 'preflight' && !asked.has(draft.id) && isRefused(draft))
    .map(unsentRequest);
}

/** By the preflight fetch (Fetch §4.8), whatever credentials the request would have had. */
function isRefused({ initiator, request, response }: Draft): boolean {
  const method = headerValue(request.headers, 'access-control-request-method');
  if (!response || initiator === undefined || method === undefined || !METHOD.test(method)) return false;
  if (response.headers.length === 0 || !isCrossOrigin(initiator, request.url)) return false;
  return !preflightCheck({
    origin: initiator,
    credentials: 'unknown',
    method,
    requestHeaders: requestedHeaders(request.headers),
    preflight: response,
  }).passed;
}

function unsentRequest(preflight: Draft): Draft {
  const { id, startedAt, endedAt, initiator, topLevelUrl, request } = preflight;
  const origin = headerValue(request.headers, 'origin');
  return {
    id: `unsent-${id}` as ExchangeId,
    startedAt,
    ...(endedAt !== undefined && { endedAt }),
    kind: 'fetch',
    ...(initiator !== undefined && { initiator }),
    ...(topLevelUrl !== undefined && { topLevelUrl }),
    request: {
      method: headerValue(request.headers, 'access-control-request-method')!,
      url: request.url,
      headers: origin === undefined ? [] : [{ name: 'Origin', value: origin }],
    },
    preflightId: id,
    blindSpots: ['request-headers', 'authorization', 'cookies', 'request-body', 'cors-verdict'],
  };
}
