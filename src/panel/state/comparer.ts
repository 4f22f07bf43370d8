import type { Comparison } from '../../compare/index.ts';
import { compareCaptures, compareExchanges, counterpartsOf, type Unpaired } from '../../compare/index.ts';
import type { Diagnosis, Failure } from '../../diagnosis/engine/diagnosis.ts';
import { factsOver } from '../../diagnosis/facts/facts.ts';
import type { Capture, Exchange, ExchangeId } from '../../exchange/exchange.ts';
import { type FilterTerm, parseFilter, requestFits } from './filter.ts';

/** A request that another can be laid beside. */
export interface Candidate {
  readonly id: ExchangeId;
  readonly method: string;
  readonly url: string;
  /** 0 where there was no answer. */
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export type Beside =
  | { readonly kind: 'compared'; readonly good: Candidate; readonly comparison: Comparison }
  | { readonly kind: 'unpaired'; readonly reason: Unpaired };

/** A failing request of another capture, with what its diagnosis rests on. */
export interface Guest {
  readonly capture: Capture;
  readonly failure: Failure;
}

/** Lays requests of one capture side by side. */
export interface Comparer {
  /**
   * Where nothing is looked for: requests that went where a failing one goes, and passed, the most alike first. Else
   * all that fit what is looked for, written as in the filter of the list; those nearest in time first.
   */
  candidates(wanted: { readonly failing: ExchangeId; readonly text: string }): readonly Candidate[];
  compare(pair: { readonly failing: ExchangeId; readonly good: ExchangeId }): Beside;
  /** A failing request of another capture beside the most alike of this one. */
  beside(guest: Guest): Beside;
}

const CANDIDATES_AT_MOST = 6;

export function comparerOf(capture: Capture, diagnosis: Diagnosis): Comparer {
  const facts = factsOver(capture);
  const failureOf = (id: ExchangeId) => diagnosis.failures.find(({ exchangeId }) => exchangeId === id);
  return {
    candidates({ failing, text }) {
      const failure = failureOf(failing);
      if (!failure) return [];
      const terms = parseFilter(text);
      const found =
        terms.length === 0 ? counterpartsOf(failure, facts) : fitting(terms, facts.byId(failing), capture);
      return found.slice(0, CANDIDATES_AT_MOST).map(candidateOf);
    },
    compare({ failing, good }) {
      const [bad, passed, failure] = [facts.byId(failing), facts.byId(good), failureOf(failing)];
      if (!bad || !passed) return { kind: 'unpaired', reason: 'no-such-route' };
      const comparison = compareExchanges(
        { exchange: passed, facts },
        { exchange: bad, facts, ...(failure && { failure }) },
      );
      return { kind: 'compared', good: candidateOf(passed), comparison };
    },
    beside(guest) {
      const of = { requests: 1, failures: [guest.failure], patterns: [] };
      const { comparisons, unpaired } = compareCaptures(
        { capture, diagnosis },
        { capture: guest.capture, diagnosis: of },
      );
      const [comparison] = comparisons;
      const good = comparison && facts.byId(comparison.good);
      if (good) return { kind: 'compared', good: candidateOf(good), comparison };
      return { kind: 'unpaired', reason: unpaired[0]?.reason ?? 'no-such-route' };
    },
  };
}

/** Preflights carry nothing that could be compared. */
function fitting(terms: readonly FilterTerm[], failing: Exchange | undefined, capture: Capture): Exchange[] {
  const distance = ({ startedAt }: Exchange) => Math.abs(startedAt - (failing?.startedAt ?? 0));
  return capture.exchanges
    .filter(({ id, kind }) => kind !== 'preflight' && id !== failing?.id)
    .filter((exchange) => requestFits(exchange, terms))
    .sort((a, b) => distance(a) - distance(b));
}

function candidateOf({ id, request, response, startedAt }: Exchange): Candidate {
  return { id, method: request.method, url: request.url, status: response?.status ?? 0, startedAt };
}
