import {
  type ComparisonReport,
  type ReportedComparison,
  requestName,
  sourceName,
  UNPAIRED,
} from './comparison.ts';
import { code, plain, table } from './markdown.ts';

/** What differs, for a ticket. */
export function toComparisonMarkdown(report: ComparisonReport): string {
  const parts = [
    `# ${plain(report.title)}`,
    `${code(sourceName(report.good))} against ${code(sourceName(report.bad))}. Secrets and personal data are replaced by placeholders.`,
    ...report.comparisons.flatMap(comparisonParts),
    report.unpaired.length === 0
      ? ''
      : `**Without a counterpart**\n\n${report.unpaired
          .map(({ exchange, reason }) => `- ${code(requestName(exchange))}: ${UNPAIRED[reason]}`)
          .join('\n')}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function comparisonParts({ good, bad, cause, counterpartFails, differences }: ReportedComparison): string[] {
  return [
    `## ${plain(requestName(bad))}`,
    `${code(bad.id)}${cause === undefined ? '' : `, ${code(cause)}`}. ${counterpartFails ? 'Its counterpart fails for another reason' : 'It passed as'}: ${code(good.id)} ${code(requestName(good))}.`,
    table(
      ['What', 'Where it passed', 'Where it fails', 'Where'],
      differences.map(({ label, good: before, bad: after, asEnvironments }) => [
        `${plain(label)}${asEnvironments ? ' (as the environments)' : ''}`,
        code(before.text),
        code(after.text),
        after.at.map(code).join(', '),
      ]),
    ),
  ];
}
