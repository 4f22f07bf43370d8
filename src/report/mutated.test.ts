import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reportSchema from '../../docs/report-1.schema.json' with { type: 'json' };
import { diagnose } from '../diagnosis/index.ts';
import { readHar } from '../har/from-har.ts';
import harSchema from '../har/har.schema.json' with { type: 'json' };
import { toHarReport } from './har.ts';
import { toHtml } from './html.ts';
import { toJson } from './json.ts';
import { toMarkdown } from './markdown.ts';
import { openReport } from './report.ts';
import { toText } from './text.ts';

const RECORDINGS = join(import.meta.dirname, '../../recordings/har');
const ajv = new Ajv2020({ allErrors: true });
const isReport = ajv.compile(reportSchema);
const isHar = ajv.compile(harSchema);
const texts = readdirSync(RECORDINGS).map((name) => readFileSync(join(RECORDINGS, name), 'utf8'));
/** A rule and a renderer alike may take this long over one exchange. */
const EACH_EXCHANGE_MS = 50;

/** What breaks parsers: floods of their own marks, cut escapes, other types, names that objects have already. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(
      fc.constantFrom(
        '<',
        '"',
        '\\',
        '%',
        '.',
        ',',
        ';',
        '=',
        '{"a":',
        '[',
        'Bearer ',
        'eyJ',
        '&a=',
        '\t',
        '\uD800',
      ),
      fc.nat(4_000),
    )
    .map(([mark, times]) => mark.repeat(times)),
  fc.constantFrom<unknown>(
    null,
    -1,
    1e308,
    '',
    '__proto__',
    'constructor',
    [],
    {},
    true,
    'https://',
    '://',
    '#',
  ),
);

/** Puts something else at some place of a JSON value; the place is counted, so that a run can be told again. */
function mutated(value: unknown, at: number, by: unknown): unknown {
  let left = at;
  const walk = (part: unknown): unknown => {
    left -= 1;
    if (left === 0) return by;
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, walk(member)]));
  };
  return walk(value);
}

function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + countOf(member), 1);
}

const mutatedHar = fc
  .tuple(
    fc.nat(texts.length - 1),
    fc.array(fc.tuple(fc.nat(1_000_000), hostile), { minLength: 1, maxLength: 6 }),
  )
  .map(([index, changes]) =>
    changes.reduce<unknown>(
      (har, [place, by]) => mutated(har, 1 + (place % countOf(har)), by),
      JSON.parse(texts[index] ?? '{}'),
    ),
  );

/** The best of three: the machine is shared. */
function bestOf(run: () => void, enough: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && best >= enough; round += 1) {
    const started = performance.now();
    run();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

describe('recordings with parts put wrong', () => {
  it('are refused or read, diagnosed and written in every form, without a throw and without delay', () => {
    fc.assert(
      fc.property(mutatedHar, (har) => {
        const reading = readHar(JSON.stringify(har) ?? '', 'mutated.har');
        if (!reading.ok) {
          expect(reading.problem).not.toBe('');
          return;
        }
        const { capture } = reading;
        const allowed = EACH_EXCHANGE_MS * Math.max(1, capture.exchanges.length);
        expect(bestOf(() => diagnose(capture), allowed)).toBeLessThan(allowed);
        const report = openReport(capture, diagnose(capture), { version: '0.1.0', scope: 'reopenable' });
        for (const write of [toJson, toHarReport, toText, toMarkdown, toHtml])
          expect(bestOf(() => write(report), allowed)).toBeLessThan(allowed);
        expect(isReport(toJson(report)) ? [] : isReport.errors).toEqual([]);
        expect(isHar(toHarReport(report)) ? [] : isHar.errors).toEqual([]);
      }),
      { numRuns: 600 },
    );
  }, 120_000);
});
