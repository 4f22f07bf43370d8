import type { Diagnosis, Failure } from '../../diagnosis/engine/diagnosis.ts';
import type { Capture, Exchange } from '../../exchange/exchange.ts';
import type { Task, TaskResult } from '../state/capture-work.ts';

/** What the panel asks the worker that holds an opened file. */
export type ToWorker =
  | { readonly kind: 'open'; readonly file: File }
  | { readonly kind: 'task'; readonly ask: number; readonly task: Task };

/** What it answers. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** One line: the place and the reason. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** Some of the file; the failing requests come first. */
  | { readonly kind: 'part'; readonly part: Part }
  | { readonly kind: 'opened'; readonly whole: Whole }
  | { readonly kind: 'answer'; readonly ask: number; readonly value: TaskResult }
  | { readonly kind: 'failed'; readonly ask: number };

export interface Progress {
  readonly step: 'reading' | 'parsing' | 'diagnosing' | 'showing';
  /** From 0 to 1; absent where nobody can tell. */
  readonly done?: number;
}

/** Small enough to be taken over between two frames. */
export interface Part {
  readonly exchanges: readonly Placed[];
  readonly failures: readonly Failure[];
}

export interface Placed {
  /** Its place in the capture. */
  readonly at: number;
  readonly exchange: Exchange;
}

/** What is not in the parts. */
export interface Whole {
  readonly capture: Omit<Capture, 'exchanges'>;
  readonly diagnosis: Omit<Diagnosis, 'failures'>;
  readonly warnings: readonly string[];
  /** When each request of the capture was made, preflights left out; milliseconds since the epoch. */
  readonly times: Float64Array;
}
