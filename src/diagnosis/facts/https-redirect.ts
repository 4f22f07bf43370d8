import type { Exchange } from '../../exchange/exchange.ts';

/** One host and path, and a redirect between http and https: what `after` is to `before`. */
export function changesScheme(before: Exchange, after: Exchange): 'to-https' | 'to-http' | undefined {
  const from = place(before);
  const to = place(after);
  if (!from || !to || from.host !== to.host) return undefined;
  if (from.scheme === 'http' && to.scheme === 'https') return 'to-https';
  return from.scheme === 'https' && to.scheme === 'http' ? 'to-http' : undefined;
}

/**
 * Was this request a POST to http that the redirect to https, being a 301 or 302, turned into a GET without a body
 * (Fetch §4.4, step 12; RFC 9110 §15.4.2)? Path and query are the same: somebody meant this very endpoint.
 */
export function lostItsBody(exchange: Exchange, before: Exchange | undefined): boolean {
  if (!before || exchange.request.method !== 'GET' || before.request.method !== 'POST') return false;
  const status = before.response?.status;
  if (status !== 301 && status !== 302) return false;
  return changesScheme(before, exchange) === 'to-https' && place(before)?.target === place(exchange)?.target;
}

interface Place {
  readonly scheme: string;
  readonly host: string;
  readonly target: string;
}

function place({ request }: Exchange): Place | undefined {
  const match = /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::\d*)?([^#]*)/i.exec(request.url);
  if (!match) return undefined;
  const [, scheme = '', host = '', target = ''] = match;
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), target: target || '/' };
}
