import { diagnose } from '../../diagnosis/index.ts';
import { readCaptureFile } from '../../har/file/read-capture-file.ts';
import { checkSignatures } from '../../protocol/jwt/check-signatures.ts';
import { type CaptureWork, doTask, workOn } from '../state/capture-work.ts';
import type { FromWorker, Progress, ToWorker } from './messages.ts';
import { partsOf, wholeOf } from './parts.ts';

// Reads and diagnoses one file, so that the panel goes on answering meanwhile; keeps it for the reports. It is ended,
// and all it holds forgotten, when the file is closed or opening it is cancelled.

let work: CaptureWork | undefined;

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'open') void open(data.file).catch(() => refuse('It could not be read to its end.'));
  else answer(data);
});

async function open(file: File): Promise<void> {
  const bytes = await bytesOf(file).catch(() => undefined);
  if (bytes === undefined) return refuse('It could not be read from disk.');
  tell({ step: 'parsing' });
  const reading = readCaptureFile(bytes, file.name);
  if (!reading.ok) return refuse(reading.problem);
  tell({ step: 'diagnosing' });
  const capture = await checkSignatures(reading.capture);
  const diagnosis = diagnose(capture);
  work = workOn(capture, diagnosis);
  tell({ step: 'showing' });
  for (const part of partsOf(capture, diagnosis)) say({ kind: 'part', part });
  say({ kind: 'opened', whole: wholeOf(capture, diagnosis, reading.warnings) });
}

/** Reads bit by bit, to tell how far it is. */
async function bytesOf(file: File): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size);
  const reader = file.stream().getReader();
  let read = 0;
  let told = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, read);
    bytes.set(value, read);
    read += value.length;
    if (read - told < file.size / 50) continue;
    told = read;
    tell({ step: 'reading', done: read / file.size });
  }
}

function answer({ ask, task }: Extract<ToWorker, { kind: 'task' }>): void {
  try {
    if (!work) throw new Error('no file is open');
    say({ kind: 'answer', ask, value: doTask(work, task) });
  } catch {
    say({ kind: 'failed', ask });
  }
}

function tell(progress: Progress): void {
  say({ kind: 'progress', progress });
}

function refuse(problem: string): void {
  say({ kind: 'refused', problem });
}

function say(message: FromWorker): void {
  postMessage(message);
}
