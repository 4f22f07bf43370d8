import { api } from './api.ts';

/** Must be called while the worker's script first runs. */
export function listenToTabs(on: {
  readonly closed: (tabId: number) => void;
  /** The browser takes a tab's badge away with every new document. */
  readonly loaded: (tabId: number) => void;
}): void {
  api.tabs.onRemoved.addListener((tabId) => on.closed(tabId));
  api.tabs.onUpdated.addListener((tabId, { status }) => {
    if (status === 'complete') on.loaded(tabId);
  });
}

/** Ids of all open tabs. */
export async function openTabs(): Promise<ReadonlySet<number>> {
  const tabs = await api.tabs.query({});
  return new Set(tabs.flatMap(({ id }) => (id === undefined ? [] : id)));
}
