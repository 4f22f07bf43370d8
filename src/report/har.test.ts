import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import reportSchema from '../../docs/report-1.schema.json' with { type: 'json' };
import { diagnose } from '../diagnosis/index.ts';
import type { Capture } from '../exchange/exchange.ts';
import { readHar } from '../har/from-har.ts';
import harSchema from '../har/har.schema.json' with { type: 'json' };
import published from '../har/har-schema.fixture.json' with { type: 'json' };
import { toHar } from '../har/to-har.ts';
import { toHarReport } from './har.ts';
import { toJson } from './json.ts';
import { openReport } from './report.ts';

const RECORDINGS = join(import.meta.dirname, '../../recordings/har');
/** Recordings that others made; beside the checkout, not part of it. */
const CAPTURES = join(import.meta.dirname, '../../../shared/data/captures');

const files = [RECORDINGS, CAPTURES].flatMap((folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.har'))
        .map((name): [string, string] => [name, join(folder, name)])
    : [],
);

const ours = new Ajv2020({ allErrors: true });
const isHar = ours.compile(harSchema);
const isReport = ours.compile(reportSchema);

/** The schema that others validate HAR files with; its formats as RFC 3986 and RFC 3339 have them. */
const theirs = new Ajv({
  allErrors: true,
  // It uses words of its own: `optional`, `min`, `unique`.
  strict: false,
  formats: {
    uri: /^[a-z][a-z\d+.-]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/i,
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
    ipv4: true,
    ipv6: true,
  },
});
// Draft 6 and 7 differ in nothing that it uses.
for (const { $schema: _, ...schema } of published.schemas) theirs.addSchema(schema);
const isPublishedHar = theirs.getSchema('har.json#')!;

function opened(path: string): Capture {
  const reading = readHar(readFileSync(path, 'utf8'), 'a.har');
  if (!reading.ok) throw new Error(reading.problem);
  return reading.capture;
}

function faultsOf(har: unknown): unknown[] {
  const faults: unknown[] = [];
  if (!isHar(har)) faults.push(...(isHar.errors ?? []));
  if (!isPublishedHar(har)) faults.push(...(isPublishedHar.errors ?? []));
  return faults;
}

describe('exported HAR files are valid HAR 1.2', () => {
  it.each(files)('%s', (_, path) => {
    const capture = opened(path);
    const report = openReport(capture, diagnose(capture), { version: '0.1.0', scope: 'reopenable' });
    expect(faultsOf(JSON.parse(JSON.stringify(toHarReport(report))))).toEqual([]);
    expect(faultsOf(JSON.parse(JSON.stringify(toHar(capture, '0.1.0'))))).toEqual([]);
    expect(isReport(toJson(report)) ? [] : isReport.errors).toEqual([]);
  });

  it('the published schema is there to find faults: it refuses what is none', () => {
    expect(faultsOf({ log: { version: '1.2' } })).not.toEqual([]);
  });
});
