import type { Capture } from '../exchange/exchange.ts';
import { causes } from './causes/index.ts';
import type { Cause } from './engine/cause.ts';
import { diagnoseWith } from './engine/diagnose.ts';
import type { Diagnosis } from './engine/diagnosis.ts';
import { type CauseWords, readWords } from './words.ts';

export type { Cause, CauseGroup } from './engine/cause.ts';
export { resolvePointer } from './engine/resolve.ts';
export { type CauseWords, causes };

const byCode = new Map(causes.map((cause) => [cause.code, cause]));

/** Tells for each request that authentication or its transport failed why. Pure; never throws. */
export function diagnose(capture: Capture): Diagnosis {
  return diagnoseWith(causes, capture);
}

export function causeByCode(code: string): Cause | undefined {
  return byCode.get(code);
}

/** The cause's texts; `undefined` for a code that is not in the catalogue. */
export function wordsOf(code: string): CauseWords | undefined {
  const cause = byCode.get(code);
  return cause && readWords(cause.words);
}
