import { expect, it } from 'vitest';
import { listed, quote } from './quote.ts';

it('quotes text from the network on one line', () => {
  expect(quote(' a\r\n\tb ')).toBe('“a b”');
});

it('cuts what a sentence does not bear', () => {
  expect(quote('x'.repeat(81))).toBe(`“${'x'.repeat(80)}…”`);
  expect(quote('x'.repeat(80))).toBe(`“${'x'.repeat(80)}”`);
  expect(quote('abcdef', 3)).toBe('“abc…”');
});

it('lists one value or many as text', () => {
  expect(listed('a')).toEqual(['a']);
  expect(listed(['a', 1])).toEqual(['a', '1']);
  expect(listed(null)).toEqual([]);
  expect(listed(undefined)).toEqual([]);
});

it.each([
  ['https://idp.test', ['https://idp.test']],
  [
    ['a', 7],
    ['a', '7'],
  ],
  [{ toString: '' }, ['{"toString":""}']],
  [[{ toString: 1 }], ['{"toString":1}']],
  [undefined, []],
  [null, []],
])('lists %j', (claim, texts) => {
  expect(listed(claim)).toEqual(texts);
});
