import type { Diagnosed } from './diagnosed.ts';
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
export function summaryOf({ diagnosis, facts }: Diagnosed): Summary {
  const { requests, failures, patterns } = diagnosis;
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
export function timeBars({ diagnosis, facts, times }: Diagnosed): TimeBars | undefined {
  if (times.length === 0) return undefined;
  const failing = diagnosis.failures
    .filter(({ outcome }) => outcome !== 'recovered')
    .flatMap(({ exchangeId }) => facts.byId(exchangeId)?.startedAt ?? []);
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  const seconds = WIDTHS_S.find((each) => (last - first) / 1_000 / each < BARS_AT_MOST - 1);
  const width = 1_000 * (seconds ?? Math.ceil((last - first) / 1_000 / (BARS_AT_MOST - 1)));
  const start = Math.floor(first / width) * width;
  const count = Math.floor((last - start) / width) + 1;
  const [all, failed] = [times, failing].map((each) => perBar(each, start, width, count));
  const bars = Array.from({ length: count }, (_, index) => ({
    from: start + index * width,
    passed: all![index]! - failed![index]!,
    failed: failed![index]!,
  }));
  return { bars, width };
}

function perBar(times: Iterable<number>, start: number, width: number, count: number): Uint32Array {
  const bars = new Uint32Array(count);
  for (const time of times) bars[Math.floor((time - start) / width)]! += 1;
  return bars;
}
