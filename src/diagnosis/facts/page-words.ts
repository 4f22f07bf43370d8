import type { Exchange } from '../../exchange/exchange.ts';
import type { Evidence } from '../engine/cause.ts';
import { responseBody, status } from '../engine/evidence.ts';
import { pageText, type ServerWord } from './server-words.ts';

/** Of a page's markup, which comes before and around its message. Characters. */
const MARKUP_AT_MOST = 200_000;

/** Words of a page, and what is meant by them in the matter that the rows are about. */
export type PageWord = Omit<ServerWord, 'at'>;

/** The beginning of the response's body, as far as error pages go; empty where it is no text. */
export function textOfBody({ response }: Exchange): string {
  const body = response?.body;
  return body && body.encoding === undefined ? body.text.slice(0, MARKUP_AT_MOST) : '';
}

/** The body, with these words marked where a reader sees them, else beside it. */
export function bodyEvidence(exchange: Exchange, mark: string | undefined): Evidence {
  if (exchange.response?.body === undefined) return status(exchange);
  if (mark === undefined) return responseBody(exchange);
  const shown = pageText(textOfBody(exchange));
  return responseBody(exchange, shown.includes(mark) ? { mark } : { note: mark.slice(0, 90) });
}
