import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';

/** Headers by which shared caches say that they answered themselves; Age needs more than 0 (RFC 9111 §5.1, RFC 9211). */
const HITS: readonly (readonly [header: string, value: RegExp])[] = [
  ['cf-cache-status', /^HIT$/i],
  ['x-cache-status', /^(?:HIT|STALE)$/i],
  ['x-proxy-cache', /^HIT$/i],
  ['x-nginx-cache', /^HIT$/i],
  ['x-cache', /\bhit\b/i],
  ['cache-status', /;\s?hit\b/i],
  ['x-varnish', /^\d+ \d+$/],
  ['age', /^(?!0+$)\d+$/],
];

/** The header, and its value, that shows an answer to come from a shared cache. */
export function cacheHit({
  response,
}: Exchange): { readonly name: string; readonly value: string } | undefined {
  if (!response || response.answeredBy) return undefined;
  for (const [name, hit] of HITS) {
    const value = headerValue(response.headers, name);
    if (value !== undefined && hit.test(value)) return { name, value };
  }
  return undefined;
}
