import type { BlindSpot, Exchange, ExchangeId, Header, ResponseMessage } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import type {
  AuthRequiredEvent,
  CompletedEvent,
  ErrorEvent,
  HeadersReceivedEvent,
  RequestEvent,
  RequestFacts,
  SendHeadersEvent,
} from './events.ts';
import { boundHeaders } from './headers.ts';
import { isRecordedWhole, kindOfType } from './kind.ts';
import { isCrossOrigin, isSameUrl } from './origin.ts';
import { isRefusingStatus } from './refused.ts';
import { latestLeg, nextLegId, rememberLeg, type Trace, topLevelUrlFor } from './trace.ts';

/**
 * Takes one event of one tab into account and returns the exchanges that it made or changed, each whole.
 *
 * `trace` is updated in place: a page may send a thousand requests a second, and copying would be paid by the page.
 * Events of one request come in order; those of different requests in any.
 */
export function reduce(trace: Trace, event: RequestEvent): readonly Exchange[] {
  switch (event.kind) {
    case 'send-headers':
      return sent(trace, event);
    case 'headers-received':
      return answered(trace, event);
    case 'auth-required':
      return asksForPassword(trace, event);
    case 'completed':
      return completed(trace, event);
    case 'error':
      return failed(trace, event);
  }
}

function sent(trace: Trace, event: SendHeadersEvent): readonly Exchange[] {
  const latest = latestLeg(trace, event.requestId);
  const { headers, blindSpots } = boundHeaders(event.requestHeaders, 'request');
  if (latest && isOpen(latest) && isSameUrl(latest.request.url, event.url)) {
    // The connection broke before an answer, and the browser sent the same request once more.
    const again = { ...latest, request: { ...latest.request, headers } };
    return [rememberLeg(trace, event.requestId, again)];
  }
  const leg = startLeg(trace, event, latest, headers, blindSpots);
  if (leg.kind === 'preflight') return preflightSent(trace, event, leg);
  if (leg.kind !== 'fetch') return [rememberLeg(trace, event.requestId, leg)];
  return [rememberLeg(trace, event.requestId, withPreflight(trace, event, leg))];
}

function startLeg(
  trace: Trace,
  event: RequestFacts,
  previous: Exchange | undefined,
  headers: readonly Header[],
  blindSpots: readonly BlindSpot[],
): Exchange {
  const kind = isPreflight(event, headers) ? 'preflight' : kindOfType(event.type);
  const topLevelUrl = topLevelUrlFor(trace, event);
  const redirectedFrom = previous && isRedirect(previous) ? previous.id : undefined;
  return {
    id: nextLegId(event.requestId, previous),
    startedAt: event.timeStamp,
    kind,
    ...(event.initiator !== undefined && { initiator: event.initiator }),
    ...(topLevelUrl !== undefined && { topLevelUrl }),
    request: { method: event.method, url: event.url, headers },
    ...(redirectedFrom !== undefined && { redirectedFromId: redirectedFrom }),
    blindSpots: mergeSpots(blindSpots, mayHaveBody(event.method) ? ['request-body'] : []),
  };
}

function preflightSent(trace: Trace, event: SendHeadersEvent, preflight: Exchange): readonly Exchange[] {
  rememberLeg(trace, event.requestId, preflight);
  if (trace.dialect.preflights === 'before') {
    trace.pairing.ask(preflight, event.requestId);
    return [preflight];
  }
  const request = trace.pairing.claimant(preflight, event.requestId);
  const known = request && trace.byId(request);
  if (!known) return [preflight];
  const paired = { ...known.exchange, preflightId: preflight.id };
  return [preflight, rememberLeg(trace, known.requestId, paired)];
}

/** The request with the preflight that let it through; in Firefox, in line for the one that will come. */
function withPreflight(trace: Trace, event: SendHeadersEvent, leg: Exchange): Exchange {
  if (!mayNeedPreflight(leg)) return leg;
  const claimant = { ...claimantOf(event, leg.id), exchange: leg };
  if (trace.dialect.preflights === 'after') {
    trace.pairing.wait(claimant);
    return leg;
  }
  return linkPreflight(trace, leg, trace.pairing.claimSent(claimant));
}

/** A redirect from a foreign origin back to the page's own is checked as across origins (Fetch §4.4). */
function mayNeedPreflight(leg: Exchange): boolean {
  return isCrossOrigin(leg) || leg.redirectedFromId !== undefined;
}

function linkPreflight(trace: Trace, leg: Exchange, preflightId: ExchangeId | undefined): Exchange {
  if (preflightId === undefined) return leg;
  // The request began before its preflight, though the browser tells of its headers only now.
  const startedAt = Math.min(leg.startedAt, trace.byId(preflightId)?.exchange.startedAt ?? leg.startedAt);
  return { ...leg, startedAt, preflightId };
}

function claimantOf(event: RequestFacts, id: ExchangeId) {
  const { requestId, url, method, initiator, timeStamp } = event;
  return { id, requestId, url, method, initiator, at: timeStamp };
}

function answered(trace: Trace, event: HeadersReceivedEvent): readonly Exchange[] {
  const latest = latestLeg(trace, event.requestId);
  const { headers, blindSpots } = boundHeaders(event.responseHeaders, 'response');
  const response = responseOf(event.status, event.statusText, headers);
  if (!latest && !isRecordedWhole(kindOfType(event.type)) && !isRefusingStatus(event.status)) return [];
  const open = latest && isOpen(latest) && isSameUrl(latest.request.url, event.url);
  const leg = open ? latest : unseenLeg(trace, event, latest);
  const whole: Exchange = {
    ...leg,
    endedAt: event.timeStamp,
    response,
    blindSpots: mergeSpots(leg.blindSpots, blindSpots, ['response-body'], unsaidVerdict(trace, leg)),
  };
  trace.pairing.forget(whole.id, whole.request.url);
  if (whole.kind === 'preflight') trace.pairing.settle(whole);
  if (whole.kind === 'navigation' && !isRedirect(whole)) trace.topLevelUrl = whole.request.url;
  return [rememberLeg(trace, event.requestId, whole)];
}

function responseOf(
  status: number,
  statusText: string | undefined,
  headers: readonly Header[],
): ResponseMessage {
  return { status, ...(statusText !== undefined && { statusText }), headers };
}

/** A leg whose beginning nobody told us of: the recorder came late, or the browser repeated the request itself. */
function unseenLeg(trace: Trace, event: RequestFacts, previous: Exchange | undefined): Exchange {
  const leg = startLeg(trace, event, previous, [], ['request-headers']);
  if (previous) return leg;
  const preflight: BlindSpot[] = leg.kind === 'fetch' && isCrossOrigin(leg) ? ['preflight'] : [];
  return { ...leg, blindSpots: mergeSpots(['start'], leg.blindSpots, preflight) };
}

function asksForPassword(trace: Trace, event: AuthRequiredEvent): readonly Exchange[] {
  const latest = latestLeg(trace, event.requestId);
  // A preflight or a service worker's request has no prompt; whatever has one was answered with a challenge just now.
  const answer = latest?.response ? latest : answered(trace, { ...event, kind: 'headers-received' })[0];
  if (!answer) return [];
  const { endedAt: _, ...open } = answer;
  return [rememberLeg(trace, event.requestId, { ...open, pending: 'authentication-prompt' })];
}

function completed(trace: Trace, event: CompletedEvent): readonly Exchange[] {
  const latest = latestLeg(trace, event.requestId);
  if (!latest?.response || latest.failure !== undefined) return [];
  const ended = { ...endPrompt(latest, event.timeStamp), endedAt: event.timeStamp };
  if (latest.response.status !== event.status && isChallenge(latest.response.status)) {
    return [rememberLeg(trace, event.requestId, repeatedByBrowser(ended, event.status))];
  }
  const response = event.fromCache
    ? { ...latest.response, answeredBy: 'http-cache' as const }
    : latest.response;
  return [rememberLeg(trace, event.requestId, { ...ended, response })];
}

/**
 * The browser knew or was told a password and repeated the request. Chromium counts both as one, as its HAR does, and
 * of the second it tells the status only.
 */
function repeatedByBrowser(challenged: Exchange, status: number): Exchange {
  return {
    ...challenged,
    response: responseOf(status, undefined, []),
    blindSpots: mergeSpots(challenged.blindSpots, ['authorization', 'set-cookie', 'response-headers']),
  };
}

function endPrompt(exchange: Exchange, at: number): Exchange {
  if (exchange.pending === undefined) return exchange;
  const { pending: _, ...rest } = exchange;
  return { ...rest, endedAt: at };
}

function failed(trace: Trace, event: ErrorEvent): readonly Exchange[] {
  const latest = latestLeg(trace, event.requestId);
  if (!latest || !isSameUrl(latest.request.url, event.url)) return [neverSent(trace, event, latest)];
  if (latest.failure !== undefined) return [];
  const whole: Exchange = {
    ...endPrompt(latest, event.timeStamp),
    endedAt: event.timeStamp,
    failure: event.error,
  };
  trace.pairing.forget(whole.id, whole.request.url);
  if (whole.kind === 'preflight') trace.pairing.settle(whole);
  return [rememberLeg(trace, event.requestId, whole)];
}

/** An error without a request before it: its preflight stopped it, or something in the browser, or we came late. */
function neverSent(trace: Trace, event: ErrorEvent, previous: Exchange | undefined): Exchange {
  const leg = startLeg(trace, event, previous, [], ['request-headers']);
  const preflightId =
    leg.kind === 'fetch' && mayNeedPreflight(leg)
      ? trace.pairing.claimUnsent(claimantOf(event, leg.id))
      : undefined;
  const ended: Exchange = { ...leg, endedAt: event.timeStamp, failure: event.error };
  if (preflightId !== undefined || previous) {
    return rememberLeg(trace, event.requestId, linkPreflight(trace, ended, preflightId));
  }
  const unsure: BlindSpot[] = leg.kind === 'fetch' && isCrossOrigin(leg) ? ['start', 'preflight'] : ['start'];
  return rememberLeg(trace, event.requestId, { ...ended, blindSpots: mergeSpots(ended.blindSpots, unsure) });
}

/** Firefox calls an answer that CORS hid from the page a success: whether it was, headers must tell. */
function unsaidVerdict(trace: Trace, leg: Exchange): readonly BlindSpot[] {
  return !trace.dialect.tellsCorsVerdict && leg.kind === 'fetch' && isCrossOrigin(leg)
    ? ['cors-verdict']
    : [];
}

/** Fetch §4.8: only a CORS preflight carries this header, which pages cannot set. */
function isPreflight(event: RequestFacts, headers: readonly Header[]): boolean {
  return event.method === 'OPTIONS' && headerValue(headers, 'access-control-request-method') !== undefined;
}

function isOpen(exchange: Exchange): boolean {
  return exchange.response === undefined && exchange.failure === undefined;
}

function isRedirect({ response }: Exchange): boolean {
  if (!response || response.status < 300 || response.status > 399) return false;
  return headerValue(response.headers, 'location') !== undefined;
}

function isChallenge(status: number): boolean {
  return status === 401 || status === 407;
}

function mayHaveBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

function mergeSpots(...lists: readonly (readonly BlindSpot[])[]): readonly BlindSpot[] {
  return [...new Set(lists.flat())];
}
