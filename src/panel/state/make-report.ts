import { version } from '../../../package.json';
import type { Diagnosis } from '../../diagnosis/engine/diagnosis.ts';
import type { Capture } from '../../exchange/exchange.ts';
import { toHarReport } from '../../report/har.ts';
import { toHtml } from '../../report/html.ts';
import { toJson } from '../../report/json.ts';
import { toMarkdown } from '../../report/markdown.ts';
import { openReport, type Report } from '../../report/report.ts';

/** A report as the user wants it. */
export interface ReportRequest {
  readonly format: 'markdown' | 'html' | 'har' | 'json';
}

/** Writes the report of a capture, redacted. */
export function makeReport(request: ReportRequest, capture: Capture, diagnosis: Diagnosis): string {
  const report = openReport(capture, diagnosis, { version, reopenable: request.format === 'har' });
  return WRITERS[request.format](report);
}

const WRITERS: Readonly<Record<ReportRequest['format'], (report: Report) => string>> = {
  markdown: toMarkdown,
  html: toHtml,
  har: (report) => inLines(toHarReport(report)),
  json: (report) => inLines(toJson(report)),
};

function inLines(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
