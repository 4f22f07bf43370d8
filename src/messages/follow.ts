import type { Exchange, ExchangeId } from '../exchange/exchange.ts';
import type { Client, ConnectionState } from './client.ts';
import type { Notice, Sequence } from './contract.ts';

/** A tab's session as the panel holds it. */
export interface Followed {
  /** In order of `startedAt`. */
  readonly exchanges: readonly Exchange[];
  /** Exchanges that the recorder dropped to keep within its limits. */
  readonly dropped: number;
  readonly connection: ConnectionState;
}

export interface Follower {
  /** The latest snapshot; the same object until something changes. */
  read(): Followed;
  /** Calls back after every change; returns the function that ends it. */
  subscribe(onChange: () => void): () => void;
}

/**
 * Keeps a copy of the tab's session: reads on from the last sequence it has, whenever the line comes back or a notice
 * does not follow the one before it.
 */
export function followSession(client: Client): Follower {
  const held = new Map<ExchangeId, Exchange>();
  const listeners = new Set<() => void>();
  let upTo: Sequence = 0;
  let dropped = 0;
  let isReading = false;
  let mustReadAgain = false;
  let snapshot: Followed | undefined;

  client.onState((state) => {
    if (state === 'connected') void catchUp();
    changed();
  });
  client.onNotice(take);
  if (client.state() === 'connected') void catchUp();

  function take(notice: Notice): void {
    if (notice.sequence <= upTo) return;
    if (isReading || notice.sequence !== upTo + 1) {
      void catchUp();
      return;
    }
    upTo = notice.sequence;
    if (notice.type === 'session-cleared') {
      held.clear();
      dropped = 0;
    } else held.set(notice.exchange.id, notice.exchange);
    changed();
  }

  async function catchUp(): Promise<void> {
    mustReadAgain = true;
    if (isReading) return;
    isReading = true;
    while (mustReadAgain) {
      mustReadAgain = false;
      try {
        const page = await client.ask('session.read', { since: upTo });
        if (page.whole) held.clear();
        for (const exchange of page.exchanges) held.set(exchange.id, exchange);
        upTo = page.upTo;
        dropped = page.dropped;
        changed();
      } catch {
        // The line was lost: its return starts the reading again.
        break;
      }
    }
    isReading = false;
  }

  function changed(): void {
    snapshot = undefined;
    for (const listen of listeners) listen();
  }

  return {
    read() {
      snapshot ??= {
        exchanges: [...held.values()].sort((a, b) => a.startedAt - b.startedAt),
        dropped,
        connection: client.state(),
      };
      return snapshot;
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
  };
}
