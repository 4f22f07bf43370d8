import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { exchange } from '../exchange/exchange.fixture.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Channel, memoryLine } from './channel.ts';
import { type Client, connect } from './client.ts';
import type { Answer, Handlers, Settings, ToPanel, ToWorker } from './contract.ts';
import { followSession } from './follow.ts';
import { openSwitchboard, Refusal, type Switchboard } from './serve.ts';

const settings: Settings = { record: 'always', paused: false };
const numbered = (at: number, overrides: Parameters<typeof exchange>[0] = {}) =>
  exchange({ id: `w${at}.0`, startedAt: at, ...overrides });

/** A recorder as far as panels see it, that can be stopped and started like a worker. */
function openRecorder(overrides: Partial<Handlers> = {}) {
  const held: Exchange[] = [];
  let upTo = 0;
  let switchboard: Switchboard;
  const lines: Channel<ToPanel, ToWorker>[] = [];
  let isThere = true;
  const handlers: Handlers = {
    'session.read': ({ since }) => ({ exchanges: held.slice(since), upTo, dropped: 0, whole: since === 0 }),
    'session.clear': () => {},
    'settings.read': () => settings,
    'settings.write': (wanted) => ({ ...settings, ...wanted }),
    ...overrides,
  };
  const start = () => {
    switchboard = openSwitchboard(handlers);
  };
  start();
  return {
    dial() {
      if (!isThere) return undefined;
      const [near, far] = memoryLine<ToWorker, ToPanel>();
      lines.push(far);
      switchboard.connect(far, 1);
      return near;
    },
    /** Records, and tells about it unless the notice is to be lost. */
    record(exchange: Exchange, isTold = true) {
      held.push(exchange);
      upTo += 1;
      if (isTold) switchboard.tell(1, { type: 'exchange-changed', sequence: upTo, exchange });
    },
    clear() {
      held.length = 0;
      upTo += 1;
      switchboard.tell(1, { type: 'session-cleared', sequence: upTo });
    },
    stop() {
      start();
      for (const line of lines.splice(0)) line.close();
    },
    remove() {
      isThere = false;
      this.stop();
    },
    isOpen: (tabId: number) => switchboard.isOpen(tabId),
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

describe('asking the worker', () => {
  it('gets the answer to its own question', async () => {
    const client = connect(openRecorder().dial);
    const both = Promise.all([
      client.ask('settings.write', { paused: true }),
      client.ask('session.read', { since: 0 }),
    ]);
    await expect(both).resolves.toEqual([
      { record: 'always', paused: true },
      { exchanges: [], upTo: 0, dropped: 0, whole: true },
    ]);
  });

  it('fails at once when the worker is stopped before it answered', async () => {
    const recorder = openRecorder({ 'session.clear': () => new Promise(() => {}) });
    const client = connect(recorder.dial);
    const asked = client.ask('session.clear', {});
    const failed = expect(asked).rejects.toMatchObject({ code: 'session-gone' });
    recorder.stop();
    await settle();
    await failed;
  });

  it('learns why it was refused, but not the words of an accident', async () => {
    const full = connect(
      openRecorder({
        'session.clear': () => {
          throw new Refusal('storage-full', 'The browser keeps no more.');
        },
      }).dial,
    );
    await expect(full.ask('session.clear', {})).rejects.toMatchObject({ code: 'storage-full' });
    const broken = connect(
      openRecorder({
        'session.clear': () => {
          throw new Error('Bearer eyJ-secret');
        },
      }).dial,
    );
    await expect(broken.ask('session.clear', {})).rejects.toMatchObject({
      code: 'internal',
      message: expect.not.stringContaining('secret'),
    });
  });
});

describe('the line', () => {
  it('is dialled again when the worker was stopped', async () => {
    const recorder = openRecorder();
    const client = connect(recorder.dial);
    const states: string[] = [];
    client.onState((state) => states.push(state));
    recorder.stop();
    await settle(10);
    expect(states).toEqual(['lost', 'connected']);
    expect(recorder.isOpen(1)).toBe(true);
  });

  it('is dialled no more once the extension is gone, and says so', async () => {
    const recorder = openRecorder();
    const dial = vi.fn(recorder.dial);
    const client = connect(dial);
    recorder.remove();
    await settle(60_000);
    expect(client.state()).toBe('gone');
    expect(dial).toHaveBeenCalledTimes(2);
  });

  it('is dialled ever more slowly while dialling fails', async () => {
    const dial = vi.fn(() => {
      throw new Error('no receiver');
    });
    const client = connect(dial);
    await settle(60_000);
    expect(client.state()).toBe('lost');
    expect(dial.mock.calls.length).toBeLessThan(20);
    client.close();
    const calls = dial.mock.calls.length;
    await settle(60_000);
    expect(dial).toHaveBeenCalledTimes(calls);
  });

  it('is given up by the worker when the panel closes', async () => {
    const recorder = openRecorder();
    const client = connect(recorder.dial);
    client.close();
    await settle();
    expect(recorder.isOpen(1)).toBe(false);
  });
});

describe('following a session', () => {
  it('has what was there before, and what comes', async () => {
    const recorder = openRecorder();
    recorder.record(numbered(1));
    const follower = followSession(connect(recorder.dial));
    await settle();
    recorder.record(numbered(2));
    await settle();
    expect(follower.read().exchanges.map(({ id }) => id)).toEqual(['w1.0', 'w2.0']);
  });

  it('replaces an exchange by its newer version', async () => {
    const recorder = openRecorder();
    const follower = followSession(connect(recorder.dial));
    await settle();
    recorder.record(numbered(1, { status: 0 }));
    recorder.record(numbered(1, { status: 401 }));
    await settle();
    expect(follower.read().exchanges).toMatchObject([{ response: { status: 401 } }]);
  });

  it('reads again when a notice is missing', async () => {
    const recorder = openRecorder();
    const follower = followSession(connect(recorder.dial));
    await settle();
    recorder.record(numbered(1), false);
    recorder.record(numbered(2));
    await settle();
    expect(follower.read().exchanges.map(({ id }) => id)).toEqual(['w1.0', 'w2.0']);
  });

  it('reads on from where it was when the line comes back', async () => {
    const read = vi.fn();
    const recorder = openRecorder();
    const follower = followSession(watch(connect(recorder.dial), read));
    await settle();
    recorder.record(numbered(1));
    await settle();
    recorder.stop();
    recorder.record(numbered(2), false);
    await settle(10);
    expect(read.mock.calls.map(([params]) => params)).toEqual([{ since: 0 }, { since: 1 }]);
    expect(follower.read().exchanges.map(({ id }) => id)).toEqual(['w1.0', 'w2.0']);
  });

  it('forgets what was cleared', async () => {
    const recorder = openRecorder();
    const follower = followSession(connect(recorder.dial));
    recorder.record(numbered(1));
    await settle();
    recorder.clear();
    await settle();
    expect(follower.read().exchanges).toEqual([]);
  });

  it('shows the same snapshot until something changes, and tells when', async () => {
    const recorder = openRecorder();
    const follower = followSession(connect(recorder.dial));
    await settle();
    const changed = vi.fn();
    const stop = follower.subscribe(changed);
    const before = follower.read();
    expect(follower.read()).toBe(before);
    recorder.record(numbered(1));
    await settle();
    expect(changed).toHaveBeenCalledTimes(1);
    expect(follower.read()).not.toBe(before);
    stop();
    recorder.record(numbered(2));
    await settle();
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('says that the line is lost', async () => {
    const recorder = openRecorder();
    const follower = followSession(connect(recorder.dial));
    recorder.remove();
    await settle();
    expect(follower.read().connection).toBe('gone');
  });
});

function watch(client: Client, read: (params: unknown) => void): Client {
  return {
    ...client,
    ask: (name, params) => {
      if (name === 'session.read') read(params);
      return client.ask(name, params);
    },
  };
}

it('types follow the contract', () => {
  expectTypeOf<Answer<'session.read'>['upTo']>().toBeNumber();
  // @ts-expect-error -- a params object of another request
  void ((client: Client) => client.ask('session.read', { paused: true }));
  // @ts-expect-error -- a request without its handler
  const incomplete: Handlers = { 'session.clear': () => {} };
  expect(incomplete).toBeDefined();
});
