import type { Capture, Exchange } from '../../exchange/exchange.ts';
import { type Facts, factsOver } from '../facts/facts.ts';
import type { Cause, Confidence, Found } from './cause.ts';
import { outcomeOf } from './classify.ts';
import type { Diagnosis, Failure, Finding } from './diagnosis.ts';
import { patternsOf } from './patterns.ts';
import { recoveredBy } from './recovery.ts';

const RANK: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, possible: 2 };

/** Tells for each request that authentication or its transport failed why. Pure: same capture, same diagnosis. */
export function diagnoseWith(causes: readonly Cause[], capture: Capture): Diagnosis {
  const facts = factsOver(capture);
  const failures = capture.exchanges.flatMap((exchange) => failureOf(causes, exchange, facts) ?? []);
  return {
    requests: capture.exchanges.filter(({ kind }) => kind !== 'preflight').length,
    failures,
    patterns: patternsOf(failures, facts),
  };
}

function failureOf(causes: readonly Cause[], exchange: Exchange, facts: Facts): Failure | undefined {
  const outcome = outcomeOf(exchange, facts);
  if (outcome === undefined) return undefined;
  const found: Candidate[] = [];
  const ruledOut: Failure['ruledOut'][number][] = [];
  const cannotTell: Failure['cannotTell'][number][] = [];
  for (const cause of causes) {
    const verdict = cause.decide(exchange, facts);
    if (verdict === undefined) continue;
    const { code, title } = cause;
    if (verdict.kind === 'found') found.push({ cause, verdict });
    else if (verdict.kind === 'ruled-out') ruledOut.push({ code, title, because: verdict.because });
    else cannotTell.push({ code, title, because: verdict.because });
  }
  const retry = recoveredBy(exchange, facts);
  return {
    exchangeId: exchange.id,
    outcome: retry ? 'recovered' : outcome,
    findings: rank(found),
    ruledOut,
    cannotTell,
    ...(retry && { recoveredBy: retry.id }),
  };
}

interface Candidate {
  readonly cause: Cause;
  readonly verdict: Found;
}

/**
 * The best-supported cause that no other found cause explains leads; what it explains follows as its consequences.
 * The order of the list of causes breaks ties: the more specific stand first.
 */
function rank(candidates: readonly Candidate[]): Finding[] {
  const yields = (candidate: Candidate) =>
    candidates.some((other) => explains(other, candidate) || tellsWhyOf(candidate, other));
  const ordered = candidates
    .map((candidate, position) => ({ ...candidate, position }))
    .sort(
      (a, b) =>
        Number(isAdvice(a)) - Number(isAdvice(b)) ||
        Number(yields(a)) - Number(yields(b)) ||
        RANK[a.verdict.confidence] - RANK[b.verdict.confidence] ||
        a.position - b.position,
    );
  const lead = ordered[0];
  if (!lead || isAdvice(lead)) return [];
  return ordered
    .filter((candidate) => candidate === lead || addsTo(candidate, lead))
    .map((candidate) => finding(candidate, roleOf(candidate, lead)));
}

function isAdvice({ cause, verdict }: Candidate): boolean {
  return cause.advice === true && verdict.confidence === 'possible';
}

/** Advice explains nothing away, and a mere possibility nothing that is certain. */
function explains(one: Candidate, { cause, verdict }: Candidate): boolean {
  if (!one.cause.explains.includes(cause.code) || isAdvice(one)) return false;
  return one.verdict.confidence !== 'possible' || verdict.confidence !== 'certain';
}

/** Does the other say why, where the first only says how the refusal came? */
function tellsWhyOf({ cause }: Candidate, other: Candidate): boolean {
  if (!cause.manner || cause.explains.includes(other.cause.code)) return false;
  return !other.cause.manner && !other.cause.lastResort && !isAdvice(other);
}

/** Is it worth a reader's time beside this lead? */
function addsTo(candidate: Candidate, lead: Candidate): boolean {
  const { cause, verdict } = candidate;
  if (cause.lastResort) return false;
  return (
    followsFrom(candidate, lead) || verdict.confidence !== 'possible' || lead.verdict.confidence !== 'certain'
  );
}

function followsFrom(candidate: Candidate, lead: Candidate): boolean {
  return lead.cause.explains.includes(candidate.cause.code) || tellsWhyOf(candidate, lead);
}

function roleOf(candidate: Candidate, lead: Candidate): Finding['role'] {
  if (candidate === lead) return 'lead';
  return followsFrom(candidate, lead) ? 'consequence' : 'also';
}

function finding({ cause, verdict }: Candidate, role: Finding['role']): Finding {
  const { kind: _, fixIn = cause.fixIn, ...rest } = verdict;
  return { ...rest, code: cause.code, group: cause.group, role, fixIn, step: cause.step };
}
