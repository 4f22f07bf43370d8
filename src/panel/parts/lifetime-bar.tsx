import { clockTime } from '../state/words.ts';

interface LifetimeBarProps {
  /** Milliseconds since the epoch, all four. */
  readonly from: number | undefined;
  readonly fromName: 'iat' | 'nbf';
  readonly until: number | undefined;
  readonly requestAt: number;
}

/** Percent of the bar kept free at either end, so that labels have room. */
const MARGIN = 4;

/** When the token held, and when the request came. */
export function LifetimeBar({ from, fromName, until, requestAt }: LifetimeBarProps) {
  const start = from ?? until;
  const end = until ?? requestAt;
  if (start === undefined) return null;
  const first = Math.min(start, requestAt);
  const last = Math.max(end, requestAt);
  const place = (time: number) => MARGIN + ((time - first) / Math.max(1, last - first)) * (100 - 2 * MARGIN);
  const inTime = requestAt >= start && (until === undefined || requestAt < until);
  const marks = [
    from !== undefined && { name: fromName, at: from, tone: 'plain' },
    until !== undefined && { name: 'exp', at: until, tone: 'plain' },
    { name: 'request', at: requestAt, tone: inTime ? 'in-time' : 'late' },
  ].filter((mark) => mark !== false);
  return (
    <div
      className="lifetime"
      role="img"
      aria-label={marks.map(({ name, at }) => `${name} at ${clockTime(at)}`).join(', ')}
    >
      <div className="lifetime-track">
        {from !== undefined && until !== undefined && until > from && (
          <div
            className="lifetime-held"
            style={{ left: `${place(from)}%`, width: `${place(until) - place(from)}%` }}
          />
        )}
        <div
          className={`lifetime-request ${inTime ? 'in-time' : 'late'}`}
          style={{ left: `${place(requestAt)}%` }}
        />
      </div>
      <div className="lifetime-labels">
        {spread(marks, place).map(({ name, at, tone, left }) => (
          <span key={name} className={tone} style={{ left }}>
            {name} {clockTime(at)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** What a label takes at most, in pixels. */
const LABEL = 104;

interface Mark {
  readonly name: string;
  readonly at: number;
  readonly tone: string;
}

/** Places labels under their marks and moves neighbours apart; in CSS lengths, so that any width of panel will do. */
function spread(
  marks: readonly Mark[],
  place: (time: number) => number,
): (Mark & { readonly left: string })[] {
  const inOrder = [...marks].sort((a, b) => a.at - b.at);
  const fromLeft: string[] = [];
  for (const { at } of inOrder) {
    const before = fromLeft.at(-1);
    fromLeft.push(
      `max(${place(at)}%, ${before === undefined ? `${LABEL / 2}px` : `${before} + ${LABEL}px`})`,
    );
  }
  const lefts: string[] = [];
  for (const wanted of fromLeft.toReversed()) {
    const after = lefts[0];
    lefts.unshift(
      `min(${wanted}, ${after === undefined ? `100% - ${LABEL / 2}px` : `${after} - ${LABEL}px`})`,
    );
  }
  return inOrder.map((mark, index) => ({ ...mark, left: lefts[index]! }));
}
