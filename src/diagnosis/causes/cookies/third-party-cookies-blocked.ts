import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { absentRequestHeader, requestHeader, setCookie } from '../../engine/evidence.ts';
import { thirdPartyBlocked } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { cookiesSameSite, storageAccess } from '../specs.ts';
import { cookieEvidence, heldBack, refusedSetCookie, refusedWithoutSession } from './session.ts';
import words from './third-party-cookies-blocked.md?raw';

const HEADER = 'Sec-Fetch-Storage-Access';

export const thirdPartyCookiesBlocked: Cause = {
  code: 'third-party-cookies-blocked',
  group: 'cookies',
  title: 'The browser blocks third-party cookies',
  fixIn: 'browser',
  step: 'session',
  aliases: ['UserPreferences', 'ThirdPartyPhaseout', 'CookieBlockedForeign', 'CookieRejectedThirdParty'],
  specs: [storageAccess, cookiesSameSite],
  words,
  explains: ['authorization-missing', 'csrf-token-missing', 'csrf-token-mismatch'],
  decide(failing, facts): Verdict {
    if (!refusedWithoutSession(failing, facts)) return undefined;
    const blocked = thirdPartyBlocked(failing);
    if (blocked === false)
      return { kind: 'ruled-out', because: 'The browser lets third-party cookies pass here' };
    if (blocked !== true) return undefined;
    const cookie = wouldHaveGone(failing, facts);
    if (!cookie) return undefined;
    return {
      kind: 'found',
      confidence: cookie.proven ? 'certain' : 'likely',
      title: `The browser kept the cookie ${cookie.name.slice(0, 60)} back: third-party cookies are blocked`,
      line: `${cookie.name.slice(0, 60)} is SameSite=None; Secure, and still not sent to another site`,
      evidence: [
        requestHeader(failing, HEADER, {
          mark: headerValue(failing.request.headers, HEADER) ?? 'none',
          note: 'the browser’s own word: no third-party cookies here',
        }),
        cookie.evidence,
        absentRequestHeader(failing, 'Cookie'),
      ],
    };
  },
};

/** A cookie that nothing but the blocking holds back: SameSite=None and Secure. */
function wouldHaveGone(
  failing: Exchange,
  facts: Facts,
): { name: string; evidence: Evidence; proven: boolean } | undefined {
  const held = heldBack(failing, facts, (reasons) => reasons.every((reason) => reason === 'UserPreferences'));
  if (held) {
    return {
      name: held.cookie.name,
      evidence: cookieEvidence(failing, held),
      proven: held.from.source === 'response',
    };
  }
  const refused = refusedSetCookie(
    failing,
    facts,
    ({ reason, cookie }) => reason === 'UserPreferences' && cookie?.sameSite === 'none' && cookie.secure,
  );
  return refused && { name: refused.name, evidence: setCookie(refused.exchange, refused.name), proven: true };
}
