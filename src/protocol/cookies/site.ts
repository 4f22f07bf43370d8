import { getDomain, getPublicSuffix } from 'tldts';
import { parseUrl } from './match.ts';

/** Scheme and registrable domain (HTML §7.1.1.1 "site"); `wss` counts as `https` and `ws` as `http`. */
export interface Site {
  readonly scheme: string;
  /** The host itself where it has none: an address, `localhost`, a public suffix. */
  readonly registrableDomain: string;
}

/** Browsers count what hosting companies hand out to their customers (`github.io`) as public suffixes. */
const SUFFIX_LIST = { allowPrivateDomains: true, extractHostname: false, validateHostname: false } as const;

/** What lies behind this is path and query. Characters. */
const READ_AT_MOST = 4096;

const AS_HTTP: Readonly<Record<string, string>> = { 'ws:': 'http', 'wss:': 'https' };

/** The site of a URL or origin; `undefined` for opaque ones (`null`, `data:`) and for what is no URL. */
export function siteOf(url: string): Site | undefined {
  const parsed = parseUrl(url.slice(0, READ_AT_MOST));
  if (!parsed || parsed.hostname === '') return undefined;
  const { protocol, hostname } = parsed;
  return {
    scheme: AS_HTTP[protocol] ?? protocol.slice(0, -1),
    registrableDomain: getDomain(hostname, SUFFIX_LIST) ?? hostname,
  };
}

/** HTML §7.1.1.1 "same site", with the scheme, as browsers judge SameSite. Opaque origins are the site of nobody. */
export function isSameSite(a: string, b: string): boolean {
  return crossSiteBecause(a, b) === undefined;
}

/** `undefined` within one site; `scheme` where only http and https keep the two apart. */
export function crossSiteBecause(a: string, b: string): 'domain' | 'scheme' | undefined {
  const one = siteOf(a);
  const other = siteOf(b);
  if (!one || !other || one.registrableDomain !== other.registrableDomain) return 'domain';
  return one.scheme === other.scheme ? undefined : 'scheme';
}

/** Nobody may set a cookie for all of it (RFC 6265bis §5.7, step 9). */
export function isPublicSuffix(host: string): boolean {
  return getPublicSuffix(host, SUFFIX_LIST) === host;
}
