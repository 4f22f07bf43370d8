import type { Cause } from '../../engine/cause.ts';
import { holdsTwoCredentials } from '../../facts/sent-twice.ts';
import { fetchHeaderValue, rfc6750Header } from '../specs.ts';
import { formVerdict, holdsJwt } from './token-form.ts';
import words from './token-whitespace.md?raw';

export const tokenWhitespace: Cause = {
  code: 'token-whitespace',
  group: 'credential',
  title: 'Blanks or line breaks stand in the token',
  fixIn: 'client',
  step: 'credential',
  aliases: [
    'invalid header value',
    'newline in token',
    'ERR_INVALID_CHAR',
    'trailing newline',
    'token with space',
  ],
  specs: [rfc6750Header, fetchHeaderValue],
  words,
  explains: [
    'authorization-missing',
    'token-rejected',
    'wrong-scheme',
    'token-truncated',
    'token-quoted',
    'signature-invalid',
  ],
  decide(failing, facts) {
    if (holdsTwoCredentials(failing)) return undefined;
    return formVerdict(failing, facts, 'whitespace', ({ token }) => {
      const kind = blankIn(token);
      // A blank at the end is no part of a header's value (RFC 9110 §5.5): most servers never see it.
      if (kind === undefined)
        return {
          title: 'A blank stands behind the token',
          line: 'Most servers drop it; some do not',
          note: 'ends in a blank',
          confidence: 'possible',
        };
      return {
        title: `The token holds ${kind}`,
        line: 'The API reads the token only up to there, or not at all',
        note: `${kind} inside the token`,
        confidence: holdsJwt(token.replace(/\s|\\[nrt]/g, '')) ? 'certain' : 'likely',
      };
    });
  },
};

function blankIn(token: string): string | undefined {
  if (/[\r\n]/.test(token)) return 'a line break';
  if (/\\[nr]/.test(token)) return 'a line break, written as \\n or \\r';
  if (/\t|\\t/.test(token)) return 'a tab';
  return /\s/.test(token) ? 'a space' : undefined;
}
