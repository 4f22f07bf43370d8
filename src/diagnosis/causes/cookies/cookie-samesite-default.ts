import type { Cause } from '../../engine/cause.ts';
import { cookiesSameSite } from '../specs.ts';
import words from './cookie-samesite-default.md?raw';
import { decideSameSite } from './cross-site.ts';

export const cookieSamesiteDefault: Cause = {
  code: 'cookie-samesite-default',
  group: 'cookies',
  title: 'Session cookie held back: no SameSite means Lax',
  fixIn: 'api',
  step: 'session',
  aliases: [
    'SameSiteUnspecifiedTreatedAsLax',
    'SchemefulSameSiteUnspecifiedTreatedAsLax',
    'CookieLaxForced2',
    'Lax by default',
  ],
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
      sameSite: 'unspecified',
      reason: 'SameSiteUnspecifiedTreatedAsLax',
      evidence: {
        label: 'SameSite of the cookie',
        note: 'no SameSite attribute that counts: treated as Lax',
      },
      say: (name) => ({
        title: `The cookie ${name} stayed home: without SameSite it is treated as Lax, and the request is cross-site`,
        line: `${name} has no SameSite, which means Lax; the request is cross-site`,
      }),
    }),
};
