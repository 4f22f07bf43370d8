import type { Exchange } from '../../exchange/exchange.ts';
import type { Facts } from './facts.ts';
import type { ServerWord } from './server-words.ts';

/** Why a server's no is about the size of the headers. */
export type HeaderSizeRefusal =
  | { readonly by: 'status' }
  | { readonly by: 'words'; readonly word: ServerWord }
  /** The server says only that it could not read the request, and the headers are larger than servers usually take. */
  | { readonly by: 'size' };

/** nginx: four buffers of 8 kB; Apache: 8190 octets a line; most others 8 or 16 kB in all. */
const USUAL_LIMIT = 8_000;
/** HAProxy's own 400: it says so of every request that it cannot take in. */
const UNREADABLE = /your browser sent an invalid request/i;
const STATUSES: ReadonlySet<number> = new Set([400, 413, 494]);

/** Did the server refuse the request for the size of its headers (RFC 6585 §5)? `undefined`: for all that is seen, no. */
export function headerSizeRefusal(exchange: Exchange, facts: Facts): HeaderSizeRefusal | undefined {
  const { response } = exchange;
  if (response?.status === 431) return { by: 'status' };
  if (!response || !STATUSES.has(response.status)) return undefined;
  const word = facts.saysThat(exchange, 'header-size');
  if (word) return { by: 'words', word };
  const body = response.body?.encoding === undefined ? (response.body?.text ?? '') : '';
  const large = sizeOfHeaders(exchange) >= USUAL_LIMIT;
  return response.status === 400 && large && UNREADABLE.test(body.slice(0, 1_000))
    ? { by: 'size' }
    : undefined;
}

/** Octets of the request's headers as HTTP/1.1 writes them, as far as they were recorded. */
export function sizeOfHeaders({ request }: Exchange): number {
  return request.headers.reduce((sum, { name, value }) => sum + name.length + value.length + 4, 0);
}
