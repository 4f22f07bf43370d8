import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, said, status } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import { attemptsSignIn } from '../../facts/sign-in.ts';
import { nistThrottling, rfc6585TooMany } from '../specs.ts';
import { retryAfter } from './limits.ts';
import words from './too-many-attempts.md?raw';

/** Fewer wrong passwords than this lock nobody out. */
const RUN = 3;
const WITHIN_MS = 60 * 60_000;
const REJECTED: ReadonlySet<number> = new Set([400, 401, 403, 422]);

export const tooManyAttempts: Cause = {
  code: 'too-many-attempts',
  group: 'between',
  title: 'Locked out after too many failed attempts',
  fixIn: 'client',
  step: 'limits',
  aliases: [
    'too_many_attempts',
    'Too Many Attempts.',
    'TOO_MANY_ATTEMPTS_TRY_LATER',
    'brute-force protection',
  ],
  specs: [nistThrottling, rfc6585TooMany],
  words,
  explains: ['rate-limited', 'resource-forbidden', 'account-locked', 'login-rejected'],
  decide(failing, facts): Verdict {
    const code = failing.response?.status;
    const word = facts.saysThat(failing, 'rate', 'locked');
    if (code !== 429 && !word) return undefined;
    const run = rejectedBefore(failing, facts);
    if (run.length < RUN) return undefined;
    const wait = retryAfter(failing);
    const first = run[0]!;
    return {
      kind: 'found',
      confidence: 'likely',
      title: `Refused now for the ${run.length} failed attempts before it`,
      line: wait === undefined ? 'Trying on makes it longer' : `The server asks to wait ${duration(wait)}`,
      evidence: present<Evidence>(
        status(failing),
        status(first, { label: 'First attempt' }),
        status(run.at(-1)!, { label: 'Last attempt' }),
        word && said(word),
      ),
    };
  },
};

/** The unbroken run of attempts just before, at the same address, that were refused in another way. */
function rejectedBefore(failing: Exchange, facts: Facts): readonly Exchange[] {
  const code = failing.response?.status;
  const before = facts
    .again(failing)
    .filter(
      ({ startedAt, id }) =>
        id !== failing.id && startedAt <= failing.startedAt && failing.startedAt - startedAt < WITHIN_MS,
    );
  const attempts = before.slice(
    before.findLastIndex(({ response }) => response !== undefined && response.status < 400) + 1,
  );
  return attempts.filter(
    (attempt) =>
      REJECTED.has(attempt.response?.status ?? 0) &&
      (attempt.response?.status !== code || !facts.saysThat(attempt, 'rate', 'locked')) &&
      (attemptsSignIn(attempt) || facts.authorization(attempt) !== undefined),
  );
}
