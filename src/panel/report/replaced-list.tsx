import type { RedactedItem } from '../../report/redact/redact.ts';
import { Check } from '../parts/check.tsx';
import { GrowingList } from '../parts/growing-list.tsx';

interface ReplacedListProps {
  readonly items: readonly RedactedItem[];
  /** Ids of those that stay as they are. */
  readonly keep: readonly string[];
  readonly onKeep: (keep: readonly string[]) => void;
}

const SHOWN_AT_ONCE = 100;

/** Every value that is replaced, by what it is: what stands in its place, and where. */
export function ReplacedList({ items, keep, onKeep }: ReplacedListProps) {
  const groups = byKind(items);
  const kept = new Set(keep);
  return (
    <section>
      <h2>Replaced</h2>
      {items.length === 0 && <p className="dim">Nothing in it is secret or personal.</p>}
      {groups.map(([what, members]) => (
        <details key={what}>
          <summary>
            {plural(what, members.length)} <span className="dim">{members.length}</span>
          </summary>
          <GrowingList items={members} idOf={({ id }) => id} step={SHOWN_AT_ONCE}>
            {(item) => (
              <li>
                <Check
                  selected={!kept.has(item.id)}
                  onChange={(replaced) =>
                    onKeep(replaced ? keep.filter((id) => id !== item.id) : [...keep, item.id])
                  }
                >
                  <code>{short(item.placeholder)}</code>
                  <span className="dim">
                    {kept.has(item.id) ? 'stays as it is · ' : ''}
                    {placesOf(item)}
                  </span>
                </Check>
              </li>
            )}
          </GrowingList>
        </details>
      ))}
    </section>
  );
}

function byKind(items: readonly RedactedItem[]): [what: string, members: RedactedItem[]][] {
  const groups = new Map<string, RedactedItem[]>();
  for (const item of items) {
    const group = groups.get(item.what);
    if (group) group.push(item);
    else groups.set(item.what, [item]);
  }
  return [...groups];
}

const PLACES_NAMED = 3;

function placesOf({ places, times }: RedactedItem): string {
  const names = [...new Set(places.map(({ where }) => where))];
  const more = names.length > PLACES_NAMED ? `, ${names.length - PLACES_NAMED} more places` : '';
  return `${names.slice(0, PLACES_NAMED).join(', ')}${more}${times === 1 ? '' : ` · ${times} times`}`;
}

function plural(what: string, count: number): string {
  const name = what.charAt(0).toUpperCase() + what.slice(1);
  if (count === 1) return name;
  if (name.endsWith('address')) return `${name}es`;
  if (/(?:data|text|s)$/.test(name)) return name;
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}

function short(placeholder: string): string {
  return placeholder.length > 44 ? `${placeholder.slice(0, 30)}…${placeholder.slice(-10)}` : placeholder;
}
