import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../../../../shared/CAUSES.md', import.meta.url));

/** Said by tests that are skipped where the catalogue of causes is not on the disk. */
export const NO_CATALOGUE = 'the catalogue of causes is not beside this checkout';

export const hasCatalogue: boolean = existsSync(FILE);

export interface Row {
  readonly code: string;
  readonly fixIn: string;
  readonly step: string;
}

/** The rows that have all four columns: code, decided by, fix in, step. Several codes can share a row. */
export function catalogue(): readonly Row[] {
  if (!hasCatalogue) return [];
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      const [, codes = '', , fixIn = '', step = ''] = cells;
      if (cells.length !== 6 || !/^[a-z]+(?:-[a-z0-9]+)+/.test(codes)) return [];
      return codes.split(' / ').map((code) => ({ code, fixIn, step }));
    });
}
