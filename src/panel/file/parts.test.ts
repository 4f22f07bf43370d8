import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose, resolvePointer } from '../../diagnosis/index.ts';
import { exchange } from '../../exchange/exchange.fixture.ts';
import type { Capture } from '../../exchange/exchange.ts';
import { readHar } from '../../har/from-har.ts';
import { diagnosed } from '../state/diagnosed.ts';
import { chartOf } from '../state/summary.ts';
import { joinParts, partsOf, wholeOf } from './parts.ts';

/** The facts that the tabs of a failing request show. */
const SHOWN = [
  'cookies',
  'cookieHistory',
  'cors',
  'credential',
  'judgedAt',
  'preflightOf',
  'redirectedFrom',
  'serverTime',
  'token',
] as const;
const RECORDINGS = join(import.meta.dirname, '../../../recordings/har');

/** As the panel gets it: taken apart, cloned as between threads, put together again. */
function handedOver(capture: Capture) {
  const diagnosis = diagnose(capture);
  const joining = joinParts();
  for (const part of partsOf(capture, diagnosis)) joining.add(structuredClone(part));
  return joining.join(structuredClone(wholeOf(capture, diagnosis, [])));
}

const withoutBodies = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (name, member) => (name === 'body' ? undefined : member)));

describe('an opened file', () => {
  it.each(readdirSync(RECORDINGS))('%s shows what it would whole', (name) => {
    const reading = readHar(readFileSync(join(RECORDINGS, name), 'utf8'), name);
    if (!reading.ok) throw new Error(reading.problem);
    const whole = diagnosed(reading.capture);
    const shown = handedOver(reading.capture);
    expect(shown.diagnosis).toEqual(whole.diagnosis);
    expect(chartOf(shown)).toEqual(chartOf(whole));
    for (const { exchangeId, findings } of whole.diagnosis.failures) {
      const failing = whole.facts.byId(exchangeId)!;
      const same = shown.facts.byId(exchangeId)!;
      expect(same).toEqual(failing);
      for (const fact of SHOWN) {
        const known = whole.facts[fact](failing) ?? null;
        expect(withoutBodies(shown.facts[fact](same) ?? null), fact).toEqual(withoutBodies(known));
      }
      for (const { at, mark } of findings.flatMap(({ evidence }) => evidence))
        expect(resolvePointer(at, shown.capture, mark)).toEqual(resolvePointer(at, whole.capture, mark));
    }
  });

  it('hands over what failed first, in parts that are small, and no bodies of what passed', () => {
    const passing = Array.from({ length: 1_000 }, (_, id) =>
      exchange({ id: `p${id}`, responseBody: 'x'.repeat(900) }),
    );
    const failing = Array.from({ length: 90 }, (_, id) =>
      exchange({ id: `f${id}`, status: 401, responseBody: 'no' }),
    );
    const capture: Capture = { source: { kind: 'live' }, exchanges: [...passing, ...failing] };
    const parts = [...partsOf(capture, diagnose(capture))];
    expect(parts[0]?.failures.length).toBe(parts[0]?.exchanges.length);
    expect(Math.max(...parts.map(({ exchanges }) => exchanges.length))).toBeLessThanOrEqual(60);
    const bodies = parts.flatMap(({ exchanges }) =>
      exchanges.map((each) => each.exchange.response?.body?.text),
    );
    expect(new Set(bodies)).toEqual(new Set(['no']));
  });
});
