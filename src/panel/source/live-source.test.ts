import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import type { Exchange, JarCookie } from '../../exchange/exchange.ts';
import { type Channel, memoryLine } from '../../messages/channel.ts';
import { connect } from '../../messages/client.ts';
import type { Notice, SessionPage, Settings, ToPanel, ToWorker } from '../../messages/contract.ts';
import { type LiveParts, liveSource } from './live-source.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const settle = (ms = 60) => vi.advanceTimersByTimeAsync(ms);
const at = (id: string, offset: number): Exchange => exchange({ id, startedAt: NOON + offset });
const idsOf = (source: ReturnType<typeof liveSource>) => source.read().capture.exchanges.map(({ id }) => id);

const SID: JarCookie = {
  name: 'sid',
  domain: 'api.app.test',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'lax',
};

/** An entry as `devtools.network` tells it. */
function entry(path: string, offset: number, body?: string): unknown {
  return {
    startedDateTime: new Date(NOON + offset).toISOString(),
    time: 5,
    request: { method: 'GET', url: `https://api.app.test${path}`, headers: [] },
    response: { status: 401, statusText: '', headers: [], content: { mimeType: 'text/plain', text: body } },
  };
}

/** A worker, a tab and a jar that a test plays, at the far end of a real line. */
function browser(page: SessionPage) {
  let settings: Settings = { record: 'always', paused: false };
  let worker: Channel<ToPanel, ToWorker> | undefined;
  let tell: (given: unknown) => void = () => {};
  let navigated: (url: string) => void = () => {};
  let granted = true;
  const cleared = vi.fn();
  const jar: JarCookie[] = [];
  const jarAskedFor: (string | undefined)[] = [];
  const answer = ({ name, params }: ToWorker) => {
    if (name === 'session.read') return page;
    if (name === 'session.clear') return cleared();
    settings = { ...settings, ...params };
    return settings;
  };
  const dial = () => {
    const [near, far] = memoryLine<ToWorker, ToPanel>();
    worker = far;
    far.onMessage((message) => far.post({ kind: 'answer', id: message.id, value: answer(message) ?? null }));
    return near;
  };
  const parts: LiveParts = {
    client: connect(dial),
    earlierEntries: async () => [entry('/early', -1_000)],
    onEntry(listen) {
      tell = listen;
      return () => {};
    },
    onNavigated(listen) {
      navigated = listen;
      return () => {};
    },
    join: (recorded, fromEntries) => [...recorded, ...fromEntries].sort((a, b) => a.startedAt - b.startedAt),
    async readJar(_, pageUrl) {
      jarAskedFor.push(pageUrl);
      return [...jar];
    },
    hasHostAccess: async () => granted,
    requestHostAccess: async () => {
      granted = true;
      return true;
    },
    onHostAccessChanged: () => () => {},
  };
  return {
    parts,
    jar,
    jarAskedFor,
    cleared,
    notify: (notice: Notice) => worker?.post({ kind: 'notice', notice }),
    hangUp: () => worker?.close(),
    tell: (given: unknown) => tell(given),
    navigate: (url: string) => navigated(url),
    withhold: () => {
      granted = false;
    },
  };
}

const nothing: SessionPage = { exchanges: [], upTo: 0, dropped: 0, whole: true };

describe('the live recording', () => {
  it('begins with what was recorded before the panel opened', async () => {
    const { parts } = browser({ exchanges: [at('a', 0)], upTo: 7, dropped: 3, whole: true });
    const source = liveSource(parts);
    await settle();
    expect(idsOf(source)).toEqual(['r1', 'a']);
    expect(source.read()).toMatchObject({
      dropped: 3,
      hostAccess: 'granted',
      connection: 'connected',
      settings: { record: 'always', paused: false },
    });
  });

  it('follows the worker, and tells once of many changes', async () => {
    const { parts, notify } = browser(nothing);
    const source = liveSource(parts);
    await settle();
    const heard = vi.fn();
    source.subscribe(heard);
    notify({ type: 'exchange-changed', sequence: 1, exchange: exchange({ id: 'a', status: 0 }) });
    notify({ type: 'exchange-changed', sequence: 2, exchange: exchange({ id: 'a', status: 401 }) });
    await settle();
    expect(source.read().capture.exchanges.at(-1)).toMatchObject({ id: 'a', response: { status: 401 } });
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('joins what DevTools tells, each request once, the later telling with its body', async () => {
    const { parts, tell } = browser(nothing);
    const source = liveSource(parts);
    await settle();
    tell(entry('/early', -1_000, 'refused'));
    tell(entry('/orders', 5));
    tell('no entry');
    await settle();
    expect(source.read().capture.exchanges).toMatchObject([
      { request: { url: 'https://api.app.test/early' }, response: { body: { text: 'refused' } } },
      { request: { url: 'https://api.app.test/orders' } },
    ]);
    expect(new Set(idsOf(source)).size).toBe(2);
  });

  it('takes nothing more while paused', async () => {
    const { parts, tell } = browser(nothing);
    const source = liveSource(parts);
    await settle();
    source.change({ paused: true });
    await settle();
    expect(source.read().settings?.paused).toBe(true);
    tell(entry('/orders', 5));
    await settle();
    expect(idsOf(source)).toHaveLength(1);
  });

  it('forgets everything when cleared, here or in another panel', async () => {
    const { parts, tell, cleared, notify } = browser({
      exchanges: [at('a', 0)],
      upTo: 1,
      dropped: 4,
      whole: true,
    });
    const source = liveSource(parts);
    await settle();
    source.clear();
    notify({ type: 'session-cleared', sequence: 2 });
    await settle();
    expect(cleared).toHaveBeenCalledTimes(1);
    expect(idsOf(source)).toEqual([]);
    expect(source.read().dropped).toBe(0);
    tell(entry('/orders', 5));
    await settle();
    notify({ type: 'session-cleared', sequence: 3 });
    await settle();
    expect(idsOf(source)).toEqual([]);
  });

  it('goes on when the worker was stopped and another answers', async () => {
    const { parts, hangUp, notify } = browser(nothing);
    const source = liveSource(parts);
    await settle();
    hangUp();
    await settle();
    notify({ type: 'exchange-changed', sequence: 1, exchange: at('b', 0) });
    await settle();
    expect(idsOf(source)).toContain('b');
    expect(source.read().connection).toBe('connected');
  });

  it('looks into the jar of the page’s site, and changes nothing where the jar is the same', async () => {
    const { parts, tell, jar, jarAskedFor, navigate } = browser(nothing);
    const source = liveSource(parts);
    navigate('https://app.test/orders');
    jar.push(SID);
    await settle(600);
    expect(source.read().capture.jar).toMatchObject([{ name: 'sid' }]);
    expect(jarAskedFor.at(-1)).toBe('https://app.test/orders');
    const heard = vi.fn();
    source.subscribe(heard);
    tell(entry('/orders', 5));
    await settle(1_000);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('says when the browser withholds the site, until the user allows it', async () => {
    const { parts, withhold } = browser(nothing);
    withhold();
    const source = liveSource(parts);
    await settle();
    expect(source.read().hostAccess).toBe('missing');
    source.requestHostAccess();
    await settle();
    expect(source.read().hostAccess).toBe('granted');
  });

  it('says nothing more once closed', async () => {
    const { parts, tell } = browser(nothing);
    const source = liveSource(parts);
    await settle();
    const heard = vi.fn();
    source.subscribe(heard);
    source.close();
    tell(entry('/orders', 5));
    await settle(1_000);
    expect(heard).not.toHaveBeenCalled();
  });
});
