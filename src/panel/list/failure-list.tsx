import { useDeferredValue, useMemo, useRef } from 'react';
import {
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import { causeByCode } from '../../diagnosis/index.ts';
import type { ExchangeId } from '../../exchange/exchange.ts';
import { fitsChip, fitsFilter, parseFilter } from '../state/filter.ts';
import { groupRows, type ListRow, type RequestRow, type RowGroup } from '../state/rows.ts';
import type { PanelState } from '../state/store.ts';
import { usePanel, useStore } from '../state/use-panel.ts';
import { clockTime, counted } from '../state/words.ts';

/** Pixels; the style sheet gives rows these heights. */
const LAYOUT = { rowHeight: 46, headingHeight: 25 } as const;

interface FailureListProps {
  /** Enter on a row: on to its diagnosis. */
  readonly onOpen: () => void;
}

/** Every failing request, grouped by cause. */
export function FailureList({ onOpen }: FailureListProps) {
  const store = useStore();
  const groups = useGroups();
  const selected = usePanel((state) => state.selected);
  const grouped = usePanel((state) => state.byCause);

  function act(key: string): void {
    if (key.startsWith('more:')) store.unfold(key.slice('more:'.length));
    else onOpen();
  }

  if (groups.length === 0) return <NothingFits />;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
      <ListBox
        className="list"
        aria-label="Failing requests"
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selected === undefined ? [] : [selected]}
        onSelectionChange={(keys) => {
          const key = keys === 'all' ? undefined : [...keys][0];
          if (key !== undefined && !String(key).startsWith('more:')) store.select(key as ExchangeId);
        }}
        onAction={(key) => act(String(key))}
        items={groups}
      >
        {(group) => (
          <ListBoxSection id={group.key} aria-label={group.title || 'Failing requests'}>
            {grouped && <GroupHeader group={group} />}
            <Collection items={group.rows}>{(row) => <Row row={row} />}</Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </Virtualizer>
  );
}

function GroupHeader({ group }: { readonly group: RowGroup }) {
  return (
    <Header className="group-header">
      {group.title} · {counted(group.count, 'request')}
    </Header>
  );
}

function Row({ row }: { readonly row: ListRow }) {
  if (row.kind === 'request') return <RequestLine row={row} />;
  return (
    <ListBoxItem id={row.key} className="row more" textValue={`${row.count} more`}>
      {row.count.toLocaleString('en-US')} more
    </ListBoxItem>
  );
}

function RequestLine({ row }: { readonly row: RequestRow }) {
  return (
    <ListBoxItem
      id={row.key}
      className="row"
      textValue={`${row.label} ${row.method} ${row.address}: ${row.line}`}
      data-cause={row.cause}
      data-status={row.status}
      data-method={row.method}
      data-url={row.url}
    >
      <span className={`status ${row.tone}`}>{row.label}</span>
      <span className="address">
        {row.method} {row.address}
      </span>
      <time>{clockTime(row.startedAt)}</time>
      <span className="line">{row.line}</span>
    </ListBoxItem>
  );
}

function NothingFits() {
  const store = useStore();
  const filter = usePanel((state) => state.filter);
  return (
    <div className="list nothing">
      No failing request fits {filter === '' ? 'this choice' : 'the filter'}.{' '}
      <button
        type="button"
        className="link"
        onClick={() => {
          store.setFilter('');
          store.setChip('all');
        }}
      >
        Show all
      </button>
    </div>
  );
}

/** Rows that say the same stay the same objects, so that the list renders only what changed. */
function useGroups(): readonly RowGroup[] {
  const state = usePanel((whole) => whole);
  const { diagnosed, chip, byCause, unfolded, selected } = state;
  const filter = useDeferredValue(state.filter);
  const rows = useRef(new Map<string, ListRow>());
  return useMemo(() => {
    const groups = groupRows(listed(diagnosed, filter, chip), {
      byCause,
      unfolded,
      selected,
      titleOf: (code) => causeByCode(code)?.title,
    });
    const known = rows.current;
    rows.current = new Map();
    return groups.map((group) => ({
      ...group,
      rows: group.rows.map((row) => keep(row, known, rows.current)),
    }));
  }, [diagnosed, filter, chip, byCause, unfolded, selected]);
}

function listed({ diagnosis, facts }: PanelState['diagnosed'], filter: string, chip: PanelState['chip']) {
  const terms = parseFilter(filter);
  return diagnosis.failures.flatMap((failure) => {
    const exchange = facts.byId(failure.exchangeId);
    if (!exchange || !fitsChip({ failure, exchange }, chip)) return [];
    if (!fitsFilter({ failure, exchange }, terms, causeByCode)) return [];
    return [{ failure, exchange, retry: failure.recoveredBy && facts.byId(failure.recoveredBy) }];
  });
}

function keep(row: ListRow, known: ReadonlyMap<string, ListRow>, next: Map<string, ListRow>): ListRow {
  const before = known.get(row.key);
  const kept = before && JSON.stringify(before) === JSON.stringify(row) ? before : row;
  next.set(row.key, kept);
  return kept;
}
