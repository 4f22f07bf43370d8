import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Facts } from './facts.ts';

/** What stopped a request that looks like a CORS error and is none. */
export type Block = 'csp' | 'response' | 'orb' | 'client' | 'administrator' | 'local-network';

/** Errors that browsers use for these and nothing else. Chromium: net_error_list.h; Firefox: ErrorList.py. */
const BLOCKS: Readonly<Record<string, Block>> = {
  'net::ERR_BLOCKED_BY_CSP': 'csp',
  'net::ERR_BLOCKED_BY_RESPONSE': 'response',
  NS_ERROR_DOM_CORP_FAILED: 'response',
  'net::ERR_BLOCKED_BY_ORB': 'orb',
  'net::ERR_BLOCKED_BY_CLIENT': 'client',
  'net::ERR_BLOCKED_BY_ADMINISTRATOR': 'administrator',
  'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS': 'local-network',
  'net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS': 'local-network',
};

/** Ends of a connection that was there: somebody listened and did not answer. Refusals and unknown names are none. */
const HUNG_UP: ReadonlySet<string> = new Set([
  'net::ERR_EMPTY_RESPONSE',
  'net::ERR_CONNECTION_RESET',
  'net::ERR_CONNECTION_CLOSED',
  'net::ERR_HTTP2_PROTOCOL_ERROR',
  'net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED',
  'NS_ERROR_NET_RESET',
]);

/** Only calls of the page's code: a picture that an extension blocks is nobody's failure to sign in. */
export function blockOf({ failure, kind }: Exchange): Block | undefined {
  if (failure === undefined || (kind !== 'fetch' && kind !== 'websocket')) return undefined;
  if (Object.hasOwn(BLOCKS, failure)) return BLOCKS[failure];
  // Newer Chromium adds the reason: `ERR_BLOCKED_BY_RESPONSE.NotSameOrigin`.
  return failure.startsWith('net::ERR_BLOCKED_BY_RESPONSE.') ? 'response' : undefined;
}

/**
 * As `blockOf`, without what blockers are there for: advertising and counting, which are calls to hosts that never
 * answered this page.
 */
export function policyBlockOf(exchange: Exchange, facts: Facts): Block | undefined {
  const block = blockOf(exchange);
  if (block !== 'client') return block;
  return wasAnsweredThere(exchange, facts) ? block : undefined;
}

export function isPolicyBlock(block: Block | undefined): block is Exclude<Block, 'local-network'> {
  return block !== undefined && block !== 'local-network';
}

/**
 * A secure page's call to an address that is not (Mixed Content §4.4): at once, or by a redirect of a secure one, which
 * is checked as well (Fetch §4.1, main fetch). Loopback counts as secure.
 */
export function mixedContent(exchange: Exchange): 'called' | 'redirected' | undefined {
  const { endedAt, failure, initiator, kind, request, response } = exchange;
  if (kind !== 'fetch' && kind !== 'websocket') return undefined;
  if (endedAt === undefined || !initiator?.startsWith('https:')) return undefined;
  if (response) return isStoppedRedirect(exchange) ? 'redirected' : undefined;
  // Chromium ends it without a word; Firefox has one.
  if (failure !== undefined && failure !== 'NS_ERROR_CONTENT_BLOCKED') return undefined;
  return isInsecure(request.url) ? 'called' : undefined;
}

/** The redirect came, and the browser did not follow it: Chromium says that it aborted the request. */
function isStoppedRedirect({ failure, request, response }: Exchange): boolean {
  if (failure !== 'net::ERR_ABORTED' && failure !== 'NS_ERROR_CONTENT_BLOCKED') return false;
  if (!response || response.status < 300 || response.status > 399) return false;
  const location = headerValue(response.headers, 'location');
  if (location === undefined || !URL.canParse(location, request.url)) return false;
  return !isInsecure(request.url) && isInsecure(new URL(location, request.url).href);
}

function isInsecure(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (protocol === 'http:' || protocol === 'ws:') && !isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}

/** A preflight on which the server hung up, and another request there that it answered: it is up, and OPTIONS is not. */
export function unansweredPreflight(
  exchange: Exchange,
  facts: Facts,
): { readonly preflight: Exchange; readonly answered: Exchange } | undefined {
  const preflight = facts.preflightOf(exchange);
  if (!preflight || preflight.response || preflight.failure === undefined) return undefined;
  // Chromium says net::ERR_FAILED of the preflight, and the true end of the request that waited for it.
  if (!HUNG_UP.has(preflight.failure) && !HUNG_UP.has(exchange.failure ?? '')) return undefined;
  const answered = facts.onApi(exchange).findLast(({ kind, response }) => response && kind !== 'preflight');
  return answered && { preflight, answered };
}

function wasAnsweredThere(exchange: Exchange, facts: Facts): boolean {
  return facts.onApi(exchange).some(({ response, failure }) => response && failure === undefined);
}

/** The browser stopped the request for a reason that it names, or let its preflight go unanswered. */
export function refusedByBrowser(exchange: Exchange, facts: Facts): boolean {
  return (
    policyBlockOf(exchange, facts) !== undefined ||
    mixedContent(exchange) !== undefined ||
    unansweredPreflight(exchange, facts) !== undefined
  );
}
