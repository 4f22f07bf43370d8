import type { Exchange } from '../../exchange/exchange.ts';
import { exchangeFromEntry } from '../../har/from-har.ts';

export interface Entries {
  /** Takes an entry of `devtools.network`; `false` for what is no request. */
  add(entry: unknown): boolean;
  all(): readonly Exchange[];
  /** How many were let go to keep within memory. */
  dropped(): number;
  clear(): void;
}

const AT_MOST = 5_000;

/** What DevTools itself told of the tab's requests, each once: an entry can be told early, and again with its body. */
export function collectEntries(): Entries {
  const byRequest = new Map<string, Exchange>();
  let count = 0;
  let dropped = 0;
  return {
    add(entry) {
      const exchange = exchangeFromEntry(entry, count);
      if (!exchange) return false;
      count += 1;
      const key = `${exchange.kind} ${exchange.request.method} ${exchange.startedAt} ${exchange.request.url}`;
      const known = byRequest.get(key);
      byRequest.set(key, known ? { ...exchange, id: known.id } : exchange);
      const oldest = byRequest.size > AT_MOST ? byRequest.keys().next().value : undefined;
      if (oldest !== undefined) {
        byRequest.delete(oldest);
        dropped += 1;
      }
      return true;
    },
    all: () => [...byRequest.values()],
    dropped: () => dropped,
    clear() {
      byRequest.clear();
      dropped = 0;
    },
  };
}
