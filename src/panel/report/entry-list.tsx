import type { ExchangeId } from '../../exchange/exchange.ts';
import { Check } from '../parts/check.tsx';
import { GrowingList } from '../parts/growing-list.tsx';
import type { PreviewEntry } from '../state/reporter.ts';

interface EntryListProps {
  readonly entries: readonly PreviewEntry[];
  readonly dropped: readonly ExchangeId[];
  readonly onDrop: (dropped: readonly ExchangeId[]) => void;
}

const SHOWN_AT_ONCE = 200;

/** The requests that go along, each of which can be left out. */
export function EntryList({ entries, dropped, onDrop }: EntryListProps) {
  const out = new Set(dropped);
  return (
    <section>
      <h2>Requests</h2>
      <GrowingList items={entries} idOf={({ id }) => id} step={SHOWN_AT_ONCE}>
        {({ id, method, url, status, failing }) => (
          <li>
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
        )}
      </GrowingList>
    </section>
  );
}
