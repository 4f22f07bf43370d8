import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Said by tests that are skipped where the outside corpora are not on the disk. */
export const NO_CORPUS = 'the corpora of public test suites are not beside this checkout';

export const hasCorpus: boolean = existsSync(FOLDER);

/** One file of the corpora; an empty list of cases where they are missing, so that tables stay valid. */
export function corpus<Shape>(path: string, missing: Shape): Shape {
  return hasCorpus ? (JSON.parse(readFileSync(`${FOLDER}${path}`, 'utf8')) as Shape) : missing;
}
