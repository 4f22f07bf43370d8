import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, FixParty } from '../../engine/cause.ts';
import { claim, present, responseHeader, said } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc7519Expiration, rfc9110Date } from '../specs.ts';
import { refusedJwt, timeClaim } from './claims.ts';
import words from './clock-skew.md?raw';

/** Less than this is travel time and rounding. */
const SKEW_MS = 60_000;
/** A clock seen longer ago may have been set since. */
const THIRD_CLOCK_WITHIN_MS = 30 * 60_000;

export const clockSkew: Cause = {
  code: 'clock-skew',
  group: 'token',
  title: 'Clocks disagree',
  fixIn: 'browser',
  step: 'token',
  aliases: ['clock skew', 'time drift', 'Token used before issued', 'iat in the future'],
  specs: [rfc7519Expiration, rfc9110Date],
  words,
  explains: [
    'token-expired',
    'token-not-yet-valid',
    'token-rejected',
    'refresh-missing',
    'failing-after-expiry',
  ],
  decide(failing, facts) {
    const jwt = refusedJwt(failing, facts, 'expired', 'not-yet-valid');
    const serverTime = facts.serverTime(failing);
    if (!jwt) return undefined;
    if (serverTime === undefined)
      return { kind: 'cannot-tell', because: 'The answer has no Date to compare clocks with' };
    const ahead = facts.serverAhead(failing) ?? 0;
    if (Math.abs(ahead) < SKEW_MS)
      return { kind: 'ruled-out', because: 'This computer’s clock and the server’s agree' };
    if (facts.saysOtherwise(failing, 'expired', 'not-yet-valid')) return undefined;
    const here = failing.startedAt;
    const decisive = (['exp', 'nbf', 'iat'] as const).find((name) => {
      const at = timeClaim(jwt.claims, name);
      if (at === undefined) return false;
      return name === 'exp' ? at > here && at <= serverTime : at <= here + SKEW_MS && at > serverTime;
    });
    if (!decisive) return undefined;
    const word = facts.saysThat(failing, 'expired', 'not-yet-valid');
    const wrong = wrongClock(failing, facts);
    return {
      kind: 'found',
      confidence: word || wrong ? 'certain' : 'likely',
      title: `The server’s clock is ${duration(ahead)} ${ahead > 0 ? 'ahead of' : 'behind'} this computer’s`,
      line:
        decisive === 'exp'
          ? 'By this clock the token is valid, by the server’s it has expired'
          : 'By the server’s clock the token lies in the future',
      fixIn: wrong ?? 'browser',
      evidence: present(
        responseHeader(failing, 'Date', { label: 'Server Date', mark: 'UTC' }),
        { label: 'This computer', at: { part: 'time', exchangeId: failing.id } },
        claim(failing, decisive),
        word && said(word),
      ),
    };
  },
};

/** Two clocks differ; a third one, of another server in the capture, tells which of the two is wrong. */
function wrongClock(failing: Exchange, facts: Facts): Extract<FixParty, 'api' | 'browser'> | undefined {
  const third = facts.capture.exchanges.find(
    (other) =>
      Math.abs(other.startedAt - failing.startedAt) < THIRD_CLOCK_WITHIN_MS &&
      facts.api(other) !== facts.api(failing) &&
      facts.serverAhead(other) !== undefined,
  );
  if (!third) return undefined;
  return Math.abs(facts.serverAhead(third) ?? 0) < SKEW_MS ? 'api' : 'browser';
}
