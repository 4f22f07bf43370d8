import type { BlindSpot } from '../../exchange/exchange.ts';
import type { Repair } from '../file/parse-json.ts';
import type { Fields } from '../narrow.ts';
import type { ReadableLog } from '../readable-log.ts';

/** One exchange of another program's file, written as a HAR entry. */
export interface ForeignEntry {
  /** Where it stands in its file. */
  readonly place: string;
  readonly entry: Fields;
  /** What its program never writes down. */
  readonly unseen?: readonly BlindSpot[];
}

export type Converted =
  | { readonly ok: true; readonly log: ReadableLog }
  | { readonly ok: false; readonly problem: string };

/** What the one reader takes. */
export function converted(
  creator: string,
  entries: readonly ForeignEntry[],
  repairs: readonly Repair[],
): Converted {
  const har = {
    log: { creator: { name: creator, version: '' }, entries: entries.map(({ entry }) => entry) },
  };
  return {
    ok: true,
    log: {
      har,
      repairs,
      places: entries.map(({ place }) => place),
      unseen: entries.map(({ unseen = [] }) => unseen),
    },
  };
}

export function refused(problem: string): Converted {
  return { ok: false, problem };
}
