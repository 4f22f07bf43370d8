import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { debounced } from './debounce.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('debounced work', () => {
  it('runs once for many calls, though they never pause', () => {
    const work = vi.fn();
    const { soon } = debounced(work, 100);
    for (let call = 0; call < 25; call += 1) {
      soon();
      vi.advanceTimersByTime(10);
    }
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('waits while somebody types', () => {
    const work = vi.fn();
    const { soon, holdOff } = debounced(work, 100);
    soon();
    vi.advanceTimersByTime(90);
    holdOff();
    vi.advanceTimersByTime(200);
    expect(work).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('leaves time between runs that take long', () => {
    const work = vi.fn(() => vi.advanceTimersByTime(200));
    const { soon } = debounced(work, 100);
    soon();
    vi.advanceTimersByTime(100);
    soon();
    vi.advanceTimersByTime(1_700);
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(200);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('is prompt again after it has rested', () => {
    const work = vi.fn(() => vi.advanceTimersByTime(200));
    const { soon } = debounced(work, 100);
    soon();
    vi.advanceTimersByTime(100);
    vi.advanceTimersByTime(5_000);
    soon();
    vi.advanceTimersByTime(100);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('does nothing once cancelled', () => {
    const work = vi.fn();
    const { soon, cancel } = debounced(work, 100);
    soon();
    cancel();
    vi.advanceTimersByTime(1_000);
    expect(work).not.toHaveBeenCalled();
  });
});
