import type { Cause } from '../../engine/cause.ts';
import { rfc3986Encoding, rfc6750Header } from '../specs.ts';
import { formVerdict, holdsJwt } from './token-form.ts';
import words from './token-url-encoded.md?raw';

export const tokenUrlEncoded: Cause = {
  code: 'token-url-encoded',
  group: 'credential',
  title: 'The token was sent percent-encoded',
  fixIn: 'client',
  step: 'credential',
  aliases: ['Bearer%20', 'encodeURIComponent token', '%2B in token', 'URL-encoded token'],
  specs: [rfc6750Header, rfc3986Encoding],
  words,
  explains: [
    'authorization-missing',
    'token-rejected',
    'wrong-scheme',
    'bearer-prefix-missing',
    'signature-invalid',
  ],
  decide(failing, facts) {
    return formVerdict(failing, facts, 'percent-encoded', ({ token }) => {
      const whole = !/%[0-9a-f]{2}/i.test(token);
      const decoded = token.replace(/%2e/gi, '.').replace(/%[0-9a-f]{2}/gi, '');
      return {
        title: whole
          ? 'The Authorization header was sent percent-encoded'
          : 'The token was sent percent-encoded',
        line: whole ? 'Even the space after Bearer is encoded: %20' : 'A header is not decoded as a URL is',
        note: 'percent signs are no part of a token',
        confidence: whole || holdsJwt(decoded) ? 'certain' : 'likely',
      };
    });
  },
};
