import type { ExchangeId } from '../../exchange/exchange.ts';
import { createDisguise, type Disguise, type Keys } from './disguise.ts';
import { type Items, itemIdOf } from './items.ts';
import type { Wanted } from './known.ts';
import { looksRandom } from './looks.ts';
import {
  type HeaderMeaning,
  type Meaning,
  meaningOfHeader,
  meaningOfMember,
  meaningOfParameter,
} from './names.ts';

/** One line of the receipt: what was replaced where, how often. */
export interface Replaced {
  readonly what: string;
  readonly where: string;
  readonly times: number;
}

/** What all parts of one redaction share. */
export interface Cleaner {
  readonly disguise: Disguise;
  /** Replaces a value and remembers it, so that it is found wherever it stands again. */
  readonly replace: (value: string, what: What) => string;
  /** What is to be looked for everywhere; runs of letters and digits are in `disguise.runs`. */
  readonly wanted: () => Iterable<Wanted>;
  /** Replaces a value here and does not look for it elsewhere: it may be any word. */
  readonly alone: (value: string, what: What) => string;
  /** Remembers a value that was rebuilt piece by piece, such as the payload of a token. */
  readonly remember: (value: string, placeholder: string, what: What) => void;
  /** Keeps a value that decides (an issuer, an audience, a client's id) from being taken for random text. */
  readonly protect: (value: string) => void;
  readonly isProtected: (run: string) => boolean;
  /** `meaningOfMember`, remembered: a list of objects says the same names over and over. */
  readonly meaningOf: (name: string) => Meaning;
  /** The same of a parameter, and of a header. */
  readonly meaningOfParameter: (name: string) => Meaning;
  readonly meaningOfHeader: (name: string) => HeaderMeaning;
  /** Cleans a value in a place, unless that very value was cleaned there before and held nothing. */
  readonly once: (place: string, value: string, clean: () => string) => string;
  /** Says where the values that follow stand, e.g. `request header authorization`. */
  readonly at: (where: string, exchange?: ExchangeId) => void;
  /** Counts what was found by its looks alone. */
  readonly note: (what: What) => void;
  readonly receipt: () => Replaced[];
}

export type What =
  | 'token'
  | 'token signature'
  | 'personal claim'
  | 'secret'
  | 'password'
  | 'user name'
  | 'cookie value'
  | 'personal data'
  | 'e-mail address'
  | 'IP address'
  | 'key'
  | 'random text';

const PERSONAL: ReadonlySet<What> = new Set<What>([
  'personal claim',
  'user name',
  'personal data',
  'e-mail address',
  'IP address',
]);

/** What is not replaced although it could be. */
export interface Kept {
  /** Names, e-mail and IP addresses stay. */
  readonly personal: boolean;
  /** Ids of items (see `items.ts`) that stay. */
  readonly items: ReadonlySet<string>;
}

export function createCleaner(keys: Keys, keep: Kept, items: Items): Cleaner {
  const disguise = createDisguise(keys);
  const known = new Map<string, Omit<Wanted, 'value'>>();
  const counts = new Map<string, Map<What, number>>();
  const kept = new Set<string>();
  const clean = new Set<string>();
  let where = '';
  let exchange: ExchangeId | undefined;

  function once(place: string, value: string, work: () => string): string {
    const key = `${place}\0${value}`;
    if (clean.has(key)) return value;
    const cleaned = work();
    if (cleaned === value && key.length <= LONGEST_REMEMBERED && clean.size < MOST_REMEMBERED) clean.add(key);
    return cleaned;
  }

  function note(what: What): void {
    const here = counts.get(where) ?? new Map<What, number>();
    counts.set(where, here.set(what, (here.get(what) ?? 0) + 1));
  }

  function protect(value: string): void {
    if (value.length <= LONGEST_KEPT) for (const run of value.match(/[A-Za-z0-9]+/g) ?? []) kept.add(run);
  }

  function learn(value: string, placeholder: string, what: What, whole: boolean): void {
    issue(value, placeholder, whole);
    if (value === placeholder) return;
    note(what);
    if (!known.has(value) && isDistinctive(value, what))
      known.set(value, { placeholder, whole, found: () => count(value, what, placeholder, whole) });
  }

  /** What was rebuilt may still hold what only the search will find. */
  function issue(value: string, placeholder: string, whole: boolean): void {
    if (!whole || isEncoded(value)) disguise.issue(placeholder);
    else
      for (const run of placeholder.match(/[A-Za-z0-9]+/g) ?? [])
        if (!value.includes(run)) disguise.issue(run);
  }

  function count(value: string, what: What, placeholder: string, whole: boolean): void {
    note(what);
    if (!whole) items.add({ value, what, placeholder, exchange, where });
  }

  return {
    disguise,
    remember: (value, placeholder, what) => learn(value, placeholder, what, true),
    note,
    protect,
    wanted: function* () {
      for (const [value, rest] of known) yield { value, ...rest };
    },
    replace(value, meant) {
      if (disguise.isOurs(value)) return value;
      // Nobody is called like a key.
      const what = PERSONAL.has(meant) && keep.personal && looksRandom(value) ? 'secret' : meant;
      if (keep.personal && PERSONAL.has(what)) return value;
      const placeholder = disguised(disguise, value, what);
      if (placeholder !== value) items.add({ value, what, placeholder, exchange, where });
      if (keep.items.size > 0 && keep.items.has(itemIdOf(keys, value))) {
        protect(value);
        return value;
      }
      learn(value, placeholder, what, false);
      return placeholder;
    },
    alone(value, what) {
      if (disguise.isOurs(value) || (keep.personal && PERSONAL.has(what))) return value;
      const placeholder = disguised(disguise, value, what);
      items.add({ value, what, placeholder, exchange, where });
      if (keep.items.size > 0 && keep.items.has(itemIdOf(keys, value))) return value;
      note(what);
      issue(value, placeholder, false);
      return placeholder;
    },
    isProtected: (run) => kept.has(run),
    meaningOf: remembering(meaningOfMember),
    meaningOfParameter: remembering(meaningOfParameter),
    meaningOfHeader: remembering(meaningOfHeader),
    once,
    at(place, of) {
      where = place;
      exchange = of;
    },
    receipt: () =>
      [...counts].flatMap(([place, here]) =>
        [...here].map(([what, times]) => ({ what, where: place, times })),
      ),
  };
}

function remembering<T>(judge: (name: string) => T): (name: string) => T {
  const judged = new Map<string, T>();
  return (name) => {
    const known = judged.get(name);
    if (known !== undefined) return known;
    const result = judge(name);
    if (judged.size < MOST_REMEMBERED) judged.set(name, result);
    return result;
  };
}

/** Names, or values in their places. */
const MOST_REMEMBERED = 100_000;
/** Characters. */
const LONGEST_REMEMBERED = 1_000;

/** Base64: the search opens it, and what it finds there clean has to stay as it is. */
function isEncoded(value: string): boolean {
  return /^[\w+/.-]{8,}={0,2}$/.test(value);
}

/** Longer than any issuer, audience or client id. */
const LONGEST_KEPT = 300;

function disguised(disguise: Disguise, value: string, what: What): string {
  switch (what) {
    case 'password':
      return disguise.password(value);
    case 'user name':
    case 'personal data':
    case 'personal claim':
      return disguise.person(value);
    case 'e-mail address':
      return disguise.email(value);
    case 'IP address':
      return disguise.address(value);
    default:
      return disguise.secret(value);
  }
}

/** Words that are also somebody's password or user name: looking for them everywhere would spoil the report. */
const COMMON =
  /^(?:admin|administrator|root|guest|demo|test|tester|user|users|username|password|passwort|person|pwd|secret|token|tokens|access|refresh|scope|scopes|claim|claims|issuer|audience|header|cookie|cookies|request|response|server|error|default|public|private|false|undefined|anonymous|system|service|client|localhost|bearer|basic|digest|orders|login|signin|logout|session|origin|browser|certain|expired|invalid|missing|unauthorized|forbidden|required|application|authorization|authentication|access_token|id_token|refresh_token|invalid_token|invalid_grant|invalid_request)$/i;

/** Can it be looked for everywhere without hitting ordinary words? */
export function isDistinctive(value: string, what: What): boolean {
  if (value.length < 5 || COMMON.test(value)) return false;
  if (/^[\d.:,\-\s]+$/.test(value)) return isDistinctiveNumber(value, what);
  if (/^https?:\/\/[^/?#@]*\/?$/.test(value)) return false;
  if (what === 'password' || what === 'user name' || what.startsWith('personal')) return true;
  // What stood in a secret's place may be a plain word: `theme=light`, `token_type: access`.
  if (value.length >= 16) return true;
  if (/^[A-Za-z]+$/.test(value)) return value.length >= SHORTEST_WORDS && !ORDINARY.test(value);
  return value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value);
}

/** Letters alone: longer than most words, and not built as English builds its long ones. */
const SHORTEST_WORDS = 12;
const ORDINARY =
  /(?:tion|tions|ment|ments|ness|able|ible|ate|ated|ized|ised|ing|ings|ity|ally|ship|ance|ence|ious|ical|ent|ant|ive|red|ted|led|ned|ers?|ors?|page|name|mode|view|type)$/i;

/** Numbers are everywhere: a session's id or a one-time code is sought, a time or a date is not. */
export function isDistinctiveNumber(value: string, what: What): boolean {
  const isTold = what === 'password' || what === 'user name' || what.startsWith('personal');
  if (isTold) return value.length >= 8 || (what === 'password' && /^(\d)(?!\1*$)\d{5,}$/.test(value));
  return value.length >= 16 || (/^\d{8,}$/.test(value) && (what !== 'cookie value' || !isTime(value)));
}

/** Seconds or milliseconds of these years, or a calendar date. */
function isTime(digits: string): boolean {
  return /^1[5-9]\d{8}(?:\d{3})?$|^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{6})?$/.test(digits);
}
