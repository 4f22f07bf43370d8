import type { Exchange } from '../../exchange/exchange.ts';
import type { Challenge } from '../../protocol/http-auth/challenges.ts';
import { dialects, type Meaning } from '../dialects/index.ts';
import type { Pointer } from '../engine/cause.ts';
import type { HiddenError } from './hidden-error.ts';

export interface ServerWord {
  readonly meaning: Meaning;
  readonly at: Pointer;
  /** The words as they stand there. */
  readonly mark: string;
  /** Whose message it is, where one vendor alone says it so. */
  readonly vendor?: string;
}

/** More of a message than this is not an error message. */
const READ_AT_MOST = 4_000;
/** Of markup, which comes before and around the message. */
const MARKUP_AT_MOST = 64_000;

/** What the server's challenge and body say, most telling part first; of a body that is a success only its error. */
export function serverWords(
  exchange: Exchange,
  challenges: readonly Challenge[],
  hidden?: HiddenError,
): readonly ServerWord[] {
  if (hidden) return hidden.messages.flatMap((message) => read(message, hidden.saidAt));
  const fromChallenges = challenges.flatMap((challenge) =>
    ['error_description', 'error'].flatMap((name) => {
      const text = challenge.parameters.get(name);
      return text
        ? read(text, { part: 'response-header', exchangeId: exchange.id, name: 'www-authenticate' })
        : [];
    }),
  );
  const body = exchange.response?.body;
  const fromBody =
    body && body.encoding === undefined
      ? read(messageOf(body.text), { part: 'response-body', exchangeId: exchange.id })
      : [];
  return [...fromChallenges, ...fromBody];
}

function read(text: string, at: Pointer): ServerWord[] {
  const word = wordsIn(text);
  return word ? [{ ...word, at }] : [];
}

/** The first message we know that stands in a text, wherever the text comes from. */
export function wordsIn(text: string): Omit<ServerWord, 'at'> | undefined {
  const said = text.slice(0, READ_AT_MOST);
  for (const { meaning, words, vendor } of dialects) {
    const match = words.exec(said);
    if (match) return { meaning, mark: match[0], ...(vendor !== undefined && { vendor }) };
  }
  return undefined;
}

/** What a body says to its reader, in no more than a message has: HTML without its tags, styles and scripts. */
export function messageOf(body: string): string {
  if (!/^\s*</.test(body)) return body.slice(0, READ_AT_MOST);
  return withoutScripts(body.slice(0, MARKUP_AT_MOST))
    .replace(/<[^<>]*>/g, ' ')
    .slice(0, READ_AT_MOST);
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
