import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import {
  type CorsReason,
  type CorsVerdict,
  corsCheck,
  isCrossOrigin,
  preflightCheck,
  requestedHeaders,
} from '../../protocol/cors/cors.ts';

export type CredentialsMode = 'include' | 'omit' | 'unknown';

/** How a cross-origin request fared in the checks of Fetch §4.8 and §4.10, as far as it was seen. */
export interface CorsFacts {
  readonly origin: string;
  readonly credentials: CredentialsMode;
  readonly preflight?: CorsVerdict;
  readonly response?: CorsVerdict;
  /** The answer passed, and redirects to where no request with CORS may go. */
  readonly redirect?: CorsReason;
  /** The page saw no response, and a CORS check is the reason. */
  readonly blocked: boolean;
}

/** Errors with which browsers end a request that failed a CORS check. They stand for other refusals too. */
const CORS_FAILURES: ReadonlySet<string> = new Set([
  'net::ERR_FAILED',
  'net::ERR_INVALID_REDIRECT',
  'NS_ERROR_DOM_BAD_URI',
]);

/** Where Chromium began to send Sec-Fetch-Storage-Access with every cross-site request with credentials. */
const STORAGE_ACCESS_SINCE = 133;

/** `undefined` where no CORS check applies: same origin, a navigation, or nobody knows who asked. */
export function corsFacts(exchange: Exchange, preflight: Exchange | undefined): CorsFacts | undefined {
  const origin = askingOrigin(exchange, preflight);
  if (origin === undefined || !appliesTo(exchange, preflight) || !isCrossOrigin(origin, exchange.request.url))
    return undefined;

  const endedByCors = CORS_FAILURES.has(exchange.failure ?? '');
  const derived = exchange.blindSpots.includes('cors-verdict');
  const seen = credentialsMode(exchange);
  const plain = judge(exchange, preflight, origin, seen);
  // The browser refused what would pass without credentials: then it was made with them.
  const withCredentials =
    seen === 'unknown' && endedByCors && plain.passed
      ? judge(exchange, preflight, origin, 'include')
      : undefined;
  const verdict = withCredentials && !withCredentials.passed ? withCredentials : plain;
  return {
    origin,
    credentials: verdict === withCredentials ? 'include' : seen,
    ...(verdict.preflight && { preflight: verdict.preflight }),
    ...(verdict.response && { response: verdict.response }),
    ...(verdict.redirect && { redirect: verdict.redirect }),
    blocked: !verdict.passed && (endedByCors || derived),
  };
}

/**
 * Whether the request was made with credentials. `Sec-Fetch-Storage-Access` settles it across sites on https: it
 * comes with every such request and with none made without.
 */
export function credentialsMode(exchange: Exchange): CredentialsMode {
  const { headers, url } = exchange.request;
  if (headerValue(headers, 'cookie') !== undefined) return 'include';
  if (headerValue(headers, 'sec-fetch-storage-access') !== undefined) return 'include';
  if (exchange.blindSpots.includes('request-headers')) return 'unknown';
  // After a redirect Sec-Fetch-Site speaks of all hops, Sec-Fetch-Storage-Access of the last.
  const isFirstHop = exchange.redirectedFromId === undefined;
  const crossSite = isFirstHop && headerValue(headers, 'sec-fetch-site') === 'cross-site';
  if (crossSite && url.startsWith('https:') && sendsStorageAccess(headerValue(headers, 'user-agent')))
    return 'omit';
  return 'unknown';
}

function sendsStorageAccess(userAgent: string | undefined): boolean {
  const version = /Chrome\/(\d{1,4})\./.exec(userAgent ?? '')?.[1];
  return version !== undefined && Number(version) >= STORAGE_ACCESS_SINCE;
}

/** `null` where a redirect from one foreign origin to another made it opaque: then the page is not named any more. */
function askingOrigin(exchange: Exchange, preflight: Exchange | undefined): string | undefined {
  const { initiator } = exchange;
  const sent = [exchange, preflight].map((each) => each && headerValue(each.request.headers, 'origin'));
  return initiator !== undefined && sent.includes('null') ? 'null' : initiator;
}

/**
 * A request in CORS mode to another origin always has an Origin (Fetch §3.2). Old recordings do not tell what asked:
 * images, plug-ins and scripts have none.
 */
function appliesTo(exchange: Exchange, preflight: Exchange | undefined): boolean {
  const { headers } = exchange.request;
  const mode = headerValue(headers, 'sec-fetch-mode');
  if (mode !== undefined) return mode === 'cors';
  if (exchange.kind !== 'fetch') return false;
  const isUnseen = exchange.blindSpots.includes('request-headers') || headers.length === 0;
  return isUnseen || preflight !== undefined || headerValue(headers, 'origin') !== undefined;
}

interface Judgement {
  readonly passed: boolean;
  readonly preflight?: CorsVerdict;
  readonly response?: CorsVerdict;
  readonly redirect?: CorsReason;
}

function judge(
  exchange: Exchange,
  preflight: Exchange | undefined,
  origin: string,
  credentials: CredentialsMode,
): Judgement {
  const asked = preflight?.response
    ? preflightCheck({
        origin,
        credentials,
        method:
          headerValue(preflight.request.headers, 'access-control-request-method') ?? exchange.request.method,
        requestHeaders: requestedHeaders(preflight.request.headers),
        preflight: preflight.response,
      })
    : undefined;
  if (asked && !asked.passed) return { passed: false, preflight: asked };
  // The redirecting answer may be left out of the record; this error stands for nothing else.
  if (!asked && preflight?.failure === 'net::ERR_INVALID_REDIRECT') return { passed: false };
  const answer = exchange.response && corsCheck({ origin, credentials, headers: exchange.response.headers });
  const redirect = answer?.passed ? refusedRedirect(exchange) : undefined;
  return {
    passed: redirect === undefined && (answer?.passed ?? true),
    ...(asked && { preflight: asked }),
    ...(answer && { response: answer }),
    ...(redirect && { redirect }),
  };
}

/** A redirect of a request with CORS may not lead to an address with a password (Fetch §4.4, HTTP-redirect fetch). */
function refusedRedirect({ failure, request, response }: Exchange): CorsReason | undefined {
  const location = response && failure !== undefined && headerValue(response.headers, 'location');
  if (!location || response.status < 300 || response.status > 399) return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const { username, password } = new URL(location, request.url);
  return username !== '' || password !== '' ? 'RedirectContainsCredentials' : undefined;
}
