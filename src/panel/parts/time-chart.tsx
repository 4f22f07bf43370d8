import { drawTimeBars } from '../../report/drawing/time-drawing.ts';
import { type TimeBars, widthInWords } from '../../report/time-bars.ts';
import { clockTime } from '../state/words.ts';
import { Picture } from './picture.tsx';

/** Requests over time, and what one bar stands for. */
export function TimeChart(chart: TimeBars) {
  return (
    <div className="chart">
      <Picture drawing={drawTimeBars(chart, clockTime)} />
      <span className="dim">requests / {widthInWords(chart.width)}</span>
    </div>
  );
}
