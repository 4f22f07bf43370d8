import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnosis/index.ts';
import { readHar } from '../har/from-har.ts';

/** HAR files that the test suites of other programs use; beside the checkout, not part of it. */
const COLLECTED = join(import.meta.dirname, '../../../shared/data/har');
const names = existsSync(COLLECTED) ? readdirSync(COLLECTED).filter((name) => name !== 'INDEX.json') : [];

/** All that authentication failed in them. */
const FAILURES: ReadonlyMap<string, readonly string[]> = new Map([
  ['har-sanitizer____test___example.har', ['login-rejected likely']],
]);

describe.skipIf(names.length === 0)('collected HAR files (skipped where ../shared/data is missing)', () => {
  it.each(names)('%s: opens or is refused with a reason, and nobody is accused wrongly', (name) => {
    const reading = readHar(readFileSync(join(COLLECTED, name), 'utf8'), name);
    if (!reading.ok) {
      expect(reading.problem).toMatch(/line \d+|log|entries/);
      return;
    }
    const leads = diagnose(reading.capture).failures.map(
      ({ findings: [lead] }) => `${lead?.code} ${lead?.confidence}`,
    );
    expect(leads).toEqual(FAILURES.get(name) ?? []);
  });
});
