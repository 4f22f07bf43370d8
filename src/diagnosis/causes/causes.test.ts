import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Capture } from '../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../engine/cause.ts';
import { type Case, type CauseCases, captureOf, diagnosedIn } from '../engine/cause-cases.ts';
import type { Failure } from '../engine/diagnosis.ts';
import { factsOver } from '../facts/facts.ts';
import { causes, diagnose, resolvePointer } from '../index.ts';
import { catalogue, hasCatalogue, NO_CATALOGUE } from './catalogue.fixture.ts';
import { secretsOf } from './secrets.fixture.ts';

const HERE = import.meta.dirname;
const codes = new Set(causes.map(({ code }) => code));

/** A rule declares its code; the other files of a group help the rules. */
function ruleFiles(): string[] {
  return readdirSync(HERE, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
}

describe('the list of causes', () => {
  it('holds every rule on the disk, once, and nothing else', () => {
    const onDisk = ruleFiles().map((path) => basename(path, '.md'));
    expect(causes.map(({ code }) => code).toSorted()).toEqual(onDisk.toSorted());
  });

  it('has cases for each of them', () => {
    const cases = readdirSync(HERE, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.cases.ts'))
      .map((path) => basename(path, '.cases.ts'));
    expect(cases.toSorted()).toEqual([...codes].toSorted());
  });
});

describe.skipIf(!hasCatalogue)(`the catalogue${hasCatalogue ? '' : ` (skipped: ${NO_CATALOGUE})`}`, () => {
  it('has a rule for each of its rows, and no rule is without a row', () => {
    expect([...codes].toSorted()).toEqual(
      catalogue()
        .map(({ code }) => code)
        .toSorted(),
    );
  });
});

/** The modules of the cases, by the path from here. */
const modules = import.meta.glob<{ readonly cases: CauseCases }>('./*/*.cases.ts', { eager: true });

describe.each(causes.map((cause) => ({ cause, code: cause.code })))('$code', ({ cause }) => {
  const path = (extension: string) => join(HERE, cause.group, `${cause.code}.${extension}`);
  const cases = modules[`./${cause.group}/${cause.code}.cases.ts`]?.cases ?? { finds: {}, ignores: {} };

  it('stands in the folder of its group, under its code, with its words beside it', () => {
    expect(cause.code).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    for (const extension of ['ts', 'md', 'cases.ts']) expect(existsSync(path(extension))).toBe(true);
  });

  it('can be found by other names, and cites a standard', () => {
    expect(cause.aliases.length).toBeGreaterThan(0);
    expect(new Set(cause.aliases).size).toBe(cause.aliases.length);
    expect(cause.specs.length).toBeGreaterThan(0);
    for (const { name, url } of cause.specs) {
      expect(name).not.toBe('');
      expect(url).toMatch(/^https:\/\//);
    }
  });

  it('explains causes that exist, and not itself', () => {
    expect(cause.explains.filter((code) => !codes.has(code) || code === cause.code)).toEqual([]);
  });

  it.skipIf(!hasCatalogue)(
    `names the party and the step of the catalogue${hasCatalogue ? '' : ` (skipped: ${NO_CATALOGUE})`}`,
    () => {
      const row = catalogue().find(({ code }) => code === cause.code);
      // A dash: what is only said blames nobody, and its words still need somebody to turn to.
      const fixIn = row?.fixIn === '—' ? '—' : cause.fixIn;
      expect({ code: cause.code, fixIn, step: cause.step }).toEqual(row);
    },
  );

  it('has an example that it finds and a look-alike that is refused for another reason', () => {
    expect(Object.keys(cases.finds)).not.toEqual([]);
    expect(Object.values(cases.ignores).filter((look) => failureIn(look) !== undefined)).not.toEqual([]);
  });

  describe.each(Object.entries(cases.finds))('finds: %s', (_, example) => {
    const capture = frozen(captureOf(example));
    const failure = failureIn(example, capture);

    it('leads, with all causes at work', () => {
      expect(failure?.findings.map(({ code, role }) => `${role} ${code}`)[0]).toBe(`lead ${cause.code}`);
      expect(failure?.findings.filter(({ role }) => role === 'lead')).toHaveLength(1);
    });

    it('points at evidence that is there, and marks words that stand there', () => {
      for (const { evidence } of failure?.findings ?? []) expect(evidence.flatMap(faultOf)).toEqual([]);
    });

    it('says nothing secret', () => {
      const secrets = secretsOf(capture);
      const spoken = JSON.stringify([failure, failure?.findings.map(({ evidence }) => evidence.map(shown))]);
      expect(secrets.filter((secret) => spoken.includes(secret))).toEqual([]);
    });

    it('means the same after JSON', () => {
      expect(diagnose(overTheWire(capture))).toEqual(diagnose(capture));
      expect(overTheWire(diagnose(capture))).toEqual(diagnose(capture));
    });

    function shown({ at }: Evidence): string | undefined {
      return resolvePointer(at, capture)?.text;
    }

    function faultOf(evidence: Evidence): string[] {
      const text = shown(evidence);
      if (text === undefined) return [`${evidence.label}: nothing there`];
      if (isFalselyAbsent(evidence, capture)) return [`${evidence.label}: said to be absent, and is there`];
      if (evidence.mark !== undefined && !text.includes(evidence.mark)) {
        return [`${evidence.label}: ${evidence.mark} does not stand in ${text}`];
      }
      return [];
    }
  });

  it.each(Object.entries(cases.ignores))('ignores: %s', (_, example) => {
    const failure = failureIn(example);
    expect(failure?.findings.map(({ code }) => code) ?? []).not.toContain(cause.code);
    if (failure) expect(verdictOn(cause, example)?.kind).not.toBe('found');
  });

  it.each(Object.entries(cases.cannotTell ?? {}))('cannot tell: %s', (_, example) => {
    expect(verdictOn(cause, example)?.kind).toBe('cannot-tell');
    expect(failureIn(example)?.cannotTell.map(({ code }) => code)).toContain(cause.code);
  });
});

function failureIn(example: Case, capture: Capture = frozen(captureOf(example))): Failure | undefined {
  const id = diagnosedIn(example)?.id;
  return diagnose(capture).failures.find(({ exchangeId }) => exchangeId === id);
}

function verdictOn(cause: Cause, example: Case): Verdict {
  const exchange = diagnosedIn(example);
  return exchange && cause.decide(exchange, factsOver(frozen(captureOf(example))));
}

/** `absent` is taken at its word by whoever shows it: nothing may stand there. */
function isFalselyAbsent({ at }: Evidence, capture: Capture): boolean {
  if (!('absent' in at)) return false;
  const { absent: _, ...place } = at;
  return resolvePointer(place, capture) !== undefined;
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null)
    for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}

function overTheWire<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
