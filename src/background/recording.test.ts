import { describe, expect, it, vi } from 'vitest';
import { preflightRequest, request } from '../capture/events.fixture.ts';
import type { RequestEvent } from '../capture/events.ts';
import { isRefused } from '../capture/refused.ts';
import type { Settings } from '../messages/contract.ts';
import { defaultLimits, openSession } from '../session/session.ts';
import { memoryShelf, type Shelf } from '../session/shelf.ts';
import { openRecording } from './recording.ts';

const idle: Settings = { record: 'always', paused: false };

/** A worker on this shelf, as `main.ts` wires it. */
function wake(shelf: Shelf, settings: Settings = idle, watched: readonly number[] = []) {
  const session = openSession(shelf, defaultLimits(), isRefused);
  const counts: [tabId: number, count: number][] = [];
  const recording = openRecording({
    session,
    dialect: { preflights: 'before', tellsCorsVerdict: true },
    settings: () => settings,
    settingsReady: Promise.resolve(),
    isWatched: (tabId) => watched.includes(tabId),
    onCount: (...count) => counts.push(count),
  });
  const take = (...events: readonly RequestEvent[]) => events.forEach(recording.take);
  const read = async (tabId = 1) => {
    await vi.waitFor(() => session.hydrated);
    await Promise.resolve();
    return (await session.read(tabId, 0)).exchanges;
  };
  return { recording, take, read, session, counts };
}

const real = request({ requestId: '1' });
const asking = preflightRequest({ requestId: '2' });
const credentials = { Origin: 'https://app.test', Authorization: 'Bearer x' };

describe('a worker that is stopped at any moment', () => {
  const events = [
    asking.sent(1_000),
    asking.passed(1_010),
    real.sent(1_011, credentials),
    real.answered(1_020, 401),
    real.failed(1_021, 'net::ERR_FAILED'),
  ];

  it.each([1, 2, 3, 4])('after event %i loses nothing of a refused request', async (stopAfter) => {
    const shelf = memoryShelf();
    const first = wake(shelf);
    first.take(...events.slice(0, stopAfter));
    await first.read();
    const second = wake(shelf);
    second.take(...events.slice(stopAfter));
    expect(await second.read()).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          id: 'w1.0',
          preflightId: 'w2.0',
          failure: 'net::ERR_FAILED',
          response: expect.objectContaining({ status: 401 }),
          blindSpots: ['response-body'],
        }),
      ]),
    );
  });

  it('has both failures when it was stopped between them', async () => {
    const shelf = memoryShelf();
    const first = wake(shelf);
    first.take(real.sent(), real.answered(1_010, 401));
    await first.read();
    const second = wake(shelf);
    const later = request({ requestId: '3' });
    second.take(later.sent(2_000), later.answered(2_010, 403));
    expect((await second.read()).map(({ response }) => response?.status)).toEqual([401, 403]);
  });
});

describe('the count on the badge', () => {
  it('is of the refused, in their own tab', async () => {
    const worker = wake(memoryShelf());
    const elsewhere = request({ requestId: '9', tabId: 2 });
    worker.take(real.sent(), real.answered(1_010, 401), elsewhere.sent(), elsewhere.answered(1_010, 200));
    await worker.read();
    expect(worker.counts).toEqual([[1, 1]]);
  });

  it('goes down again when the browser knew the password itself', async () => {
    const worker = wake(memoryShelf());
    worker.take(real.sent(), real.answered(1_010, 401), real.completed(1_020, 200));
    await worker.read();
    expect(worker.counts).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });
});

describe('what is recorded', () => {
  it('is nothing while paused', async () => {
    const worker = wake(memoryShelf(), { ...idle, paused: true });
    worker.take(real.sent(), real.answered(1_010, 401));
    expect(await worker.read()).toEqual([]);
  });

  it('is only tabs with DevTools open, if so wished', async () => {
    const worker = wake(memoryShelf(), { ...idle, record: 'devtools' }, [2]);
    const watched = request({ requestId: '9', tabId: 2 });
    worker.take(real.sent(), watched.sent());
    expect(await worker.read(1)).toEqual([]);
    expect(await worker.read(2)).toHaveLength(1);
  });

  it('includes what happens before the panel has dialled the woken worker', async () => {
    const shelf = memoryShelf();
    const first = wake(shelf, { ...idle, record: 'devtools' }, [1]);
    first.take(real.sent());
    await first.read();
    const woken = wake(shelf, { ...idle, record: 'devtools' });
    woken.take(real.answered(1_010, 401));
    expect(await woken.read()).toMatchObject([{ response: { status: 401 } }]);
  });

  it('is nothing of a tab that was closed, not even the ends of its requests', async () => {
    const shelf = memoryShelf();
    const worker = wake(shelf);
    worker.take(real.sent());
    await worker.read();
    await worker.recording.close(1);
    worker.take(real.failed(1_020, 'net::ERR_ABORTED'));
    expect(await worker.read()).toEqual([]);
    expect(await shelf.load()).toEqual({});
  });

  it('begins anew after it was cleared', async () => {
    const worker = wake(memoryShelf());
    worker.take(real.sent(), real.answered(1_010, 401));
    await worker.read();
    await worker.recording.clear(1);
    const later = request({ requestId: '3' });
    worker.take(later.sent(2_000));
    expect((await worker.read()).map(({ id }) => id)).toEqual(['w3.0']);
  });
});
