import { version } from '../../../package.json';
import { copyText, saveText } from '../../browser/hand-over.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { toCurl } from '../../report/curl.ts';
import { toHarReport } from '../../report/har.ts';
import { toHtml } from '../../report/html.ts';
import { toJson } from '../../report/json.ts';
import { toMarkdown } from '../../report/markdown.ts';
import { redact } from '../../report/redact/redact.ts';
import { openReport } from '../../report/report.ts';
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
  const { diagnosed, selected } = store.read();
  const { capture, diagnosis, facts } = diagnosed;
  if (id === 'copy-curl') {
    const exchange = selected && facts.byId(selected);
    if (exchange) await copy(curlOf(exchange), 'Request copied', store);
    return;
  }
  const report = openReport(capture, diagnosis, { version });
  switch (id) {
    case 'copy-markdown':
      return copy(toMarkdown(report), 'Report copied', store);
    case 'markdown':
      return saveText(toMarkdown(report), 'keyhole-report.md', 'text/markdown');
    case 'html':
      return saveText(toHtml(report), 'keyhole-report.html', 'text/html');
    case 'har':
      return saveText(inLines(toHarReport(report)), 'keyhole-report.har', 'application/json');
    case 'json':
      return saveText(inLines(toJson(report)), 'keyhole-report.json', 'application/json');
  }
}

/** The request as a command line, with variables in place of credentials and nothing secret elsewhere. */
export function curlOf(exchange: Exchange): string {
  const [redacted] = redact({ source: { kind: 'live' }, exchanges: [exchange] }).capture.exchanges;
  return redacted ? toCurl(redacted) : '';
}

function inLines(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function copy(text: string, done: string, store: PanelStore): Promise<void> {
  const copied = await copyText(text);
  store.say(
    copied
      ? { text: done, tone: 'plain' }
      : { text: 'The clipboard did not take it. Save the report as a file instead.', tone: 'error' },
  );
}
