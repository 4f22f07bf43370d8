import { CLAIM_WORDS, type ClaimWords, HEADER_WORDS } from './claim-words.ts';
import { numericDate } from './token.ts';

export interface ClaimInWords {
  readonly name: string;
  /** What people call it; the name itself for unknown claims. */
  readonly label: string;
  /** Plain text: control and direction characters are replaced, long values cut. */
  readonly value: string;
  /** Milliseconds since the epoch, for claims that are times. */
  readonly date?: number;
  /** One short sentence; empty for claims that no standard or provider explains. */
  readonly meaning: string;
}

/** More of one claim is no reading matter. Characters. */
const SHOW_AT_MOST = 4_000;

const TIME_CLAIMS = ['exp', 'nbf', 'iat', 'auth_time'] as const;

/** Every claim of a token, in its order. Never throws. */
export function claimsInWords(claims: Readonly<Record<string, unknown>>): readonly ClaimInWords[] {
  return inWords(claims, CLAIM_WORDS);
}

/** Every parameter of a JOSE header (RFC 7515 §4.1, RFC 7516 §4.1), in its order. Never throws. */
export function headerInWords(header: Readonly<Record<string, unknown>>): readonly ClaimInWords[] {
  return inWords(header, HEADER_WORDS);
}

function inWords(
  members: Readonly<Record<string, unknown>>,
  known: ReadonlyMap<string, ClaimWords>,
): readonly ClaimInWords[] {
  return Object.entries(members).map(([name, value]) => {
    const words = known.get(name);
    const date = dateOf(members, name);
    return {
      name: plain(name),
      label: words?.label ?? plain(name),
      value: date === undefined ? plain(textOf(value)) : utc(date),
      ...(date !== undefined && { date }),
      meaning: words?.meaning ?? '',
    };
  });
}

function dateOf(claims: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const time = TIME_CLAIMS.find((each) => each === name);
  const seconds = time && numericDate(claims, time);
  return seconds === undefined ? undefined : Math.trunc(seconds * 1_000);
}

/** `2026-11-22 12:00:00 UTC`. */
function utc(date: number): string {
  return `${new Date(date).toISOString().replace('T', ' ').slice(0, -5)} UTC`;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Nested deeper than the engine can follow.
    return '…';
  }
}

/** What could move the cursor or turn the reading direction around is shown as a replacement character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSHOWN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\p{Surrogate}]/gu;

function plain(text: string): string {
  const shown = text.length > SHOW_AT_MOST ? `${text.slice(0, SHOW_AT_MOST)}…` : text;
  return shown.replace(UNSHOWN, '\ufffd');
}
