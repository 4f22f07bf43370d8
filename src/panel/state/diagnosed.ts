import type { Diagnosis } from '../../diagnosis/engine/diagnosis.ts';
import { type Facts, factsOver } from '../../diagnosis/facts/facts.ts';
import { diagnose } from '../../diagnosis/index.ts';
import type { Capture } from '../../exchange/exchange.ts';
import { timesOf } from '../../report/time-bars.ts';

/** What the panel shows: a capture and what it comes to. */
export interface Diagnosed {
  /** As recorded; once they are checked, with what its signatures came to. */
  readonly capture: Capture;
  readonly diagnosis: Diagnosis;
  readonly facts: Facts;
  /** When each request was made, preflights left out; milliseconds since the epoch. */
  readonly times: Float64Array;
}

export function diagnosed(capture: Capture): Diagnosed {
  return { capture, diagnosis: diagnose(capture), facts: factsOver(capture), times: timesOf(capture) };
}
