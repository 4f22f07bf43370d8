import type { Exchange, ExchangeId } from '../exchange/exchange.ts';

/** One exchange as a tab's log holds it. */
export interface Entry {
  readonly exchange: Exchange;
  /** When it last changed; 0 until that is on the shelf. */
  sequence: number;
  /** Characters of its stored text; 0 until it is on the shelf. */
  size: number;
  /** Kept longest: it is what the tab is recorded for. */
  readonly matters: boolean;
}

/** What was recorded in one tab, in memory. */
export interface TabLog {
  readonly tabId: number;
  /** In the order first recorded. */
  readonly entries: Map<ExchangeId, Entry>;
  readonly changed: Set<ExchangeId>;
  upTo: number;
  dropped: number;
  /** The sequence at which the log was last cleared or, 0, begun. */
  clearedAt: number;
  size: number;
  /** How many entries matter. */
  mattering: number;
  /** When something was last recorded, by the session's own count. */
  touched: number;
}

export function emptyLog(tabId: number): TabLog {
  return {
    tabId,
    entries: new Map(),
    changed: new Set(),
    upTo: 0,
    dropped: 0,
    clearedAt: 0,
    size: 0,
    mattering: 0,
    touched: 0,
  };
}

export function setEntry(log: TabLog, entry: Entry): void {
  const before = log.entries.get(entry.exchange.id);
  log.size += entry.size - (before?.size ?? 0);
  log.mattering += Number(entry.matters) - Number(before?.matters ?? false);
  log.entries.set(entry.exchange.id, entry);
}

export function deleteEntry(log: TabLog, id: ExchangeId): void {
  const entry = log.entries.get(id);
  if (!entry) return;
  log.entries.delete(id);
  log.changed.delete(id);
  log.size -= entry.size;
  log.mattering -= Number(entry.matters);
}

/**
 * What to drop so that at most `most.exchanges` and `most.size` remain: the oldest healthy ones first, then the oldest
 * refused, each with its preflight; what is still under way last, for its end is to come.
 */
export function leastWanted(
  log: TabLog,
  most: { readonly exchanges: number; readonly size: number },
): ReadonlySet<ExchangeId> {
  const doomed = new Set<ExchangeId>();
  let exchanges = log.entries.size;
  let size = log.size;
  const isOver = () => exchanges > most.exchanges || size > most.size;
  const drop = (id: ExchangeId | undefined) => {
    const entry = id === undefined || doomed.has(id) ? undefined : log.entries.get(id);
    if (!entry) return;
    doomed.add(entry.exchange.id);
    exchanges -= 1;
    size -= entry.size;
    drop(entry.exchange.preflightId);
  };
  const needed = neededPreflights(log);
  const isEnded = ({ exchange }: Entry) => exchange.endedAt !== undefined && !needed.has(exchange.id);
  const passes = [(entry: Entry) => isEnded(entry) && !entry.matters, isEnded, () => true];
  for (const isDispensable of passes) {
    for (const entry of log.entries.values()) {
      if (!isOver()) return doomed;
      if (isDispensable(entry)) drop(entry.exchange.id);
    }
  }
  return doomed;
}

function neededPreflights(log: TabLog): ReadonlySet<ExchangeId> {
  const needed = new Set<ExchangeId>();
  for (const { exchange, matters } of log.entries.values()) {
    if (matters && exchange.preflightId !== undefined) needed.add(exchange.preflightId);
  }
  return needed;
}
