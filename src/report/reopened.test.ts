import { describe, expect, it } from 'vitest';
import { type Case, type CauseCases, captureOf } from '../diagnosis/engine/cause-cases.ts';
import { diagnose } from '../diagnosis/index.ts';
import type { Capture } from '../exchange/exchange.ts';
import { readHar } from '../har/from-har.ts';
import { checkSignatures } from '../protocol/jwt/check-signatures.ts';
import { toHarReport } from './har.ts';
import { openReport } from './report.ts';

/** Causes that read inside tokens, compare them and follow them from answer to request: redaction must not mislead them. */
const modules = import.meta.glob<{ readonly cases: CauseCases }>('../diagnosis/causes/token/*.cases.ts', {
  eager: true,
});

function leadsOf(capture: Capture): readonly string[] {
  return diagnose(capture).failures.map(
    ({ exchangeId, outcome, findings: [lead] }) =>
      `${exchangeId} ${outcome} ${lead?.code} ${lead?.confidence}`,
  );
}

async function reopened(capture: Capture): Promise<Capture> {
  const report = openReport(capture, diagnose(capture), { version: '0.1.0', reopenable: true });
  const reading = readHar(JSON.stringify(toHarReport(report)), 'report.har');
  if (!reading.ok) throw new Error(reading.problem);
  return checkSignatures(reading.capture);
}

describe.each(Object.entries(modules))('a report of the examples in %s', (_, { cases }) => {
  const examples: [string, Case][] = [...Object.entries(cases.finds), ...Object.entries(cases.ignores)];
  it.each(examples)('reads the same when it is opened again: %s', async (_name, example) => {
    const capture = captureOf(example);
    expect(leadsOf(await reopened(capture))).toEqual(leadsOf(capture));
  });
});
