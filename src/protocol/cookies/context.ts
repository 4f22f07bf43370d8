import { crossSiteBecause, isSameSite, siteOf } from './site.ts';

/** What surrounds a request when a browser decides on cookies (RFC 6265bis §5.2). */
export interface CookieContext {
  readonly url: string;
  readonly method: string;
  /** Origin of the document that asked; absent for a navigation by the user. */
  readonly initiator?: string;
  readonly topLevelUrl?: string;
  readonly navigation: 'top-level' | 'frame' | 'none';
  readonly thirdPartyBlocked: boolean | 'unknown';
  /**
   * The browser itself counts the request as cross-site, though what is known of page and document does not say so:
   * a frame between them is of another site, or nobody told who began the navigation.
   */
  readonly knownAcrossSites?: boolean;
  /** By this computer's clock. Milliseconds since the epoch. */
  readonly at: number;
  /** `Date` of the answer, where it has one: `Expires` is counted from there. Milliseconds since the epoch. */
  readonly serverTime?: number;
}

/**
 * Why the request counts as cross-site; `undefined` within one site. A top-level navigation is judged by who began
 * it, everything else by the top-level document, too. Hops before this one are not looked at: browsers stopped
 * counting them.
 */
export function crossSite({
  url,
  initiator,
  topLevelUrl,
  navigation,
  knownAcrossSites,
}: CookieContext): 'domain' | 'scheme' | undefined {
  const byInitiator = initiator === undefined ? undefined : crossSiteBecause(initiator, url);
  if (navigation === 'top-level')
    return byInitiator ?? (initiator === undefined && knownAcrossSites ? 'domain' : undefined);
  if (byInitiator === 'domain') return byInitiator;
  const byTopLevel = topLevelUrl === undefined ? undefined : crossSiteBecause(topLevelUrl, url);
  if (byTopLevel === 'domain') return byTopLevel;
  return byInitiator ?? byTopLevel ?? (knownAcrossSites ? 'domain' : undefined);
}

/**
 * Does the address bar show another site than the one whose cookies these are, or stands such a site between? http
 * and https are two; a sandboxed document is of no site.
 */
export function isThirdParty(context: CookieContext): boolean {
  const { url, initiator, topLevelUrl, navigation, knownAcrossSites } = context;
  if (navigation === 'top-level') return false;
  if (knownAcrossSites || initiator === 'null') return true;
  const top = topLevelUrl ?? initiator;
  return top !== undefined && !isSameSite(top, url);
}

/**
 * Site of the partition that this request's partitioned cookies live in, as browsers write it: `https://app.test`. A
 * site that stands in itself with another between has a partition of its own.
 */
export function partitionOf(context: CookieContext): string | undefined {
  const { url, topLevelUrl = '', navigation } = context;
  const site = siteOf(navigation === 'top-level' ? url : topLevelUrl);
  if (!site) return undefined;
  const isBetween = isThirdParty(context) && isSameSite(url, topLevelUrl);
  return `${site.scheme}://${site.registrableDomain}${isBetween ? ' (from within another site)' : ''}`;
}
