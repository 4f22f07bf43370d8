/** Judging a value by its looks alone, where no name says what it is. */

/** Long enough, and with digits among letters, or letters beside each other, in a way that words do not have. UUIDs are not: they mostly name things. */
export function looksRandom(value: string): boolean {
  if (/\s/.test(value) || value.length < 10) return false;
  return (value.match(/[A-Za-z0-9]+/g) ?? []).some(isRandomRun) || isRandomWord(value);
}

/** A run of letters and digits that nobody would have written by hand. */
export function isRandomRun(run: string): boolean {
  if (run.length < 10) return false;
  if (/^\d+$/.test(run)) return run.length >= LONGEST_NUMBER;
  if (run.length >= 16 && /^[0-9a-f]+$/i.test(run)) return /\d/.test(run);
  const changing = changes(run);
  if (run.length < 16) return changing >= run.length / 2 || isUnpronounceable(run, 12, 3);
  if (run.length >= 20 && /^[A-Z0-9]+$/.test(run) && /[A-Z]\d+[A-Z]/.test(run)) return true;
  return changing >= Math.max(5, run.length / 6) || isUnpronounceable(run, 13, run.length < 20 ? 4.3 : 4.8);
}

/** Shorter: digits among letters more than once, as in no name with a number behind it. */
export function isMixed(run: string): boolean {
  let count = 0;
  for (let at = 1; at < run.length; at += 1)
    if (run.charCodeAt(at - 1) <= 0x39 !== run.charCodeAt(at) <= 0x39) count += 1;
  return count >= 2 && /^[A-Za-z0-9]+$/.test(run);
}

/** Shorter still, where a value stands by itself: small and capital letters and digits, changing often. */
export function isShortKey(value: string): boolean {
  return (
    value.length >= 8 &&
    value.length < 16 &&
    /^[A-Za-z0-9]+$/.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /\d/.test(value) &&
    !/[a-z]{4}/.test(value) &&
    changes(value) >= 3
  );
}

/** Of 64-bit numbers in words. */
const LONGEST_NUMBER = 22;

/** Base64 and keys in groups, whose runs alone are too short: `wJalrXUtn/K7MDENG+bPxRfiCY`, `XK7Q-9PLM-2VBT-8WRZ`. */
export function isRandomWord(word: string): boolean {
  if (isGroupedKey(word)) return true;
  if (word.length < 20 || !/^[A-Za-z0-9+/_=-]+$/.test(word) || isPath(word)) return false;
  const plain = word.replace(/[^A-Za-z0-9]+/g, '');
  return /\d/.test(plain) && changes(plain) >= plain.length / 3;
}

/** A word, a version or a UUID between slashes is part of an address. */
function isPath(word: string): boolean {
  return word.split('/').some((segment) => /^[a-z]{3,}$|^v\d{1,2}$/.test(segment) || UUID.test(segment));
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function isGroupedKey(word: string): boolean {
  if (!/^[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6}){2,7}$/.test(word)) return false;
  return word.split('-').filter((group) => /\d/.test(group) && /[A-Z]/.test(group)).length >= 2;
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

/**
 * How often one letter follows another in words and identifiers of documentation: 5 as often as by chance, each step
 * twice as often. Words come to 6 on average, random letters to less than 4. Rows are the first letter, a to z.
 */
const FOLLOWS = [
  '16771460634868160878654352',
  '61216100650600500542600031',
  '61417107406610800547500020',
  '52258341611431620453410030',
  '75785642341668366987255740',
  '51315500700400600515500030',
  '30007025700315400442400001',
  '70008000600121600517600030',
  '65766560113778850578250504',
  '30005004000000300060123000',
  '40116200500002200030000000',
  '62158211741711720155521050',
  '74117040730452560040300010',
  '61777470524424750188440140',
  '45573551325689571866756311',
  '71137013502652660776510040',
  '00000100000100000000600000',
  '74659451704555730676543050',
  '51628106703433761478643240',
  '72428309800343770767505160',
  '46446450500656150777000100',
  '60007040500002200021000000',
  '60005005601004500442004000',
  '40203000200020050005000020',
  '21101110100334560343003000',
  '30004000300000100000000002',
].map((row) => Array.from(row, Number));

function isUnpronounceable(run: string, fewest: number, below: number): boolean {
  let sum = 0;
  let pairs = 0;
  const letters = run.toLowerCase();
  for (let at = 1; at < letters.length; at += 1) {
    const level = FOLLOWS[letters.charCodeAt(at - 1) - LETTER_A]?.[letters.charCodeAt(at) - LETTER_A];
    if (level === undefined) continue;
    sum += level;
    pairs += 1;
  }
  return pairs + 1 >= fewest && sum < below * pairs;
}

const LETTER_A = 0x61;
