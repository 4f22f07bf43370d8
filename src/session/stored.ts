import type { Exchange, ExchangeId } from '../exchange/exchange.ts';
import { emptyLog, setEntry, type TabLog } from './tab-log.ts';

export function keyOf(tabId: number, id: ExchangeId): string {
  return `exchange/${tabId}/${id}`;
}

export function tabKey(tabId: number): string {
  return `tab/${tabId}`;
}

export function writeEntry(sequence: number, exchange: Exchange): string {
  return JSON.stringify([sequence, exchange]);
}

export function writeTab({ upTo, dropped, clearedAt }: TabLog): string {
  return JSON.stringify([upTo, dropped, clearedAt]);
}

interface Row {
  readonly tabId: number;
  readonly sequence: number;
  readonly exchange: Exchange;
  readonly size: number;
}

/** What lies on the shelf, as logs. Throws on a text that is none of ours. */
export function restoreLogs(
  stored: Readonly<Record<string, string>>,
  matters: (exchange: Exchange) => boolean,
): readonly TabLog[] {
  const logs = new Map<number, TabLog>();
  const logOf = (tabId: number) => {
    const log = logs.get(tabId) ?? emptyLog(tabId);
    logs.set(tabId, log);
    return log;
  };
  const rows: Row[] = [];
  for (const [key, text] of Object.entries(stored)) {
    const [kind, tab] = key.split('/', 2);
    const tabId = Number(tab);
    if (kind === 'tab') [logOf(tabId).upTo, logOf(tabId).dropped, logOf(tabId).clearedAt] = JSON.parse(text);
    if (kind === 'exchange') rows.push(readRow(tabId, text));
  }
  for (const { tabId, sequence, exchange, size } of rows.sort(byStart)) {
    const log = logOf(tabId);
    setEntry(log, { exchange, sequence, size, matters: matters(exchange) });
    log.upTo = Math.max(log.upTo, sequence);
  }
  return [...logs.values()];
}

function readRow(tabId: number, text: string): Row {
  const [sequence, exchange] = JSON.parse(text) as [number, Exchange];
  return { tabId, sequence, exchange, size: text.length };
}

function byStart(a: Row, b: Row): number {
  return a.exchange.startedAt - b.exchange.startedAt;
}
