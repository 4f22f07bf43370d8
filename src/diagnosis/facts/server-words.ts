import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Challenge } from '../../protocol/http-auth/challenges.ts';
import { type Dialect, dialects, type Meaning, type Role } from '../dialects/index.ts';
import type { Pointer } from '../engine/cause.ts';
import type { HiddenError } from './hidden-error.ts';

export interface ServerWord {
  readonly meaning: Meaning;
  readonly at: Pointer;
  /** The words as they stand there. */
  readonly mark: string;
  /** Whose message it is, where one vendor alone says it so. */
  readonly vendor?: string;
  /** What that vendor is to the request. */
  readonly role?: Role;
}

/** More of a message than this is not an error message. Characters. */
const READ_AT_MOST = 4_000;
/** Of markup, which comes before and around the message: sign-in pages have long heads. */
const MARKUP_AT_MOST = 200_000;
/** Different texts. */
const REMEMBER_AT_MOST = 2_000;

/** A row made ready: every one of the same shape, because each text is held against hundreds of them. */
interface Entry {
  readonly text: string;
  readonly pattern: RegExp | undefined;
  readonly row: Dialect;
}

function entriesOf(rows: readonly Dialect[]): readonly Entry[] {
  return rows.map((row) =>
    typeof row.words === 'string'
      ? { text: row.words, pattern: undefined, row }
      : { text: '', pattern: row.words, row },
  );
}

const inChallenges = entriesOf(
  dialects.filter(({ header }) => header === undefined || header === 'www-authenticate'),
);
const inBodies = entriesOf(dialects.filter(({ header }) => header === undefined));
const inHeaders: ReadonlyMap<string, readonly Entry[]> = new Map(
  dialects
    .flatMap(({ header }) => (header === undefined || header === 'www-authenticate' ? [] : [header]))
    .map((name) => [name, entriesOf(dialects.filter(({ header }) => header === name))]),
);

/** Headers that some rows want beside the words. */
const besides = [...new Set(dialects.flatMap(({ beside }) => beside ?? []))];

type WordsOf = (
  exchange: Exchange,
  challenges: readonly Challenge[],
  hidden?: HiddenError,
) => readonly ServerWord[];

/**
 * Reads what a server's challenge, body and telling headers say, most telling part first; of a body
 * that is a success only its error. The reader remembers texts: failures come in crowds, and a crowd says one thing.
 */
export function wordReader(): WordsOf {
  const known = new Map<string, Match | undefined>();
  const recall = (key: string, look: () => Match | undefined) => {
    if (known.has(key)) return known.get(key);
    const match = look();
    if (known.size < REMEMBER_AT_MOST) known.set(key, match);
    return match;
  };
  return (exchange, challenges, hidden) => {
    const { response, id: exchangeId } = exchange;
    if (!response) return [];
    const { status, headers, body } = response;
    const present = besides.filter((name) => headerValue(headers, name) !== undefined);
    const read = (text: string, at: Pointer, place: string, rows: readonly Entry[]): ServerWord[] => {
      const said = text.slice(0, READ_AT_MOST);
      const key = `${place} ${status} ${present.join()} ${said}`;
      const match = recall(key, () => firstFit(said, rows, status, present));
      return match ? [{ ...match, at }] : [];
    };
    if (hidden) return hidden.messages.flatMap((message) => read(message, hidden.saidAt, 'body', inBodies));
    return [
      ...challenges.flatMap((challenge) =>
        ['error_description', 'error'].flatMap((name) => {
          const text = challenge.parameters.get(name);
          const at = { part: 'response-header', exchangeId, name: 'www-authenticate' } as const;
          return text ? read(text, at, 'challenge', inChallenges) : [];
        }),
      ),
      ...(body && body.encoding === undefined
        ? read(messageOf(body.text), { part: 'response-body', exchangeId }, 'body', inBodies)
        : []),
      ...headers.flatMap(({ name, value }) => {
        const rows = inHeaders.get(name.toLowerCase());
        return rows ? read(value, { part: 'response-header', exchangeId, name }, name, rows) : [];
      }),
    ];
  };
}

/**
 * A challenge that describes what is wrong with the credential was written by who saw it; a framework’s body that misses
 * one was not: Django REST framework with django-oauth-toolkit sends the two together.
 */
export function withoutContradiction(words: readonly ServerWord[]): readonly ServerWord[] {
  const [first] = words;
  if (first?.at.part !== 'response-header' || first.at.name !== 'www-authenticate') return words;
  if (first.meaning === 'missing-credential' || !DESCRIBES.test(first.mark)) return words;
  return words.filter(({ meaning, at }) => meaning !== 'missing-credential' || at.part !== 'response-body');
}

/** Words of a description; a code such as `invalid_token` alone is what some send for a missing one, too. */
const DESCRIBES = / /;

type Match = Omit<ServerWord, 'at'>;

/** The first of these rows that fits a text, wherever the text comes from. */
export function wordsIn(text: string, rows: readonly Dialect[]): Match | undefined {
  return firstFit(text.slice(0, READ_AT_MOST), entriesOf(rows), undefined, []);
}

function firstFit(
  said: string,
  rows: readonly Entry[],
  status: number | undefined,
  present: readonly string[],
): Match | undefined {
  for (const { text, pattern, row } of rows) {
    const mark = pattern ? pattern.exec(said)?.[0] : said.includes(text) ? text : undefined;
    if (mark === undefined) continue;
    const { statuses, beside, meaning, vendor, role } = row;
    if (statuses && (status === undefined || !statuses.includes(status))) continue;
    if (beside !== undefined && !present.includes(beside)) continue;
    return { meaning, mark, ...(vendor !== undefined && { vendor }), ...(role && { role }) };
  }
  return undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&nbsp;': ' ',
};

const ESCAPES: Readonly<Record<string, string>> = { '\\"': '"', '\\/': '/', '\\u0027': "'", '\\u0022': '"' };

/**
 * A body as people read it, in no more than a message has: pages say it between their tags, and their styles and
 * scripts say nothing; JSON says it without its escapes and its blanks between names and values. XML keeps its tags:
 * they name the error.
 */
export function messageOf(body: string): string {
  const start = body.slice(0, MARKUP_AT_MOST);
  return readable(start).slice(0, READ_AT_MOST);
}

function readable(text: string): string {
  if (/^\s*[[{]/.test(text)) return withoutEscapes(text.slice(0, READ_AT_MOST));
  if (!/^\s*</.test(text) || (/^\s*<(?:\?xml|Error|Code)/.test(text) && !/<html/i.test(text))) return text;
  return withoutScripts(text)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:quot|apos|lt|gt|amp|nbsp|#34|#39|#x27);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ');
}

/** Letters beyond ASCII, which PHP, Python and others escape unasked. */
const ESCAPED_LETTER = /(?<!\\)\\u((?!00[0-9])[0-9a-f]{4})/gi;

function withoutEscapes(json: string): string {
  return json
    .replace(/\\(?:["/]|u0027|u0022)/g, (escaped) => ESCAPES[escaped] ?? escaped)
    .replace(ESCAPED_LETTER, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/"\s{0,9}:\s{1,99}|"\s{1,9}:/g, '":')
    .replace(/,\s+"/g, ',"');
}

/** The same on one line. */
export function pageText(body: string): string {
  return messageOf(body).replace(/\s+/g, ' ').trim();
}

function withoutScripts(html: string): string {
  const lower = html.toLowerCase();
  const kept: string[] = [];
  let from = 0;
  for (const { index, 1: tag } of lower.matchAll(/<(style|script)\b/g)) {
    if (index < from) continue;
    kept.push(html.slice(from, index));
    const end = lower.indexOf(`</${tag}`, index);
    if (end < 0) return kept.join(' ');
    from = end;
  }
  return [...kept, html.slice(from)].join(' ');
}
