import type { BlindSpot, Body, Capture, Exchange, Header } from '../../exchange/exchange.ts';
import { cleanBody } from './bodies.ts';
import { type Cleaner, createCleaner, type Replaced } from './cleaner.ts';
import { freshKeys, type Keys } from './disguise.ts';
import { cleanHeader } from './headers.ts';
import { meaningOfHeader } from './names.ts';
import { createSearch, type Search } from './search.ts';
import { cleanUrl } from './url.ts';

export type { Replaced } from './cleaner.ts';

export interface Redaction {
  readonly capture: Capture;
  /** The receipt: what was replaced where, how often; never a value. */
  readonly replaced: readonly Replaced[];
  /** The same for a text that was made from the capture before it was redacted, such as a finding's title. */
  readonly text: (text: string) => string;
}

/**
 * Replaces everything secret or personal in a capture by placeholders that keep shape and identity.
 *
 * Twice over the same ground: first each place is read as what it is (a header, a query, a token, a form), which
 * teaches the values; then every text is searched for those values in any encoding, and for what looks like a
 * secret anywhere. A diagnosis is made before this, never after.
 *
 * @param keys make the placeholders; random unless reports are to share them
 */
export function redact(capture: Capture, keys: Keys = freshKeys()): Redaction {
  const cleaner = createCleaner(keys);
  const structured = capture.exchanges.map((exchange) => cleanExchange(cleaner, exchange));
  const search = createSearch(cleaner);
  const exchanges = structured.map((exchange) => searchExchange(cleaner, search, exchange));
  cleaner.at('text');
  return { capture: { ...capture, exchanges }, replaced: cleaner.receipt(), text: search.everything };
}

/** First pass: every part read as what it is. */
function cleanExchange(cleaner: Cleaner, exchange: Exchange): Exchange {
  const { request, response, topLevelUrl, callers } = exchange;
  const blindSpots: BlindSpot[] = [...exchange.blindSpots];
  const requestBody = keepText(request.body, 'request-body', blindSpots);
  const responseBody = keepText(response?.body, 'response-body', blindSpots);
  return {
    ...exchange,
    blindSpots,
    request: {
      method: request.method,
      url: at(cleaner, 'request URL', () => cleanUrl(cleaner, request.url)),
      headers: cleanHeaders(cleaner, 'request header', request.headers),
      ...(requestBody && {
        body: at(cleaner, 'request body', () => withText(requestBody, cleanBody(cleaner, requestBody))),
      }),
    },
    ...(response && {
      response: {
        status: response.status,
        ...(response.statusText !== undefined && { statusText: response.statusText }),
        ...(response.answeredBy && { answeredBy: response.answeredBy }),
        headers: cleanHeaders(cleaner, 'response header', response.headers),
        ...(responseBody && {
          body: at(cleaner, 'response body', () => withText(responseBody, cleanBody(cleaner, responseBody))),
        }),
      },
    }),
    ...(topLevelUrl !== undefined && {
      topLevelUrl: at(cleaner, 'page URL', () => cleanUrl(cleaner, topLevelUrl)),
    }),
    ...(callers && {
      callers: at(cleaner, 'caller', () =>
        callers.map((caller) => ({ ...caller, url: cleanUrl(cleaner, caller.url) })),
      ),
    }),
  };
}

function at<T>(cleaner: Cleaner, where: string, work: () => T): T {
  cleaner.at(where);
  return work();
}

/** Bytes that are not text cannot be searched, so they are not passed on. */
function keepText(body: Body | undefined, spot: BlindSpot, blindSpots: BlindSpot[]): Body | undefined {
  if (body?.encoding !== 'base64') return body;
  if (!blindSpots.includes(spot)) blindSpots.push(spot);
  return undefined;
}

function withText(body: Body, text: string): Body {
  return { ...body, text };
}

function cleanHeaders(cleaner: Cleaner, side: string, headers: readonly Header[]): Header[] {
  return headers.map((header) => {
    cleaner.at(`${side} ${header.name.toLowerCase()}`);
    return { name: header.name, value: cleanHeader(cleaner, header) };
  });
}

/** Second pass: every text searched. Origins, ids, methods and times hold nothing. */
function searchExchange(cleaner: Cleaner, search: Search, exchange: Exchange): Exchange {
  const { request, response, topLevelUrl, callers, failure } = exchange;
  return {
    ...exchange,
    request: {
      method: search.known(request.method),
      url: at(cleaner, 'request URL', () => search.everything(request.url)),
      headers: searchHeaders(cleaner, search, 'request header', request.headers),
      ...(request.body && {
        body: at(cleaner, 'request body', () =>
          withText(request.body!, search.everything(request.body!.text)),
        ),
      }),
    },
    ...(response && {
      response: {
        ...response,
        ...(response.statusText !== undefined && { statusText: search.everything(response.statusText) }),
        headers: searchHeaders(cleaner, search, 'response header', response.headers),
        ...(response.body && {
          body: at(cleaner, 'response body', () =>
            withText(response.body!, search.everything(response.body!.text)),
          ),
        }),
      },
    }),
    ...(failure !== undefined && { failure: search.everything(failure) }),
    ...(topLevelUrl !== undefined && { topLevelUrl: search.everything(topLevelUrl) }),
    ...(callers && {
      callers: callers.map((caller) => ({
        ...caller,
        functionName: search.everything(caller.functionName),
        url: search.everything(caller.url),
      })),
    }),
  };
}

function searchHeaders(cleaner: Cleaner, search: Search, side: string, headers: readonly Header[]): Header[] {
  return headers.map(({ name, value }) => {
    cleaner.at(`${side} ${name.toLowerCase()}`);
    const cleaned = meaningOfHeader(name) === 'keep' ? search.known(value) : search.everything(value);
    return { name: search.known(name), value: cleaned };
  });
}
