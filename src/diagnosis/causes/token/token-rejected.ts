import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, responseHeader, said, status } from '../../engine/evidence.ts';
import { refusedOther } from '../credential/refused-key.ts';
import { rfc6750Error } from '../specs.ts';
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
    if (failing.response?.status !== 401) return undefined;
    const sent = facts.token(failing);
    if (!sent) return refusedOther(failing, facts);
    if (sent.reading.kind === 'broken') return undefined;
    if (facts.saysOtherwise(failing, 'malformed')) return undefined;
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
        requestHeader(failing, 'Authorization', { note: 'well formed' }),
      ),
    };
  },
};
