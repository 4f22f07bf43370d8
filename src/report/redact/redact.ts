import type { BlindSpot, Body, Capture, Exchange, Header } from '../../exchange/exchange.ts';
import { cleanBody } from './bodies.ts';
import { type Cleaner, createCleaner, type Replaced } from './cleaner.ts';
import { freshKeys, type Keys } from './disguise.ts';
import { cleanHeader } from './headers.ts';
import { collectItems, type RedactedItem } from './items.ts';
import { keepRelations } from './relations.ts';
import { createSearch, type Search } from './search.ts';
import { cleanUrl } from './url.ts';

export type { Replaced } from './cleaner.ts';
export type { RedactedItem, RedactedPlace } from './items.ts';

export interface RedactOptions {
  /** Make the placeholders; random unless reports are to share them. */
  readonly keys?: Keys;
  /** Names, e-mail and IP addresses, telephone numbers; `hidden` unless said. What may be a secret never stays. */
  readonly personal?: 'hidden' | 'kept';
  /** Ids of single items (see `Redaction.items`) that stay as they are. They hold under the same keys. */
  readonly keep?: ReadonlySet<string>;
  /** Exchanges that teach what is secret and are not given back. */
  readonly teachers?: readonly Exchange[];
}

export interface Redaction {
  readonly capture: Capture;
  /** The receipt: what was replaced where, how often; never a value. */
  readonly replaced: readonly Replaced[];
  /** The same by value, for a preview: each with where it stood and what stands there now; never a value. */
  readonly items: () => readonly RedactedItem[];
  /** The same for a text that was made from the capture before it was redacted, such as a finding's title. */
  readonly text: (text: string) => string;
}

/**
 * Replaces everything secret or personal in a capture by placeholders that keep shape and identity.
 *
 * Twice over the same ground: first each place is read as what it is (a header, a query, a token, a form), which
 * teaches the values; then every text is searched for those values in any encoding, and for what looks like a
 * secret anywhere. A diagnosis is made before this, never after.
 */
export function redact(capture: Capture, options: RedactOptions = {}): Redaction {
  const { keys = freshKeys(), personal = 'hidden', keep = new Set<string>(), teachers = [] } = options;
  const items = collectItems(keys);
  const cleaner = createCleaner(keys, { personal: personal === 'kept', items: keep }, items);
  keepRelations(cleaner.disguise, [...capture.exchanges, ...teachers]);
  const first = firstPass(cleaner);
  const structured = capture.exchanges.map(first);
  for (const teacher of teachers) first(teacher);
  const search = createSearch(cleaner);
  const exchanges = structured.map((exchange) => searchExchange(cleaner, search, exchange));
  cleaner.at('capture');
  const rest = searchCapture(search, capture);
  cleaner.at('text');
  return {
    capture: { ...capture, ...rest, exchanges },
    replaced: cleaner.receipt(),
    items: () => items.list(new Set(capture.exchanges.map(({ id }) => id))),
    text: search.everything,
  };
}

function firstPass(cleaner: Cleaner): (exchange: Exchange) => Exchange {
  // Most headers say the same in every request.
  const header = (each: Header): Header => {
    const value = cleaner.once(`header ${each.name}`, each.value, () => cleanHeader(cleaner, each));
    return value === each.value ? each : { name: each.name, value };
  };
  return (exchange) => cleanExchange(cleaner, exchange, header);
}

/** First pass: every part read as what it is. */
function cleanExchange(cleaner: Cleaner, exchange: Exchange, header: (header: Header) => Header): Exchange {
  const { id, request, response, topLevelUrl, initiator, callers } = exchange;
  const blindSpots: BlindSpot[] = [...exchange.blindSpots];
  const requestBody = keepText(request.body, 'request-body', blindSpots);
  const responseBody = keepText(response?.body, 'response-body', blindSpots);
  const at = <T>(where: string, work: () => T): T => {
    cleaner.at(where, id);
    return work();
  };
  const headers = (side: string, list: readonly Header[]) =>
    list.map((each) => at(`${side} ${each.name.toLowerCase()}`, () => header(each)));
  return {
    ...exchange,
    blindSpots,
    request: {
      method: request.method,
      url: at('request URL', () => cleanUrl(cleaner, request.url)),
      headers: headers('request header', request.headers),
      ...(requestBody && {
        body: at('request body', () => withText(requestBody, cleanBody(cleaner, requestBody, true))),
      }),
    },
    ...(response && {
      response: {
        status: response.status,
        ...(response.statusText !== undefined && { statusText: response.statusText }),
        ...(response.answeredBy && { answeredBy: response.answeredBy }),
        headers: headers('response header', response.headers),
        ...(responseBody && {
          body: at('response body', () => withText(responseBody, cleanBody(cleaner, responseBody, false))),
        }),
      },
    }),
    ...(initiator !== undefined && { initiator: at('initiator', () => cleanUrl(cleaner, initiator)) }),
    ...(topLevelUrl !== undefined && { topLevelUrl: at('page URL', () => cleanUrl(cleaner, topLevelUrl)) }),
    ...(callers && {
      callers: at('caller', () =>
        callers.map((caller) => ({ ...caller, url: cleanUrl(cleaner, caller.url) })),
      ),
    }),
  };
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

/** Second pass: every text searched. */
function searchExchange(cleaner: Cleaner, search: Search, exchange: Exchange): Exchange {
  const { id, request, response, topLevelUrl, initiator, callers, failure } = exchange;
  const everything = (where: string, text: string) => {
    cleaner.at(where, id);
    return search.everything(text);
  };
  const body = (where: string, { text, mimeType, ...rest }: Body): Body => ({
    ...rest,
    text: everything(where, text),
    mimeType: everything(where, mimeType),
  });
  const headers = (side: string, list: readonly Header[]) =>
    list.map(({ name, value }) => {
      cleaner.at(`${side} ${name.toLowerCase()}`, id);
      const cleaned = cleaner.meaningOfHeader(name) === 'id' ? search.known(value) : search.everything(value);
      return { name: search.everything(name), value: cleaned };
    });
  return {
    ...exchange,
    request: {
      method: everything('method', request.method),
      url: everything('request URL', request.url),
      headers: headers('request header', request.headers),
      ...(request.body && { body: body('request body', request.body) }),
    },
    ...(response && {
      response: {
        ...response,
        ...(response.statusText !== undefined && { statusText: everything('status', response.statusText) }),
        headers: headers('response header', response.headers),
        ...(response.body && { body: body('response body', response.body) }),
      },
    }),
    ...(failure !== undefined && { failure: everything('failure', failure) }),
    ...(initiator !== undefined && { initiator: everything('initiator', initiator) }),
    ...(topLevelUrl !== undefined && { topLevelUrl: everything('page URL', topLevelUrl) }),
    ...(callers && {
      callers: callers.map((caller) => ({
        ...caller,
        functionName: everything('caller', caller.functionName),
        url: everything('caller', caller.url),
      })),
    }),
  };
}

/** What belongs to no exchange: the file's name, the program that wrote it, the cookie jar. */
function searchCapture({ everything }: Search, { source, jar }: Capture): Partial<Capture> {
  return {
    source:
      source.kind === 'har'
        ? { ...source, name: everything(source.name), creator: everything(source.creator) }
        : source,
    ...(jar && {
      jar: jar.map((cookie) => ({ ...cookie, name: everything(cookie.name), path: everything(cookie.path) })),
    }),
  };
}
