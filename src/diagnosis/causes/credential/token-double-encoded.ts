import type { Cause } from '../../engine/cause.ts';
import { rfc6750Header, rfc7515Compact } from '../specs.ts';
import words from './token-double-encoded.md?raw';
import { formVerdict } from './token-form.ts';

export const tokenDoubleEncoded: Cause = {
  code: 'token-double-encoded',
  group: 'credential',
  title: 'The token is wrapped in something else',
  fixIn: 'client',
  step: 'credential',
  aliases: ['base64 of a JWT', 'btoa token', 'Invalid Compact JWS', 'Bearer {"access_token"'],
  specs: [rfc7515Compact, rfc6750Header],
  words,
  explains: [
    'authorization-missing',
    'token-rejected',
    'wrong-scheme',
    'token-truncated',
    'token-quoted',
    'token-url-encoded',
    'signature-invalid',
  ],
  decide(failing, facts) {
    return formVerdict(failing, facts, 'double-encoded', ({ token }) => {
      const json = /^[^\w]{0,3}\{/.test(token);
      return {
        title: json
          ? 'A whole JSON object was sent in place of the token'
          : 'The token was encoded in base64 once more',
        line: json ? 'The token is a member of the object that was sent' : 'Decoded once, it is a token',
        note: json ? 'an object, not a token' : 'base64 around a token',
        confidence: 'certain',
      };
    });
  },
};
