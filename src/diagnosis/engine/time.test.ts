import { describe, expect, it } from 'vitest';
import { duration, utc } from './time.ts';

describe('duration', () => {
  it.each([
    [0, 'less than 1 s'],
    [499, 'less than 1 s'],
    [1_000, '1 s'],
    [59_999, '1 min'],
    [242_000, '4 min 2 s'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h'],
    [7_260_000, '2 h 1 min'],
    [90_061_000, '1 d 1 h'],
    [86_400_000 + 60_000, '1 d'],
  ])('says %i ms in the two largest units that follow one another', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words);
  });

  it('leaves the sign out', () => {
    expect(duration(-242_000)).toBe(duration(242_000));
  });
});

describe('utc', () => {
  it('writes seconds and names the zone', () => {
    expect(utc(Date.UTC(2026, 10, 22, 14, 2, 11, 987))).toBe('2026-11-22 14:02:11 UTC');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1])('calls %d no date', (milliseconds) => {
    expect(utc(milliseconds)).toBe('not a date');
  });
});
