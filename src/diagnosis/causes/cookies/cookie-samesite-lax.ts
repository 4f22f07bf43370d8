import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { absentRequestHeader, present, requestHeader, setCookie } from '../../engine/evidence.ts';
import { credentialsMode } from '../../facts/cors.ts';
import { cookiesSameSite } from '../specs.ts';
import words from './cookie-samesite-lax.md?raw';
import {
  confidenceFrom,
  cookieEvidence,
  heldBack,
  refusedSetCookie,
  refusedWithoutSession,
} from './session.ts';

export const cookieSamesiteLax: Cause = {
  code: 'cookie-samesite-lax',
  group: 'cookies',
  title: 'Session cookie held back: SameSite=Lax',
  fixIn: 'api',
  step: 'session',
  aliases: [
    'SameSiteLax',
    'SchemefulSameSiteLax',
    'SameSiteUnspecifiedTreatedAsLax',
    'CookieRejectedForNonSameSiteness',
    'CookieLaxForced2',
  ],
  specs: [cookiesSameSite],
  words,
  explains: ['authorization-missing', 'third-party-cookies-blocked'],
  decide(failing, facts): Verdict {
    if (!refusedWithoutSession(failing, facts) || credentialsMode(failing) === 'omit') return undefined;
    const held = heldBack(failing, facts, (reasons) =>
      reasons.some((reason) => reason === 'SameSiteLax' || reason === 'SameSiteUnspecifiedTreatedAsLax'),
    );
    if (held) {
      const { cookie } = held;
      return {
        kind: 'found',
        confidence: confidenceFrom(held),
        ...say(cookie.name, cookie.sameSite),
        evidence: present(
          cookieEvidence(
            failing,
            held,
            cookie.sameSite === 'lax'
              ? { mark: 'SameSite=Lax' }
              : { note: 'no SameSite attribute: treated as Lax' },
          ),
          absentRequestHeader(failing, 'Cookie'),
          crossSite(failing),
        ),
      };
    }
    const refused = refusedSetCookie(
      failing,
      facts,
      ({ reason, cookie }) =>
        reason === 'SameSiteLax' ||
        reason === 'SameSiteUnspecifiedTreatedAsLax' ||
        (reason === 'UserPreferences' && (cookie?.sameSite === 'lax' || cookie?.sameSite === 'unspecified')),
    );
    if (!refused) return undefined;
    return {
      kind: 'found',
      confidence: 'certain',
      ...say(refused.name, refused.cookie?.sameSite ?? 'lax'),
      evidence: present(
        setCookie(refused.exchange, refused.name, {
          note: 'the browser does not take it in a cross-site answer',
        }),
        absentRequestHeader(failing, 'Cookie'),
        crossSite(failing),
      ),
    };
  },
};

function say(name: string, sameSite: string) {
  const attribute = sameSite === 'lax' ? 'SameSite=Lax' : 'no SameSite, which means Lax';
  return {
    title: `The cookie ${name.slice(0, 60)} stayed home: it is ${sameSite === 'lax' ? 'SameSite=Lax' : 'treated as SameSite=Lax'}, and the request is cross-site`,
    line: `${name.slice(0, 60)} has ${attribute}, and the request is cross-site`,
  };
}

function crossSite(failing: Exchange): Evidence {
  return headerValue(failing.request.headers, 'sec-fetch-site') === undefined
    ? { label: 'Asked by', at: { part: 'initiator', exchangeId: failing.id } }
    : requestHeader(failing, 'Sec-Fetch-Site', { mark: 'cross-site' });
}
