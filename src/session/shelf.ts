/**
 * The three calls we need of `storage.session`; an object is enough to test with. Values are text, because the
 * browser counts every name and number of a stored object against its quota, but a text only by its length.
 */
export interface Shelf {
  load(): Promise<Readonly<Record<string, string>>>;
  /** Rejects where the quota is reached; nothing of `items` is then stored. */
  put(items: Readonly<Record<string, string>>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

/** A shelf that lasts as long as the object: for tests, and for what must not be kept. */
export function memoryShelf(quota = Number.POSITIVE_INFINITY): Shelf {
  const kept = new Map<string, string>();
  const size = () => [...kept].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return {
    load: async () => Object.fromEntries(kept),
    async put(items) {
      const before = new Map(kept);
      for (const [key, value] of Object.entries(items)) kept.set(key, value);
      if (size() <= quota) return;
      kept.clear();
      for (const [key, value] of before) kept.set(key, value);
      throw new Error('QUOTA_BYTES quota exceeded');
    },
    async remove(keys) {
      for (const key of keys) kept.delete(key);
    },
  };
}
