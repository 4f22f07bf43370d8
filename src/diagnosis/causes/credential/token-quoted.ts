import type { Cause } from '../../engine/cause.ts';
import { rfc6750Header } from '../specs.ts';
import { formVerdict, holdsJwt } from './token-form.ts';
import words from './token-quoted.md?raw';

export const tokenQuoted: Cause = {
  code: 'token-quoted',
  group: 'credential',
  title: 'The token was sent in quotes',
  fixIn: 'client',
  step: 'credential',
  aliases: ['Bearer "eyJ…"', 'JSON.stringify token', 'invalid token', 'quotes around token'],
  specs: [rfc6750Header],
  words,
  explains: ['authorization-missing', 'token-rejected', 'wrong-scheme', 'token-expired', 'signature-invalid'],
  decide(failing, facts) {
    return formVerdict(failing, facts, 'quoted', ({ token }) => ({
      title: 'The token was sent with quotes around it',
      line: 'The quotes are part of what the API reads',
      note: 'quotes are no part of a token',
      confidence: holdsJwt(token.replace(/^[^\w{]{1,2}|[^\w}.=-]{1,2}$/g, '')) ? 'certain' : 'likely',
    }));
  },
};
