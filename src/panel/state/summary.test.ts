import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../diagnosis/engine/diagnosis.ts';
import { factsOver } from '../../diagnosis/facts/facts.ts';
import { exchange, NOON, preflight } from '../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { timesOf } from '../../report/time-bars.ts';
import { failing } from './failing.fixture.ts';
import { chartOf, summaryOf } from './summary.ts';

function over(exchanges: readonly Exchange[], failures: Diagnosis['failures']) {
  const diagnosis: Diagnosis = { requests: exchanges.length, failures, patterns: [] };
  const capture = { source: { kind: 'live' }, exchanges } as const;
  return { capture, diagnosis, facts: factsOver(capture), times: timesOf(capture) };
}

describe('the summary', () => {
  it('counts what fails, by cause, and leaves out what recovered', () => {
    const all = [
      failing({ id: 'a', cause: 'token-expired' }),
      failing({ id: 'b', cause: 'token-expired' }),
      failing({ id: 'c', cause: 'cookie-expired' }),
      failing({ id: 'd', cause: 'basic-rejected', outcome: 'recovered' }),
    ];
    const summary = summaryOf(
      over(
        all.map((item) => item.exchange),
        all.map((item) => item.failure),
      ),
    );
    expect(summary).toMatchObject({ requests: 4, failing: 3, recovered: 1, causes: 2 });
    expect(summary.since).toMatch(/^since \d\d:\d\d:\d\d$/);
  });
});

describe('the chart', () => {
  it('has nothing to show before the first request', () => {
    expect(chartOf(over([], []))).toBeUndefined();
  });

  it('counts requests in steps of a second, failing ones apart, preflights not at all', () => {
    const bad = failing({ id: 'a', startedAt: NOON + 2_500 });
    const exchanges = [exchange({ id: 'b' }), preflight({ startedAt: NOON }), bad.exchange];
    expect(chartOf(over(exchanges, [bad.failure]))).toEqual({
      width: 1_000,
      bars: [
        { from: NOON, passed: 1, failed: 0 },
        { from: NOON + 1_000, passed: 0, failed: 0 },
        { from: NOON + 2_000, passed: 0, failed: 1 },
      ],
    });
  });

  it('takes wider steps for longer recordings, and never more bars than fit', () => {
    for (const span of [30_000, 3_600_000, 86_400_000, 90 * 86_400_000]) {
      const exchanges = [exchange({ id: 'a' }), exchange({ id: 'b', startedAt: NOON + span })];
      const chart = chartOf(over(exchanges, []));
      expect(chart?.bars.length).toBeLessThanOrEqual(20);
      expect(chart?.bars.reduce((sum, { passed }) => sum + passed, 0)).toBe(2);
    }
  });
});
