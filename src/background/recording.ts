import type { RequestEvent } from '../capture/events.ts';
import { reduce } from '../capture/reduce.ts';
import { type Dialect, openTrace, type Trace } from '../capture/trace.ts';
import type { Settings } from '../messages/contract.ts';
import type { Session } from '../session/session.ts';

/** A panel dials a woken worker at once; until then its tab counts as watched if it was recorded. In milliseconds. */
const PANELS_DIAL_WITHIN = 1_000;

export interface Recording {
  /** May be called at once: events wait until what an earlier worker knew is known again. */
  take(event: RequestEvent): void;
  /** Begins that tab's record anew. */
  clear(tabId: number): Promise<void>;
  /** The tab was closed: what it held is freed, and late events of it are ignored. */
  close(tabId: number): Promise<void>;
}

interface Parts {
  readonly session: Session;
  readonly dialect: Dialect;
  readonly settings: () => Settings;
  readonly settingsReady: Promise<void>;
  /** Whether DevTools is open on that tab. */
  readonly isWatched: (tabId: number) => boolean;
  /** How many of a tab's requests were refused, whenever that changes. */
  readonly onCount: (tabId: number, count: number) => void;
}

/** Turns what the browser tells into exchanges of the session, tab by tab. */
export function openRecording({
  session,
  dialect,
  settings,
  settingsReady,
  isWatched,
  onCount,
}: Parts): Recording {
  const wokeAt = Date.now();
  const traces = new Map<number, Trace>();
  const closed = new Set<number>();
  const early: RequestEvent[] = [];
  let isReady = false;
  void Promise.all([session.hydrated, settingsReady]).then(() => {
    isReady = true;
    for (const event of early.splice(0)) record(event);
  });

  function record(event: RequestEvent): void {
    const { tabId } = event;
    if (closed.has(tabId) || !isWanted(tabId)) return;
    const exchanges = reduce(traceOf(tabId), event);
    if (exchanges.length === 0) return;
    const before = session.count(tabId);
    session.record(tabId, exchanges);
    const count = session.count(tabId);
    if (count !== before) onCount(tabId, count);
  }

  function isWanted(tabId: number): boolean {
    const { paused, record: which } = settings();
    if (paused) return false;
    if (which === 'always' || isWatched(tabId)) return true;
    return Date.now() - wokeAt < PANELS_DIAL_WITHIN && session.known(tabId).length > 0;
  }

  function traceOf(tabId: number): Trace {
    const known = traces.get(tabId);
    if (known) return known;
    const fresh = openTrace(dialect, session.known(tabId));
    traces.set(tabId, fresh);
    return fresh;
  }

  return {
    take(event) {
      if (isReady) record(event);
      else early.push(event);
    },
    clear: (tabId) => session.clear(tabId),
    async close(tabId) {
      closed.add(tabId);
      traces.delete(tabId);
      await session.free(tabId);
    },
  };
}
