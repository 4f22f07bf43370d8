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
  /** Milliseconds since the epoch. */
  readonly at: number;
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
}: CookieContext): 'domain' | 'scheme' | undefined {
  const byInitiator = initiator === undefined ? undefined : crossSiteBecause(initiator, url);
  if (byInitiator === 'domain' || navigation === 'top-level') return byInitiator;
  const byTopLevel = topLevelUrl === undefined ? undefined : crossSiteBecause(topLevelUrl, url);
  return byTopLevel === 'domain' ? byTopLevel : (byInitiator ?? byTopLevel);
}

/** Does the address bar show another site than the one whose cookies these are? http and https are two. */
export function isThirdParty({ url, initiator, topLevelUrl, navigation }: CookieContext): boolean {
  const top = topLevelUrl ?? initiator;
  return navigation !== 'top-level' && top !== undefined && !isSameSite(top, url);
}

/** Site of the partition that this request's partitioned cookies live in, as browsers write it: `https://app.test`. */
export function partitionOf({ url, topLevelUrl, navigation }: CookieContext): string | undefined {
  const site = siteOf(navigation === 'top-level' ? url : (topLevelUrl ?? ''));
  return site && `${site.scheme}://${site.registrableDomain}`;
}
