import type { Cause } from '../../engine/cause.ts';
import { absentRequestHeader, setCookie } from '../../engine/evidence.ts';
import { cookiesSameSite } from '../specs.ts';
import words from './cookie-samesite-none-insecure.md?raw';
import { confidenceFrom, refusedSetCookie, refusedWithoutSession } from './session.ts';

export const cookieSamesiteNoneInsecure: Cause = {
  code: 'cookie-samesite-none-insecure',
  group: 'cookies',
  title: 'Session cookie refused: SameSite=None without Secure',
  fixIn: 'api',
  step: 'session',
  aliases: ['SameSiteNoneInsecure', 'CookieRejectedNonRequiresSecure2', 'ExcludeSameSiteNoneInsecure'],
  specs: [cookiesSameSite],
  words,
  explains: [
    'authorization-missing',
    'csrf-token-missing',
    'csrf-token-mismatch',
    'third-party-cookies-blocked',
    'cookie-samesite-lax',
    'credentials-omitted',
  ],
  decide(failing, facts) {
    if (!refusedWithoutSession(failing, facts)) return undefined;
    const refused = refusedSetCookie(
      failing,
      facts,
      ({ reason, cookie }) =>
        reason === 'SameSiteNoneInsecure' || (cookie?.sameSite === 'none' && !cookie.secure),
    );
    if (!refused) return undefined;
    const name = refused.name.slice(0, 60);
    return {
      kind: 'found',
      confidence: confidenceFrom(failing, facts, { source: 'response', exchange: refused.exchange }),
      title: `The browser refused the cookie ${name}: SameSite=None needs Secure`,
      line: `${name} was set with SameSite=None and without Secure`,
      evidence: [
        setCookie(refused.exchange, refused.name, { mark: 'SameSite=None', note: 'no Secure attribute' }),
        absentRequestHeader(failing, 'Cookie'),
      ],
    };
  },
};
