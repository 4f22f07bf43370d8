import type { Diagnosis } from '../diagnosis/engine/diagnosis.ts';
import { type Facts, factsOver } from '../diagnosis/facts/facts.ts';
import type { Capture, Exchange, ExchangeId } from '../exchange/exchange.ts';
import { cookieDifferences } from './cookies.ts';
import { corsDifferences } from './cors.ts';
import { credentialDifferences } from './credential.ts';
import type { Comparison, Difference, FailingParty, Party } from './difference.ts';
import { environmentDifferences, environmentsOf } from './environment.ts';
import { headerDifferences, requestDifferences, serverDifferences } from './message.ts';
import { outcomeDifferences, redirectDifferences } from './outcome.ts';
import { candidatesFor, passed, routesOf, twinOf, type Unpaired, whyUnpaired } from './pairing.ts';
import { ranked } from './rank.ts';
import { signInDifferences } from './sign-in.ts';
import { tokenDifferences } from './token.ts';

/** Two captures beside each other. */
export interface CaptureComparison {
  /** In the catalogue of patterns; absent where nothing could be laid side by side. */
  readonly pattern?: 'one-environment-fails';
  /** One for each failing request that has a counterpart, in the order in which they failed. */
  readonly comparisons: readonly Comparison[];
  readonly unpaired: readonly { readonly id: ExchangeId; readonly reason: Unpaired }[];
}

/** A capture with its diagnosis, both before any redaction. */
export interface Diagnosed {
  readonly capture: Capture;
  readonly diagnosis: Diagnosis;
}

/**
 * What differs between a request that passed and one that fails, what most likely decides first. The two need not be
 * of one capture; any two can be compared. What is another in every request (ids, times, nonces) is left out.
 * Pure; never throws.
 */
export function compareExchanges(good: Party, bad: FailingParty): Comparison {
  const lead = bad.failure?.findings[0];
  return {
    good: good.exchange.id,
    bad: bad.exchange.id,
    ...(lead && { cause: lead.code }),
    ...(!passed(good.exchange, good.facts) && { counterpartFails: true as const }),
    differences: ranked(differencesOf(good, bad), bad.failure),
  };
}

function differencesOf(good: Party, bad: Party): Difference[] {
  const environments = environmentsOf(good.exchange, bad.exchange);
  return [
    ...environmentDifferences(good, bad),
    ...requestDifferences(good, bad, environments),
    ...signInDifferences(good, bad, environments),
    ...credentialDifferences(good, bad),
    ...cookieDifferences(good, bad, environments),
    ...corsDifferences(good, bad),
    ...headerDifferences(good, bad),
    ...serverDifferences(good, bad),
    ...tokenDifferences(good, bad, environments),
    ...redirectDifferences(good, bad, environments),
    ...outcomeDifferences(good, bad),
  ];
}

/**
 * Each failing request of one capture beside its counterpart in the other: one that passed, else one that fails there
 * for another reason. Routes are the same on any host and under any base path. Pure; never throws.
 *
 * @param good what worked: another environment, another user, yesterday
 * @param bad what does not
 */
export function compareCaptures(good: Diagnosed, bad: Diagnosed): CaptureComparison {
  const [goodFacts, badFacts] = [factsOver(good.capture), factsOver(bad.capture)];
  const routes = { good: routesOf(goodFacts), bad: routesOf(badFacts) };
  const leads = new Map(
    good.diagnosis.failures.map(({ exchangeId, findings }) => [exchangeId, findings[0]?.code]),
  );
  const results = bad.diagnosis.failures
    .filter(({ outcome }) => outcome !== 'recovered')
    .slice(0, FAILURES_AT_MOST)
    .flatMap((failure): (Comparison | { id: ExchangeId; reason: Unpaired })[] => {
      const exchange = badFacts.byId(failure.exchangeId);
      return exchange ? [pair({ exchange, facts: badFacts, failure }, goodFacts, leads, routes)] : [];
    });
  const comparisons = results.filter((each) => 'differences' in each);
  return {
    ...(comparisons.length > 0 && { pattern: 'one-environment-fails' as const }),
    comparisons,
    unpaired: results.filter((each) => 'reason' in each),
  };
}

const FAILURES_AT_MOST = 200;

type Routes = ReturnType<typeof routesOf>;

function pair(
  bad: FailingParty,
  facts: Facts,
  leads: ReadonlyMap<ExchangeId, string | undefined>,
  routes: { readonly good: Routes; readonly bad: Routes },
): Comparison | { readonly id: ExchangeId; readonly reason: Unpaired } {
  const beside = (exchange: Exchange) => compareExchanges({ exchange, facts }, bad);
  const leadThere = (exchange: Exchange) => leads.get(exchange.id);
  const failsAlike = (exchange: Exchange) =>
    !passed(exchange, facts) &&
    leadThere(exchange) === bad.failure?.findings[0]?.code &&
    beside(exchange).differences.length === 0;
  const twin = twinOf(bad, facts, routes.good, routes.bad);
  const { id } = bad.exchange;
  // What fails in the same way on both sides is not what the two differ in.
  if (twin && failsAlike(twin)) return { id, reason: 'fails-alike' };
  const candidates = candidatesFor(bad, facts, routes.good);
  const counterpart = candidates.find((each) => passed(each, facts)) ?? candidates[0];
  if (!counterpart) return { id, reason: whyUnpaired(bad.exchange, routes.good) };
  return failsAlike(counterpart) ? { id, reason: 'fails-alike' } : beside(counterpart);
}

/** The difference to begin with, over all failing requests: the one that comes first for most of them. */
export function firstDifference({ comparisons }: CaptureComparison): Difference | undefined {
  const counts = new Map<string, { count: number; readonly difference: Difference }>();
  for (const { differences } of comparisons) {
    const [difference] = differences;
    if (!difference) continue;
    const key = JSON.stringify([difference.label, difference.good.text, difference.bad.text]);
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { count: 1, difference });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.difference;
}
