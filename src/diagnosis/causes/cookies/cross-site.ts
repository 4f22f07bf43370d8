import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { CookieHeldBack } from '../../../protocol/cookies/send.ts';
import type { SetCookie } from '../../../protocol/cookies/set-cookie.ts';
import type { Evidence, Verdict } from '../../engine/cause.ts';
import { present, requestHeader } from '../../engine/evidence.ts';
import { credentialsOf } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { cookieNotSent, type Lacking, lackingSession, short } from './session.ts';

/** One way in which SameSite keeps a session from a cross-site request. */
export interface SameSiteCase {
  readonly sameSite: SetCookie['sameSite'];
  readonly reason: Extract<CookieHeldBack, `SameSite${string}`>;
  /** What the cookie says or leaves out, as evidence. */
  readonly evidence: Partial<Evidence>;
  say(name: string): { readonly title: string; readonly line: string };
}

/** A session with this SameSite, which a cross-site request did not carry, or a cross-site answer could not set. */
export function decideSameSite(failing: Exchange, facts: Facts, of: SameSiteCase): Verdict {
  if (credentialsOf(failing) === 'omit') return undefined;
  const lacking = lackingSession(failing, facts, {
    held: (reasons) => reasons.includes(of.reason),
    // Where third-party cookies are blocked, the browser names that alone.
    refused: ({ reason, cookie }) =>
      reason === of.reason || (reason === 'UserPreferences' && cookie?.sameSite === of.sameSite),
  });
  if (!lacking) return undefined;
  const { title, line } = of.say(short(lacking.name));
  return {
    kind: 'found',
    confidence: lacking.confidence,
    title,
    line,
    evidence: present(cookieWith(lacking, of), cookieNotSent(failing), askedFrom(failing)),
  };
}

function cookieWith(lacking: Lacking, { evidence }: SameSiteCase): Evidence {
  return lacking.evidence(
    'samesite',
    lacking.wasRefused
      ? { ...evidence, note: 'the browser does not take it in a cross-site answer' }
      : evidence,
  );
}

/** Who asked, by the browser’s own header where it sends one. */
export function askedFrom(failing: Exchange): Evidence | undefined {
  const site = headerValue(failing.request.headers, 'sec-fetch-site');
  if (site !== undefined) return requestHeader(failing, 'Sec-Fetch-Site', { mark: site.slice(0, 20) });
  return failing.initiator === undefined
    ? undefined
    : { label: 'Asked by', at: { part: 'initiator', exchangeId: failing.id } };
}
