import type { Exchange, Header } from '../../exchange/exchange.ts';
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

const inChallenges = dialects.filter(({ header }) => header === undefined || header === 'www-authenticate');
const inBodies = dialects.filter(({ header }) => header === undefined);
const inHeaders: ReadonlyMap<string, readonly Dialect[]> = new Map(
  dialects
    .flatMap(({ header }) => (header === undefined || header === 'www-authenticate' ? [] : [header]))
    .map((name) => [name, dialects.filter(({ header }) => header === name)]),
);

/**
 * What the server's challenge, body and telling headers say, most telling part first; of a body that is a success only
 * its error.
 */
export function serverWords(
  exchange: Exchange,
  challenges: readonly Challenge[],
  hidden?: HiddenError,
): readonly ServerWord[] {
  const { response, id: exchangeId } = exchange;
  if (!response) return [];
  const fits = fitting(response.status, response.headers);
  if (hidden) return hidden.messages.flatMap((message) => read(message, hidden.saidAt, inBodies, fits));
  const fromChallenges = challenges.flatMap((challenge) =>
    ['error_description', 'error'].flatMap((name) => {
      const text = challenge.parameters.get(name);
      const at = { part: 'response-header', exchangeId, name: 'www-authenticate' } as const;
      return text ? read(text, at, inChallenges, fits) : [];
    }),
  );
  const { body } = response;
  const fromBody =
    body && body.encoding === undefined
      ? read(messageOf(body.text), { part: 'response-body', exchangeId }, inBodies, fits)
      : [];
  const fromHeaders = response.headers.flatMap(({ name, value }) => {
    const rows = inHeaders.get(name.toLowerCase());
    return rows ? read(value, { part: 'response-header', exchangeId, name }, rows, fits) : [];
  });
  return [...fromChallenges, ...fromBody, ...fromHeaders];
}

/** Rows may hold for some statuses only, or beside a header that tells whose words they are. */
function fitting(status: number, headers: readonly Header[]): (row: Dialect) => boolean {
  return ({ statuses, beside }) =>
    (statuses === undefined || statuses.includes(status)) &&
    (beside === undefined || headerValue(headers, beside) !== undefined);
}

function read(
  text: string,
  at: Pointer,
  rows: readonly Dialect[],
  fits: (row: Dialect) => boolean,
): ServerWord[] {
  const word = wordsIn(text, rows, fits);
  return word ? [{ ...word, at }] : [];
}

/** The first of these rows that fits a text, wherever the text comes from. */
export function wordsIn(
  text: string,
  rows: readonly Dialect[],
  fits: (row: Dialect) => boolean = () => true,
): Omit<ServerWord, 'at'> | undefined {
  const said = text.slice(0, READ_AT_MOST);
  for (const row of rows) {
    const mark = found(row.words, said);
    if (mark === undefined || !fits(row)) continue;
    const { meaning, vendor, role } = row;
    return { meaning, mark, ...(vendor !== undefined && { vendor }), ...(role && { role }) };
  }
  return undefined;
}

function found(words: RegExp | string, said: string): string | undefined {
  if (typeof words === 'string') return said.includes(words) ? words : undefined;
  return words.exec(said)?.[0];
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

function withoutEscapes(json: string): string {
  return json
    .replace(/\\(?:["/]|u0027|u0022)/g, (escaped) => ESCAPES[escaped] ?? escaped)
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
