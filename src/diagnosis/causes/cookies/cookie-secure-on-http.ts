import type { Cause } from '../../engine/cause.ts';
import { present, url } from '../../engine/evidence.ts';
import { cookiesSecure } from '../specs.ts';
import words from './cookie-secure-on-http.md?raw';
import { cookieNotSent, lackingSession, short } from './session.ts';

export const cookieSecureOnHttp: Cause = {
  code: 'cookie-secure-on-http',
  group: 'cookies',
  title: 'Secure session cookie, and the request is http',
  fixIn: 'client',
  step: 'session',
  aliases: ['SecureOnly', 'CookieRejectedNonsecureOverwrite', 'ExcludeSecureOnly'],
  specs: [cookiesSecure],
  words,
  explains: [
    'authorization-missing',
    'csrf-token-missing',
    'csrf-token-mismatch',
    'cookie-samesite-lax',
    'cookie-samesite-strict',
    'cookie-samesite-default',
    'credentials-omitted',
  ],
  decide(failing, facts) {
    const lacking = lackingSession(failing, facts, {
      held: (reasons) => reasons.includes('SecureOnly'),
      refused: ({ reason }) => reason === 'SecureOnly',
    });
    if (!lacking) return undefined;
    const name = short(lacking.name);
    return {
      kind: 'found',
      confidence: lacking.confidence,
      ...(lacking.wasRefused
        ? {
            title: `The browser refused the cookie ${name}: it is Secure and was set over http`,
            line: `${name} is Secure; over http the browser does not take it`,
          }
        : {
            title: `The cookie ${name} stayed home: it is Secure, and this request is http`,
            line: `${name} is Secure; it goes along on https only`,
          }),
      evidence: present(
        lacking.evidence('secure', {
          note: lacking.wasRefused ? 'Secure, in an answer over http' : 'Secure: https only',
        }),
        url(failing, { mark: failing.request.url.startsWith('http:') ? 'http:' : 'ws:' }),
        cookieNotSent(failing),
      ),
    };
  },
};
