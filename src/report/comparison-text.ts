import {
  type ComparisonReport,
  type ReportedComparison,
  requestName,
  sourceName,
  UNPAIRED,
} from './comparison.ts';
import { oneLine } from './words.ts';

const MOST_DIFFERENCES = 12;

/** What differs, for a terminal: the first thing on top, then each failing request beside its counterpart. */
export function toComparisonText(report: ComparisonReport): string {
  const { comparisons, unpaired, pattern } = report;
  const lines = [
    oneLine(report.title),
    `  ${oneLine(sourceName(report.good))} → ${oneLine(sourceName(report.bad))}${pattern === undefined ? '' : ` [${pattern}]`}`,
    '',
    ...comparisons.flatMap((each) => [...comparisonLines(each), '']),
  ];
  for (const { exchange, reason } of unpaired)
    lines.push(oneLine(`${exchange.id}  ${requestName(exchange)}: ${UNPAIRED[reason]}`));
  if (comparisons.length + unpaired.length === 0) lines.push('No request of the second capture failed.');
  return `${lines.join('\n').trimEnd()}\n`;
}

function comparisonLines({ good, bad, cause, counterpartFails, differences }: ReportedComparison): string[] {
  const more = differences.length - MOST_DIFFERENCES;
  return [
    oneLine(`${bad.id}  ${requestName(bad)}${cause === undefined ? '' : ` [${cause}]`}`),
    `  ${counterpartFails ? 'fails for another reason as' : 'passed as'} ${oneLine(`${good.id}  ${requestName(good)}`)}`,
    ...differences
      .slice(0, MOST_DIFFERENCES)
      .map(
        ({ label, good: before, bad: after, asEnvironments }) =>
          `  ${oneLine(label)}: ${oneLine(before.text)} → ${oneLine(after.text)}${asEnvironments ? ' (as the environments)' : ''}`,
      ),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
