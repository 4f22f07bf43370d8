import type { Diagnosis } from '../../diagnosis/engine/diagnosis.ts';
import { factsOver } from '../../diagnosis/facts/facts.ts';
import type { Capture, Exchange, ExchangeId } from '../../exchange/exchange.ts';
import { selectFailing } from '../../report/selection.ts';
import type { Diagnosed } from '../state/diagnosed.ts';
import type { Part, Placed, Whole } from './messages.ts';

/** Exchanges to a part: taking it over must not hold up a frame. */
const AT_ONCE = 150;
/** Failures with long bodies or many findings weigh more. */
const FAILING_AT_ONCE = 40;

/**
 * A diagnosed capture as the panel needs it, bit by bit: what failed and what its evidence points at whole and first,
 * all others without their bodies, which only a report of everything asks for.
 */
export function* partsOf(capture: Capture, diagnosis: Diagnosis): Generator<Part> {
  const shown = new Set(selectFailing(capture, diagnosis).exchanges.map(({ id }) => id));
  const placed = capture.exchanges.map((exchange, at): Placed => ({ at, exchange }));
  const failures = new Map(diagnosis.failures.map((failure) => [failure.exchangeId, failure]));
  const whole = placed.filter(({ exchange }) => shown.has(exchange.id));
  for (const exchanges of chunks(whole, FAILING_AT_ONCE))
    yield { exchanges, failures: exchanges.flatMap(({ exchange }) => failures.get(exchange.id) ?? []) };
  const others = placed.filter(({ exchange }) => !shown.has(exchange.id));
  for (const exchanges of chunks(others, AT_ONCE))
    yield {
      exchanges: exchanges.map(({ at, exchange }) => ({ at, exchange: withoutBodies(exchange) })),
      failures: [],
    };
}

function withoutBodies(exchange: Exchange): Exchange {
  const { body: _, ...request } = exchange.request;
  if (!exchange.response) return { ...exchange, request };
  const { body: __, ...response } = exchange.response;
  return { ...exchange, request, response };
}

function* chunks<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/** Puts the parts together again. */
export function joinParts(): { add(part: Part): void; join(whole: Whole): Diagnosed } {
  const exchanges: Exchange[] = [];
  const failures = new Map<ExchangeId, Diagnosis['failures'][number]>();
  return {
    add(part) {
      for (const { at, exchange } of part.exchanges) exchanges[at] = exchange;
      for (const failure of part.failures) failures.set(failure.exchangeId, failure);
    },
    join(whole) {
      const capture = { ...whole.capture, exchanges };
      const inOrder = exchanges.flatMap(({ id }) => failures.get(id) ?? []);
      return { capture, diagnosis: { ...whole.diagnosis, failures: inOrder }, facts: factsOver(capture) };
    },
  };
}
