import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import type { Exchange, JarCookie } from '../../exchange/exchange.ts';
import type { Notice, SessionPage, Settings } from '../../messages/contract.ts';
import { type LiveParts, liveSource, type Recorder } from './live-source.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const settle = (ms = 50) => vi.advanceTimersByTimeAsync(ms);
const at = (id: string, offset: number): Exchange => exchange({ id, startedAt: NOON + offset });

/** A worker, a tab and a jar that a test plays. */
function browser(first: SessionPage = { exchanges: [], upTo: 0, dropped: 0 }) {
  let page = first;
  let settings: Settings = { record: 'always', paused: false };
  const asked: string[] = [];
  let refuse = false;
  let notice: (notice: Notice) => void = () => {};
  let reconnect = () => {};
  let entry: (exchange: Exchange) => void = () => {};
  let granted = true;
  const jar: JarCookie[] = [];
  const ask = async (name: string, params: object) => {
    asked.push(name === 'session.read' ? `${name} ${(params as { since: number }).since}` : name);
    if (refuse) throw new Error('session-gone');
    if (name === 'session.read') return page;
    if (name === 'settings.write') settings = { ...settings, ...params };
    return settings;
  };
  const parts: LiveParts = {
    recorder: {
      ask: ask as Recorder['ask'],
      onNotice: (listen) => {
        notice = listen;
      },
      onReconnect: (listen) => {
        reconnect = listen;
      },
    },
    onEntry(listen) {
      entry = listen;
      return () => {};
    },
    join: (recorded, fromEntries) => [...recorded, ...fromEntries].sort((a, b) => a.startedAt - b.startedAt),
    readJar: async () => [...jar],
    hostAccess: {
      granted: async () => granted,
      onChange: () => () => {},
      request: async () => (granted = true),
    },
  };
  return {
    parts,
    asked,
    jar,
    notify: (given: Notice) => notice(given),
    reconnect: () => reconnect(),
    finish: (given: Exchange) => entry(given),
    answer: (given: SessionPage) => {
      page = given;
    },
    refuse: (given: boolean) => {
      refuse = given;
    },
    withhold: () => {
      granted = false;
    },
  };
}

const idsOf = (source: ReturnType<typeof liveSource>) => source.read().capture.exchanges.map(({ id }) => id);

describe('the live recording', () => {
  it('begins with what was recorded before the panel opened', async () => {
    const { parts } = browser({ exchanges: [at('a', 0)], upTo: 7, dropped: 3 });
    const source = liveSource(parts);
    await settle();
    expect(idsOf(source)).toEqual(['a']);
    expect(source.read()).toMatchObject({
      dropped: 3,
      hostAccess: 'granted',
      settings: { record: 'always', paused: false },
    });
  });

  it('follows the notices in order, and reads again where one is missing', async () => {
    const { parts, notify, asked, answer } = browser({ exchanges: [], upTo: 1, dropped: 0 });
    const source = liveSource(parts);
    await settle();
    notify({ type: 'exchange-changed', sequence: 2, exchange: at('a', 0) });
    await settle();
    expect(idsOf(source)).toEqual(['a']);
    answer({ exchanges: [at('b', 1), at('c', 2)], upTo: 4, dropped: 0 });
    notify({ type: 'exchange-changed', sequence: 4, exchange: at('c', 2) });
    await settle();
    expect(asked).toContain('session.read 2');
    expect(idsOf(source)).toEqual(['a', 'b', 'c']);
  });

  it('replaces an exchange that changed, and tells once of many changes', async () => {
    const { parts, notify } = browser();
    const source = liveSource(parts);
    await settle();
    const heard = vi.fn();
    source.subscribe(heard);
    notify({ type: 'exchange-changed', sequence: 1, exchange: exchange({ id: 'a', status: 0 }) });
    notify({ type: 'exchange-changed', sequence: 2, exchange: exchange({ id: 'a', status: 401 }) });
    await settle();
    expect(source.read().capture.exchanges).toMatchObject([{ id: 'a', response: { status: 401 } }]);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('reads on after the worker was stopped, from where it was', async () => {
    const { parts, reconnect, asked } = browser({ exchanges: [at('a', 0)], upTo: 5, dropped: 0 });
    liveSource(parts);
    await settle();
    reconnect();
    await settle();
    expect(asked.filter((each) => each.startsWith('session.read'))).toEqual([
      'session.read 0',
      'session.read 5',
    ]);
  });

  it('begins anew where the worker knows less than was read of it', async () => {
    const { parts, reconnect, answer } = browser({ exchanges: [at('a', 0)], upTo: 5, dropped: 0 });
    const source = liveSource(parts);
    await settle();
    answer({ exchanges: [at('b', 0)], upTo: 1, dropped: 0 });
    reconnect();
    await settle(1_200);
    expect(idsOf(source)).toEqual(['b']);
  });

  it('says when the recorder does not answer, and asks again', async () => {
    const { parts, refuse, reconnect } = browser();
    const source = liveSource(parts);
    await settle();
    refuse(true);
    reconnect();
    await settle();
    expect(source.read().connection).toBe('lost');
    refuse(false);
    await settle(1_200);
    expect(source.read().connection).toBe('connected');
  });

  it('joins what devtools.network tells, and not while paused', async () => {
    const { parts, finish } = browser();
    const source = liveSource(parts);
    await settle();
    finish(at('h1', 0));
    await settle();
    expect(idsOf(source)).toEqual(['h1']);
    source.change({ paused: true });
    await settle();
    expect(source.read().settings?.paused).toBe(true);
    finish(at('h2', 1));
    await settle();
    expect(idsOf(source)).toEqual(['h1']);
  });

  it('forgets everything when cleared', async () => {
    const { parts, finish, asked, notify } = browser({ exchanges: [at('a', 0)], upTo: 1, dropped: 4 });
    const source = liveSource(parts);
    await settle();
    finish(at('h1', 0));
    await settle();
    source.clear();
    notify({ type: 'session-cleared', sequence: 2 });
    await settle();
    expect(asked).toContain('session.clear');
    expect(idsOf(source)).toEqual([]);
    expect(source.read().dropped).toBe(0);
  });

  it('looks into the jar when traffic rests, and changes nothing where the jar is the same', async () => {
    const { parts, finish, jar } = browser();
    const source = liveSource(parts);
    jar.push({
      name: 'sid',
      domain: 'api.app.test',
      hostOnly: true,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
    });
    finish(at('h1', 0));
    await settle(600);
    expect(source.read().capture.jar).toMatchObject([{ name: 'sid' }]);
    const heard = vi.fn();
    source.subscribe(heard);
    finish(at('h2', 1));
    await settle(1_000);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('says when the browser withholds the site', async () => {
    const { parts, withhold } = browser();
    withhold();
    const source = liveSource(parts);
    await settle();
    expect(source.read().hostAccess).toBe('missing');
    source.requestHostAccess();
    await settle();
    expect(source.read().hostAccess).toBe('granted');
  });
});
