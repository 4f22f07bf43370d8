import { useMemo } from 'react';
import { TimeChart } from './parts/time-chart.tsx';
import { chartOf, summaryOf } from './state/summary.ts';
import { usePanel } from './state/use-panel.ts';

/** The answer at a glance: how many fail, of how many causes, since when. */
export function SummaryLine() {
  const diagnosed = usePanel((state) => state.diagnosed);
  const summary = useMemo(() => summaryOf(diagnosed), [diagnosed]);
  const chart = useMemo(() => chartOf(diagnosed), [diagnosed]);
  return (
    <section className="summary" aria-label="Summary">
      <div>
        <b>{summary.failing.toLocaleString('en-US')}</b> failing of {summary.requests.toLocaleString('en-US')}{' '}
        {summary.requests === 1 ? 'request' : 'requests'}
      </div>
      {summary.causes > 0 && (
        <div>
          <b>{summary.causes}</b> {summary.causes === 1 ? 'cause' : 'causes'}
        </div>
      )}
      {summary.since !== '' && <div className="since">{summary.since}</div>}
      <div className="space" />
      {chart && <TimeChart {...chart} />}
    </section>
  );
}
