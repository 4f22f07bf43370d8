import type { Exchange, JarCookie } from '../../exchange/exchange.ts';
import type { Client } from '../../messages/client.ts';
import type { Settings } from '../../messages/contract.ts';
import { followSession } from '../../messages/follow.ts';
import { debounced } from '../debounce.ts';
import { collectEntries } from './entries.ts';
import type { PanelSource, Recording } from './source.ts';

/** What a live recording is put together from; the panel's entry point takes these from the browser. */
export interface LiveParts {
  /** The line to the worker that records. */
  readonly client: Client;
  /** What `devtools.network` told before the panel opened, and tells from now on: entries of a HAR file. */
  earlierEntries(): Promise<readonly unknown[]>;
  onEntry(listen: (entry: unknown) => void): () => void;
  /** The tab shows another document. */
  onNavigated(listen: (url: string) => void): () => void;
  /** One list out of both, each request once, in order of its start. */
  join(recorded: readonly Exchange[], fromEntries: readonly Exchange[]): readonly Exchange[];
  /** The browser's cookies for these URLs, partitioned ones of that page's site among them. */
  readJar(urls: readonly string[], pageUrl: string | undefined): Promise<readonly JarCookie[]>;
  /** May the extension see the requests of that page? */
  hasHostAccess(pageUrl: string | undefined): Promise<boolean>;
  requestHostAccess(): Promise<boolean>;
  onHostAccessChanged(listen: () => void): () => void;
}

/** Changes are gathered this long before the panel hears of them. */
const GATHER_MS = 40;
/** The jar is looked into at most this often. */
const JAR_REST_MS = 400;
const JAR_URLS_AT_MOST = 60;

/** The recording of the inspected tab, as it grows. */
export function liveSource(parts: LiveParts): PanelSource {
  const { client } = parts;
  const session = followSession(client);
  const entries = collectEntries();
  const listeners = new Set<() => void>();
  let jar: readonly JarCookie[] | undefined;
  let pageUrl: string | undefined;
  let closed = false;
  let recording: Recording = {
    capture: { source: { kind: 'live' }, exchanges: [] },
    hostAccess: 'unknown',
    connection: 'connected',
    dropped: 0,
    warnings: [],
  };

  function publish(change: Partial<Recording>): void {
    if (closed) return;
    recording = { ...recording, ...change };
    for (const listener of listeners) listener();
  }

  const gather = debounced(() => {
    const { exchanges: recorded, dropped, connection } = session.read();
    const exchanges = parts.join(recorded, entries.all());
    pageUrl ??= exchanges.findLast(({ topLevelUrl }) => topLevelUrl !== undefined)?.topLevelUrl;
    publish({
      capture: { source: { kind: 'live' }, exchanges, ...(jar && { jar }) },
      dropped: dropped + entries.dropped(),
      connection,
    });
    lookIntoJar.soon();
  }, GATHER_MS);

  const lookIntoJar = debounced(async () => {
    const found = await parts.readJar(urlsOf(recording.capture.exchanges), pageUrl).catch(() => undefined);
    if (!found || JSON.stringify(found) === JSON.stringify(jar)) return;
    jar = found;
    publish({ capture: { ...recording.capture, jar } });
  }, JAR_REST_MS);

  async function askAccess(): Promise<void> {
    const granted = await parts.hasHostAccess(pageUrl).catch(() => undefined);
    publish({ hostAccess: granted === undefined ? 'unknown' : granted ? 'granted' : 'missing' });
  }

  function askSettings(): void {
    client.ask('settings.read', {}).then(takeSettings, () => {});
  }

  function takeSettings(settings: Settings): void {
    publish({ settings });
  }

  session.subscribe(gather.soon);
  client.onState((state) => {
    if (state === 'connected') askSettings();
  });
  client.onNotice(({ type }) => {
    if (type === 'session-cleared') entries.clear();
  });
  const stops = [
    parts.onEntry((entry) => {
      if (recording.settings?.paused) return;
      if (entries.add(entry)) gather.soon();
    }),
    parts.onNavigated((url) => {
      pageUrl = url;
      void askAccess();
    }),
    parts.onHostAccessChanged(() => void askAccess()),
  ];
  parts.earlierEntries().then(
    (earlier) => {
      for (const entry of earlier) entries.add(entry);
      gather.soon();
    },
    () => {},
  );
  gather.soon();
  askSettings();
  void askAccess();

  return {
    read: () => recording,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    clear() {
      entries.clear();
      gather.soon();
      client.ask('session.clear', {}).catch(() => {});
    },
    change(settings) {
      client.ask('settings.write', settings).then(takeSettings, () => {});
    },
    requestHostAccess() {
      parts.requestHostAccess().then(askAccess, askAccess);
    },
    close() {
      closed = true;
      gather.cancel();
      lookIntoJar.cancel();
      for (const stop of stops) stop();
      client.close();
    },
  };
}

/** The URLs that cookies could hang on, the latest first, each path once. */
function urlsOf(exchanges: readonly Exchange[]): readonly string[] {
  const urls = new Set<string>();
  for (const { request, kind } of exchanges.toReversed()) {
    if (kind === 'preflight') continue;
    urls.add(request.url.replace(/[?#].*$/s, ''));
    if (urls.size === JAR_URLS_AT_MOST) break;
  }
  return [...urls];
}
