import type { Cause } from '../../engine/cause.ts';
import { cookiesSameSite } from '../specs.ts';
import words from './cookie-samesite-lax.md?raw';
import { decideSameSite } from './cross-site.ts';

export const cookieSamesiteLax: Cause = {
  code: 'cookie-samesite-lax',
  group: 'cookies',
  title: 'Session cookie held back: SameSite=Lax',
  fixIn: 'api',
  step: 'session',
  aliases: ['SameSiteLax', 'SchemefulSameSiteLax', 'CookieRejectedForNonSameSiteness'],
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
      sameSite: 'lax',
      reason: 'SameSiteLax',
      evidence: { label: 'SameSite of the cookie', note: 'SameSite=Lax: not with cross-site requests' },
      say: (name) => ({
        title: `The cookie ${name} stayed home: it is SameSite=Lax, and the request is cross-site`,
        line: `${name} has SameSite=Lax, and the request is cross-site`,
      }),
    }),
};
