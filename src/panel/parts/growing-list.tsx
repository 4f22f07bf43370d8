import { Fragment, type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';

interface GrowingListProps<T> {
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  /** So many are shown at first, and added by each click. */
  readonly step: number;
  readonly children: (item: T) => ReactNode;
}

/** A list whose rest is shown on demand: thousands of rows at once would freeze the panel. */
export function GrowingList<T>({ items, idOf, step, children }: GrowingListProps<T>) {
  const [shown, setShown] = useState(step);
  const left = items.length - shown;
  return (
    <>
      <ul>
        {items.slice(0, shown).map((item) => (
          <Fragment key={idOf(item)}>{children(item)}</Fragment>
        ))}
      </ul>
      {left > 0 && (
        <Button className="link" onPress={() => setShown(shown + step)}>
          Show {Math.min(step, left)} more of {left}
        </Button>
      )}
    </>
  );
}
