import { createDisguise, type Disguise, type Keys } from './disguise.ts';

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
  /** Whole values and what stands for them; runs of letters and digits are in `disguise.runs`. */
  readonly known: ReadonlyMap<string, string>;
  /** Remembers a value that was rebuilt piece by piece, such as the payload of a token. */
  readonly remember: (value: string, placeholder: string, what: What) => void;
  /** Keeps a value that decides (an issuer, an audience, a client's id) from being taken for random text. */
  readonly protect: (value: string) => void;
  readonly isProtected: (run: string) => boolean;
  /** Says where the values that follow stand, e.g. `request header authorization`. */
  readonly at: (where: string) => void;
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

export function createCleaner(keys: Keys): Cleaner {
  const disguise = createDisguise(keys);
  const known = new Map<string, string>();
  const counts = new Map<string, Map<What, number>>();
  const kept = new Set<string>();
  let where = '';

  function note(what: What): void {
    const here = counts.get(where) ?? new Map<What, number>();
    counts.set(where, here.set(what, (here.get(what) ?? 0) + 1));
  }

  function remember(value: string, placeholder: string, what: What): void {
    disguise.issue(placeholder);
    if (value === placeholder) return;
    note(what);
    if (isDistinctive(value, what)) known.set(value, placeholder);
  }

  return {
    disguise,
    known,
    remember,
    note,
    replace(value, what) {
      if (disguise.isOurs(value)) return value;
      const placeholder = disguised(disguise, value, what);
      remember(value, placeholder, what);
      return placeholder;
    },
    protect(value) {
      if (value.length <= LONGEST_KEPT) for (const run of value.match(/[A-Za-z0-9]+/g) ?? []) kept.add(run);
    },
    isProtected: (run) => kept.has(run),
    at(place) {
      where = place;
    },
    receipt: () =>
      [...counts].flatMap(([place, here]) =>
        [...here].map(([what, times]) => ({ what, where: place, times })),
      ),
  };
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
  /^(?:admin|administrator|root|guest|demo|test|tester|user|users|username|password|passwort|secret|token|tokens|access|refresh|scope|scopes|claim|claims|issuer|audience|header|cookie|cookies|request|response|server|error|default|public|private|false|undefined|anonymous|system|service|client|localhost|bearer|basic|digest|orders|login|signin|logout|session|origin|browser|certain|expired|invalid|missing)$/i;

/** Can it be looked for everywhere without hitting ordinary words? */
export function isDistinctive(value: string, what: What): boolean {
  if (value.length < 5 || COMMON.test(value) || /^[\d.:,\-\s]{1,7}$/.test(value)) return false;
  if (/^https?:\/\/[^/?#@]*\/?$/.test(value)) return false;
  if (what === 'password' || what === 'user name' || what.startsWith('personal')) return true;
  // What stood in a secret's place may be a plain word: `theme=light`, `token_type: access`.
  return value.length >= 16 || (value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value));
}
