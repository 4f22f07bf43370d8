import type { Diagnosis } from '../../diagnosis/engine/diagnosis.ts';
import { type Facts, factsOver } from '../../diagnosis/facts/facts.ts';
import { diagnose } from '../../diagnosis/index.ts';
import type { Capture } from '../../exchange/exchange.ts';

/** What the panel shows: a capture and what it comes to. */
export interface Diagnosed {
  /** As recorded; once they are checked, with what its signatures came to. */
  readonly capture: Capture;
  readonly diagnosis: Diagnosis;
  readonly facts: Facts;
}

export function diagnosed(capture: Capture): Diagnosed {
  return { capture, diagnosis: diagnose(capture), facts: factsOver(capture) };
}
