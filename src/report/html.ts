import { type Facts, factsOver } from '../diagnosis/facts/facts.ts';
import { flowOf } from '../diagnosis/facts/flow.ts';
import { wordsOf } from '../diagnosis/index.ts';
import { toCurl } from './curl.ts';
import { type Drawing, escaped, svgText } from './drawing/drawing.ts';
import { drawFlow } from './drawing/flow-drawing.ts';
import { drawTimeBars } from './drawing/time-drawing.ts';
import { type MarkdownBlock, type MarkdownSpan, parseMarkdown, splitSections } from './markdown-blocks.ts';
import {
  isoTime,
  leadOf,
  type Report,
  type ReportedEvidence,
  type ReportedFailure,
  type ReportedFinding,
} from './report.ts';
import { timeBars, widthInWords } from './time-bars.ts';
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

/** The report as one page without scripts, or anything loaded from elsewhere; its pictures are drawn in it. */
export function toHtml(report: Report): string {
  const groups = groupFailures(report);
  const facts = factsOver(report.capture);
  const title = groups[0]
    ? (leadOf(groups[0].failures[0])?.title ?? 'Cause not certain')
    : 'No request was refused';
  return page(
    title,
    `<p>${plain(summaryLine(report))} Source: ${plain(sourceLine(report))}. Secrets and personal data are replaced by placeholders.</p>
${chart(report)}
${report.patterns.map(({ title: pattern }) => `<p>${plain(pattern)}</p>`).join('\n')}
${groups.map((group) => section(group, facts, groups.length > 1)).join('\n')}`,
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
:root { color-scheme: light dark; --text: light-dark(#1f1f1f, #e3e3e3); --dim: light-dark(#5f6368, #9aa0a6); --line: light-dark(#dfe3ea, #3c4043); --red: light-dark(#b3261e, #f28b82); --marked: light-dark(#d3e3fd, #1b2f4a); }
body { font: 14px/1.5 system-ui, sans-serif; color: var(--text); max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
td, pre, code { overflow-wrap: anywhere; } pre { white-space: pre-wrap; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 5px; } code, pre { font-family: ui-monospace, monospace; font-size: .92em; }
figure { margin: 1rem 0; overflow-x: auto; } figcaption { color: var(--dim); font-size: .85rem; } svg { display: block; max-width: 100%; font: 11px/1 system-ui, sans-serif; }
.passed { fill: var(--line); } .failed { fill: var(--red); } .hit { fill: transparent; }
.flow { height: auto; } .flow text { fill: var(--text); } .flow .host, .flow .answer, .flow .number { fill: var(--dim); } .flow .role { font-weight: 600; } .flow line { stroke: var(--line); }
.flow path { fill: none; stroke: var(--dim); } .flow .back { stroke-dasharray: 3 3; } .flow .step.failed .back, .flow .step.failed .tip { stroke: var(--red); } .flow .step.failed .answer { fill: var(--red); } .flow .subject { fill: var(--marked); opacity: .6; }
@media print { :root { color-scheme: light; } body { max-width: none; margin: 0; font-size: 11px; } h2, h3 { break-after: avoid; } tr, figure, pre { break-inside: avoid; } .failed, .passed, .subject { print-color-adjust: exact; } }
`;

function chart({ times, failures }: Report): string {
  const failing = failures
    .filter(({ outcome }) => outcome !== 'recovered')
    .map(({ exchange }) => exchange.startedAt);
  const bars = timeBars(times, failing);
  if (!bars || bars.bars.length < 2) return '';
  return figure(drawTimeBars(bars, isoTime), `Requests per ${widthInWords(bars.width)}; red: failed`);
}

function section({ cause, failures }: Group, facts: Facts, titled: boolean): string {
  const [first] = failures;
  const lead = leadOf(first);
  return `<section>
${titled ? `<h2>${plain(lead?.title ?? 'Cause not certain')}</h2>` : ''}
${lead ? `<p><code>${plain(cause ?? '')}</code>, ${lead.confidence}. Fix in: ${PARTY[lead.fixIn]}. ${count(failures.length, 'request')}.</p>` : ''}${evidenceTable(lead?.evidence ?? first.said)}
${flow(first, facts)}
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
<pre>${escaped(toCurl(first.exchange))}</pre>
</section>`;
}

/** Pixels: fits the page, on paper too. */
const FLOW_WIDTH = 760;

/** One request alone needs no picture. */
function flow({ exchange }: ReportedFailure, facts: Facts): string {
  const steps = flowOf(exchange, facts);
  if (steps.steps.length < 2) return '';
  return figure(drawFlow(steps, FLOW_WIDTH), 'How the request came about; the one in question is marked');
}

function figure(drawing: Drawing, caption: string): string {
  return `<figure>${svgText(drawing)}<figcaption>${escaped(caption)}</figcaption></figure>`;
}

function evidenceTable(evidence: readonly ReportedEvidence[]): string {
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

function fixes({ code }: ReportedFinding): string {
  const words = wordsOf(code);
  if (!words) return '';
  const parts = words.fixes.map(({ party, markdown }) => `<h3>Fix: ${PARTY[party]}</h3>\n${fix(markdown)}`);
  const check = words.check === '' ? '' : `<h3>How to see that it is fixed</h3>\n${htmlOf(words.check)}`;
  return `${htmlOf(words.why)}\n${parts.join('\n')}\n${check}`;
}

function fix(markdown: string): string {
  const { intro, sections } = splitSections(markdown);
  return [
    htmlOf(intro),
    ...sections.map(({ name, markdown: inside }) => `<h4>${escaped(name)}</h4>\n${htmlOf(inside)}`),
  ].join('\n');
}

function htmlOf(markdown: string): string {
  return parseMarkdown(markdown).map(blockOf).join('\n');
}

function blockOf(block: MarkdownBlock): string {
  switch (block.kind) {
    case 'code':
      return `<pre>${escaped(block.text)}</pre>`;
    case 'paragraph':
      return `<p>${block.spans.map(spanOf).join('')}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      const items = block.items.map((spans) => `<li>${spans.map(spanOf).join('')}</li>`);
      return `<${tag}>${items.join('')}</${tag}>`;
    }
  }
}

const SPAN_TAGS = { code: 'code', strong: 'strong', emphasis: 'em' } as const;

function spanOf(span: MarkdownSpan): string {
  const text = escaped(span.text);
  if (span.kind === 'text') return text;
  if (span.kind === 'link') return `<a href="${escaped(span.url)}" rel="noreferrer">${text}</a>`;
  return `<${SPAN_TAGS[span.kind]}>${text}</${SPAN_TAGS[span.kind]}>`;
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
  return escaped(oneLine(text));
}
