import {
  type ComparisonReport,
  type ReportedComparison,
  requestName,
  sourceName,
  UNPAIRED,
} from './comparison.ts';
import { page, plain, table } from './html.ts';

/** What differs, as one page without scripts, pictures or anything loaded from elsewhere. */
export function toComparisonHtml(report: ComparisonReport): string {
  return page(
    report.title,
    `<p>${plain(sourceName(report.good))} against ${plain(sourceName(report.bad))}. Secrets and personal data are replaced by placeholders.</p>
${report.comparisons.map(section).join('\n')}
${unpaired(report)}`,
  );
}

function section({ good, bad, cause, counterpartFails, differences }: ReportedComparison): string {
  return `<section>
<h2>${plain(requestName(bad))}</h2>
<p><code>${plain(bad.id)}</code>${cause === undefined ? '' : `, <code>${plain(cause)}</code>`}. ${counterpartFails ? 'Its counterpart fails for another reason' : 'It passed as'}: <code>${plain(good.id)}</code> ${plain(requestName(good))}.</p>
${table(
  ['What', 'Where it passed', 'Where it fails', 'Where'],
  differences.map(({ label, good: before, bad: after, asEnvironments }) => [
    asEnvironments ? `${label} (as the environments)` : label,
    before.text,
    after.text,
    after.at.join(', '),
  ]),
)}
</section>`;
}

function unpaired({ unpaired: list }: ComparisonReport): string {
  if (list.length === 0) return '';
  const items = list.map(
    ({ exchange, reason }) => `<li>${plain(requestName(exchange))}: ${UNPAIRED[reason]}</li>`,
  );
  return `<h3>Without a counterpart</h3>\n<ul>${items.join('')}</ul>`;
}
