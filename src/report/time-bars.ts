import type { Capture } from '../exchange/exchange.ts';

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

/**
 * Requests over time, newest last, in steps that a person counts in. `undefined` where there is nothing yet.
 *
 * @param times when each request was made, milliseconds since the epoch
 * @param failing the same of those that failed
 */
export function timeBars(times: ArrayLike<number>, failing: ArrayLike<number>): TimeBars | undefined {
  if (times.length === 0) return undefined;
  const [first, last] = endsOf(times);
  const seconds = WIDTHS_S.find((each) => (last - first) / 1_000 / each < BARS_AT_MOST - 1);
  const width = 1_000 * (seconds ?? Math.ceil((last - first) / 1_000 / (BARS_AT_MOST - 1)));
  const start = Math.floor(first / width) * width;
  const count = Math.floor((last - start) / width) + 1;
  const perBar = (each: ArrayLike<number>) => {
    const counts = new Uint32Array(count);
    for (let at = 0; at < each.length; at += 1) counts[Math.floor((each[at]! - start) / width)]! += 1;
    return counts;
  };
  const all = perBar(times);
  const failed = perBar(failing);
  const bars = Array.from(failed, (bad, index) => ({
    from: start + index * width,
    passed: all[index]! - bad,
    failed: bad,
  }));
  return { bars, width };
}

function endsOf(times: ArrayLike<number>): readonly [first: number, last: number] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < times.length; at += 1) {
    first = Math.min(first, times[at]!);
    last = Math.max(last, times[at]!);
  }
  return [first, last];
}

/** When each request of a capture was made, preflights left out; milliseconds since the epoch. */
export function timesOf({ exchanges }: Capture): Float64Array {
  const requests = exchanges.filter(({ kind }) => kind !== 'preflight');
  return Float64Array.from(requests, ({ startedAt }) => startedAt);
}

/** `s`, `5 s`, `min`, `2 h`: what one bar stands for. */
export function widthInWords(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  const [count, unit] =
    seconds % 86_400 === 0
      ? [seconds / 86_400, 'd']
      : seconds % 3_600 === 0
        ? [seconds / 3_600, 'h']
        : seconds % 60 === 0
          ? [seconds / 60, 'min']
          : [seconds, 's'];
  return count === 1 ? unit : `${count} ${unit}`;
}
