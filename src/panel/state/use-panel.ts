import { createContext, use, useSyncExternalStore } from 'react';
import type { PanelState, PanelStore } from './store.ts';

export const StoreContext = createContext<PanelStore | undefined>(undefined);

export function useStore(): PanelStore {
  const store = use(StoreContext);
  if (!store) throw new Error('The panel is rendered inside its store');
  return store;
}

/** One part of the panel's state; the component renders again when that part is another value. */
export function usePanel<Part>(part: (state: PanelState) => Part): Part {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => part(store.read()));
}
