import type { Diagnosis } from '../../diagnosis/engine/diagnosis.ts';
import type { Capture } from '../../exchange/exchange.ts';
import { type Comparer, comparerOf } from './comparer.ts';
import { type Reporter, reporterOf } from './reporter.ts';

/** What can be done with a whole capture, wherever it is held. */
export type CaptureWork = Reporter & Comparer;

type Argument<Name extends keyof CaptureWork> = Parameters<CaptureWork[Name]>[0];
type Result<Name extends keyof CaptureWork> = ReturnType<CaptureWork[Name]>;

/** The same, where the work may be done elsewhere. Rejects where it cannot be done. */
export type AsyncCaptureWork = {
  readonly [Name in keyof CaptureWork]: (argument: Argument<Name>) => Promise<Result<Name>>;
};

/** One piece of work, as it is handed over. */
export type Task = {
  readonly [Name in keyof CaptureWork]: { readonly name: Name; readonly argument: Argument<Name> };
}[keyof CaptureWork];

export type TaskResult = Result<keyof CaptureWork>;

export function workOn(capture: Capture, diagnosis: Diagnosis): CaptureWork {
  return { ...reporterOf(capture, diagnosis), ...comparerOf(capture, diagnosis) };
}

/** @throws whatever the work throws */
export function doTask(work: CaptureWork, task: Task): TaskResult {
  switch (task.name) {
    case 'write':
      return work.write(task.argument);
    case 'preview':
      return work.preview(task.argument);
    case 'candidates':
      return work.candidates(task.argument);
    case 'compare':
      return work.compare(task.argument);
    case 'beside':
      return work.beside(task.argument);
  }
}

/** @param hand gives a task to whoever does it, and rejects where it cannot be done */
export function workElsewhere(hand: (task: Task) => Promise<TaskResult>): AsyncCaptureWork {
  return {
    write: (argument) => hand({ name: 'write', argument }) as Promise<Result<'write'>>,
    preview: (argument) => hand({ name: 'preview', argument }) as Promise<Result<'preview'>>,
    candidates: (argument) => hand({ name: 'candidates', argument }) as Promise<Result<'candidates'>>,
    compare: (argument) => hand({ name: 'compare', argument }) as Promise<Result<'compare'>>,
    beside: (argument) => hand({ name: 'beside', argument }) as Promise<Result<'beside'>>,
  };
}
