import type { Progress } from '../file/messages.ts';
import { type OpenedFile, openFile } from '../file/open-file.ts';
import { startWorker } from '../file/start-worker.ts';
import { fileSource } from '../source/file-source.ts';
import type { PanelStore } from './store.ts';

/** The text of a file has to fit into one string of the browser's. */
const AT_MOST_BYTES = 500_000_000;

/** Reads a file that somebody chose or dropped, and shows it, or says why not. */
export async function openHarFile(file: File, store: PanelStore): Promise<void> {
  const opened = await readBeside(file, store);
  if (opened) store.openFile(fileSource(opened), opened.diagnosed);
}

/**
 * Reads a file beside the panel, showing how far it is. `undefined` where it cannot be read, which is said, or where
 * the user stopped it.
 */
export async function readBeside(file: File, store: PanelStore): Promise<OpenedFile | undefined> {
  if (file.size > AT_MOST_BYTES) {
    refuse(store, `${file.name} is larger than 500 MB. The command line reads files of any size.`);
    return undefined;
  }
  store.read().opening?.cancel();
  const cancelling = new AbortController();
  const cancel = () => {
    cancelling.abort();
    store.setOpening(undefined);
  };
  const show = (progress: Progress) => store.setOpening({ name: file.name, progress, cancel });
  show({ step: 'reading', done: 0 });
  const opening = await openFile(file, startWorker(), show, cancelling.signal);
  if (opening.kind === 'cancelled') return undefined;
  if (opening.kind === 'refused') refuse(store, `${file.name} cannot be opened. ${opening.problem}`);
  else store.setOpening(undefined);
  return opening.kind === 'opened' ? opening.file : undefined;
}

function refuse(store: PanelStore, text: string): void {
  store.setOpening(undefined);
  store.say({ text, tone: 'error' });
}
