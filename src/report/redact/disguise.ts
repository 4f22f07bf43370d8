import { keyedHash, numbersFrom, randomKey, type Words } from './keyed-hash.ts';

/**
 * Placeholders for one report: the same value always gets the same one, and its shape stays.
 *
 * Letters and digits are replaced run by run, everything between them stays. So quotes, dots, percent signs and
 * lengths stay as they were, and a value that is part of another (a CSRF token inside its cookie) still is.
 */
export interface Disguise {
  /** A token, key, code, session value: anything random. */
  readonly secret: (value: string) => string;
  /** A password: nothing of it stays, not its length. */
  readonly password: (value: string) => string;
  /** A person's name, user name or number. */
  readonly person: (value: string) => string;
  readonly email: (value: string) => string;
  readonly address: (value: string) => string;
  /** Gives a secret the placeholder that its relation to another one asks for. */
  readonly preset: (value: string, placeholder: string) => void;
  /** Marks a text, and its runs of letters and digits, as made or left here on purpose. */
  readonly issue: (placeholder: string) => void;
  /** Is this a placeholder already, or a run of letters and digits from one? */
  readonly isOurs: (text: string) => boolean;
  /** The runs replaced so far and what stands in their place. */
  readonly runs: ReadonlyMap<string, string>;
}

/** What makes the placeholders. */
export interface Keys {
  readonly own: Words;
  /**
   * For long random values, which nobody can guess: where reports share it, the same token has the same
   * placeholder in all of them.
   */
  readonly long: Words;
}

/** Keys for one report, thrown away with it. */
export function freshKeys(): Keys {
  const own = randomKey();
  return { own, long: own };
}

export function createDisguise({ own: key, long }: Keys): Disguise {
  const runs = new Map<string, string>();
  const issued = new Set<string>();
  const presets = new Map<string, string>();
  const labels = new Map<string, string>();
  /** The value that each placeholder stands for. */
  const taker = new Map<string, string>();
  const issue = (placeholder: string) => {
    issued.add(placeholder);
    for (const piece of placeholder.match(/[A-Za-z0-9]+/g) ?? []) issued.add(piece);
  };
  const issuing = (placeholder: string) => {
    issue(placeholder);
    return placeholder;
  };

  function run(value: string): string {
    if (issued.has(value) && value.length >= SHORTEST_MARKED) return value;
    const known = runs.get(value);
    if (known !== undefined) return known;
    const hashed = (round: number) =>
      numbersFrom(keyedHash(value.length >= LONG ? long : key, round === 0 ? value : `${value}:${round}`));
    const placeholder = unused(value, (round) =>
      sameShape(round < TRIES ? value : `${value}${'0'.repeat(1 + (round % 3))}`, hashed(round)),
    );
    runs.set(value, placeholder);
    issued.add(placeholder);
    return placeholder;
  }

  /** Two values never share a placeholder, however short they are: `state=1` is not `state=2`. */
  function unused(value: string, make: (round: number) => string): string {
    for (let round = 0; ; round += 1) {
      const placeholder = make(round);
      const taken = taker.get(placeholder);
      if (taken !== undefined && taken !== value && round < 2 * TRIES) continue;
      taker.set(placeholder, value);
      return placeholder;
    }
  }

  function label(kind: string, value: string): string {
    const named = `${kind}:${value.toLowerCase()}`;
    const known = labels.get(named);
    if (known !== undefined) return known;
    const made = `${kind}-${letters(numbersFrom(keyedHash(key, named)), 8)}`;
    labels.set(named, made);
    return made;
  }

  const isLabel = (value: string) => /^(?:person|pwd)-[a-z]{8}(?:@redacted\.invalid)?$/.test(value);

  return {
    secret: (value) =>
      isLabel(value)
        ? value
        : (presets.get(value) ?? value.replace(SECRET_PIECES, (piece) => replacePiece(piece, run))),
    preset(value, placeholder) {
      presets.set(value, placeholder);
      issue(placeholder);
    },
    // Not `password-…`: encoded, that would look like a part of `old-password`.
    password: (value) => (isLabel(value) ? value : issuing(label('pwd', value))),
    person: (value) => {
      if (isLabel(value)) return value;
      if (/^\d+$/.test(value)) return run(value);
      return issuing(
        value.includes('@') ? `${label('person', value)}@redacted.invalid` : label('person', value),
      );
    },
    email: (value) => (isLabel(value) ? value : issuing(`${label('person', value)}@redacted.invalid`)),
    address: (value) =>
      unused(value, (round) =>
        documentationAddress(value, numbersFrom(keyedHash(key, `${value}${' '.repeat(round)}`))),
      ),
    issue,
    isOurs: (value) => issued.has(value),
    runs,
  };
}

/** So often a placeholder of the same length is tried before a longer one. */
const TRIES = 30;

/** Random letters and digits of this length hold more than 100 bits. */
const LONG = 20;
/** From here on a placeholder has room to say what it is. */
const SHORTEST_MARKED = 16;
const MARK = 'redacted';

/** Percent escapes are kept or replaced whole; other scripts are letters, too. */
const SECRET_PIECES = /(?:%[0-9A-Fa-f]{2})+|[A-Za-z0-9]+|[^\0-\x7f]+/g;

function replacePiece(piece: string, run: (value: string) => string): string {
  if (piece.startsWith('%'))
    return piece
      .replace(/%(?:[3-7][0-9A-Fa-f])/g, keepPunctuation)
      .replace(/(?:%[89A-Fa-f][0-9A-Fa-f])+/g, '%C3%A9');
  return /^[A-Za-z0-9]/.test(piece) ? run(piece) : 'é'.repeat(Math.min(piece.length, 8));
}

function keepPunctuation(written: string): string {
  const char = String.fromCharCode(Number.parseInt(written.slice(1), 16));
  return /[A-Za-z0-9]/.test(char) ? '%78' : written;
}

/** Hexadecimal stays so, digits stay digits, upper case stays upper case. */
function sameShape(value: string, next: () => number): string {
  if (/^\d+$/.test(value)) return `${1 + (next() % 9)}${filled(value.slice(1), next, () => DIGITS)}`;
  if (value.length >= 8 && /^[0-9a-f]+$/.test(value)) return filled(value, next, () => HEX);
  if (value.length >= 8 && /^[0-9A-F]+$/.test(value)) return filled(value, next, () => HEX.toUpperCase());
  const mark = value.length >= SHORTEST_MARKED ? MARK : '';
  return mark + filled(value.slice(mark.length), next, alphabetOf);
}

const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdef`;
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

function alphabetOf(code: number): string {
  if (code <= 0x39) return DIGITS;
  return code <= 0x5a ? UPPER : LOWER;
}

function filled(value: string, next: () => number, alphabet: (code: number) => string): string {
  let result = '';
  for (let at = 0; at < value.length; at += 1) result += pick(alphabet(value.charCodeAt(at)), next);
  return result;
}

function letters(next: () => number, count: number): string {
  return Array.from({ length: count }, () => pick(LOWER, next)).join('');
}

function pick(from: string, next: () => number): string {
  return from[next() % from.length]!;
}

/** RFC 5737 and RFC 3849 keep these for documentation: nobody has them. */
function documentationAddress(value: string, next: () => number): string {
  if (/^192\.0\.2\.\d+$|^2001:db8::/.test(value)) return value;
  return value.includes(':')
    ? `2001:db8::${(next() % 0xffff).toString(16)}`
    : `192.0.2.${1 + (next() % 254)}`;
}
