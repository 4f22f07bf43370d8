import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectQuick } from '../hostile.fixture.ts';
import { CLAIM_WORDS } from './claim-words.ts';
import { claimsInWords } from './claims-in-words.ts';

const one = (name: string, value: unknown) => claimsInWords({ [name]: value })[0];

describe('claims in words', () => {
  it('say when', () => {
    expect(one('exp', 1_795_348_800)).toEqual({
      name: 'exp',
      label: 'Expires',
      value: '2026-11-22 12:00:00 UTC',
      date: Date.UTC(2026, 10, 22, 12),
      meaning: 'From this moment on the token must be refused.',
    });
  });

  it('keep a time that is none as it stands', () => {
    expect(one('exp', 'tomorrow')).toMatchObject({ value: 'tomorrow' });
    expect(one('exp', 1e20)).not.toHaveProperty('date');
    expect(one('exp', -8.64e12)).toHaveProperty('date', -8.64e15);
  });

  it('keep what nobody explains, nested parts as compact JSON', () => {
    expect(one('x-plan', { tier: [1, null] })).toEqual({
      name: 'x-plan',
      label: 'x-plan',
      value: '{"tier":[1,null]}',
      meaning: '',
    });
    expect(one('aud', ['a', 'b'])).toMatchObject({ label: 'Audience', value: 'a, b' });
    expect(one('flag', true)).toMatchObject({ value: 'true' });
    expect(one('nothing', null)).toMatchObject({ value: 'null' });
  });

  it('stand in the order of the token', () => {
    expect(claimsInWords({ z: 1, iss: 'a', exp: 1 }).map(({ name }) => name)).toEqual(['z', 'iss', 'exp']);
  });

  it('show nothing that turns the text around or moves the cursor', () => {
    expect(one('name', 'a\u202eb\u0007\nc')).toMatchObject({ value: 'a\ufffdb\ufffd\ufffdc' });
  });

  it('explain with one short sentence each', () => {
    for (const [name, { label, meaning }] of CLAIM_WORDS) {
      expect(label, name).not.toBe('');
      expect(meaning, name).toMatch(/^[^!]{5,110}\.$/);
    }
  });

  it('are written for any claims', () => {
    fc.assert(
      fc.property(
        fc.object({ withBigInt: false }),
        (claims) => claimsInWords(claims).length === Object.keys(claims).length,
      ),
    );
    let deep: unknown = [];
    for (let level = 0; level < 200_000; level++) deep = [deep];
    expect(one('deep', deep)).toMatchObject({ value: '…' });
    expectQuick(() => claimsInWords({ long: 'a'.repeat(1_000_000), ['b'.repeat(1_000_000)]: 1 }));
  });
});
