import { copyText, saveText } from '../../browser/hand-over.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { toCurl } from '../../report/curl.ts';
import { redact } from '../../report/redact/redact.ts';
import { makeReport, type ReportRequest } from './make-report.ts';
import type { PanelStore } from './store.ts';

export const EXPORTS = [
  { id: 'copy-markdown', label: 'Copy for a ticket (Markdown)' },
  { id: 'copy-curl', label: 'Copy request as cURL' },
  { id: 'markdown', label: 'Markdown file' },
  { id: 'html', label: 'HTML file' },
  { id: 'har', label: 'HAR file' },
  { id: 'json', label: 'JSON file' },
] as const;

export type ExportId = (typeof EXPORTS)[number]['id'];

/** Makes the chosen report of what is shown, redacted, and hands it over. Must be called from a click. */
export async function runExport(id: ExportId, store: PanelStore): Promise<void> {
  if (id === 'copy-curl') {
    const { selected, diagnosed } = store.read();
    const exchange = selected && diagnosed.facts.byId(selected);
    if (exchange) await copy(curlOf(exchange), 'Request copied', store);
    return;
  }
  const format = id === 'copy-markdown' ? 'markdown' : id;
  const text = await reportOf({ format }, store).catch(() => undefined);
  if (text === undefined) store.say({ text: 'The report could not be made.', tone: 'error' });
  else if (id === 'copy-markdown') await copy(text, 'Report copied', store);
  else saveText(text, FILES[format].name, FILES[format].type);
}

const FILES = {
  markdown: { name: 'keyhole-report.md', type: 'text/markdown' },
  html: { name: 'keyhole-report.html', type: 'text/html' },
  har: { name: 'keyhole-report.har', type: 'application/json' },
  json: { name: 'keyhole-report.json', type: 'application/json' },
} as const;

async function reportOf(request: ReportRequest, store: PanelStore): Promise<string> {
  const { capture, diagnosis } = store.read().diagnosed;
  return store.source().report?.(request) ?? makeReport(request, capture, diagnosis);
}

/** The request as a command line, with variables in place of credentials and nothing secret elsewhere. */
export function curlOf(exchange: Exchange): string {
  const [redacted] = redact({ source: { kind: 'live' }, exchanges: [exchange] }).capture.exchanges;
  return redacted ? toCurl(redacted) : '';
}

async function copy(text: string, done: string, store: PanelStore): Promise<void> {
  const copied = await copyText(text);
  store.say(
    copied
      ? { text: done, tone: 'plain' }
      : { text: 'The clipboard did not take it. Save the report as a file instead.', tone: 'error' },
  );
}
