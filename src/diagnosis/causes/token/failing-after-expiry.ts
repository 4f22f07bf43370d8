import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, status } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc6749Response, rfc7519Expiration } from '../specs.ts';
import words from './failing-after-expiry.md?raw';
import { endOfLife, isRefusal, overdue, passedBefore } from './life.ts';

/** A server allows for clocks that differ a little: later successes speak against expiry. */
const LEEWAY_MS = 60_000;

export const failingAfterExpiry: Cause = {
  code: 'failing-after-expiry',
  group: 'token',
  title: 'It worked until the token’s lifetime was over',
  fixIn: 'client',
  step: 'token',
  aliases: ['works, then 401 after an hour', 'expires_in passed', 'fails after a while'],
  specs: [rfc6749Response, rfc7519Expiration],
  words,
  explains: ['token-rejected', 'resource-forbidden'],
  decide(failing, facts): Verdict {
    if (!isRefusal(failing)) return undefined;
    if (facts.saysOtherwise(failing, 'expired', 'session', 'missing-credential')) return undefined;
    const over = overdue(failing, facts);
    if (!over) return undefined;
    const worked = passedBefore(failing, facts);
    const lastSuccess = worked.at(-1);
    if (!lastSuccess) return undefined;
    const stillAccepted = facts
      .acceptedWith(failing)
      .some((each) => timeOf(each, over.by, facts) > over.endedAt + LEEWAY_MS);
    if (stillAccepted) return undefined;
    const passed = worked.length === 1 ? 'once' : `${worked.length} times`;
    return {
      kind: 'found',
      confidence: 'likely',
      title: `The same request passed ${passed}, and fails since the token’s lifetime is over`,
      line: `Sent ${duration(over.late)} after its end`,
      evidence: present<Evidence>(
        endOfLife(failing, over, facts),
        {
          label: 'Passed',
          at: { part: 'time', exchangeId: lastSuccess.id },
          note: 'the last time it passed',
        },
        status(failing),
      ),
    };
  },
};

/** The clock by which the end is told: the server's for `exp`, this computer's for `expires_in`. */
function timeOf(exchange: Exchange, by: 'exp' | 'expires_in', facts: Facts): number {
  return by === 'exp' ? facts.judgedAt(exchange) : exchange.startedAt;
}
