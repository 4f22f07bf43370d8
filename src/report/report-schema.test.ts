import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../docs/report-1.schema.json' with { type: 'json' };
import { type Case, type CauseCases, captureOf } from '../diagnosis/engine/cause-cases.ts';
import { causes, diagnose } from '../diagnosis/index.ts';
import { toJson } from './json.ts';
import { openReport } from './report.ts';

const FILE = '../../docs/report-1.schema.json';
const isReport = new Ajv2020({ allErrors: true }).compile(schema);

const modules = import.meta.glob<{ readonly cases: CauseCases }>('../diagnosis/causes/**/*.cases.ts', {
  eager: true,
});

/** The file with the codes of all causes in their place, in its own format. */
function withCodes(text: string): string {
  const codes = causes.map(({ code }) => `        "${code}"`).toSorted();
  return text.replace(/("cause": \{[^{}]*"enum": )\[[^\]]*\]/, `$1[\n${codes.join(',\n')}\n      ]`);
}

describe('the schema of reports', () => {
  it('names every cause; npm run docs writes them anew', async () => {
    const text = readFileSync(join(import.meta.dirname, FILE), 'utf8');
    await expect(withCodes(text)).toMatchFileSnapshot(FILE);
  });

  it('leaves nothing open: what it does not name may not stand in a report', () => {
    const open = objectsIn(schema).filter((each) => each['additionalProperties'] !== false);
    expect(open).toEqual([]);
  });

  it.each([
    ['no report', {}],
    ['an unknown cause', { source: { name: 'a.har' }, error: 'x', cause: 'bad-luck' }],
    ['a problem of two lines', { source: { name: 'a.har' }, error: 'a\nb' }],
  ])('refuses %s', (_, value) => {
    expect(isReport(value)).toBe(false);
  });

  it.each(Object.entries(modules))('fits what is said of the examples in %s', (_, { cases }) => {
    const examples: Case[] = [cases.finds, cases.ignores, cases.cannotTell ?? {}].flatMap(Object.values);
    for (const example of examples) {
      const capture = captureOf(example);
      const json = toJson(openReport(capture, diagnose(capture), { version: '0.1.0' }));
      expect(isReport(json) ? [] : isReport.errors).toEqual([]);
    }
  });
});

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  const fields = value as Record<string, unknown>;
  return fields['type'] === 'object' ? [fields, ...inside] : inside;
}
