import type { JarCookie } from '../../exchange/exchange.ts';
import { type CookieContext, crossSite, isThirdParty, partitionOf } from './context.ts';
import { domainMatches, isSecurePlace, parseUrl, pathMatches } from './match.ts';

/** Chromium's names (`Network.CookieBlockedReason`); the last two are ours, it knows no such cookies. */
export type CookieHeldBack =
  | 'SecureOnly'
  | 'NotOnPath'
  | 'DomainMismatch'
  | 'SameSiteStrict'
  | 'SameSiteLax'
  | 'SameSiteUnspecifiedTreatedAsLax'
  | 'UserPreferences'
  | 'Expired'
  | 'PartitionMismatch';

export type SendVerdict =
  | { readonly sent: true; readonly because?: 'lax-post-exception' }
  | {
      readonly sent: false;
      /** All that hold it back. */
      readonly reasons: readonly [CookieHeldBack, ...CookieHeldBack[]];
      /** Only http and https keep the two sites apart. */
      readonly schemeful?: true;
    };

export interface SendContext extends CookieContext {
  /** When the cookie was set, where that is known. Milliseconds since the epoch. */
  readonly setAt?: number;
}

/** Chromium's mercy for sign-ins that post back across sites. Milliseconds. */
const LAX_POST_EXCEPTION = 120_000;

/** RFC 9110 §9.2.1. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Would a browser send this cookie with that request, made with credentials (RFC 6265bis §5.8.3)? */
export function sendCookie(cookie: JarCookie, context: SendContext): SendVerdict {
  const url = parseUrl(context.url);
  if (!url) return { sent: false, reasons: ['DomainMismatch'] };
  const sameSite = sameSiteVerdict(cookie.sameSite, context);
  const [first, ...others] = [
    ...placeReasons(cookie, context, url),
    ...(typeof sameSite === 'string' && sameSite !== 'lax-post-exception' ? [sameSite] : []),
    ...(isBlockedThirdParty(cookie, context) ? (['UserPreferences'] as const) : []),
  ];
  if (first === undefined)
    return sameSite === 'lax-post-exception' ? { sent: true, because: sameSite } : { sent: true };
  const schemeful = sameSite !== undefined && crossSite(context) === 'scheme';
  return { sent: false, reasons: [first, ...others], ...(schemeful && { schemeful }) };
}

function placeReasons(cookie: JarCookie, context: SendContext, url: URL): CookieHeldBack[] {
  const reasons: CookieHeldBack[] = [];
  const host = url.hostname;
  const { domain, hostOnly, path, secure, expiresAt, partitionSite } = cookie;
  if (hostOnly ? host !== domain : !domainMatches(host, domain)) reasons.push('DomainMismatch');
  if (!pathMatches(url.pathname, path)) reasons.push('NotOnPath');
  if (secure && !isSecurePlace(url)) reasons.push('SecureOnly');
  if (expiresAt !== undefined && expiresAt <= context.at) reasons.push('Expired');
  if (partitionSite !== undefined && partitionSite !== partitionOf(context))
    reasons.push('PartitionMismatch');
  return reasons;
}

type SameSiteReason = Extract<CookieHeldBack, `SameSite${string}`>;

/** §5.8.3 step 1, last condition. */
function sameSiteVerdict(
  sameSite: JarCookie['sameSite'],
  context: SendContext,
): SameSiteReason | 'lax-post-exception' | undefined {
  if (sameSite === 'none' || !crossSite(context)) return undefined;
  if (sameSite === 'strict') return 'SameSiteStrict';
  const topLevel = context.navigation === 'top-level';
  if (topLevel && SAFE_METHODS.has(context.method.toUpperCase())) return undefined;
  if (sameSite === 'lax') return 'SameSiteLax';
  const fresh = context.setAt !== undefined && context.at - context.setAt <= LAX_POST_EXCEPTION;
  return topLevel && fresh ? 'lax-post-exception' : 'SameSiteUnspecifiedTreatedAsLax';
}

/** Partitioned cookies are exempt: they tell no site about the visits to another. */
function isBlockedThirdParty(cookie: JarCookie, context: SendContext): boolean {
  return context.thirdPartyBlocked === true && cookie.partitionSite === undefined && isThirdParty(context);
}
