import type { Comparison, Difference, Lists, Side, Unpaired } from '../compare/index.ts';
import {
  type CaptureComparison,
  compareCaptures,
  type Diagnosed,
  firstDifference,
} from '../compare/index.ts';
import { resolvePointer } from '../diagnosis/index.ts';
import type { CaptureSource, Exchange, ExchangeId } from '../exchange/exchange.ts';
import { freshKeys } from './redact/disguise.ts';
import { type Redaction, redact } from './redact/redact.ts';
import { placeOf, type ReportOptions } from './report.ts';

/** Two captures beside each other, redacted: what all its writers start from. */
export interface ComparisonReport {
  readonly version: string;
  readonly good: CaptureSource;
  readonly bad: CaptureSource;
  readonly pattern?: 'one-environment-fails';
  /** The first thing that differs, in one line. */
  readonly title: string;
  readonly comparisons: readonly ReportedComparison[];
  readonly unpaired: readonly { readonly exchange: Exchange; readonly reason: Unpaired }[];
}

export interface ReportedComparison {
  readonly good: Exchange;
  readonly bad: Exchange;
  readonly cause?: string;
  readonly counterpartFails?: true;
  readonly differences: readonly ReportedDifference[];
}

/** A difference whose sides are told by text and by place, in the words of HAR. */
export interface ReportedDifference {
  readonly role: Difference['role'];
  readonly what?: string;
  readonly name?: string;
  readonly hop?: number;
  readonly label: string;
  readonly good: ReportedSide;
  readonly bad: ReportedSide;
  readonly lists?: Lists;
  readonly asEnvironments?: true;
}

export interface ReportedSide {
  readonly text: string;
  /** `request.headers.origin`; in another exchange its id goes before. */
  readonly at: readonly string[];
}

/** Compares two diagnosed captures, both as they were, and redacts what came of it: equal secrets stay equal. */
export function openComparison(
  good: Diagnosed,
  bad: Diagnosed,
  { version, keys = freshKeys(), personal }: Pick<ReportOptions, 'version' | 'keys' | 'personal'>,
): ComparisonReport {
  const result = compareCaptures(good, bad);
  // What is a secret in one is a secret in the other.
  const redacted = (one: Diagnosed, other: Diagnosed) =>
    redact(one.capture, { keys, ...(personal && { personal }), teachers: other.capture.exchanges });
  const sides = { good: sideReader(redacted(good, bad)), bad: sideReader(redacted(bad, good)) };
  return {
    version,
    good: good.capture.source,
    bad: bad.capture.source,
    ...(result.pattern && { pattern: result.pattern }),
    title: titleOf(result, sides),
    comparisons: result.comparisons.flatMap((each) => reportComparison(each, sides)),
    unpaired: result.unpaired.flatMap(({ id, reason }) => {
      const exchange = sides.bad.exchange(id);
      return exchange ? [{ exchange, reason }] : [];
    }),
  };
}

interface SideReader {
  exchange(id: ExchangeId): Exchange | undefined;
  text(text: string): string;
  side(difference: Difference, side: Side, of: ExchangeId): ReportedSide;
}

interface Sides {
  readonly good: SideReader;
  readonly bad: SideReader;
}

function sideReader({ capture, text }: Redaction): SideReader {
  const byId = new Map(capture.exchanges.map((exchange) => [exchange.id, exchange]));
  return {
    exchange: (id) => byId.get(id),
    text,
    side: ({ role }, side, of) => {
      const [first] = side.evidence;
      // What a claim says is read where redaction has passed: short names cannot be told in any text.
      const read = role === 'claim' && first ? resolvePointer(first.at, capture)?.text : undefined;
      const kept = read === undefined || side.text.split(', ').every((item) => read.includes(item));
      return {
        text: kept || FORMS.has(side.text) ? text(side.text) : (read ?? ''),
        at: side.evidence.map(({ at }) =>
          at.exchangeId === of ? placeOf(at) : `${at.exchangeId}.${placeOf(at)}`,
        ),
      };
    },
  };
}

/** Said of claims instead of what they say. */
const FORMS: ReadonlySet<string> = new Set([
  'one',
  'another',
  'expired',
  'not valid yet',
  'valid',
  'without an end',
]);

function reportComparison(comparison: Comparison, sides: Sides): ReportedComparison[] {
  const [good, bad] = [sides.good.exchange(comparison.good), sides.bad.exchange(comparison.bad)];
  if (!good || !bad) return [];
  const { cause, counterpartFails } = comparison;
  return [
    {
      good,
      bad,
      ...(cause !== undefined && { cause }),
      ...(counterpartFails && { counterpartFails }),
      differences: comparison.differences.map((each) => reportDifference(each, comparison, sides)),
    },
  ];
}

function reportDifference(
  difference: Difference,
  { good, bad }: Pick<Comparison, 'good' | 'bad'>,
  sides: Sides,
): ReportedDifference {
  const [before, after] = [
    sides.good.side(difference, difference.good, good),
    sides.bad.side(difference, difference.bad, bad),
  ];
  const { role, label, asEnvironments } = difference;
  const lists = 'lists' in difference ? difference.lists : undefined;
  return {
    role,
    ...('what' in difference && { what: difference.what }),
    ...('name' in difference &&
      difference.name !== undefined && { name: sides.bad.text(sides.good.text(difference.name)) }),
    ...('hop' in difference && { hop: difference.hop }),
    label: sides.bad.text(sides.good.text(label)),
    good: before,
    bad: after,
    ...(lists && {
      lists: {
        removed: listed(lists.removed, before.text, sides.good),
        added: listed(lists.added, after.text, sides.bad),
      },
    }),
    ...(asEnvironments && { asEnvironments }),
  };
}

/** Only what its side shows. */
function listed(items: readonly string[], text: string, { text: clean }: SideReader): string[] {
  return items.map(clean).filter((item) => text.includes(item));
}

function titleOf(result: CaptureComparison, sides: Sides): string {
  const first = firstDifference(result);
  const comparison =
    first && result.comparisons.find(({ differences }) => differences[0]?.label === first.label);
  if (!first || !comparison) return 'Nothing could be laid side by side';
  const { label, good, bad } = reportDifference(first, comparison, sides);
  if (first.role === 'outcome')
    return `The requests are alike; what came of them is not. ${label}: ${good.text} → ${bad.text}`;
  return `${label}: ${good.text} → ${bad.text}`;
}

export const UNPAIRED: Readonly<Record<Unpaired, string>> = {
  'no-such-route': 'the other capture has no request to this route',
  'other-method': 'the other capture has this route with other methods only',
  'fails-alike': 'it fails in the same way in the other capture',
  'never-passed': 'nothing that went there can be laid beside it',
};

/** `GET https://… (401)`. */
export function requestName({ request, response }: Exchange): string {
  return `${request.method} ${request.url} (${response?.status ?? 'no answer'})`;
}

export function sourceName(source: CaptureSource): string {
  return source.kind === 'har' ? source.name : 'live capture';
}
