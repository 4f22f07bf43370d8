import type { BlindSpot } from '../exchange/exchange.ts';
import type { Repair } from './file/parse-json.ts';
import type { Fields } from './narrow.ts';

/** What the one reader takes: an object shaped like a HAR, wherever it came from. */
export interface ReadableLog {
  readonly har: Fields;
  /** What was mended on the way here. */
  readonly repairs: readonly Repair[];
  /** For files that are no HAR: where each entry stands in them, for problems and warnings. */
  readonly places?: readonly string[];
  /** For files that are no HAR: what its program never writes down, entry by entry. */
  readonly unseen?: readonly (readonly BlindSpot[])[];
}
