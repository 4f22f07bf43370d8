import { copyText, saveText } from '../../browser/hand-over.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { toCurl } from '../../report/curl.ts';
import { redact } from '../../report/redact/redact.ts';
import type { AsyncCaptureWork } from './capture-work.ts';
import { type ReportFormat, type ReportRequest, safeRequest } from './reporter.ts';
import type { PanelStore } from './store.ts';
import { workOnShown } from './work-on-shown.ts';

/** Shown before they are saved. */
export const FILES = [
  { id: 'markdown', label: 'Markdown file…', name: 'keyhole-report.md', type: 'text/markdown' },
  { id: 'html', label: 'HTML file…', name: 'keyhole-report.html', type: 'text/html' },
  { id: 'har', label: 'HAR file…', name: 'keyhole-report.har', type: 'application/json' },
  { id: 'json', label: 'JSON file…', name: 'keyhole-report.json', type: 'application/json' },
] as const satisfies readonly { id: ReportFormat; label: string; name: string; type: string }[];

/** Copies the report of what is shown, with what is safe for everybody. Must be called from a click. */
export async function copyForTicket(store: PanelStore): Promise<void> {
  const work = workOnShown(store.read().diagnosed, store.source());
  await copyReport(safeRequest('markdown'), work, store);
}

/** Copies the selected request, redacted. Must be called from a click. */
export async function copyAsCurl(store: PanelStore): Promise<void> {
  const { selected, diagnosed } = store.read();
  const exchange = selected && diagnosed.facts.byId(selected);
  if (exchange) await copy(curlOf(exchange), 'Request copied', store);
}

export async function copyReport(
  request: ReportRequest,
  work: AsyncCaptureWork,
  store: PanelStore,
): Promise<void> {
  const text = await written(request, work, store);
  if (text !== undefined) await copy(text, 'Report copied', store);
}

export async function saveReport(
  request: ReportRequest,
  work: AsyncCaptureWork,
  store: PanelStore,
): Promise<void> {
  const text = await written(request, work, store);
  const file = FILES.find(({ id }) => id === request.format);
  if (text !== undefined && file) saveText(text, file.name, file.type);
}

/** Says so where it cannot be written. */
async function written(
  request: ReportRequest,
  work: AsyncCaptureWork,
  store: PanelStore,
): Promise<string | undefined> {
  try {
    return await work.write(request);
  } catch {
    store.say({ text: 'The report could not be made.', tone: 'error' });
    return undefined;
  }
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
