import { setBadgeColours, showCount } from '../browser/badge.ts';
import { listenForPanels } from '../browser/ports.ts';
import { sessionShelf } from '../browser/session-shelf.ts';
import { openSettings } from '../browser/settings.ts';
import { listenToTabs, openTabs } from '../browser/tabs.ts';
import { openViewerOnClick } from '../browser/viewer.ts';
import { dialect, listenToRequests } from '../browser/web-request.ts';
import { isRefused } from '../capture/refused.ts';
import { openSwitchboard } from '../messages/serve.ts';
import { defaultLimits, openSession } from '../session/session.ts';
import { openRecording } from './recording.ts';

// Wiring only. The browser stops this worker whenever it is idle: what must last is in the session, and every
// listener is registered before this script ends, or it would not wake the worker again.

const session = openSession(sessionShelf(), defaultLimits(), isRefused);
const settings = openSettings();

const switchboard = openSwitchboard({
  'session.read': ({ since }, tabId) => session.read(tabId, since),
  'session.clear': (_, tabId) => recording.clear(tabId),
  'settings.read': async () => {
    await settings.ready;
    return settings.current();
  },
  'settings.write': (wanted) => settings.change(wanted),
});

const recording = openRecording({
  session,
  dialect: dialect(),
  settings: settings.current,
  settingsReady: settings.ready,
  isWatched: switchboard.isOpen,
  onCount: showCount,
});

listenToRequests(recording.take);
listenForPanels(switchboard.connect);
listenToTabs({
  closed: (tabId) => void recording.close(tabId),
  loaded: (tabId) => void session.hydrated.then(() => showCount(tabId, session.count(tabId))),
});

session.onChange((change) => {
  if (change.kind === 'cleared') {
    showCount(change.tabId, 0);
    switchboard.tell(change.tabId, { type: 'session-cleared', sequence: change.sequence });
    return;
  }
  const { tabId, sequence, exchange } = change;
  switchboard.tell(tabId, { type: 'exchange-changed', sequence, exchange });
});

setBadgeColours();
openViewerOnClick();
// Tabs that were closed while no worker ran.
void Promise.all([openTabs(), session.hydrated]).then(([open]) => {
  for (const tabId of session.tabs()) if (!open.has(tabId)) void recording.close(tabId);
});
