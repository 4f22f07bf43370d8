import type { SetCookie } from '../../../protocol/cookies/set-cookie.ts';
import type { Cause } from '../../engine/cause.ts';
import { cookiesPrefixes } from '../specs.ts';
import words from './cookie-prefix-invalid.md?raw';
import { cookieNotSent, lackingSession, short } from './session.ts';

export const cookiePrefixInvalid: Cause = {
  code: 'cookie-prefix-invalid',
  group: 'cookies',
  title: 'Session cookie refused: its name’s prefix asks for more',
  fixIn: 'api',
  step: 'session',
  aliases: ['InvalidPrefix', 'CookieRejectedInvalidPrefix', '__Host-', '__Secure-', 'ExcludeInvalidPrefix'],
  specs: [cookiesPrefixes],
  words,
  explains: [
    'authorization-missing',
    'csrf-token-missing',
    'csrf-token-mismatch',
    'third-party-cookies-blocked',
    'credentials-omitted',
  ],
  decide(failing, facts) {
    const lacking = lackingSession(failing, facts, { refused: ({ reason }) => reason === 'InvalidPrefix' });
    if (!lacking?.setter) return undefined;
    const { name, setter } = lacking;
    const { refused } = facts.cookieHistory(failing);
    const cookie = refused.findLast((one) => one.name === name && one.exchange === setter)?.cookie;
    const wants = cookie ? brokenRule(cookie, setter.request.url) : 'other attributes';
    return {
      kind: 'found',
      confidence: lacking.confidence,
      title: `The browser refused the cookie ${short(name)}: its prefix needs ${wants}`,
      line: `${short(name)} was set, and not stored: the prefix needs ${wants}`,
      evidence: [
        lacking.evidence(undefined, { note: `the prefix of its name needs ${wants}` }),
        cookieNotSent(failing),
      ],
    };
  },
};

/** RFC 6265bis §4.1.3: the first rule of the prefix that this cookie breaks. */
function brokenRule({ name, secure, domain, path, httpOnly }: SetCookie, url: string): string {
  if (!secure) return 'Secure';
  if (!url.startsWith('https:')) return 'https';
  const prefix = name.toLowerCase();
  if (prefix.startsWith('__host-')) {
    if (domain !== undefined) return 'a cookie without Domain';
    if (path !== '/') return 'Path=/';
  }
  return httpOnly ? 'other attributes' : 'HttpOnly';
}
