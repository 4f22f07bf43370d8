import type { Header } from '../exchange/exchange.ts';

/**
 * What a browser tells of a request, in one shape for all browsers. The edge (`src/browser`) makes these; nothing
 * below knows whose API they came from.
 */
export type RequestEvent =
  | SendHeadersEvent
  | HeadersReceivedEvent
  | AuthRequiredEvent
  | CompletedEvent
  | ErrorEvent;

/** What every event of a request carries. */
export interface RequestFacts {
  /** One id for all hops of a redirect chain and all legs of an authentication. */
  readonly requestId: string;
  /** -1: no tab's request. */
  readonly tabId: number;
  /** 0: the tab's top-level document. */
  readonly frameId: number;
  readonly url: string;
  readonly method: string;
  /** The browser's own word, e.g. `xmlhttprequest`. */
  readonly type: string;
  /** Origin of the document that asked. */
  readonly initiator?: string;
  /** Milliseconds since the epoch. */
  readonly timeStamp: number;
}

/** The request goes to the network, or to the browser's cache, with these headers. */
export interface SendHeadersEvent extends RequestFacts {
  readonly kind: 'send-headers';
  readonly requestHeaders: readonly Header[];
}

/** An answer's head arrived; whether the page may read it is not decided yet. */
export interface HeadersReceivedEvent extends RequestFacts {
  readonly kind: 'headers-received';
  readonly status: number;
  readonly statusText?: string;
  readonly responseHeaders: readonly Header[];
}

/** The browser asks somebody for a password; the request waits. */
export interface AuthRequiredEvent extends RequestFacts {
  readonly kind: 'auth-required';
  readonly status: number;
  readonly statusText?: string;
  readonly responseHeaders: readonly Header[];
}

/**
 * The whole answer is there. Its status differs from the head's where the browser itself repeated the request with a
 * password and told nobody.
 */
export interface CompletedEvent extends RequestFacts {
  readonly kind: 'completed';
  readonly status: number;
  readonly fromCache: boolean;
}

export interface ErrorEvent extends RequestFacts {
  readonly kind: 'error';
  /** The browser's own code, e.g. `net::ERR_FAILED` or `NS_ERROR_DOM_BAD_URI`. */
  readonly error: string;
}
