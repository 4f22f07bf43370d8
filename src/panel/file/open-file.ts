import { type AsyncCaptureWork, type Task, type TaskResult, workElsewhere } from '../state/capture-work.ts';
import type { Diagnosed } from '../state/diagnosed.ts';
import type { FromWorker, Progress, ToWorker } from './messages.ts';
import { joinParts } from './parts.ts';

export type Opening =
  | { readonly kind: 'opened'; readonly file: OpenedFile }
  /** One line: the place and the reason. */
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'cancelled' };

/** A file that a worker has read and holds. */
export interface OpenedFile {
  /** Without the bodies of what passed. */
  readonly diagnosed: Diagnosed;
  /** What was odd about the file, one line each. */
  readonly warnings: readonly string[];
  /** On the whole file. */
  readonly work: AsyncCaptureWork;
  /** Lets go of the file. */
  close(): void;
}

/** Reads and diagnoses a file beside the panel, which goes on answering. Never rejects. */
export function openFile(
  file: File,
  worker: Worker,
  onProgress: (progress: Progress) => void,
  cancelled: AbortSignal,
): Promise<Opening> {
  const parts = joinParts();
  return new Promise((settle) => {
    const end = (opening: Opening) => {
      if (opening.kind !== 'opened') worker.terminate();
      settle(opening);
    };
    cancelled.addEventListener('abort', () => end({ kind: 'cancelled' }), { once: true });
    worker.onerror = () => end({ kind: 'refused', problem: 'It holds more than fits into memory.' });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'progress') onProgress(data.progress);
      else if (data.kind === 'part') parts.add(data.part);
      else if (data.kind === 'refused') end(data);
      else if (data.kind === 'opened') {
        const { warnings } = data.whole;
        end({ kind: 'opened', file: { diagnosed: parts.join(data.whole), warnings, ...heldBy(worker) } });
      }
    };
    ask(worker, { kind: 'open', file });
  });
}

interface Waiting {
  readonly resolve: (value: TaskResult) => void;
  readonly reject: (reason: Error) => void;
}

function heldBy(worker: Worker): Pick<OpenedFile, 'work' | 'close'> {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  worker.onerror = () => {
    for (const { reject } of waiting.values()) reject(new Error('the worker ended'));
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind !== 'answer' && data.kind !== 'failed') return;
    const { resolve, reject } = waiting.get(data.ask) ?? {};
    waiting.delete(data.ask);
    if (data.kind === 'answer') resolve?.(data.value);
    else reject?.(new Error('it cannot be done'));
  };
  const hand = (task: Task) =>
    new Promise<TaskResult>((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      ask(worker, { kind: 'task', ask: asked, task });
    });
  return {
    work: workElsewhere(hand),
    close: () => worker.terminate(),
  };
}

function ask(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}
