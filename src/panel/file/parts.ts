import type { Diagnosis } from '../../diagnosis/engine/diagnosis.ts';
import { factsOver } from '../../diagnosis/facts/facts.ts';
import type { Capture, Exchange, ExchangeId } from '../../exchange/exchange.ts';
import { selectFailing } from '../../report/selection.ts';
import { timesOf } from '../../report/time-bars.ts';
import type { Diagnosed } from '../state/diagnosed.ts';
import type { Part, Placed, Whole } from './messages.ts';

/** Exchanges to a part: taking it over must not hold up a frame. */
const AT_ONCE = 60;

/**
 * A diagnosed capture as the panel needs it, bit by bit: first what failed, with what its evidence points at; then
 * what set cookies or sent something, without the answers' bodies. Of all others the panel shows the time alone.
 */
export function* partsOf(capture: Capture, diagnosis: Diagnosis): Generator<Part> {
  const shown = new Set(selectFailing(capture, diagnosis).exchanges.map(({ id }) => id));
  const placed = capture.exchanges.map((exchange, at): Placed => ({ at, exchange }));
  const failures = new Map(diagnosis.failures.map((failure) => [failure.exchangeId, failure]));
  const whole = placed.filter(({ exchange }) => shown.has(exchange.id));
  for (const exchanges of chunks(whole))
    yield { exchanges, failures: exchanges.flatMap(({ exchange }) => failures.get(exchange.id) ?? []) };
  const others = placed.filter(({ exchange }) => !shown.has(exchange.id) && isOfUse(exchange));
  for (const exchanges of chunks(others))
    yield {
      exchanges: exchanges.map(({ at, exchange }) => ({ at, exchange: withoutAnswer(exchange) })),
      failures: [],
    };
}

/** What is left to say once all parts have gone over. */
export function wholeOf(capture: Capture, diagnosis: Diagnosis, warnings: readonly string[]): Whole {
  const { exchanges: _, ...restOfCapture } = capture;
  const { failures: __, ...restOfDiagnosis } = diagnosis;
  return { capture: restOfCapture, diagnosis: restOfDiagnosis, warnings, times: timesOf(capture) };
}

/** Did it send something, or set cookies? */
function isOfUse({ request, response }: Exchange): boolean {
  if (request.body) return true;
  return response?.headers.some(({ name }) => name.toLowerCase() === 'set-cookie') ?? false;
}

function withoutAnswer(exchange: Exchange): Exchange {
  if (!exchange.response) return exchange;
  const { body: _, ...response } = exchange.response;
  return { ...exchange, response };
}

function* chunks<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += AT_ONCE) yield items.slice(at, at + AT_ONCE);
}

/** Puts the parts together again. */
export function joinParts(): { add(part: Part): void; join(whole: Whole): Diagnosed } {
  const placed: Placed[] = [];
  const failures = new Map<ExchangeId, Diagnosis['failures'][number]>();
  return {
    add(part) {
      placed.push(...part.exchanges);
      for (const failure of part.failures) failures.set(failure.exchangeId, failure);
    },
    join(whole) {
      const exchanges = placed.sort((a, b) => a.at - b.at).map(({ exchange }) => exchange);
      const capture = { ...whole.capture, exchanges };
      const inOrder = exchanges.flatMap(({ id }) => failures.get(id) ?? []);
      const diagnosis = { ...whole.diagnosis, failures: inOrder };
      return { capture, diagnosis, facts: factsOver(capture), times: whole.times };
    },
  };
}
