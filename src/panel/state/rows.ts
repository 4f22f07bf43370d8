import type { Failure, Finding } from '../../diagnosis/engine/diagnosis.ts';
import type { Exchange, ExchangeId } from '../../exchange/exchange.ts';
import { addressOf } from './secrets.ts';
import { took } from './words.ts';

/** A line of the list: a failing request, or the rest of a folded group. */
export type ListRow = RequestRow | MoreRow;

export interface RequestRow {
  readonly kind: 'request';
  readonly key: string;
  readonly id: ExchangeId;
  readonly cause: string;
  /** 0 where there was no answer. */
  readonly status: number;
  /** What the first column shows: the status, or why there is none. */
  readonly label: string;
  readonly tone: 'red' | 'amber' | 'dim';
  readonly method: string;
  readonly url: string;
  readonly address: string;
  readonly line: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface MoreRow {
  readonly kind: 'more';
  readonly key: string;
  readonly group: string;
  readonly count: number;
}

export interface RowGroup {
  readonly key: string;
  readonly title: string;
  /** All requests of the group, folded away or not. */
  readonly count: number;
  readonly rows: readonly ListRow[];
}

export interface ListedFailure {
  readonly failure: Failure;
  readonly exchange: Exchange;
  /** The later try that passed. */
  readonly retry?: Exchange | undefined;
}

export interface Grouping {
  readonly byCause: boolean;
  /** Keys of the groups that the user unfolded. */
  readonly unfolded: ReadonlySet<string>;
  /** Shown though its group is folded. */
  readonly selected: ExchangeId | undefined;
  titleOf(code: string): string | undefined;
}

/** A list of this many rows needs no folding. */
const FITS = 20;
/** A folded group shows this many, the newest. */
const SHOWN_OF_FOLDED = 3;
/** Any group shows no more until the user asks: nobody reads thousands of rows, and they take long to lay out. */
const SHOWN_AT_ONCE = 200;
/** Folding one or two rows away saves nothing. */
const NOT_WORTH_FOLDING = 2;

const RECOVERED = 'recovered';
const PENDING = 'pending';
const UNEXPLAINED = 'unexplained';

/** The list: groups in order of their newest failure, what waits for somebody first, what recovered last. */
export function groupRows(failures: readonly ListedFailure[], grouping: Grouping): readonly RowGroup[] {
  const newestFirst = [...failures].sort((a, b) => b.exchange.startedAt - a.exchange.startedAt);
  if (!grouping.byCause) {
    return newestFirst.length === 0
      ? []
      : [
          {
            key: 'all',
            title: '',
            count: newestFirst.length,
            rows: rowsOf('all', newestFirst, false, grouping),
          },
        ];
  }
  const groups = new Map<string, ListedFailure[]>();
  for (const item of newestFirst) {
    const key = groupOf(item.failure);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const folding = failures.length > FITS && groups.size > 1;
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([key, items]) => ({
      key,
      title: groupTitle(key, items, grouping),
      count: items.length,
      rows: rowsOf(key, items, folding, grouping),
    }));
}

/** The finding that heads a failure; `undefined` where nothing explains it. */
export function leadOf(failure: Failure): Finding | undefined {
  return failure.findings[0];
}

function groupOf(failure: Failure): string {
  if (failure.outcome === 'recovered') return RECOVERED;
  if (failure.outcome === 'pending') return PENDING;
  const lead = leadOf(failure);
  return lead ? `cause:${lead.code}` : UNEXPLAINED;
}

function rank(key: string): number {
  if (key === PENDING) return 0;
  return key === RECOVERED ? 2 : 1;
}

function groupTitle(key: string, items: readonly ListedFailure[], { titleOf }: Grouping): string {
  if (key === RECOVERED) return 'Recovered';
  if (key === PENDING) return 'Waiting for a password';
  if (key === UNEXPLAINED) return 'Nothing seen explains it';
  const lead = items[0] && leadOf(items[0].failure);
  return (lead && titleOf(lead.code)) ?? lead?.code ?? '';
}

function rowsOf(
  key: string,
  items: readonly ListedFailure[],
  folding: boolean,
  { unfolded, selected }: Grouping,
): readonly ListRow[] {
  const most = folding ? SHOWN_OF_FOLDED : SHOWN_AT_ONCE;
  if (items.length <= most + NOT_WORTH_FOLDING || unfolded.has(key)) return items.map(rowOf);
  const shown = items.filter(({ exchange }, index) => index < most || exchange.id === selected);
  const count = items.length - shown.length;
  return [...shown.map(rowOf), { kind: 'more', key: `more:${key}`, group: key, count }];
}

function rowOf(listed: ListedFailure): RequestRow {
  const { failure, exchange } = listed;
  const status = exchange.response?.status ?? 0;
  const lead = leadOf(failure);
  return {
    kind: 'request',
    key: exchange.id,
    id: exchange.id,
    cause: lead?.code ?? '',
    status,
    label: labelOf(failure, status),
    tone: toneOf(failure, status),
    method: exchange.request.method,
    url: exchange.request.url,
    address: addressOf(exchange.request.url),
    line: lineOf(listed),
    startedAt: exchange.startedAt,
  };
}

/** Refusals of the browser that are not CORS, though they come in its coat. */
const NOT_CORS = new Set(['mixed-content', 'blocked-by-policy', 'local-network-blocked']);

function labelOf(failure: Failure, status: number): string {
  if (failure.outcome === 'pending') return '…';
  if (failure.outcome === 'blocked') return NOT_CORS.has(leadOf(failure)?.code ?? '') ? 'ERR' : 'CORS';
  return status === 0 ? 'ERR' : String(status);
}

function toneOf({ outcome }: Failure, status: number): RequestRow['tone'] {
  if (outcome === 'recovered') return 'dim';
  if (outcome === 'pending') return 'amber';
  return status === 403 && outcome === 'refused' ? 'amber' : 'red';
}

function lineOf({ failure, exchange, retry }: ListedFailure): string {
  if (failure.outcome === 'pending') return 'The browser asks for a user name and a password';
  if (failure.outcome === 'recovered' && retry) {
    const later = took(retry.startedAt - (exchange.endedAt ?? exchange.startedAt));
    return `Sent again ${later} later, then ${retry.response?.status ?? 'passed'}`;
  }
  return leadOf(failure)?.line ?? 'See what was ruled out and what could not be told';
}
