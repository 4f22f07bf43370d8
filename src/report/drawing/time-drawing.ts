import type { TimeBars } from '../time-bars.ts';
import { type Drawing, draw } from './drawing.ts';

/** Pixels. */
const HEIGHT = 30;
const STEP = 12;
const BAR = 9;

/**
 * Requests over time; what failed stands red at the foot of each bar.
 *
 * @param clock writes a time of day, milliseconds since the epoch
 */
export function drawTimeBars({ bars, width }: TimeBars, clock: (milliseconds: number) => string): Drawing {
  const most = Math.max(1, ...bars.map(({ passed, failed }) => passed + failed));
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT));
  const failing = bars.filter(({ failed }) => failed > 0);
  const said =
    failing.length === 0
      ? 'No request failed'
      : `Failing requests between ${clock(failing[0]!.from)} and ${clock(failing.at(-1)!.from + width)}`;
  return draw(
    'svg',
    { width: bars.length * STEP, height: HEIGHT, role: 'img', 'aria-label': said },
    ...bars.map(({ from, passed, failed }, index) => {
      const red = tall(failed);
      const grey = Math.min(tall(passed), HEIGHT - red);
      const bar = { x: index * STEP, width: BAR };
      const count = passed + failed;
      return draw(
        'g',
        {},
        draw(
          'title',
          {},
          `${clock(from)}: ${count} ${count === 1 ? 'request' : 'requests'}, ${failed} failing`,
        ),
        draw('rect', { class: 'hit', x: index * STEP, y: 0, width: STEP, height: HEIGHT }),
        draw('rect', { class: 'passed', ...bar, y: HEIGHT - red - grey, height: grey }),
        draw('rect', { class: 'failed', ...bar, y: HEIGHT - red, height: red }),
      );
    }),
  );
}
