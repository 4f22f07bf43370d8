import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue, headerValues } from '../../exchange/headers.ts';
import type { Facts } from './facts.ts';
import { type Asked, askedInChain } from './oauth-asked.ts';

/** A page of an authorization server that the browser would not show in a frame. */
export interface FrameRefusal {
  readonly asked: Asked;
  /** The header that forbids it; absent where none was recorded. */
  readonly by?: { readonly name: 'X-Frame-Options' | 'Content-Security-Policy'; readonly mark: string };
  /** The browser said so, and did not leave it to be concluded from the header. */
  readonly saidByBrowser: boolean;
}

/** Errors with which browsers end the load of a frame that its answer forbids. */
const FAILURES: ReadonlySet<string> = new Set([
  'net::ERR_BLOCKED_BY_RESPONSE',
  'NS_ERROR_XFO_VIOLATION',
  'NS_ERROR_CSP_FRAME_ANCESTOR_VIOLATION',
]);

/** The answer in a frame, at the end of an authorization request, that the browser did not show. */
export function frameRefusal(exchange: Exchange, facts: Facts): FrameRefusal | undefined {
  const { kind, failure, response, request } = exchange;
  if (kind !== 'frame' || !response || (response.status >= 300 && response.status < 400)) return undefined;
  const saidByBrowser = FAILURES.has(failure ?? '');
  // Firefox’s record of the network holds no such error.
  const mayHide = failure === undefined && /Firefox\//.test(headerValue(request.headers, 'user-agent') ?? '');
  if (!saidByBrowser && !mayHide) return undefined;
  const asked = askedInChain(exchange, facts);
  if (!asked) return undefined;
  const by = forbiddingHeader(exchange);
  if (!saidByBrowser && !(by && forbidsOtherOrigins(by.mark) && isAcrossOrigins(exchange, facts)))
    return undefined;
  return { asked, saidByBrowser, ...(by && { by }) };
}

/** CSP Level 3 §6.4.2: where frame-ancestors is given, X-Frame-Options does not count. */
function forbiddingHeader({ response }: Exchange): FrameRefusal['by'] {
  const headers = response?.headers ?? [];
  for (const policy of headerValues(headers, 'content-security-policy')) {
    const mark = /\bframe-ancestors\b[^;,]{0,200}/i.exec(policy)?.[0].trim();
    if (mark !== undefined) return { name: 'Content-Security-Policy', mark };
  }
  const mark = headerValue(headers, 'x-frame-options');
  return mark === undefined ? undefined : { name: 'X-Frame-Options', mark };
}

function forbidsOtherOrigins(mark: string): boolean {
  return /^(?:deny|sameorigin|frame-ancestors\s{1,9}'(?:none|self)')$/i.test(mark.trim());
}

function isAcrossOrigins(exchange: Exchange, facts: Facts): boolean {
  const page = exchange.topLevelUrl ?? exchange.initiator;
  return page !== undefined && !`${page}/`.toLowerCase().startsWith(`${facts.api(exchange)}/`);
}
