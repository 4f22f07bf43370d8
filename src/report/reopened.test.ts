import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Case, type CauseCases, captureOf } from '../diagnosis/engine/cause-cases.ts';
import { diagnose } from '../diagnosis/index.ts';
import { exchange } from '../exchange/exchange.fixture.ts';
import type { Capture } from '../exchange/exchange.ts';
import { readHar } from '../har/from-har.ts';
import { checkSignatures } from '../protocol/jwt/check-signatures.ts';
import { toHarReport } from './har.ts';
import { openReport } from './report.ts';

const modules = import.meta.glob<{ readonly cases: CauseCases }>('../diagnosis/causes/*/*.cases.ts', {
  eager: true,
});

/** Examples that cannot read the same, and why. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  [
    'express-bearer-token answers 400 and no more',
    'HAR does not tell an empty body from one that was not recorded',
  ],
]);

function leadsOf(capture: Capture): readonly string[] {
  return diagnose(capture).failures.map(
    ({ exchangeId, outcome, findings: [lead] }) =>
      `${exchangeId} ${outcome} ${lead?.code} ${lead?.confidence}`,
  );
}

async function reopened(capture: Capture): Promise<Capture> {
  const report = openReport(capture, diagnose(capture), { version: '0.1.0', scope: 'reopenable' });
  const reading = readHar(JSON.stringify(toHarReport(report)), 'report.har');
  if (!reading.ok) throw new Error(reading.problem);
  return checkSignatures(reading.capture);
}

describe.each(Object.entries(modules))('a report of the examples in %s', (_, { cases }) => {
  const examples: [string, Case][] = [
    ...Object.entries(cases.finds),
    ...Object.entries(cases.ignores),
    ...Object.entries(cases.cannotTell ?? {}),
  ];
  it.each(examples)('reads the same when it is opened again: %s', async (name, example) => {
    const capture = captureOf(example);
    const agree = expect(leadsOf(await reopened(capture)));
    if (EXCEPTIONS.has(name)) agree.not.toEqual(leadsOf(capture));
    else agree.toEqual(leadsOf(capture));
  });
});

const RECORDINGS = join(import.meta.dirname, '../../recordings/har');

describe('a report of a recording', () => {
  it.each(readdirSync(RECORDINGS))('reads the same when it is opened again: %s', async (name) => {
    const reading = readHar(readFileSync(join(RECORDINGS, name), 'utf8'), name);
    if (!reading.ok) throw new Error(reading.problem);
    const capture = await checkSignatures(reading.capture);
    expect(leadsOf(await reopened(capture))).toEqual(leadsOf(capture));
  });
});

describe('Basic credentials', () => {
  it.each(['mia:old-password', 'mia:newpassword1', 'person:person', 'mia:pässword', 'ab:password'])(
    '%s are still rejected ones when the report is opened again',
    (credentials) => {
      const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
      const failing = exchange({
        status: 401,
        requestHeaders: { authorization },
        responseHeaders: { 'www-authenticate': 'Basic realm="api"' },
      });
      const report = openReport(
        { source: { kind: 'live' }, exchanges: [failing] },
        diagnose({ source: { kind: 'live' }, exchanges: [failing] }),
        { version: '0', scope: 'reopenable' },
      );
      const again = readHar(JSON.stringify(toHarReport(report)), 'again.har');
      expect(again.ok && diagnose(again.capture).failures[0]?.findings[0]?.code).toBe('basic-rejected');
    },
  );
});
