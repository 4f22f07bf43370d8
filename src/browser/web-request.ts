import type { RequestEvent, RequestFacts } from '../capture/events.ts';
import type { Dialect } from '../capture/trace.ts';
import type { Header } from '../exchange/exchange.ts';
import { headerValues } from '../exchange/headers.ts';
import { api, isFirefox } from './api.ts';

/** How this browser tells of requests; measured in both. */
export function dialect(): Dialect {
  return isFirefox()
    ? { preflights: 'after', tellsCorsVerdict: false }
    : { preflights: 'before', tellsCorsVerdict: true };
}

type ResourceType = `${chrome.webRequest.ResourceType}`;

/** Told of from the start: what a refusal is compared with. */
const WHOLE: readonly ResourceType[] = ['main_frame', 'sub_frame', 'xmlhttprequest', 'websocket'];
/** Told of by the head of their answer alone, for the few that are refused. */
const ANSWERS_ONLY: readonly ResourceType[] = [
  'image',
  'script',
  'stylesheet',
  'font',
  'media',
  'object',
  'ping',
  'other',
];
const FRAMES: readonly ResourceType[] = ['main_frame', 'sub_frame'];

/** Schemes that the browser answers by itself, repeating the request unseen (RFC 7617, RFC 7616, RFC 4559). */
const ANSWERED_BY_BROWSER = /^\s*(?:basic|digest|ntlm|negotiate)\b/i;
/** Milliseconds within which a browser that knows the password has repeated the request. */
const REPEATS_WITHIN = 30_000;

/**
 * Passes on what the browser tells of requests that belong to tabs. Must be called while the worker's script runs for
 * the first time, or a stopped worker is not woken by them.
 *
 * Every listener is paid for by the page, so there are as few as possible: `onBeforeRequest` would add only requests
 * that were never sent, which `onErrorOccurred` tells of too; `onCompleted` is listened to for all requests only while
 * one waits for its second leg.
 */
export function listenToRequests(emit: (event: RequestEvent) => void): void {
  const { webRequest } = api;
  const outcomes = watchOutcomes(emit);

  webRequest.onSendHeaders.addListener(
    (details) => {
      if (!isOfTab(details)) return;
      emit({
        kind: 'send-headers',
        ...factsOf(details),
        requestHeaders: readHeaders(details.requestHeaders),
      });
    },
    { urls: ['<all_urls>'], types: [...WHOLE] },
    withExtraHeaders('requestHeaders') as `${chrome.webRequest.OnSendHeadersOptions}`[],
  );

  const answered = (details: chrome.webRequest.OnHeadersReceivedDetails): undefined => {
    if (!isOfTab(details)) return;
    const answer = answerOf(details);
    if (isChallengeToBrowser(answer.status, answer.responseHeaders)) outcomes.await(details.requestId);
    emit({ kind: 'headers-received', ...factsOf(details), ...answer });
  };
  // One call for all types: two would be two listeners to the browser.
  webRequest.onHeadersReceived.addListener(
    answered,
    { urls: ['<all_urls>'], types: [...WHOLE, ...ANSWERS_ONLY] },
    withExtraHeaders('responseHeaders') as `${chrome.webRequest.OnHeadersReceivedOptions}`[],
  );

  webRequest.onAuthRequired.addListener(
    (details): undefined => {
      if (!isOfTab(details)) return;
      outcomes.awaitLong(details.requestId);
      emit({ kind: 'auth-required', ...factsOf(details), ...answerOf(details) });
    },
    { urls: ['<all_urls>'], types: [...WHOLE] },
    withExtraHeaders('responseHeaders') as `${chrome.webRequest.OnAuthRequiredOptions}`[],
  );

  webRequest.onErrorOccurred.addListener(
    (details) => {
      if (!isOfTab(details)) return;
      outcomes.forget(details.requestId);
      emit({ kind: 'error', ...factsOf(details), error: details.error });
    },
    { urls: ['<all_urls>'], types: [...WHOLE] },
  );

  webRequest.onCompleted.addListener((details) => emitCompleted(details, emit), {
    urls: ['<all_urls>'],
    types: [...FRAMES],
  });
}

/**
 * Listens for the ends of requests as long as one was challenged in a scheme that the browser answers itself: of the
 * repeated request, Chromium tells the end and nothing else.
 */
function watchOutcomes(emit: (event: RequestEvent) => void) {
  const awaited = new Map<string, ReturnType<typeof setTimeout> | undefined>();
  let isListening = false;

  const ended = (details: chrome.webRequest.OnCompletedDetails) => {
    if (!awaited.has(details.requestId)) return;
    emitCompleted(details, emit);
    forget(details.requestId);
  };

  function forget(requestId: string): void {
    if (awaited.size === 0) return;
    clearTimeout(awaited.get(requestId));
    awaited.delete(requestId);
    if (awaited.size > 0 || !isListening) return;
    api.webRequest.onCompleted.removeListener(ended);
    isListening = false;
  }

  function listen(): void {
    if (isListening) return;
    isListening = true;
    api.webRequest.onCompleted.addListener(ended, { urls: ['<all_urls>'], types: ['xmlhttprequest'] });
  }

  return {
    await(requestId: string): void {
      clearTimeout(awaited.get(requestId));
      awaited.set(
        requestId,
        setTimeout(() => forget(requestId), REPEATS_WITHIN),
      );
      listen();
    },
    /** Somebody is asked for the password, and takes the time it takes. */
    awaitLong(requestId: string): void {
      clearTimeout(awaited.get(requestId));
      awaited.set(requestId, undefined);
      listen();
    },
    forget,
  };
}

function emitCompleted(
  details: chrome.webRequest.OnCompletedDetails,
  emit: (event: RequestEvent) => void,
): void {
  if (!isOfTab(details)) return;
  emit({ kind: 'completed', ...factsOf(details), status: details.statusCode, fromCache: details.fromCache });
}

function isChallengeToBrowser(status: number, headers: readonly Header[]): boolean {
  if (status !== 401 && status !== 407) return false;
  const name = status === 401 ? 'www-authenticate' : 'proxy-authenticate';
  return headerValues(headers, name).some((value) => ANSWERED_BY_BROWSER.test(value));
}

/** Firefox knows no `extraHeaders` and throws; it hides no headers either. */
function withExtraHeaders(option: 'requestHeaders' | 'responseHeaders'): string[] {
  const options: object = api.webRequest.OnBeforeSendHeadersOptions ?? {};
  return 'EXTRA_HEADERS' in options ? [option, 'extraHeaders'] : [option];
}

type AnyDetails = Pick<
  chrome.webRequest.WebRequestDetails,
  'requestId' | 'tabId' | 'frameId' | 'url' | 'method' | 'type' | 'timeStamp'
> & {
  readonly initiator?: string | undefined;
  /** Firefox: URL of the document that asked. */
  readonly originUrl?: string | undefined;
};

/** DevTools, extensions and service workers have no tab, or are no part of the page. */
function isOfTab(details: AnyDetails): boolean {
  if (details.tabId < 0) return false;
  const asker = details.initiator ?? details.originUrl;
  return asker === undefined || !/^(?:chrome-extension|moz-extension|devtools):/.test(asker);
}

function factsOf(details: AnyDetails): RequestFacts {
  const { requestId, tabId, frameId, url, method, type, timeStamp } = details;
  const initiator = initiatorOf(details);
  return {
    requestId,
    tabId,
    frameId,
    url,
    method,
    type,
    timeStamp,
    ...(initiator !== undefined && { initiator }),
  };
}

function initiatorOf({ initiator, originUrl }: AnyDetails): string | undefined {
  if (initiator !== undefined) return initiator;
  return originUrl !== undefined && URL.canParse(originUrl) ? new URL(originUrl).origin : undefined;
}

interface AnswerDetails {
  readonly statusCode: number;
  readonly statusLine: string;
  readonly responseHeaders?: readonly chrome.webRequest.HttpHeader[] | undefined;
}

function answerOf({ statusCode, statusLine, responseHeaders }: AnswerDetails) {
  const statusText = /^HTTP\/\S+ \d+ (.+)$/.exec(statusLine)?.[1];
  return {
    status: statusCode,
    ...(statusText !== undefined && { statusText }),
    responseHeaders: splitSetCookie(readHeaders(responseHeaders)),
  };
}

/** Values outside Latin-1 come as bytes. */
function readHeaders(headers: readonly chrome.webRequest.HttpHeader[] = []): Header[] {
  return headers.map(({ name, value, binaryValue }) => ({ name, value: value ?? textOf(binaryValue) }));
}

function textOf(bytes: ArrayBuffer | readonly number[] | undefined): string {
  return bytes ? new TextDecoder().decode(bytes instanceof ArrayBuffer ? bytes : new Uint8Array(bytes)) : '';
}

/** Firefox joins several Set-Cookie headers with line breaks, which no header value can hold. */
function splitSetCookie(headers: readonly Header[]): Header[] {
  return headers.flatMap((header) =>
    header.value.includes('\n')
      ? header.value.split('\n').map((value) => ({ name: header.name, value }))
      : header,
  );
}
