import type { JarCookie } from '../../exchange/exchange.ts';
import { type CookieContext, crossSite, isThirdParty, partitionOf } from './context.ts';
import { defaultPath, domainMatches, isAddress, isSecurePlace, parseUrl, prefixOf } from './match.ts';
import type { SetCookie } from './set-cookie.ts';
import { isPublicSuffix } from './site.ts';

export type { CookieContext } from './context.ts';

/** Chromium's names (`Network.SetCookieBlockedReason`). */
export type SetCookieRefusal =
  | 'SyntaxError'
  | 'NoCookieContent'
  | 'SecureOnly'
  | 'SameSiteNoneInsecure'
  | 'InvalidDomain'
  | 'InvalidPrefix'
  | 'SameSiteStrict'
  | 'SameSiteLax'
  | 'SameSiteUnspecifiedTreatedAsLax'
  | 'UserPreferences'
  | 'NameValuePairExceedsMaxSize'
  | 'DisallowedCharacter';

export type StoreVerdict =
  | { readonly stored: true; readonly cookie: JarCookie }
  | { readonly stored: false; readonly reason: SetCookieRefusal };

/** RFC 6265bis §5.5. Milliseconds. */
const LIFETIME_AT_MOST = 400 * 86_400_000;

/**
 * Would a browser take this cookie from a response to that request (RFC 6265bis §5.7)? A cookie that is already
 * expired is taken, and thereby deleted: its `expiresAt` is then not after `context.at`.
 */
export function storeCookie(cookie: SetCookie, context: CookieContext): StoreVerdict {
  const url = parseUrl(context.url);
  if (!url) return { stored: false, reason: 'SyntaxError' };
  const reason = refusal(cookie, context, url);
  return reason ? { stored: false, reason } : { stored: true, cookie: jarCookie(cookie, context, url) };
}

function refusal(cookie: SetCookie, context: CookieContext, url: URL): SetCookieRefusal | undefined {
  if (!domainAllowed(cookie, url.hostname)) return 'InvalidDomain';
  if (!prefixAllowed(cookie, url)) return 'InvalidPrefix';
  // Chromium refuses it without a name for the reason.
  if (cookie.partitioned && !cookie.secure) return 'SyntaxError';
  // Where third-party cookies are blocked, Chromium names no other reason of those below.
  if (context.thirdPartyBlocked === true && isThirdParty(context) && !cookie.partitioned)
    return 'UserPreferences';
  if (cookie.secure && !isSecurePlace(url)) return 'SecureOnly';
  if (cookie.sameSite === 'none' && !cookie.secure) return 'SameSiteNoneInsecure';
  return context.navigation !== 'top-level' && crossSite(context)
    ? sameSiteRefusal(cookie.sameSite)
    : undefined;
}

/** §5.7 step 18: cross-site answers may set such cookies to top-level navigations only. */
function sameSiteRefusal(sameSite: SetCookie['sameSite']): SetCookieRefusal | undefined {
  switch (sameSite) {
    case 'strict':
      return 'SameSiteStrict';
    case 'lax':
      return 'SameSiteLax';
    case 'unspecified':
      return 'SameSiteUnspecifiedTreatedAsLax';
    case 'none':
      return undefined;
  }
}

/** §5.7 steps 8 to 11. */
function domainAllowed({ domain }: SetCookie, host: string): boolean {
  if (domain === undefined || domain === host) return true;
  return isAscii(domain) && !isPublicSuffix(domain) && domainMatches(host, domain);
}

/** §5.7 steps 19 to 22. A nameless cookie may not pass for one with a prefix, either. */
function prefixAllowed(cookie: SetCookie, url: URL): boolean {
  const prefix = prefixOf(cookie.name || cookie.value);
  if (prefix === undefined) return true;
  if (cookie.name === '' || !cookie.secure || !isSecurePlace(url)) return false;
  if (prefix.startsWith('__host-') && !isBoundToHost(cookie, url.hostname)) return false;
  return !prefix.endsWith('http-') || cookie.httpOnly;
}

function isBoundToHost({ domain, path }: SetCookie, host: string): boolean {
  return path === '/' && (domain === undefined || (domain === host && isAddress(host)));
}

function jarCookie(cookie: SetCookie, context: CookieContext, url: URL): JarCookie {
  const { name, domain, secure, httpOnly, sameSite } = cookie;
  const host = url.hostname;
  const expiresAt = expiry(cookie, context);
  const partitionSite = cookie.partitioned ? partitionOf(context) : undefined;
  return {
    name,
    domain: domain ?? host,
    hostOnly: domain === undefined || isAddress(host) || isPublicSuffix(host),
    path: cookie.path ?? defaultPath(url.pathname),
    secure,
    httpOnly,
    sameSite,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(partitionSite !== undefined && { partitionSite }),
  };
}

/**
 * §5.7 step 3: Max-Age stands above Expires. Chromium takes the server's clock for right when it reads Expires: what
 * counts is how long after the answer's Date it is. Milliseconds since the epoch.
 */
function expiry(
  { maxAge, expiresAt }: SetCookie,
  { at, serverTime = at }: CookieContext,
): number | undefined {
  const latest = at + LIFETIME_AT_MOST;
  if (maxAge !== undefined) return maxAge <= 0 ? 0 : Math.min(at + maxAge * 1_000, latest);
  return expiresAt === undefined ? undefined : Math.min(expiresAt + at - serverTime, latest);
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
  return /^[\x00-\x7f]*$/.test(text);
}
