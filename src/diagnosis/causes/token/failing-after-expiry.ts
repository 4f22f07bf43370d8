import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { claim, present, requestHeader, status } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc6749Response, rfc7519Expiration } from '../specs.ts';
import words from './failing-after-expiry.md?raw';
import { isRefusal, originOf, overdue } from './life.ts';

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
    const worked = facts.acceptedWith(failing).filter((each) => isSameRoute(each, failing));
    const lastSuccess = worked.findLast(({ startedAt }) => startedAt < failing.startedAt);
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
        over.by === 'exp' ? claim(failing, 'exp', { mark: 'UTC' }) : lifetime(failing, facts),
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

function isSameRoute({ request: a }: Exchange, { request: b }: Exchange): boolean {
  return a.method === b.method && withoutQuery(a.url) === withoutQuery(b.url);
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

function lifetime(failing: Exchange, facts: Facts): Evidence {
  const origin = originOf(facts.token(failing)?.text ?? '', facts);
  return origin
    ? {
        label: 'Issued by',
        at: { part: 'url', exchangeId: origin.by.id },
        note: 'with expires_in, which had passed',
      }
    : requestHeader(failing, 'Authorization');
}
