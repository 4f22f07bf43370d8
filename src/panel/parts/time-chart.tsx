import type { TimeBars } from '../state/summary.ts';
import { clockTime, counted } from '../state/words.ts';

const HEIGHT = 30;
const STEP = 12;
const BAR = 9;

/** Requests over time; what failed stands red at the foot of each bar. */
export function TimeChart({ bars, width }: TimeBars) {
  const most = Math.max(1, ...bars.map(({ passed, failed }) => passed + failed));
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT));
  const failing = bars.filter(({ failed }) => failed > 0);
  const said =
    failing.length === 0
      ? 'No request failed'
      : `Failing requests between ${clockTime(failing[0]!.from)} and ${clockTime(failing.at(-1)!.from + width)}`;
  return (
    <div className="chart">
      <svg width={bars.length * STEP} height={HEIGHT} role="img" aria-label={said}>
        {bars.map(({ from, passed, failed }, index) => {
          const red = tall(failed);
          const grey = Math.min(tall(passed), HEIGHT - red);
          return (
            <g key={from}>
              <title>{`${clockTime(from)}: ${counted(passed + failed, 'request')}, ${failed} failing`}</title>
              <rect className="hit" x={index * STEP} y={0} width={STEP} height={HEIGHT} />
              <rect className="passed" x={index * STEP} y={HEIGHT - red - grey} width={BAR} height={grey} />
              <rect className="failed" x={index * STEP} y={HEIGHT - red} width={BAR} height={red} />
            </g>
          );
        })}
      </svg>
      <span className="dim">requests / {widthInWords(width)}</span>
    </div>
  );
}

function widthInWords(milliseconds: number): string {
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
