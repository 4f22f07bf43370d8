import { copyText, saveText } from '../../browser/hand-over.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { toCurl } from '../../report/curl.ts';
import { redact } from '../../report/redact/redact.ts';
import {
  type AsyncReporter,
  type ReportFormat,
  type ReportRequest,
  reporterOf,
  safeRequest,
} from './reporter.ts';
import type { PanelStore } from './store.ts';

/** One click each, with what is safe for everybody. */
export const COPIES = [
  { id: 'copy-markdown', label: 'Copy for a ticket (Markdown)' },
  { id: 'copy-curl', label: 'Copy request as cURL' },
] as const;

/** Shown before they are saved. */
export const FILES = [
  { id: 'markdown', label: 'Markdown file…', name: 'keyhole-report.md', type: 'text/markdown' },
  { id: 'html', label: 'HTML file…', name: 'keyhole-report.html', type: 'text/html' },
  { id: 'har', label: 'HAR file…', name: 'keyhole-report.har', type: 'application/json' },
  { id: 'json', label: 'JSON file…', name: 'keyhole-report.json', type: 'application/json' },
] as const satisfies readonly { id: ReportFormat; label: string; name: string; type: string }[];

/** Copies what is shown, redacted. Must be called from a click. */
export async function runCopy(id: (typeof COPIES)[number]['id'], store: PanelStore): Promise<void> {
  if (id === 'copy-markdown') {
    await copyReport(safeRequest('markdown'), reporterOfShown(store), store);
    return;
  }
  const { selected, diagnosed } = store.read();
  const exchange = selected && diagnosed.facts.byId(selected);
  if (exchange) await copy(curlOf(exchange), 'Request copied', store);
}

export async function copyReport(
  request: ReportRequest,
  reporter: AsyncReporter,
  store: PanelStore,
): Promise<void> {
  const text = await written(request, reporter, store);
  if (text !== undefined) await copy(text, 'Report copied', store);
}

export async function saveReport(
  request: ReportRequest,
  reporter: AsyncReporter,
  store: PanelStore,
): Promise<void> {
  const text = await written(request, reporter, store);
  const file = FILES.find(({ id }) => id === request.format);
  if (text !== undefined && file) saveText(text, file.name, file.type);
}

/** Says so where it cannot be written. */
async function written(
  request: ReportRequest,
  reporter: AsyncReporter,
  store: PanelStore,
): Promise<string | undefined> {
  try {
    return await reporter.write(request);
  } catch {
    store.say({ text: 'The report could not be made.', tone: 'error' });
    return undefined;
  }
}

/** Makes reports of what is shown at this moment; a recording that goes on does not change them. */
export function reporterOfShown(store: PanelStore): AsyncReporter {
  const held = store.source().reporter;
  if (held) return held;
  const { capture, diagnosis } = store.read().diagnosed;
  const reporter = reporterOf(capture, diagnosis);
  return {
    write: async (request) => reporter.write(request),
    preview: async (request) => reporter.preview(request),
  };
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
