import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonFault } from './json-fault.ts';

describe('where a text stops being JSON', () => {
  test.each([
    ['{"a":1,\n  xxx}', { line: 2, column: 3, reason: 'unexpected' }],
    ['{"a":1', { line: 1, column: 7, reason: 'end' }],
    ['{"a":"b', { line: 1, column: 8, reason: 'end' }],
    ['{"a":"b\\', { line: 1, column: 9, reason: 'end' }],
    ['{"a":tru', { line: 1, column: 9, reason: 'end' }],
    ['{"a":01}', { line: 1, column: 6, reason: 'unexpected' }],
    ['{"a":"\u0001"}', { line: 1, column: 7, reason: 'unexpected' }],
    ['{"a":1}}', { line: 1, column: 8, reason: 'unexpected' }],
    ['[1,]', { line: 1, column: 4, reason: 'unexpected' }],
    ['', { line: 1, column: 1, reason: 'end' }],
  ])('%j', (text, expected) => {
    expect(findJsonFault(text)).toMatchObject(expected);
  });

  test('agrees with JSON.parse on every text', () => {
    const nearJson = fc.oneof(
      fc.json(),
      fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([json, at, insert]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + insert + json.slice(place);
      }),
      fc.tuple(fc.json(), fc.nat()).map(([json, at]) => json.slice(0, at % (json.length + 1))),
    );
    fc.assert(
      fc.property(nearJson, (text) => {
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        expect(findJsonFault(text) === undefined).toBe(parses);
      }),
      { numRuns: 500 },
    );
  });

  test('every prefix of a HAR is said to be cut off', () => {
    const text = JSON.stringify({
      log: { version: '1.2', entries: [{ status: -12.5e3, ok: true, text: 'ä"\\\n' }] },
    });
    for (let end = 0; end < text.length; end += 1)
      expect(findJsonFault(text.slice(0, end))?.reason).toBe('end');
  });

  test('a hundred thousand brackets cost no stack', () => {
    expect(findJsonFault('['.repeat(100_000))?.reason).toBe('end');
  });
});
