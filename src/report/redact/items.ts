import type { ExchangeId } from '../../exchange/exchange.ts';
import type { Keys } from './disguise.ts';
import { keyedHash } from './keyed-hash.ts';

/** One replaced value, for a preview. The value itself stays in the capture: `places` say where to look it up. */
export interface RedactedItem {
  /** The same for the same value under the same keys. */
  readonly id: string;
  /** What it was taken for: `password`, `cookie value`, `e-mail address`, … */
  readonly what: string;
  readonly placeholder: string;
  readonly places: readonly RedactedPlace[];
  /** In all places together. */
  readonly times: number;
}

export interface RedactedPlace {
  /** Absent for what belongs to no request, such as a finding's title. */
  readonly exchange?: ExchangeId;
  /** As in the receipt: `request header cookie`, `response body`, … */
  readonly where: string;
  readonly times: number;
}

export interface Items {
  readonly add: (found: Found) => void;
  /** Those that stood in these exchanges, or in none. */
  readonly list: (exchanges: ReadonlySet<ExchangeId>) => RedactedItem[];
}

interface Found {
  readonly value: string;
  readonly what: string;
  readonly placeholder: string;
  readonly exchange: ExchangeId | undefined;
  readonly where: string;
}

/** Names a value without telling it. */
export function itemIdOf({ own }: Keys, value: string): string {
  return keyedHash(own, `item:${value}`)
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
}

interface Entry {
  readonly what: string;
  readonly placeholder: string;
  readonly places: Map<
    string,
    { readonly exchange: ExchangeId | undefined; readonly where: string; times: number }
  >;
}

export function collectItems(keys: Keys): Items {
  const entries = new Map<string, Entry>();
  return {
    add({ value, what, placeholder, exchange, where }) {
      const entry = entries.get(value) ?? { what, placeholder, places: new Map() };
      entries.set(value, entry);
      const key = `${exchange ?? ''} ${where}`;
      const place = entry.places.get(key);
      if (place) place.times += 1;
      else entry.places.set(key, { exchange, where, times: 1 });
    },
    list: (exchanges) =>
      [...entries].flatMap(([value, { what, placeholder, places }]) => {
        const here = [...places.values()].filter(({ exchange }) => !exchange || exchanges.has(exchange));
        if (here.length === 0) return [];
        return [
          {
            id: itemIdOf(keys, value),
            what,
            placeholder,
            places: here.map(({ exchange, where, times }) => ({
              ...(exchange && { exchange }),
              where,
              times,
            })),
            times: here.reduce((sum, { times }) => sum + times, 0),
          },
        ];
      }),
  };
}
