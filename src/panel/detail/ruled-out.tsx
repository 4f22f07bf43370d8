import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Failure } from '../../diagnosis/engine/diagnosis.ts';

const SHOW_AT_MOST = 12;

/** What it is not, as plain as what it is; and what could not be told, with what would settle it. */
export function RuledOut({ failure }: { readonly failure: Failure }) {
  const [whole, setWhole] = useState(false);
  const items = [
    ...failure.ruledOut.map((item) => ({ ...item, kind: 'ruled-out' as const })),
    ...failure.cannotTell.map((item) => ({ ...item, kind: 'cannot-tell' as const })),
  ];
  if (items.length === 0) return null;
  const shown = whole ? items : items.slice(0, SHOW_AT_MOST);
  return (
    <section>
      <h2>{failure.ruledOut.length > 0 ? 'Ruled out' : 'Could not be told'}</h2>
      <ul className="ruled-out">
        {shown.map(({ kind, code, title, because }) => (
          <li key={code} className={kind} data-cause-checked={code}>
            <span
              className="sign"
              role="img"
              aria-label={kind === 'ruled-out' ? 'Ruled out:' : 'Cannot tell:'}
            />
            {kind === 'ruled-out' ? (
              <span title={`Not the cause: ${title}`}>{because}</span>
            ) : (
              <span>
                {title}: <span className="dim">{because}</span>
              </span>
            )}
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <Button className="link" onPress={() => setWhole(true)}>
          Show {items.length - shown.length} more
        </Button>
      )}
    </section>
  );
}
