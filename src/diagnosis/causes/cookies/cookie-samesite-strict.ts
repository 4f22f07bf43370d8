import type { Cause } from '../../engine/cause.ts';
import { cookiesSameSite } from '../specs.ts';
import words from './cookie-samesite-strict.md?raw';
import { decideSameSite } from './cross-site.ts';

export const cookieSamesiteStrict: Cause = {
  code: 'cookie-samesite-strict',
  group: 'cookies',
  title: 'Session cookie held back: SameSite=Strict',
  fixIn: 'api',
  step: 'session',
  aliases: ['SameSiteStrict', 'SchemefulSameSiteStrict', 'CookieRejectedForNonSameSiteness'],
  specs: [cookiesSameSite],
  words,
  explains: [
    'authorization-missing',
    'csrf-token-missing',
    'csrf-token-mismatch',
    'third-party-cookies-blocked',
  ],
  decide: (failing, facts) =>
    decideSameSite(failing, facts, {
      sameSite: 'strict',
      reason: 'SameSiteStrict',
      evidence: { label: 'SameSite of the cookie', note: 'SameSite=Strict: never when another site asks' },
      say: (name) => ({
        title:
          failing.kind === 'navigation'
            ? `The cookie ${name} stayed home: it is SameSite=Strict, and another site led here`
            : `The cookie ${name} stayed home: it is SameSite=Strict, and the request is cross-site`,
        line: `${name} has SameSite=Strict, and the request comes from another site`,
      }),
    }),
};
