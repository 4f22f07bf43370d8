import { wordsOf } from '../diagnosis/index.ts';
import { toCurl } from './curl.ts';
import {
  isoTime,
  leadOf,
  type Report,
  type ReportedEvidence,
  type ReportedFailure,
  type ReportedFinding,
} from './report.ts';
import {
  count,
  type Group,
  groupFailures,
  OUTCOME,
  oneLine,
  PARTY,
  requestIds,
  sourceLine,
  summaryLine,
} from './words.ts';

const MOST_REQUESTS = 20;

/** The report for a ticket: answer, evidence, request ids, who fixes it and how, what was ruled out, a cURL. */
export function toMarkdown(report: Report): string {
  const groups = groupFailures(report);
  const parts = [
    `# ${headline(groups)}`,
    `${plain(summaryLine(report))} Source: ${plain(sourceLine(report))}. Secrets and personal data are replaced by placeholders.`,
    ...report.patterns.map(
      ({ title, since }) => `- ${plain(title)}${since === undefined ? '' : ` (since ${since})`}`,
    ),
    ...groups.flatMap((group) => groupParts(group, groups.length > 1)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headline(groups: readonly Group[]): string {
  const first = groups[0];
  if (!first) return 'No request was refused';
  const title = leadOf(first.failures[0])?.title;
  return title === undefined
    ? `${count(first.failures.length, 'request')} failed, cause not certain`
    : plain(title);
}

function groupParts({ cause, failures }: Group, titled: boolean): string[] {
  const [first] = failures;
  const lead = leadOf(first);
  const title = lead ? plain(lead.title) : 'Cause not certain';
  return [
    titled ? `## ${title}` : '',
    lead
      ? `\`${cause}\`, ${lead.confidence}. Fix in: ${PARTY[lead.fixIn]}. ${count(failures.length, 'request')}.`
      : '',
    evidenceTable(lead?.evidence ?? first.said),
    `**Requests**\n\n${requestTable(failures)}`,
    requestIdTable(failures),
    lead ? fixes(lead) : '',
    reasons(
      'Also found',
      first.findings
        .filter(({ role }) => role !== 'lead')
        .map(({ code, title: because }) => ({ code, because })),
    ),
    reasons('Ruled out', first.ruledOut),
    reasons('Cannot be told from this capture', first.cannotTell),
    `**Try it again**\n\n${fenced(toCurl(first.exchange), 'sh')}`,
  ];
}

function evidenceTable(evidence: readonly ReportedEvidence[]): string {
  return table(
    ['Evidence', 'Value', 'Where'],
    evidence.map(({ label, text, note, at }) => [
      plain(label),
      note === undefined ? code(text) : `${code(text)} ${plain(note)}`,
      code(at),
    ]),
  );
}

function requestTable(failures: readonly ReportedFailure[]): string {
  const rows = failures
    .slice(0, MOST_REQUESTS)
    .map(({ exchange, outcome }) => [
      code(exchange.id),
      isoTime(exchange.startedAt),
      code(`${exchange.request.method} ${exchange.request.url}`),
      String(exchange.response?.status ?? 'no answer'),
      OUTCOME[outcome],
    ]);
  const more = failures.length > MOST_REQUESTS ? `\n\nand ${failures.length - MOST_REQUESTS} more` : '';
  return table(['Id', 'Started', 'Request', 'Status', 'Outcome'], rows) + more;
}

function requestIdTable(failures: readonly ReportedFailure[]): string {
  const rows = failures
    .slice(0, MOST_REQUESTS)
    .flatMap((failure) =>
      requestIds(failure).map(({ name, value }) => [code(failure.exchange.id), code(name), code(value)]),
    );
  return rows.length === 0
    ? ''
    : `**For the server's logs**\n\n${table(['Request', 'Header', 'Value'], rows)}`;
}

/** The cause's own words; they are ours and stay Markdown. */
function fixes({ code: cause }: ReportedFinding): string {
  const words = wordsOf(cause);
  if (!words) return '';
  return [
    words.why,
    ...words.fixes.map(({ party, markdown }) => `**Fix: ${PARTY[party]}**\n\n${markdown}`),
    words.check === '' ? '' : `**How to see that it is fixed**\n\n${words.check}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function reasons(
  title: string,
  list: readonly { readonly code: string; readonly because: string }[],
): string {
  if (list.length === 0) return '';
  return `**${title}**\n\n${list.map(({ code: cause, because }) => `- \`${cause}\`: ${plain(because)}`).join('\n')}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text from the network: no markup, no links, no mentions. */
export function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#|~@!]/g, '\\$&');
}

/** A code span longer than any run of backticks inside it; a bar would end a table's cell. */
export function code(text: string): string {
  const line = oneLine(text).replace(/\|/g, '\\|');
  if (line === '') return '(empty)';
  const fence = '`'.repeat(longestRun(line) + 1);
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}

function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).slice(0, 10_000).map((run) => run.length));
}
