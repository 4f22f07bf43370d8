import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import type { Cause, Confidence, Verdict } from './cause.ts';
import { diagnoseWith } from './diagnose.ts';
import { status } from './evidence.ts';

const failing = exchange({ status: 401, responseHeaders: { 'access-control-allow-origin': '*' } });

/** A cause that always says the same. */
function cause(code: string, verdict: Confidence | Verdict, explains: readonly string[] = []): Cause {
  const found: Verdict =
    typeof verdict === 'string'
      ? { kind: 'found', confidence: verdict, title: code, line: code, evidence: [status(failing)] }
      : verdict;
  return {
    code,
    group: 'token',
    title: `The title of ${code}`,
    fixIn: 'api',
    step: 'token',
    aliases: [],
    specs: [],
    words: '',
    explains,
    decide: () => found,
  };
}

function failureWith(...causes: readonly Cause[]) {
  return diagnoseWith(causes, { source: { kind: 'live' }, exchanges: [failing] }).failures[0];
}

function ranking(...causes: readonly Cause[]): readonly string[] {
  return failureWith(...causes)?.findings.map(({ role, code }) => `${role} ${code}`) ?? [];
}

describe('of several causes', () => {
  it('the surest leads', () => {
    expect(ranking(cause('a', 'likely'), cause('b', 'certain'))).toEqual(['lead b', 'also a']);
  });

  it('the one that explains another leads, though it be less sure', () => {
    expect(ranking(cause('a', 'certain'), cause('b', 'likely', ['a']))).toEqual(['lead b', 'consequence a']);
  });

  it('what is merely possible explains nothing that is certain', () => {
    expect(ranking(cause('a', 'certain'), cause('b', 'possible', ['a']))).toEqual(['lead a']);
    expect(ranking(cause('a', 'likely'), cause('b', 'possible', ['a']))).toEqual(['lead b', 'consequence a']);
  });

  it('the earlier in the list leads among equals', () => {
    expect(ranking(cause('a', 'likely'), cause('b', 'likely'))).toEqual(['lead a', 'also b']);
  });

  it('two that explain each other still give one lead', () => {
    expect(ranking(cause('a', 'certain', ['b']), cause('b', 'certain', ['a']))).toEqual([
      'lead a',
      'consequence b',
    ]);
  });

  it('advice that is only possible stands beside an answer, and is none by itself', () => {
    const advice = { ...cause('advice', 'possible', ['b']), advice: true } as const;
    expect(ranking(advice, cause('b', 'possible'))).toEqual(['lead b', 'also advice']);
    expect(ranking(advice)).toEqual([]);
  });

  it('what is merely possible stands aside for what is certain', () => {
    expect(ranking(cause('a', 'certain'), cause('b', 'possible'))).toEqual(['lead a']);
    expect(ranking(cause('a', 'likely'), cause('b', 'possible'))).toEqual(['lead a', 'also b']);
  });
});

it('keeps what was ruled out and what cannot be told, with their titles', () => {
  const failure = failureWith(
    cause('a', { kind: 'ruled-out', because: 'seen' }),
    cause('b', { kind: 'cannot-tell', because: 'not seen' }),
    cause('c', undefined),
  );
  expect(failure).toMatchObject({
    findings: [],
    ruledOut: [{ code: 'a', title: 'The title of a', because: 'seen' }],
    cannotTell: [{ code: 'b', title: 'The title of b', because: 'not seen' }],
  });
});

it('lets the particulars put the fix elsewhere', () => {
  const found = cause('a', 'certain').decide(failing, undefined as never);
  const moved = found?.kind === 'found' ? ({ ...found, fixIn: 'browser' } as const) : undefined;
  expect(failureWith(cause('a', 'certain'))?.findings[0]?.fixIn).toBe('api');
  expect(failureWith(cause('a', moved))?.findings[0]?.fixIn).toBe('browser');
});

it('counts requests without their preflights, and tells of none that passed', () => {
  const exchanges = [exchange({ id: 'p', kind: 'preflight' }), exchange({ id: 'ok' })];
  expect(diagnoseWith([cause('a', 'certain')], { source: { kind: 'live' }, exchanges })).toEqual({
    requests: 1,
    failures: [],
    patterns: [],
  });
});
