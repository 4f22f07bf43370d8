import type { Exchange } from '../../exchange/exchange.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Evidence } from '../engine/cause.ts';
import { responseBody, status } from '../engine/evidence.ts';
import { messageOf, type ServerWord } from './server-words.ts';

/** Of a page's markup, which comes before and around its message. Characters. */
const MARKUP_AT_MOST = 200_000;
/** More of a message than this is not an error message. */
const MESSAGE_AT_MOST = 4_000;
/** What the reader of evidence is shown of a body. */
const SHOWN_AT_MOST = 4_000;

/** Words of a page, and what is meant by them in the matter that the rows are about. */
export type PageWord = Omit<ServerWord, 'at'>;

/** The first of these rows that fits a text. Unlike what an API says, a sign-in page is read for its one matter only. */
export function wordsIn(text: string, rows: readonly Dialect[]): PageWord | undefined {
  const said = text.slice(0, MESSAGE_AT_MOST);
  for (const { meaning, words, vendor } of rows) {
    const mark = found(words, said);
    if (mark !== undefined) return { meaning, mark, ...(vendor !== undefined && { vendor }) };
  }
  return undefined;
}

function found(words: RegExp | string, text: string): string | undefined {
  if (typeof words === 'string') return text.includes(words) ? words : undefined;
  return words.exec(text)?.[0];
}

/** The beginning of the response's body, as far as error pages go; empty where it is no text. */
export function textOfBody({ response }: Exchange): string {
  const body = response?.body;
  return body && body.encoding === undefined ? body.text.slice(0, MARKUP_AT_MOST) : '';
}

/** What a page says to its reader, on one line: sign-in pages have long heads, and scripts that say much else. */
export function pageText(body: string): string {
  const text = /^\s*</.test(body) ? withoutScripts(body).replace(/<[^<>]*>/g, ' ') : body;
  return text
    .slice(0, 4 * MESSAGE_AT_MOST)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MESSAGE_AT_MOST);
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

/** The body, with these words marked where a reader sees them, else beside it. */
export function bodyEvidence(exchange: Exchange, mark: string | undefined): Evidence {
  if (exchange.response?.body === undefined) return status(exchange);
  if (mark === undefined) return responseBody(exchange);
  const shown = messageOf(textOfBody(exchange).slice(0, SHOWN_AT_MOST)).replace(/\s+/g, ' ');
  return responseBody(exchange, shown.includes(mark) ? { mark } : { note: mark.slice(0, 90) });
}
