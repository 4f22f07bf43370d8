import { createRoot } from 'react-dom/client';
import { readJar } from '../browser/cookie-jar.ts';
import { earlierEntries, inspectedTabId, onEntry, onNavigated, onTheme } from '../browser/inspected-tab.ts';
import { hasHostAccess, onHostAccessChanged, requestHostAccess } from '../browser/permissions.ts';
import { dialWorker } from '../browser/ports.ts';
import { joinHar } from '../capture/join.ts';
import { connect } from '../messages/client.ts';
import { siteOf } from '../protocol/cookies/site.ts';
import { Panel } from './panel.tsx';
import { liveSource } from './source/live-source.ts';
import { createPanelStore } from './state/store.ts';
import { StoreContext } from './state/use-panel.ts';

onTheme((theme) => {
  document.documentElement.dataset['theme'] = theme;
});

const source = liveSource({
  client: connect(dialWorker(inspectedTabId())),
  earlierEntries,
  onEntry,
  onNavigated,
  join: joinHar,
  readJar: (urls, pageUrl) => readJar(urls, topLevelSite(pageUrl)),
  hasHostAccess: async (pageUrl) =>
    (await hasHostAccess()) || (pageUrl !== undefined && (await hasHostAccess(pageUrl))),
  requestHostAccess,
  onHostAccessChanged,
});

const store = createPanelStore(source);
createRoot(document.getElementById('panel') as HTMLElement).render(
  <StoreContext value={store}>
    <Panel />
  </StoreContext>,
);

/** As `chrome.cookies` writes the site of a partition: `https://app.example`. */
function topLevelSite(pageUrl: string | undefined): string | undefined {
  const site = pageUrl === undefined ? undefined : siteOf(pageUrl);
  return site && `${site.scheme}://${site.registrableDomain}`;
}
