import { version } from '../../../package.json';
import type { Diagnosis } from '../../diagnosis/engine/diagnosis.ts';
import type { Capture, ExchangeId } from '../../exchange/exchange.ts';
import { toHarReport } from '../../report/har.ts';
import { toHtml } from '../../report/html.ts';
import { toJson } from '../../report/json.ts';
import { toMarkdown } from '../../report/markdown.ts';
import { freshKeys } from '../../report/redact/disguise.ts';
import type { RedactedItem } from '../../report/redact/redact.ts';
import { openReport, type Report } from '../../report/report.ts';

export type ReportFormat = 'markdown' | 'html' | 'har' | 'json';

/** A report as the user wants it. */
export interface ReportRequest {
  readonly format: ReportFormat;
  /** `failing`: with what explains them. `everything`: all that was recorded; of HAR files only. */
  readonly scope: 'failing' | 'everything';
  readonly personal: 'hidden' | 'kept';
  /** Ids of replaced values that stay as they are after all. */
  readonly keep: readonly string[];
  /** Requests that are left out. */
  readonly dropped: readonly ExchangeId[];
}

/** What a report would hold, and what would be replaced in it. No value itself. */
export interface ReportPreview {
  readonly items: readonly RedactedItem[];
  readonly entries: readonly PreviewEntry[];
}

export interface PreviewEntry {
  readonly id: ExchangeId;
  readonly method: string;
  /** Redacted. */
  readonly url: string;
  /** 0 where there was no answer. */
  readonly status: number;
  readonly failing: boolean;
}

/** Makes reports of one capture, all under the same keys: what a preview names, the report that follows knows. */
export interface Reporter {
  write(request: ReportRequest): string;
  preview(request: ReportRequest): ReportPreview;
}

/** What is safe for everybody. */
export function safeRequest(format: ReportFormat): ReportRequest {
  return { format, scope: 'failing', personal: 'hidden', keep: [], dropped: [] };
}

export function reporterOf(capture: Capture, diagnosis: Diagnosis): Reporter {
  const keys = freshKeys();
  const open = ({ format, scope, personal, keep, dropped }: ReportRequest) =>
    openReport(capture, diagnosis, {
      version,
      keys,
      scope: scope === 'everything' ? 'everything' : format === 'har' ? 'reopenable' : 'failing',
      personal,
      keep: new Set(keep),
      dropped: new Set(dropped),
    });
  return {
    write: (request) => WRITERS[request.format](open(request)),
    preview: (request) => previewOf(open({ ...request, keep: [] }), request, open),
  };
}

/** Entries that were dropped are still listed, so that they can be taken in again. */
function previewOf(
  report: Report,
  request: ReportRequest,
  open: (request: ReportRequest) => Report,
): ReportPreview {
  const whole = request.dropped.length === 0 ? report : open({ ...request, dropped: [] });
  const failing = new Set(whole.failures.map(({ exchangeId }) => exchangeId));
  return {
    items: report.items(),
    entries: whole.capture.exchanges.map(({ id, request: { method, url }, response }) => ({
      id,
      method,
      url,
      status: response?.status ?? 0,
      failing: failing.has(id),
    })),
  };
}

const WRITERS: Readonly<Record<ReportFormat, (report: Report) => string>> = {
  markdown: toMarkdown,
  html: toHtml,
  har: (report) => inLines(toHarReport(report)),
  json: (report) => inLines(toJson(report)),
};

function inLines(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
