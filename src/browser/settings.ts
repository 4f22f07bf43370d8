import type { Settings } from '../messages/contract.ts';
import { api } from './api.ts';

const KEY = 'settings';

/** The user's settings, kept on disk: they are no secrets. */
export interface SettingsStore {
  /** Resolves when `current` is what was stored. */
  readonly ready: Promise<void>;
  current(): Settings;
  change(settings: Partial<Settings>): Promise<Settings>;
}

export function openSettings(): SettingsStore {
  let current: Settings = { record: 'always', paused: false };
  const ready = api.storage.local.get(KEY).then(
    (stored: Record<string, unknown>) => {
      current = read(stored[KEY], current);
    },
    () => {},
  );
  return {
    ready,
    current: () => current,
    async change(settings) {
      await ready;
      current = read({ ...current, ...settings }, current);
      await api.storage.local.set({ [KEY]: current });
      return current;
    },
  };
}

/** What lies on disk may be from another version. */
function read(stored: unknown, otherwise: Settings): Settings {
  if (typeof stored !== 'object' || stored === null) return otherwise;
  const { record, paused } = stored as { readonly record?: unknown; readonly paused?: unknown };
  return {
    record: record === 'always' || record === 'devtools' ? record : otherwise.record,
    paused: typeof paused === 'boolean' ? paused : otherwise.paused,
  };
}
