import type { Shelf } from '../session/shelf.ts';
import { api } from './api.ts';

/** `storage.session`: memory that outlives the worker and ends with the browser. Nothing of it is on disk. */
export function sessionShelf(): Shelf {
  const area = api.storage.session;
  return {
    async load() {
      const stored: Record<string, unknown> = await area.get(null);
      return Object.fromEntries(
        Object.entries(stored).filter((row): row is [string, string] => typeof row[1] === 'string'),
      );
    },
    put: (items) => area.set(items),
    remove: (keys) => area.remove([...keys]),
  };
}
