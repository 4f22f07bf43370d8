import type { Cause } from '../../diagnosis/engine/cause.ts';
import type { Failure } from '../../diagnosis/engine/diagnosis.ts';
import type { Exchange } from '../../exchange/exchange.ts';

/** The chips above the list: the kinds of failure people look for. */
export const CHIPS = ['all', '401', '403', 'cors', 'cookies', 'sign-in'] as const;
export type Chip = (typeof CHIPS)[number];

export interface FilterTerm {
  readonly field: 'status' | 'method' | 'cause' | 'any';
  /** In lower case. */
  readonly text: string;
  /** The term was written with a leading `-`: rows that fit it go. */
  readonly without: boolean;
}

/** What a filter is held against: one failing request, with the names of what was found. */
export interface Filterable {
  readonly failure: Failure;
  readonly exchange: Exchange;
}

/** Nobody types more than this. */
const CHARACTERS_AT_MOST = 1_000;

/**
 * Reads a filter: blank-separated terms, all of which must fit. `status:401`, `status:4`, `status:cors`,
 * `method:post`, `cause:expired`, `-status:403`, `"two words"`; anything else is looked for in the URL, the
 * headline and every name of the cause.
 */
export function parseFilter(text: string): readonly FilterTerm[] {
  const words =
    text
      .slice(0, CHARACTERS_AT_MOST)
      .toLowerCase()
      .match(/-?(?:[a-z]+:)?"[^"]*"?|\S+/g) ?? [];
  return words.flatMap((word) => {
    const without = word.length > 1 && word.startsWith('-');
    const bare = without ? word.slice(1) : word;
    const [, field, rest] = /^(status|method|cause):(.*)$/s.exec(bare) ?? [];
    const wanted = unquoted(rest ?? bare);
    if (wanted === '') return [];
    return [{ field: (field as FilterTerm['field'] | undefined) ?? 'any', text: wanted, without }];
  });
}

/** Does a failing request fit all terms? `causeByCode` gives the names that people know a cause by. */
export function fitsFilter(
  item: Filterable,
  terms: readonly FilterTerm[],
  causeByCode: (code: string) => Pick<Cause, 'title' | 'aliases'> | undefined,
): boolean {
  return terms.every((term) => fits(item, term, causeByCode) !== term.without);
}

/** Does any request fit all terms, failing or not? By its URL, `status:` and `method:`. */
export function requestFits(exchange: Exchange, terms: readonly FilterTerm[]): boolean {
  return terms.every((term) => fitsRequest(exchange, term) !== term.without);
}

export function fitsChip({ failure, exchange }: Filterable, chip: Chip): boolean {
  const groups = failure.findings.filter(({ role }) => role !== 'also').map(({ group }) => group);
  switch (chip) {
    case 'all':
      return true;
    case '401':
    case '403':
      return String(exchange.response?.status) === chip;
    case 'cors':
      return failure.outcome === 'blocked' || groups.includes('cors');
    case 'cookies':
      return groups.includes('cookies');
    case 'sign-in':
      return failure.outcome === 'redirected' || groups.includes('oauth');
  }
}

function fits(
  { failure, exchange }: Filterable,
  term: FilterTerm,
  causeByCode: (code: string) => Pick<Cause, 'title' | 'aliases'> | undefined,
): boolean {
  const names = () =>
    failure.findings.flatMap(({ code, title }) => {
      const cause = causeByCode(code);
      return [code, title, cause?.title ?? '', ...(cause?.aliases ?? [])];
    });
  const named = () => names().some((name) => name.toLowerCase().includes(term.text));
  switch (term.field) {
    case 'status':
      return fitsRequest(exchange, term) || outcomeWords(failure).some((word) => startsAs(word, term.text));
    case 'method':
      return fitsRequest(exchange, term);
    case 'cause':
      return named();
    case 'any':
      return fitsRequest(exchange, term) || named();
  }
}

function fitsRequest({ request, response, failure }: Exchange, { field, text }: FilterTerm): boolean {
  switch (field) {
    case 'status':
      return startsAs(String(response?.status ?? 0), text);
    case 'method':
      return request.method.toLowerCase().startsWith(text);
    case 'cause':
      return false;
    case 'any':
      return [request.url, failure ?? ''].some((words) => words.toLowerCase().includes(text));
  }
}

/** `4`, `40` and `4xx` fit 401. */
function startsAs(word: string, text: string): boolean {
  return word.startsWith(text.replace(/x+$/, ''));
}

function outcomeWords({ outcome }: Failure): string[] {
  return outcome === 'blocked' ? [outcome, 'cors'] : [outcome];
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.replace(/^"|"$/g, '') : text;
}
