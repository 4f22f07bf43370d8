import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exchange, NOON } from '../exchange/exchange.fixture.ts';
import type { Exchange, ExchangeId } from '../exchange/exchange.ts';
import { type Change, defaultLimits, type Limits, openSession } from './session.ts';
import { memoryShelf, type Shelf } from './shelf.ts';

const isRefused = ({ response }: Exchange) => response?.status === 401;

function open(shelf: Shelf, limits: Partial<Limits> = {}) {
  return openSession(shelf, { ...defaultLimits(), ...limits }, isRefused);
}

const numbered = (at: number, overrides: Parameters<typeof exchange>[0] = {}) =>
  exchange({ id: `w${at}.0`, startedAt: NOON + at, ...overrides });
const idsOf = (exchanges: readonly Exchange[]) => exchanges.map(({ id }) => id);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a worker that was stopped', () => {
  it('picks up where it left off', async () => {
    const shelf = memoryShelf();
    const first = open(shelf);
    first.record(1, [numbered(1)]);
    await first.flush();

    const woken = open(shelf);
    woken.record(1, [numbered(2)]);
    await expect(woken.read(1, 0)).resolves.toMatchObject({
      upTo: 2,
      exchanges: [{ id: 'w1.0' }, { id: 'w2.0' }],
    });
    expect(idsOf(woken.known(1))).toEqual(['w1.0', 'w2.0']);
  });

  it('keeps what was recorded before the shelf had answered, in order', async () => {
    const session = open(memoryShelf());
    session.record(1, [numbered(1)]);
    session.record(1, [numbered(2)]);
    expect(idsOf((await session.read(1, 0)).exchanges)).toEqual(['w1.0', 'w2.0']);
  });

  it('keeps a request under way, which then ends under the same id', async () => {
    const shelf = memoryShelf();
    const { endedAt: _, ...underWay } = numbered(1, { status: 0 });
    const first = open(shelf);
    first.record(1, [underWay]);
    await first.flush();

    const woken = open(shelf);
    await woken.hydrated;
    expect(woken.known(1)[0]).toEqual(underWay);
    woken.record(1, [numbered(1, { status: 401 })]);
    expect((await woken.read(1, 1)).exchanges).toMatchObject([{ id: 'w1.0', response: { status: 401 } }]);
  });

  it('begins anew on a shelf that it cannot read', async () => {
    const shelf = memoryShelf();
    await shelf.put({ 'exchange/1/w1.0': 'not JSON' });
    const session = open(shelf);
    session.record(1, [numbered(2)]);
    expect(idsOf((await session.read(1, 0)).exchanges)).toContain('w2.0');
  });

  it('remembers how much it dropped and when it was cleared', async () => {
    const shelf = memoryShelf();
    const first = open(shelf, { exchangesPerTab: 10 });
    for (let at = 0; at < 30; at += 1) first.record(1, [numbered(at)]);
    const { dropped, upTo } = await first.read(1, 0);
    expect(dropped).toBeGreaterThan(0);
    await expect(open(shelf).read(1, upTo)).resolves.toMatchObject({ dropped, upTo, exchanges: [] });
  });
});

describe('reading on', () => {
  it('gives only what changed, and an exchange that changed twice once', async () => {
    const session = open(memoryShelf());
    session.record(1, [numbered(1), numbered(2)]);
    const { upTo } = await session.read(1, 0);
    session.record(1, [numbered(1, { status: 401 })]);
    session.record(1, [numbered(1, { status: 401, failure: 'net::ERR_FAILED' })]);
    const page = await session.read(1, upTo);
    expect(idsOf(page.exchanges)).toEqual(['w1.0']);
    expect(page.whole).toBe(false);
  });

  it('gives everything to whoever read before it was cleared, or read another session', async () => {
    const session = open(memoryShelf());
    session.record(1, [numbered(1)]);
    const { upTo } = await session.read(1, 0);
    await session.clear(1);
    session.record(1, [numbered(2)]);
    await expect(session.read(1, upTo)).resolves.toMatchObject({ whole: true, exchanges: [{ id: 'w2.0' }] });
    await expect(session.read(1, 999)).resolves.toMatchObject({ whole: true, exchanges: [{ id: 'w2.0' }] });
  });

  it('keeps tabs apart', async () => {
    const session = open(memoryShelf());
    session.record(1, [numbered(1)]);
    session.record(2, [numbered(2)]);
    expect(idsOf((await session.read(2, 0)).exchanges)).toEqual(['w2.0']);
  });
});

describe('writing', () => {
  it('is one write for a thousand quick exchanges', async () => {
    const shelf = memoryShelf();
    const put = vi.spyOn(shelf, 'put');
    const session = open(shelf);
    await session.hydrated;
    for (let at = 0; at < 1_000; at += 1) session.record(1, [numbered(at)]);
    await vi.advanceTimersByTimeAsync(200);
    expect(put).toHaveBeenCalledTimes(1);
  });

  it('does not wait when something was refused', async () => {
    const shelf = memoryShelf();
    const put = vi.spyOn(shelf, 'put');
    const session = open(shelf);
    await session.hydrated;
    session.record(1, [numbered(1, { status: 401 })]);
    await vi.advanceTimersByTimeAsync(0);
    expect(put).toHaveBeenCalledTimes(1);
  });

  it('is announced afterwards, in an unbroken sequence', async () => {
    const shelf = memoryShelf();
    const session = open(shelf);
    const told: Change[] = [];
    session.onChange((change) => told.push(change));
    session.record(1, [numbered(1)]);
    session.record(1, [numbered(2), numbered(1, { status: 401 })]);
    expect(told).toEqual([]);
    await session.flush();
    await session.clear(1);
    session.record(1, [numbered(3)]);
    await session.flush();
    expect(told.map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ['changed', 1],
      ['changed', 2],
      ['cleared', 3],
      ['changed', 4],
    ]);
  });
});

describe('a full tab', () => {
  it('drops the oldest healthy exchanges and keeps the refused ones with their preflights', async () => {
    const session = open(memoryShelf(), { exchangesPerTab: 20 });
    session.record(1, [
      numbered(1, { kind: 'preflight', method: 'OPTIONS', status: 204 }),
      numbered(2, { status: 401, preflightId: 'w1.0' }),
    ]);
    for (let at = 3; at < 100; at += 1) session.record(1, [numbered(at)]);
    const { exchanges, dropped } = await session.read(1, 0);
    const ids = idsOf(exchanges);
    expect(ids).toEqual(expect.arrayContaining(['w1.0', 'w2.0', 'w99.0']));
    expect(ids).not.toContain('w3.0');
    expect(ids.length).toBeLessThanOrEqual(20);
    expect(dropped + ids.length).toBe(99);
  });

  it('drops the oldest refused ones, each with its preflight, when nothing else is left', async () => {
    const session = open(memoryShelf(), { exchangesPerTab: 20 });
    for (let at = 0; at < 100; at += 2) {
      session.record(1, [
        numbered(at, { kind: 'preflight', method: 'OPTIONS', status: 204 }),
        numbered(at + 1, { status: 401, preflightId: `w${at}.0` }),
      ]);
    }
    const { exchanges } = await session.read(1, 0);
    const ids = new Set<ExchangeId>(idsOf(exchanges));
    expect(ids).toContain('w99.0');
    for (const { preflightId } of exchanges) if (preflightId) expect(ids).toContain(preflightId);
  });

  it('is bounded in size, not only in number', async () => {
    const shelf = memoryShelf();
    const session = open(shelf, { sizePerTab: 50_000 });
    for (let at = 0; at < 50; at += 1) {
      session.record(1, [numbered(at, { requestHeaders: { Cookie: 'x'.repeat(5_000) } })]);
    }
    await session.flush();
    const stored = Object.values(await shelf.load()).join('');
    expect(stored.length).toBeLessThan(52_000);
    expect(stored).toContain('w49.0');
  });

  it('does not crowd out the tab that is in use: the one untouched longest loses first', async () => {
    const session = open(memoryShelf(), { sizeOfAll: 60_000 });
    const big = { requestHeaders: { Cookie: 'x'.repeat(5_000) } };
    for (let at = 0; at < 8; at += 1) session.record(1, [numbered(at, big)]);
    await session.flush();
    for (let at = 0; at < 8; at += 1) session.record(2, [numbered(at, big)]);
    const [old, current] = [await session.read(1, 0), await session.read(2, 0)];
    expect(old.exchanges.length).toBeLessThan(8);
    expect(current.exchanges).toHaveLength(8);
  });
});

describe('a full shelf', () => {
  it('drops the oldest, stores the newest, and says how many were dropped', async () => {
    const shelf = memoryShelf(20_000);
    const session = open(shelf);
    for (let at = 0; at < 100; at += 1) {
      session.record(1, [numbered(at)]);
      if (at % 10 === 0) await session.flush();
    }
    const { dropped } = await session.read(1, 0);
    expect(dropped).toBeGreaterThan(0);
    const woken = await open(shelf).read(1, 0);
    expect(idsOf(woken.exchanges)).toContain('w99.0');
    expect(woken.dropped).toBe(dropped);
  });

  it('goes on in memory when nothing can be stored at all', async () => {
    const session = open(memoryShelf(0));
    session.record(1, [numbered(1, { status: 401 })]);
    session.record(1, [numbered(2, { status: 401 })]);
    await expect(session.read(1, 0)).resolves.toMatchObject({ whole: true });
  });
});

it('a closed tab leaves nothing behind', async () => {
  const shelf = memoryShelf();
  const session = open(shelf);
  session.record(1, [numbered(1)]);
  session.record(2, [numbered(2)]);
  await session.flush();
  await session.free(1);
  expect(Object.keys(await shelf.load()).filter((key) => key.includes('/1'))).toEqual([]);
  expect(session.tabs()).toEqual([2]);
});

it('counts what matters, as it comes, changes and goes', async () => {
  const session = open(memoryShelf());
  await session.hydrated;
  session.record(1, [numbered(1, { status: 401 }), numbered(2, { status: 401 }), numbered(3)]);
  expect(session.count(1)).toBe(2);
  session.record(1, [numbered(1, { status: 200 })]);
  expect(session.count(1)).toBe(1);
  await session.clear(1);
  expect(session.count(1)).toBe(0);
});
