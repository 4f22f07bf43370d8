import type { BlindSpot, Header } from '../../exchange/exchange.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../narrow.ts';

/** Values that a collection holds for the placeholders in it. */
export type Variables = ReadonlyMap<string, string>;

const PLACEHOLDER = /\{\{\s*(?:_\s*\.\s*)?([^{}]{1,200}?)\s*\}\}/g;
const MOST_ROUNDS = 4;
const LONGEST = 2_000;
/** A value that names itself many times over would grow without end. */
const MOST_FILLED = 20;

export function hasPlaceholder(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** `{{ base_url }}/me` with the collection's own values; what has none stays. A value may hold further ones. */
export function fillIn(text: string, variables: Variables): string {
  let filled = text.slice(0, LONGEST);
  let left = MOST_FILLED;
  const filling = (whole: string, name: string): string => {
    left -= 1;
    return left < 0 ? whole : (variables.get(name.trim())?.slice(0, LONGEST) ?? whole);
  };
  for (let round = 0; round < MOST_ROUNDS && left > 0 && filled.includes('{{'); round += 1)
    filled = filled.replace(PLACEHOLDER, filling).slice(0, LONGEST);
  return filled;
}

/** A URL that a program like these would have asked for; they complete `api.test/me` with `http://`. */
export function urlOf(text: string, variables: Variables): string | undefined {
  const filled = fillIn(text.trim(), variables);
  if (hasPlaceholder(filled) || filled === '') return undefined;
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(filled) ? filled : `http://${filled}`;
  return URL.canParse(url) ? url : undefined;
}

/** `key` (Postman) or `name` (Insomnia) and value, as far as they are switched on. */
export function pairsOf(value: unknown): Header[] {
  return listOf(value).flatMap((each) => {
    const pair = fieldsOf(each);
    const name = textOf(pair?.['key']) ?? textOf(pair?.['name']);
    if (!pair || name === undefined || pair['disabled'] === true) return [];
    return [{ name, value: typeof pair['value'] === 'string' ? pair['value'] : '' }];
  });
}

/** The headers that are written out, and what cannot be known of the others. */
export function knownHeaders(all: readonly Header[]): {
  readonly headers: Header[];
  readonly unseen: BlindSpot[];
} {
  const headers = all.filter(({ name, value }) => !hasPlaceholder(`${name}${value}`));
  const names = new Set(headers.map(({ name }) => name.toLowerCase()));
  const unseen: BlindSpot[] = ['request-headers'];
  // Credentials are kept apart from the headers (a tab of their own, a jar) and are put in when sending.
  if (!names.has('authorization')) unseen.push('authorization');
  if (!names.has('cookie')) unseen.push('cookies');
  return { headers, unseen };
}

/** `{ host: 'api.test' }`; values that are no text are left out. */
export function variablesIn(fields: Fields | undefined): [string, string][] {
  return Object.entries(fields ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
}
