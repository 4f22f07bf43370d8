import { readHar } from '../../har/from-har.ts';
import { fileSource } from '../source/file-source.ts';
import type { PanelStore } from './store.ts';

/** A browser tab holds no more than this; larger files go through the command line. */
const AT_MOST_BYTES = 300_000_000;

/** Reads a HAR file that somebody chose and shows it, or says why not. */
export async function openHarFile(file: File, store: PanelStore): Promise<void> {
  if (file.size > AT_MOST_BYTES) {
    store.say({
      text: `${file.name} is larger than 300 MB. The command line reads files of any size.`,
      tone: 'error',
    });
    return;
  }
  const text = await file.text().catch(() => undefined);
  if (text === undefined) {
    store.say({ text: `${file.name} could not be read from disk.`, tone: 'error' });
    return;
  }
  const reading = readHar(text, file.name);
  if (reading.ok) store.openFile(fileSource(reading.capture, reading.warnings));
  else
    store.say({ text: `${file.name} is not a HAR file that can be read. ${reading.problem}`, tone: 'error' });
}
