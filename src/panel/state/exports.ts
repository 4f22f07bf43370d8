import { copyText } from '../../browser/clipboard.ts';
import { downloadText } from '../../browser/download.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { toCurl, toHar, toJson, toMarkdown } from '../../report/index.ts';
import type { PanelStore } from './store.ts';

export const EXPORTS = [
  { id: 'copy-markdown', label: 'Copy for a ticket (Markdown)' },
  { id: 'markdown', label: 'Markdown file' },
  { id: 'har', label: 'HAR file' },
  { id: 'json', label: 'JSON file' },
  { id: 'copy-curl', label: 'Copy request as cURL' },
] as const;

export type ExportId = (typeof EXPORTS)[number]['id'];

/** Makes the chosen report of what is shown, redacted, and hands it over. */
export async function runExport(id: ExportId, store: PanelStore): Promise<void> {
  const { diagnosed, selected } = store.read();
  const { capture, diagnosis, facts } = diagnosed;
  switch (id) {
    case 'copy-markdown':
      return copy(toMarkdown(capture, diagnosis), 'Report copied', store);
    case 'copy-curl': {
      const exchange = selected && facts.byId(selected);
      return exchange && copy(curlOf(exchange), 'Request copied', store);
    }
    case 'markdown':
      return downloadText('keyhole-report.md', 'text/markdown', toMarkdown(capture, diagnosis));
    case 'har':
      return downloadText('keyhole-report.har', 'application/json', toHar(capture, diagnosis));
    case 'json':
      return downloadText('keyhole-report.json', 'application/json', toJson(capture, diagnosis));
  }
}

/** The request as a command line, with variables in place of secrets. */
export function curlOf(exchange: Exchange): string {
  return toCurl(exchange);
}

async function copy(text: string, done: string, store: PanelStore): Promise<void> {
  const copied = await copyText(text);
  store.say(
    copied
      ? { text: done, tone: 'plain' }
      : { text: 'The clipboard did not take it. Save the report as a file instead.', tone: 'error' },
  );
}
