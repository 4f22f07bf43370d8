import type { Exchange } from '../exchange/exchange.ts';
import type { Shelf } from './shelf.ts';
import { keyOf, restoreLogs, tabKey, writeEntry, writeTab } from './stored.ts';
import { deleteEntry, emptyLog, leastWanted, setEntry, type TabLog } from './tab-log.ts';

export interface Limits {
  readonly exchangesPerTab: number;
  /** Characters of stored text. */
  readonly sizePerTab: number;
  /** Characters of stored text of all tabs together. */
  readonly sizeOfAll: number;
  /** Milliseconds that changes are gathered before they are written together. */
  readonly gatherFor: number;
}

/** What a tab's session holds that changed after a sequence. */
export interface Page {
  readonly exchanges: readonly Exchange[];
  readonly upTo: number;
  readonly dropped: number;
  /** These are all there are: whoever kept others from before shall forget them. */
  readonly whole: boolean;
}

/** Told after it was stored, so that what was announced outlives the worker. */
export type Change =
  | {
      readonly kind: 'changed';
      readonly tabId: number;
      readonly sequence: number;
      readonly exchange: Exchange;
    }
  | { readonly kind: 'cleared'; readonly tabId: number; readonly sequence: number };

export interface Session {
  /** Resolves when what an earlier worker stored is known. Until then only `record` may be called, and it queues. */
  readonly hydrated: Promise<void>;
  /** Newer versions replace those of the same id. Ones that matter are written at once. */
  record(tabId: number, exchanges: readonly Exchange[]): void;
  /** Everything that changed after `since`, oldest first; all of it if `since` is 0 or not this session's. */
  read(tabId: number, since: number): Promise<Page>;
  clear(tabId: number): Promise<void>;
  /** The tab is gone for good. */
  free(tabId: number): Promise<void>;
  /** A tab's exchanges in the order first recorded, written or not. */
  known(tabId: number): readonly Exchange[];
  tabs(): readonly number[];
  /** How many of a tab's exchanges matter. */
  count(tabId: number): number;
  onChange(listen: (change: Change) => void): void;
  /** Writes now what would be written in a moment. */
  flush(): Promise<void>;
}

const MOST_ATTEMPTS = 5;

/** Well below the 10 MB that browsers give: 1,500 exchanges of a usual API take about 1.5 MB. */
export function defaultLimits(): Limits {
  return { exchangesPerTab: 1_500, sizePerTab: 1_500_000, sizeOfAll: 7_000_000, gatherFor: 80 };
}

/**
 * What was seen, kept so that a stopped worker loses nothing: one key per exchange on the shelf. Facts only; findings
 * are derived again.
 *
 * @param matters which exchanges are kept longest and written at once
 */
export function openSession(shelf: Shelf, limits: Limits, matters: (exchange: Exchange) => boolean): Session {
  const logs = new Map<number, TabLog>();
  const listeners: ((change: Change) => void)[] = [];
  const early: (() => void)[] = [];
  let isHydrated = false;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hydrated = shelf.load().then(hydrate, () => hydrate({}));
  let queue: Promise<unknown> = hydrated;

  function hydrate(stored: Readonly<Record<string, string>>): void {
    try {
      for (const log of restoreLogs(stored, matters)) logs.set(log.tabId, log);
    } catch {
      // Only a broken browser profile writes what we did not: begin anew rather than record nothing.
    }
    isHydrated = true;
    for (const work of early.splice(0)) work();
  }

  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => {});
    return done;
  }

  function logOf(tabId: number): TabLog {
    const known = logs.get(tabId);
    if (known) return known;
    const fresh = emptyLog(tabId);
    logs.set(tabId, fresh);
    return fresh;
  }

  function record(tabId: number, exchanges: readonly Exchange[]): void {
    if (!isHydrated) {
      early.push(() => record(tabId, exchanges));
      return;
    }
    const log = logOf(tabId);
    turn += 1;
    log.touched = turn;
    let isUrgent = false;
    for (const exchange of exchanges) {
      const before = log.entries.get(exchange.id);
      const does = matters(exchange);
      isUrgent ||= does && !before?.matters;
      setEntry(log, { exchange, sequence: before?.sequence ?? 0, size: before?.size ?? 0, matters: does });
      log.changed.add(exchange.id);
    }
    schedule(isUrgent ? 0 : limits.gatherFor);
  }

  function schedule(delay: number): void {
    if (delay === 0) {
      clearTimeout(timer);
      timer = undefined;
      void inTurn(write);
      return;
    }
    timer ??= setTimeout(() => {
      timer = undefined;
      void inTurn(write);
    }, delay);
  }

  /** Everything gathered so far, in one write. */
  async function write(): Promise<void> {
    const items: Record<string, string> = {};
    const changes: Change[] = [];
    for (const log of logs.values()) if (log.changed.size > 0) takeChanges(log, items, changes);
    if (changes.length === 0) return;
    const doomed = makeRoom();
    for (const key of doomed) delete items[key];
    if (doomed.length > 0) await shelf.remove(doomed);
    await putOrDrop(items);
    for (const change of changes) if (isStillThere(change)) tell(change);
  }

  function isStillThere(change: Change): boolean {
    return change.kind === 'changed' && logs.get(change.tabId)?.entries.has(change.exchange.id) === true;
  }

  function takeChanges(log: TabLog, items: Record<string, string>, changes: Change[]): void {
    for (const id of log.changed) {
      const entry = log.entries.get(id);
      if (!entry) continue;
      log.upTo += 1;
      const text = writeEntry(log.upTo, entry.exchange);
      setEntry(log, { ...entry, sequence: log.upTo, size: text.length });
      items[keyOf(log.tabId, id)] = text;
      changes.push({ kind: 'changed', tabId: log.tabId, sequence: log.upTo, exchange: entry.exchange });
    }
    log.changed.clear();
  }

  /** Drops down to nine tenths of a limit that was passed, so that the next exchange does not drop again. */
  function makeRoom(): string[] {
    const doomed: string[] = [];
    for (const log of logs.values()) {
      if (log.entries.size <= limits.exchangesPerTab && log.size <= limits.sizePerTab) continue;
      doomed.push(...drop(log, Math.floor(limits.exchangesPerTab * 0.9), limits.sizePerTab * 0.9));
    }
    if (sizeOfAll() <= limits.sizeOfAll) return doomed;
    const stalestFirst = [...logs.values()].sort((a, b) => a.touched - b.touched);
    for (const log of stalestFirst) {
      const excess = sizeOfAll() - limits.sizeOfAll * 0.9;
      if (excess > 0) doomed.push(...drop(log, limits.exchangesPerTab, log.size - excess));
    }
    return doomed;
  }

  function drop(log: TabLog, exchanges: number, size: number): string[] {
    const ids = leastWanted(log, { exchanges, size });
    for (const id of ids) deleteEntry(log, id);
    log.dropped += ids.size;
    return [...ids].map((id) => keyOf(log.tabId, id));
  }

  function sizeOfAll(): number {
    let sum = 0;
    for (const log of logs.values()) sum += log.size;
    return sum;
  }

  /** A full shelf loses the older half of each tab until the newest fit; if nothing helps, memory alone goes on. */
  async function putOrDrop(items: Record<string, string>): Promise<void> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      for (const log of logs.values()) items[tabKey(log.tabId)] = writeTab(log);
      try {
        await shelf.put(items);
        return;
      } catch {
        const doomed = [...logs.values()].flatMap((log) => drop(log, limits.exchangesPerTab, log.size / 2));
        for (const key of doomed) delete items[key];
        await shelf.remove(doomed).catch(() => {});
      }
    }
  }

  function tell(change: Change): void {
    for (const listen of listeners) listen(change);
  }

  async function forget(tabId: number): Promise<void> {
    const keys = [...(logs.get(tabId)?.entries.keys() ?? [])].map((id) => keyOf(tabId, id));
    await shelf.remove(keys).catch(() => {});
  }

  return {
    hydrated,
    record,
    read: (tabId, since) =>
      inTurn(async () => {
        await write();
        return pageOf(logs.get(tabId), since);
      }),
    clear: (tabId) =>
      inTurn(async () => {
        await forget(tabId);
        const before = logOf(tabId);
        const sequence = before.upTo + 1;
        logs.set(tabId, { ...emptyLog(tabId), upTo: sequence, clearedAt: sequence });
        await putOrDrop({});
        tell({ kind: 'cleared', tabId, sequence });
      }),
    free: (tabId) =>
      inTurn(async () => {
        await forget(tabId);
        logs.delete(tabId);
        await shelf.remove([tabKey(tabId)]).catch(() => {});
      }),
    known: (tabId) => [...(logs.get(tabId)?.entries.values() ?? [])].map(({ exchange }) => exchange),
    tabs: () => [...logs.keys()],
    count: (tabId) => logs.get(tabId)?.mattering ?? 0,
    onChange: (listen) => void listeners.push(listen),
    flush: () => inTurn(write),
  };
}

function pageOf(log: TabLog | undefined, since: number): Page {
  if (!log) return { exchanges: [], upTo: 0, dropped: 0, whole: true };
  const whole = since === 0 || since > log.upTo || since < log.clearedAt;
  const exchanges = [...log.entries.values()]
    .filter(({ sequence }) => whole || sequence > since)
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ exchange }) => exchange);
  return { exchanges, upTo: log.upTo, dropped: log.dropped, whole };
}
