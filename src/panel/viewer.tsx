import { createRoot } from 'react-dom/client';
import { Panel } from './panel.tsx';
import { noSource } from './source/file-source.ts';
import { createPanelStore } from './state/store.ts';
import { StoreContext } from './state/use-panel.ts';

// The panel as a page of its own, for captures from others: no DevTools, no tab.
createRoot(document.getElementById('panel') as HTMLElement).render(
  <StoreContext value={createPanelStore(noSource(), 'nothing')}>
    <Panel />
  </StoreContext>,
);
