import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import { present, responseHeader, said, status } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import { attemptsSignIn } from '../../facts/sign-in.ts';
import { rfc6585TooMany, rfc9110RetryAfter } from '../specs.ts';
import { retryAfter, spentLimit } from './limits.ts';
import words from './rate-limited.md?raw';

export const rateLimited: Cause = {
  code: 'rate-limited',
  group: 'between',
  title: 'Too many requests in a short time',
  fixIn: 'client',
  step: 'limits',
  aliases: [
    '429 Too Many Requests',
    'rate limit exceeded',
    'ThrottlingException',
    'quota exceeded',
    'Retry-After',
  ],
  specs: [rfc6585TooMany, rfc9110RetryAfter],
  words,
  explains: ['resource-forbidden', 'token-rejected', 'authorization-missing', 'gateway-rejected'],
  decide(failing, facts): Verdict {
    const code = failing.response?.status;
    if (code !== 429 && code !== 401 && code !== 403) return undefined;
    const word = facts.saysThat(failing, 'rate');
    const wait = retryAfter(failing);
    const spent = spentLimit(failing);
    if (code !== 429 && !word) {
      // A limit that this very request used up is not yet a reason, nor is a server that names another.
      if (facts.saysOtherwise(failing, 'rate') || facts.saysThat(failing, 'invalid-token')) return undefined;
      if (wait === undefined && !(code === 403 && spent)) return undefined;
    }
    return {
      kind: 'found',
      confidence:
        code === 429 ? sureOf429(failing) : word || (wait !== undefined && spent) ? 'likely' : 'possible',
      title:
        wait === undefined
          ? 'The server takes no more requests for now'
          : `The server takes no more requests for ${duration(wait)}`,
      line: 'The credential is not the reason',
      evidence: present<Evidence>(
        status(failing),
        wait !== undefined && responseHeader(failing, 'Retry-After'),
        spent !== undefined && responseHeader(failing, spent),
        word && said(word),
      ),
    };
  },
};

/** At a sign-in the limit may be this account's, for wrong passwords. */
function sureOf429(failing: Exchange): Confidence {
  return attemptsSignIn(failing) ? 'likely' : 'certain';
}
