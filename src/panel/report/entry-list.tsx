import type { ExchangeId } from '../../exchange/exchange.ts';
import { Check } from '../parts/check.tsx';
import type { PreviewEntry } from '../state/reporter.ts';
import { counted } from '../state/words.ts';

interface EntryListProps {
  readonly entries: readonly PreviewEntry[];
  readonly dropped: readonly ExchangeId[];
  readonly onDrop: (dropped: readonly ExchangeId[]) => void;
}

/** A longer list is not read. */
const SHOWN = 200;

/** The requests that go along, each of which can be left out. */
export function EntryList({ entries, dropped, onDrop }: EntryListProps) {
  const out = new Set(dropped);
  return (
    <section>
      <h2>Requests</h2>
      <ul>
        {entries.slice(0, SHOWN).map(({ id, method, url, status, failing }) => (
          <li key={id}>
            <Check
              selected={!out.has(id)}
              onChange={(taken) => onDrop(taken ? dropped.filter((each) => each !== id) : [...dropped, id])}
            >
              <span className={failing ? 'status red' : 'status dim'}>{status === 0 ? '–' : status}</span>
              <span className="address">
                {method} {url}
              </span>
            </Check>
          </li>
        ))}
      </ul>
      {entries.length > SHOWN && <p className="dim">and {counted(entries.length - SHOWN, 'other')}</p>}
    </section>
  );
}
