import { describe, expect, it } from 'vitest';
import { RUNBOOK_STEPS, runbookStep, stepNumber } from './steps.ts';

describe('the runbook', () => {
  it('has thirteen steps, each once, the quickest signal first', () => {
    expect(RUNBOOK_STEPS.map(({ id }) => id)).toEqual([
      'capture',
      'environment',
      'challenge',
      'credential',
      'token',
      'keys',
      'session',
      'cors',
      'permission',
      'oauth',
      'edge',
      'limits',
      'retest',
    ]);
  });

  it('counts its steps from one', () => {
    expect(stepNumber('capture')).toBe(1);
    expect(stepNumber('retest')).toBe(13);
    expect(runbookStep('token').title).toBe('Decode the token');
  });

  it('says of each step what it is for and what the recording answers', () => {
    for (const step of RUNBOOK_STEPS) {
      expect(step.purpose, step.id).toMatch(/\.$/);
      expect(step.seen.length, step.id).toBeGreaterThan(0);
    }
  });
});
