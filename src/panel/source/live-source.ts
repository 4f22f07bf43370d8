import type { Exchange, ExchangeId, JarCookie } from '../../exchange/exchange.ts';
import type {
  Answer,
  Notice,
  Params,
  RequestName,
  Sequence,
  SessionPage,
  Settings,
} from '../../messages/contract.ts';
import type { PanelSource, Recording } from './source.ts';

/** What a live recording is put together from; the panel's entry point takes these from the browser. */
export interface LiveParts {
  /** The worker that records. */
  readonly recorder: Recorder;
  /** Finished requests as `devtools.network` tells them: with bodies, and only since DevTools opened. */
  onEntry(listen: (exchange: Exchange) => void): () => void;
  /** One list out of both, each request once, in order of its start. */
  join(recorded: readonly Exchange[], fromEntries: readonly Exchange[]): readonly Exchange[];
  /** The browser's cookies for these URLs. */
  readJar(urls: readonly string[]): Promise<readonly JarCookie[]>;
  readonly hostAccess: {
    granted(): Promise<boolean>;
    onChange(listen: () => void): () => void;
    request(): Promise<boolean>;
  };
}

export interface Recorder {
  ask<Name extends RequestName>(name: Name, params: Params<Name>): Promise<Awaited<Answer<Name>>>;
  onNotice(listen: (notice: Notice) => void): void;
  /** The worker was stopped and a new one answers. */
  onReconnect(listen: () => void): void;
}

/** Changes are gathered this long before the panel hears of them. */
const GATHER_MS = 40;
const ASK_AGAIN_MS = 1_000;
/** The jar is looked into once traffic has come to rest for this long. */
const JAR_REST_MS = 400;
const JAR_URLS_AT_MOST = 60;
const ENTRIES_AT_MOST = 5_000;

/** The recording of the inspected tab, as it grows. */
export function liveSource(parts: LiveParts): PanelSource {
  const listeners = new Set<() => void>();
  const recorded = new Map<ExchangeId, Exchange>();
  let entries: Exchange[] = [];
  let jar: readonly JarCookie[] | undefined;
  let upTo: Sequence = 0;
  let dropped = { byRecorder: 0, here: 0 };
  let reading: Promise<void> | undefined;
  let closed = false;
  let recording: Recording = {
    capture: { source: { kind: 'live' }, exchanges: [] },
    hostAccess: 'unknown',
    connection: 'connected',
    dropped: 0,
  };

  function publish(change: Partial<Recording>): void {
    if (closed) return;
    recording = { ...recording, ...change };
    for (const listener of listeners) listener();
  }

  const gather = later(GATHER_MS, () => {
    const exchanges = parts.join([...recorded.values()], entries);
    publish({
      capture: { source: { kind: 'live' }, exchanges, ...(jar && { jar }) },
      dropped: dropped.byRecorder + dropped.here,
    });
    lookIntoJar.start();
  });

  const lookIntoJar = later(JAR_REST_MS, async () => {
    const found = await parts.readJar(urlsOf(recording.capture.exchanges)).catch(() => undefined);
    if (!found || JSON.stringify(found) === JSON.stringify(jar)) return;
    jar = found;
    publish({ capture: { ...recording.capture, jar } });
  });

  function read(): Promise<void> {
    reading ??= parts.recorder
      .ask('session.read', { since: upTo })
      .then(take)
      .catch(() => {
        publish({ connection: 'lost' });
        askAgain.start();
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  const askAgain = later(ASK_AGAIN_MS, () => void read());

  function take(page: SessionPage): void {
    // A session that is younger than what was read of it is another one.
    if (page.upTo < upTo) {
      forget();
      upTo = 0;
      askAgain.start();
      return;
    }
    for (const exchange of page.exchanges) recorded.set(exchange.id, exchange);
    upTo = page.upTo;
    dropped = { ...dropped, byRecorder: page.dropped };
    if (recording.connection === 'lost') publish({ connection: 'connected' });
    gather.start();
  }

  function forget(): void {
    recorded.clear();
    entries = [];
    dropped = { byRecorder: 0, here: 0 };
    gather.start();
  }

  function hear(notice: Notice): void {
    if (notice.sequence <= upTo) return;
    if (notice.sequence > upTo + 1) {
      void read();
      return;
    }
    upTo = notice.sequence;
    if (notice.type === 'session-cleared') forget();
    else {
      recorded.set(notice.exchange.id, notice.exchange);
      gather.start();
    }
  }

  async function askAccess(): Promise<void> {
    const granted = await parts.hostAccess.granted().catch(() => undefined);
    publish({ hostAccess: granted === undefined ? 'unknown' : granted ? 'granted' : 'missing' });
  }

  function takeSettings(settings: Settings): void {
    publish({ settings });
  }

  parts.recorder.onNotice(hear);
  parts.recorder.onReconnect(() => void read());
  const stopEntries = parts.onEntry((exchange) => {
    if (recording.settings?.paused) return;
    entries.push(exchange);
    if (entries.length > ENTRIES_AT_MOST) {
      entries.shift();
      dropped = { ...dropped, here: dropped.here + 1 };
    }
    gather.start();
  });
  const stopAccess = parts.hostAccess.onChange(() => void askAccess());
  void read();
  void askAccess();
  parts.recorder.ask('settings.read', {}).then(takeSettings, () => {});

  return {
    read: () => recording,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    clear() {
      forget();
      parts.recorder.ask('session.clear', {}).catch(() => publish({ connection: 'lost' }));
    },
    change(settings) {
      parts.recorder
        .ask('settings.write', settings)
        .then(takeSettings, () => publish({ connection: 'lost' }));
    },
    requestHostAccess() {
      parts.hostAccess.request().then(askAccess, askAccess);
    },
    close() {
      closed = true;
      gather.cancel();
      lookIntoJar.cancel();
      askAgain.cancel();
      stopEntries();
      stopAccess();
    },
  };
}

/** One URL for each host and path that a cookie could hang on, the latest first. */
function urlsOf(exchanges: readonly Exchange[]): readonly string[] {
  const urls = new Set<string>();
  for (const { request, kind } of exchanges.toReversed()) {
    if (kind === 'preflight') continue;
    urls.add(request.url.replace(/[?#].*$/s, ''));
    if (urls.size === JAR_URLS_AT_MOST) break;
  }
  return [...urls];
}

/** Runs `work` once, `ms` after the first start; starts in between change nothing. */
function later(ms: number, work: () => void): { start(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    start() {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, ms);
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
