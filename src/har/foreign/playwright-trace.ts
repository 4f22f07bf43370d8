import { decodeText } from '../file/decode-text.ts';
import type { Repair } from '../file/parse-json.ts';
import { fieldsOf } from '../narrow.ts';
import { type Converted, converted, type ForeignEntry, refused } from './foreign.ts';

/**
 * What a Playwright trace (`trace.zip`) holds of the network: `trace.network`, one JSON object a line, of which each
 * `resource-snapshot` is a HAR entry whose bodies lie beside it in `resources/`.
 */
export function readPlaywrightTrace(files: readonly Uint8Array[]): Converted {
  const entries: ForeignEntry[] = [];
  const repairs: Repair[] = [];
  for (const file of files) {
    const decoded = decodeText(file);
    if (!decoded.ok) return decoded;
    for (const [index, line] of decoded.text.split('\n').entries()) {
      const place = `trace.network:${index + 1}`;
      const event = line.trim() === '' ? {} : eventIn(line);
      const snapshot = event?.['type'] === 'resource-snapshot' ? fieldsOf(event['snapshot']) : undefined;
      if (snapshot) entries.push({ place, entry: snapshot });
      else if (!event) repairs.push([place, 'not JSON; left out']);
    }
  }
  if (entries.length === 0) return refused('trace.network: no request in this Playwright trace');
  return converted('Playwright trace', entries, repairs);
}

function eventIn(line: string): ReturnType<typeof fieldsOf> {
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return undefined;
  }
}
