import type { Diagnosis } from '../../diagnosis/engine/diagnosis.ts';
import type { Facts } from '../../diagnosis/facts/facts.ts';
import { leadOf } from './rows.ts';
import { clockTime } from './words.ts';

export interface Summary {
  readonly requests: number;
  readonly failing: number;
  readonly recovered: number;
  readonly pending: number;
  readonly causes: number;
  /** The pattern that says most, or since when requests fail. */
  readonly since: string;
}

/** What the line above the list says. */
export function summaryOf({ requests, failures, patterns }: Diagnosis, facts: Facts): Summary {
  const failing = failures.filter(({ outcome }) => outcome !== 'recovered' && outcome !== 'pending');
  const codes = new Set(failing.flatMap((failure) => leadOf(failure)?.code ?? []));
  const first = failing[0] && facts.byId(failing[0].exchangeId);
  const pattern = patterns.find(({ since }) => since !== undefined) ?? patterns[0];
  const at = pattern?.since ?? (pattern ? undefined : first?.startedAt);
  const parts = [at !== undefined && `since ${clockTime(at)}`, pattern?.title].filter(Boolean);
  return {
    requests,
    failing: failing.length,
    recovered: failures.filter(({ outcome }) => outcome === 'recovered').length,
    pending: failures.filter(({ outcome }) => outcome === 'pending').length,
    causes: codes.size,
    since: parts.join(' · '),
  };
}

export interface TimeBar {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly passed: number;
  readonly failed: number;
}

export interface TimeBars {
  readonly bars: readonly TimeBar[];
  /** Milliseconds that one bar stands for. */
  readonly width: number;
}

const BARS_AT_MOST = 20;
const WIDTHS_S = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400];

/** Requests over time, newest last, in steps that a person counts in. `undefined` where there is nothing yet. */
export function timeBars({ failures }: Diagnosis, facts: Facts): TimeBars | undefined {
  const exchanges = facts.capture.exchanges.filter(({ kind }) => kind !== 'preflight');
  if (exchanges.length === 0) return undefined;
  const failing = new Set(
    failures.filter(({ outcome }) => outcome !== 'recovered').map(({ exchangeId }) => exchangeId),
  );
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { startedAt } of exchanges) {
    first = Math.min(first, startedAt);
    last = Math.max(last, startedAt);
  }
  const seconds = WIDTHS_S.find((each) => (last - first) / 1_000 / each < BARS_AT_MOST - 1);
  const width = 1_000 * (seconds ?? Math.ceil((last - first) / 1_000 / (BARS_AT_MOST - 1)));
  const start = Math.floor(first / width) * width;
  const bars = Array.from({ length: Math.floor((last - start) / width) + 1 }, (_, index) => ({
    from: start + index * width,
    passed: 0,
    failed: 0,
  }));
  for (const { id, startedAt } of exchanges) {
    const bar = bars[Math.floor((startedAt - start) / width)];
    if (!bar) continue;
    if (failing.has(id)) bar.failed += 1;
    else bar.passed += 1;
  }
  return { bars, width };
}
