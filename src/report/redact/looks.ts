/** Judging a value by its looks alone, where no name says what it is. */

/** Long enough, and with (UUIDs are not: they mostly name things) digits among letters in a way that words and identifiers do not have. */
export function looksRandom(value: string): boolean {
  if (/\s/.test(value) || value.length < 12) return false;
  return (value.match(/[A-Za-z0-9]+/g) ?? []).some(isRandomRun);
}

/** A run of letters and digits that nobody would have written by hand. */
export function isRandomRun(run: string): boolean {
  if (run.length < 16) return run.length >= 10 && changes(run) >= run.length / 2;
  if (/^\d+$/.test(run)) return false;
  if (/^[0-9a-f]+$/i.test(run)) return /\d/.test(run);
  return changes(run) >= Math.max(5, run.length / 6);
}

/** How often it goes from lower case to upper case to digit; a camelCase word goes from upper to lower for free. */
function changes(run: string): number {
  let count = 0;
  for (let at = 1; at < run.length; at += 1) {
    const before = classOf(run.charCodeAt(at - 1));
    const here = classOf(run.charCodeAt(at));
    if (before !== here && !(before === 'upper' && here === 'lower')) count += 1;
  }
  return count;
}

function classOf(code: number): 'digit' | 'upper' | 'lower' {
  if (code <= 0x39) return 'digit';
  return code <= 0x5a ? 'upper' : 'lower';
}
