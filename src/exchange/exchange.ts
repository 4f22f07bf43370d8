/**
 * The words every room shares: one HTTP request and what came back, as far as the browser or a file let us
 * see it.
 *
 * Plain JSON, because it crosses a port and `storage.session`: what is missing is an absent property, never
 * `undefined`, `null` or a class.
 */

export type ExchangeId = string & { readonly __brand: 'ExchangeId' };

export interface Exchange {
  readonly id: ExchangeId;
  /** Milliseconds since the epoch, by this computer's clock. */
  readonly startedAt: number;
  /** Milliseconds since the epoch; absent while the request is pending. */
  readonly endedAt?: number;
  readonly kind: ExchangeKind;
  /** Origin of the document that asked; absent for a navigation by the user, or where nothing said it. */
  readonly initiator?: string;
  /** URL of the tab's top-level document at that time. */
  readonly topLevelUrl?: string;
  readonly request: RequestMessage;
  readonly response?: ResponseMessage;
  /** The browser's own error, e.g. `net::ERR_FAILED`. A response that CORS hides from the page ends here too. */
  readonly failure?: string;
  /** The browser itself asks somebody for a password, and waits. */
  readonly pending?: 'authentication-prompt';
  /** The `OPTIONS` exchange that the browser sent first for this one. */
  readonly preflightId?: ExchangeId;
  /** The hop before this one in a redirect chain. */
  readonly redirectedFromId?: ExchangeId;
  /** Where in the page's code the request was made, innermost first. */
  readonly callers?: readonly Caller[];
  /** What this source could not show. Absence of such a part is never proof. */
  readonly blindSpots: readonly BlindSpot[];
}

export type ExchangeKind =
  | 'navigation'
  | 'frame'
  | 'fetch'
  | 'preflight'
  | 'websocket'
  | 'script'
  | 'style'
  | 'image'
  | 'font'
  | 'media'
  | 'other';

export type BlindSpot =
  /** Authorization and kin may have been sent and cut from the record. */
  | 'authorization'
  /** The Cookie header may have been sent and cut from the record. */
  | 'cookies'
  /** Set-Cookie may have been received and cut from the record. */
  | 'set-cookie'
  /** No request headers at all were recorded, though the request may have been sent. */
  | 'request-headers'
  | 'response-headers'
  | 'request-body'
  | 'response-body'
  /** A preflight may have taken place unseen. */
  | 'preflight'
  /** The recorder saw only the later part of this exchange. */
  | 'start'
  /** The browser answers this source's CORS checks without saying so: the verdict is derived from headers. */
  | 'cors-verdict';

export interface RequestMessage {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body?: Body;
}

export interface ResponseMessage {
  /** As it stood on the wire; 0 is never stored: a request without an answer has no response. */
  readonly status: number;
  readonly statusText?: string;
  readonly headers: readonly Header[];
  readonly body?: Body;
  /** Answered without asking the server. */
  readonly answeredBy?: 'http-cache' | 'service-worker';
}

export interface Header {
  /** As written by the source; compare in lower case. */
  readonly name: string;
  readonly value: string;
}

export interface Body {
  readonly text: string;
  readonly mimeType: string;
  readonly encoding?: 'base64';
  /** Length of the whole, in characters of `text`, where the text was cut. */
  readonly cutFrom?: number;
}

export interface Caller {
  readonly functionName: string;
  readonly url: string;
  /** First line is 1. */
  readonly line: number;
  readonly column: number;
}

/** What the browser's cookie jar held when it was looked at. Values stay in the jar. */
export interface JarCookie {
  readonly name: string;
  /** Without a leading dot. */
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: 'strict' | 'lax' | 'none' | 'unspecified';
  /** Milliseconds since the epoch; absent for a session cookie. */
  readonly expiresAt?: number;
  /** Top-level site of the partition that holds it. */
  readonly partitionSite?: string;
}

/**
 * Whether a file was cleaned of credentials before it came here. `cut`: their headers were left out, as Chromium does;
 * all other text is what it was. `masked`: something else stands where values were, here and perhaps elsewhere.
 */
export type CredentialsInFile = 'whole' | 'cut' | 'masked';

export type CaptureSource =
  | { readonly kind: 'live' }
  | {
      readonly kind: 'har';
      readonly name: string;
      /** `name version` of the program that wrote the file. */
      readonly creator: string;
      readonly credentials: CredentialsInFile;
    };

/** Everything known of one session: what a diagnosis starts from. */
export interface Capture {
  readonly source: CaptureSource;
  /** In order of `startedAt`. */
  readonly exchanges: readonly Exchange[];
  /** Absent where no jar could be looked into (a HAR file). */
  readonly jar?: readonly JarCookie[];
  /** By the id of the failing exchange; absent where nothing was checked. */
  readonly signatures?: Readonly<Record<ExchangeId, SignatureCheck>>;
}

/**
 * What keys and hashes told of a request's credentials. Checked once, when the capture is complete and unredacted: a
 * redacted token can be read, and no longer be verified.
 */
export interface SignatureCheck {
  /** The signed token under Authorization; absent where there is none. */
  readonly token?: TokenSignature;
  /** What of the DPoP proof needs keys and hashes, and does not hold; absent where there is no proof. */
  readonly proof?: readonly ProofFault[];
}

export type TokenSignature =
  | {
      readonly result:
        | 'verified'
        | 'failed'
        /** The issuer's key set has no key with the token's `kid`. */
        | 'key-not-found'
        /** The issuer's key set has no key for the token's `alg`. */
        | 'other-algorithm';
      /** The exchange whose answer was that key set. */
      readonly keysFrom: ExchangeId;
    }
  /** No key set of the issuer was recorded, or none that can be used. */
  | { readonly result: 'no-keys' };

/** `ath`, `jkt`: the proof's hash of the token, the token's hash of the proof's key (RFC 9449 §4.3, §6.1). */
export type ProofFault = 'signature' | 'ath' | 'jkt';
