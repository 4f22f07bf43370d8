import type { Exchange } from '../../exchange/exchange.ts';
import type { ServerWord } from '../facts/server-words.ts';
import type { Evidence } from './cause.ts';

type Extra = Partial<Pick<Evidence, 'mark' | 'note' | 'label'>>;

/** Short ways to point at a place; a label says what the reader sees there. */
export function requestHeader({ id }: Exchange, name: string, extra: Extra = {}): Evidence {
  return { label: `Request header ${name}`, ...extra, at: { part: 'request-header', exchangeId: id, name } };
}

export function absentRequestHeader({ id }: Exchange, name: string, extra: Extra = {}): Evidence {
  return {
    label: `Request header ${name}`,
    ...extra,
    at: { part: 'request-header', exchangeId: id, name, absent: true },
  };
}

export function responseHeader({ id }: Exchange, name: string, extra: Extra = {}): Evidence {
  return {
    label: `Response header ${name}`,
    ...extra,
    at: { part: 'response-header', exchangeId: id, name },
  };
}

export function absentResponseHeader({ id }: Exchange, name: string, extra: Extra = {}): Evidence {
  return {
    label: `Response header ${name}`,
    ...extra,
    at: { part: 'response-header', exchangeId: id, name, absent: true },
  };
}

export function claim({ id }: Exchange, name: string, extra: Extra = {}): Evidence {
  return { label: `Claim ${name}`, ...extra, at: { part: 'claim', exchangeId: id, name } };
}

export function tokenHeader({ id }: Exchange, name: string, extra: Extra = {}): Evidence {
  return { label: `Token header ${name}`, ...extra, at: { part: 'token-header', exchangeId: id, name } };
}

export function status({ id }: Exchange, extra: Extra = {}): Evidence {
  return { label: 'Status', ...extra, at: { part: 'status', exchangeId: id } };
}

export function failure({ id }: Exchange, extra: Extra = {}): Evidence {
  return { label: 'The browser said', ...extra, at: { part: 'failure', exchangeId: id } };
}

export function url({ id }: Exchange, extra: Extra = {}): Evidence {
  return { label: 'URL', ...extra, at: { part: 'url', exchangeId: id } };
}

export function initiator({ id }: Exchange, extra: Extra = {}): Evidence {
  return { label: 'Origin of the page', ...extra, at: { part: 'initiator', exchangeId: id } };
}

export function method({ id }: Exchange, extra: Extra = {}): Evidence {
  return { label: 'Method', ...extra, at: { part: 'method', exchangeId: id } };
}

export function query({ id }: Exchange, name: string, extra: Extra = {}): Evidence {
  return { label: `Query parameter ${name}`, ...extra, at: { part: 'query', exchangeId: id, name } };
}

export function requestBody({ id }: Exchange, extra: Extra = {}): Evidence {
  return { label: 'Request body', ...extra, at: { part: 'request-body', exchangeId: id } };
}

export function responseBody({ id }: Exchange, extra: Extra = {}): Evidence {
  return { label: 'The server said', ...extra, at: { part: 'response-body', exchangeId: id } };
}

export function setCookie({ id }: Exchange, name: string, extra: Extra = {}): Evidence {
  return { label: `Set-Cookie ${name}`, ...extra, at: { part: 'set-cookie', exchangeId: id, name } };
}

export function jarCookie({ id }: Exchange, name: string, extra: Extra = {}): Evidence {
  return { label: `Cookie ${name}`, ...extra, at: { part: 'jar-cookie', exchangeId: id, name } };
}

/** The place where the server said it, with its words marked. */
export function said(word: ServerWord, extra: Extra = {}): Evidence {
  const label = word.at.part === 'response-body' ? 'The server said' : 'Challenge';
  return { label, mark: word.mark, ...extra, at: word.at };
}

/** The parts of a list that are there: evidence that may be missing is written inline. */
export function present<Item>(
  first: Item,
  ...rest: readonly (Item | undefined | false)[]
): [Item, ...Item[]] {
  return [first, ...rest.filter((item): item is Item => item !== undefined && item !== false)];
}
