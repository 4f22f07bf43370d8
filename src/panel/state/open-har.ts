import type { Progress } from '../file/messages.ts';
import { openFile } from '../file/open-file.ts';
import { fileSource } from '../source/file-source.ts';
import type { PanelStore } from './store.ts';

/** The text of a file has to fit into one string of the browser's. */
const AT_MOST_BYTES = 500_000_000;

/** Reads a file that somebody chose or dropped, beside the panel, and shows it, or says why not. */
export async function openHarFile(file: File, store: PanelStore): Promise<void> {
  if (file.size > AT_MOST_BYTES) {
    refuse(store, `${file.name} is larger than 500 MB. The command line reads files of any size.`);
    return;
  }
  store.read().opening?.cancel();
  const cancelling = new AbortController();
  const cancel = () => {
    cancelling.abort();
    store.setOpening(undefined);
  };
  const show = (progress: Progress) => store.setOpening({ name: file.name, progress, cancel });
  show({ step: 'reading', done: 0 });
  const worker = new Worker(new URL('../file/worker.ts', import.meta.url), { type: 'module' });
  const opening = await openFile(file, worker, show, cancelling.signal);
  if (opening.kind === 'cancelled') return;
  if (opening.kind === 'opened') store.openFile(fileSource(opening.file), opening.file.diagnosed);
  else refuse(store, `${file.name} cannot be opened. ${opening.problem}`);
}

function refuse(store: PanelStore, text: string): void {
  store.setOpening(undefined);
  store.say({ text, tone: 'error' });
}
