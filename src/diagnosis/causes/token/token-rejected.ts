import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, responseHeader, said, status } from '../../engine/evidence.ts';
import { refusedOther } from '../credential/refused-key.ts';
import { rfc6750Error } from '../specs.ts';
import { tokenPlace } from './claims.ts';
import words from './token-rejected.md?raw';

export const tokenRejected: Cause = {
  code: 'token-rejected',
  group: 'token',
  title: 'The token was refused without a reason',
  fixIn: 'api',
  step: 'keys',
  aliases: ['invalid_token', 'Bad credentials', 'Invalid token', 'Invalid API key', 'invalid credential'],
  specs: [rfc6750Error],
  words,
  explains: [],
  lastResort: true,
  decide(failing, facts): Verdict {
    const code = failing.response?.status;
    // 403 says that the token is known, 400 that the request is wrong: unless the server says otherwise.
    if (code !== 401 && !facts.saysThat(failing, 'invalid-token', 'api-key', 'malformed')) return undefined;
    const sent = facts.token(failing);
    if (!sent) return refusedOther(failing, facts);
    if (sent.reading.kind === 'broken') return undefined;
    if (facts.saysOtherwise(failing, 'malformed', 'session')) return undefined;
    const word = facts.saysThat(failing, 'invalid-token');
    const challenge = facts
      .challenges(failing)
      .some(({ scheme, parameters }) => scheme === 'bearer' && parameters.has('error'));
    return {
      kind: 'found',
      confidence: word || challenge ? 'likely' : 'possible',
      title: 'The server refused the token and does not say why',
      line:
        sent.reading.kind === 'jws'
          ? facts.signature(failing)?.token?.result === 'verified'
            ? 'Its dates, its form and its signature are in order'
            : 'Its dates and form are in order'
          : 'An opaque token: only the server can read it',
      evidence: present(
        word
          ? said(word)
          : challenge
            ? responseHeader(failing, 'WWW-Authenticate', { label: 'Challenge' })
            : status(failing),
        tokenPlace(failing, facts, { note: 'well formed' }),
      ),
    };
  },
};
