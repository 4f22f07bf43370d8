import { isoTime, leadOf, type Report, type ReportedFailure } from './report.ts';
import {
  count,
  type Group,
  groupFailures,
  OUTCOME,
  oneLine,
  PARTY,
  sourceLine,
  summaryLine,
} from './words.ts';

const MOST_REQUESTS = 8;
const MOST_REASONS = 6;

/**
 * A summary for a terminal: the answer first, then what shows it. Plain text, no colours.
 *
 * @param warnings from reading the file, one line each
 */
export function toText(report: Report, warnings: readonly string[] = []): string {
  const lines = [oneLine(sourceLine(report)), summaryLine(report)];
  for (const warning of warnings) lines.push(`Note     ${oneLine(warning)}`);
  lines.push('');
  for (const { pattern, title, since } of report.patterns) {
    lines.push(`Pattern  ${oneLine(title)}${since === undefined ? '' : ` (since ${since})`} [${pattern}]`);
  }
  if (report.patterns.length > 0) lines.push('');
  for (const group of groupFailures(report)) lines.push(...groupLines(group), '');
  return `${lines.join('\n').trimEnd()}\n`;
}

function groupLines({ cause, failures }: Group): string[] {
  const [first] = failures;
  const lead = leadOf(first);
  const lines = lead
    ? [
        oneLine(lead.title),
        `  ${cause}, ${lead.confidence}; fix in: ${PARTY[lead.fixIn]}; ${count(failures.length, 'request')}`,
      ]
    : ['Nothing certain can be said', `  ${count(failures.length, 'request')}`];
  for (const { label, text, note } of lead?.evidence ?? first.said) {
    lines.push(`  ${oneLine(label)}: ${oneLine(text)}${note === undefined ? '' : ` — ${oneLine(note)}`}`);
  }
  for (const failure of failures.slice(0, MOST_REQUESTS)) lines.push(`  ${requestLine(failure)}`);
  if (failures.length > MOST_REQUESTS) lines.push(`  and ${failures.length - MOST_REQUESTS} more`);
  for (const finding of first.findings.filter(({ role }) => role !== 'lead').slice(0, MOST_REASONS)) {
    lines.push(
      `  ${finding.role === 'also' ? 'Also check' : 'Follows'}: ${oneLine(finding.title)} [${finding.code}, ${finding.confidence}]`,
    );
  }
  for (const { code, because } of first.ruledOut.slice(0, MOST_REASONS))
    lines.push(`  Ruled out: ${code}: ${oneLine(because)}`);
  for (const { code, because } of first.cannotTell.slice(0, MOST_REASONS))
    lines.push(`  Cannot tell: ${code}: ${oneLine(because)}`);
  return lines;
}

function requestLine({ exchange, outcome }: ReportedFailure): string {
  const status = exchange.response?.status ?? '---';
  return oneLine(
    `${exchange.id}  ${status}  ${exchange.request.method} ${exchange.request.url}  ${isoTime(exchange.startedAt)}  ${OUTCOME[outcome]}`,
  );
}
