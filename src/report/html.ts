import { wordsOf } from '../diagnosis/index.ts';
import { toCurl } from './curl.ts';
import { isoTime, leadOf, type Report, type ReportedFailure, type ReportedFinding } from './report.ts';
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

/** The report as one page without scripts, pictures or anything loaded from elsewhere. */
export function toHtml(report: Report): string {
  const groups = groupFailures(report);
  const title = groups[0]
    ? (leadOf(groups[0].failures[0])?.title ?? 'Cause not certain')
    : 'No request was refused';
  return page(
    title,
    `<p>${plain(summaryLine(report))} Source: ${plain(sourceLine(report))}. Secrets and personal data are replaced by placeholders.</p>
${report.patterns.map(({ title: pattern }) => `<p>${plain(pattern)}</p>`).join('\n')}
${groups.map(section).join('\n')}`,
  );
}

/**
 * @param title as text
 * @param body as HTML
 */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${plain(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${plain(title)}</h1>
${body}
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 14px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #8886; }
td, pre, code { overflow-wrap: anywhere; } pre { white-space: pre-wrap; } code, pre { font-family: ui-monospace, monospace; font-size: .92em; }
`;

function section({ cause, failures }: Group): string {
  const [first] = failures;
  const lead = leadOf(first);
  return `<section>
<h2>${plain(lead?.title ?? 'Cause not certain')}</h2>
${lead ? `<p><code>${plain(cause ?? '')}</code>, ${lead.confidence}. Fix in: ${PARTY[lead.fixIn]}. ${count(failures.length, 'request')}.</p>${evidenceTable(lead)}` : ''}
<h3>Requests</h3>
${requestTable(failures)}
${lead ? fixes(lead) : ''}
${reasons(
  'Also found',
  first.findings.filter(({ role }) => role !== 'lead').map(({ code, title }) => ({ code, because: title })),
)}
${reasons('Ruled out', first.ruledOut)}
${reasons('Cannot be told from this capture', first.cannotTell)}
<h3>Try it again</h3>
<pre>${escapeLines(toCurl(first.exchange))}</pre>
</section>`;
}

function evidenceTable({ evidence }: ReportedFinding): string {
  return table(
    ['Evidence', 'Value', 'Where'],
    evidence.map(({ label, text, note, at }) => [label, note === undefined ? text : `${text} — ${note}`, at]),
  );
}

function requestTable(failures: readonly ReportedFailure[]): string {
  return table(
    ['Id', 'Started', 'Request', 'Status', 'Outcome', "For the server's logs"],
    failures.map((failure) => [
      failure.exchange.id,
      isoTime(failure.exchange.startedAt),
      `${failure.exchange.request.method} ${failure.exchange.request.url}`,
      String(failure.exchange.response?.status ?? 'no answer'),
      OUTCOME[failure.outcome],
      requestIds(failure)
        .map(({ name, value }) => `${name}: ${value}`)
        .join(', '),
    ]),
  );
}

/** The cause's words are Markdown; here they stand as they were written. */
function fixes({ code }: ReportedFinding): string {
  const words = wordsOf(code);
  if (!words) return '';
  const parts = words.fixes.map(
    ({ party, markdown }) => `<h3>Fix: ${PARTY[party]}</h3>\n<pre>${escapeLines(markdown)}</pre>`,
  );
  return `<p>${plain(words.why)}</p>\n${parts.join('\n')}\n<h3>How to see that it is fixed</h3>\n<pre>${escapeLines(words.check)}</pre>`;
}

function reasons(
  title: string,
  list: readonly { readonly code: string; readonly because: string }[],
): string {
  if (list.length === 0) return '';
  const items = list.map(({ code, because }) => `<li><code>${plain(code)}</code>: ${plain(because)}</li>`);
  return `<h3>${title}</h3>\n<ul>${items.join('')}</ul>`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[], tag: 'td' | 'th') =>
    `<tr>${cells.map((cell) => `<${tag}>${plain(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

export function plain(text: string): string {
  return escapeLines(oneLine(text));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeLines(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}
