import type { Evidence, Pointer } from '../diagnosis/engine/cause.ts';
import type { Diagnosis, Failure, Finding } from '../diagnosis/engine/diagnosis.ts';
import { whatWasSaid } from '../diagnosis/engine/seen.ts';
import { diagnose, resolvePointer } from '../diagnosis/index.ts';
import type { Capture, CaptureSource, Exchange, ExchangeId } from '../exchange/exchange.ts';
import {
  type RedactedItem,
  type Redaction,
  type RedactOptions,
  type Replaced,
  redact,
} from './redact/redact.ts';
import { selectDiagnosable, selectFailing, teachersFor, without } from './selection.ts';
import { timesOf } from './time-bars.ts';

/** A diagnosis with its exchanges, redacted: what all writers start from. */
export interface Report {
  readonly version: string;
  readonly source: CaptureSource;
  /** Requests in the capture, preflights not counted. */
  readonly requests: number;
  readonly failing: number;
  readonly recovered: number;
  /** When each request was made, preflights left out; milliseconds since the epoch. */
  readonly times: Float64Array;
  readonly failures: readonly ReportedFailure[];
  readonly patterns: readonly {
    readonly pattern: string;
    readonly title: string;
    readonly since?: string;
    readonly requests: readonly string[];
  }[];
  readonly causes: readonly CauseCount[];
  /** The exchanges that the report is about, redacted. */
  readonly capture: Capture;
  readonly replaced: readonly Replaced[];
  /** For a preview: what was replaced, by value. Titles and reasons are counted without an exchange. */
  readonly items: () => readonly RedactedItem[];
}

export interface CauseCount {
  readonly cause: string;
  readonly title: string;
  readonly confidence: Finding['confidence'];
  readonly requests: number;
}

export interface ReportedFailure extends Omit<Failure, 'findings'> {
  readonly exchange: Exchange;
  readonly findings: readonly ReportedFinding[];
  /** Of one that no finding leads: what server and browser said. */
  readonly said: readonly ReportedEvidence[];
}

export interface ReportedFinding extends Omit<Finding, 'evidence'> {
  readonly evidence: readonly ReportedEvidence[];
}

export interface ReportedEvidence {
  readonly label: string;
  /** Short, for programs: an ISO time where it is one. */
  readonly value: string;
  /** For people. */
  readonly text: string;
  /** Where it stands, e.g. `request.headers.authorization`; in another exchange its id goes before. */
  readonly at: string;
  readonly note?: string;
}

export interface ReportOptions extends Pick<RedactOptions, 'keys' | 'personal' | 'keep'> {
  /** Keyhole's own. */
  readonly version: string;
  /**
   * What is taken in. `failing` (the default): with what explains them. `reopenable`: whatever else a report that is
   * opened again needs to give the same diagnosis; for HAR. `everything`: all that was recorded.
   */
  readonly scope?: 'failing' | 'reopenable' | 'everything';
  /** Entries that are left out, their diagnosis with them; what they teach of secrets still holds. */
  readonly dropped?: ReadonlySet<ExchangeId>;
}

/** Redacts a diagnosed capture for a report. The diagnosis was made before, from the capture as it was. */
export function openReport(capture: Capture, diagnosis: Diagnosis, options: ReportOptions): Report {
  const selection = SELECT[options.scope ?? 'failing'](capture, diagnosis);
  const redaction = redact(without(selection, options.dropped), {
    ...options,
    teachers: teachersFor(capture, selection),
  });
  const redacted = redaction.capture;
  const byId = new Map(redacted.exchanges.map((exchange) => [exchange.id, exchange]));
  const failures = diagnosis.failures.flatMap((failure) => {
    const exchange = byId.get(failure.exchangeId);
    return exchange ? [reportFailure(failure, exchange, redacted, redaction)] : [];
  });
  const recovered = diagnosis.failures.filter(({ outcome }) => outcome === 'recovered').length;
  return {
    version: options.version,
    source: redacted.source,
    requests: diagnosis.requests,
    failing: diagnosis.failures.length - recovered,
    recovered,
    times: timesOf(capture),
    failures,
    patterns: diagnosis.patterns.map(({ pattern, title, since, exchangeIds }) => ({
      pattern,
      title: redaction.text(title),
      ...(since !== undefined && { since: isoTime(since) }),
      requests: exchangeIds,
    })),
    causes: countCauses(failures),
    capture: redacted,
    replaced: redaction.replaced,
    items: redaction.items,
  };
}

const SELECT: Readonly<
  Record<NonNullable<ReportOptions['scope']>, (capture: Capture, diagnosis: Diagnosis) => Capture>
> = {
  failing: selectFailing,
  reopenable: (capture, diagnosis) => selectDiagnosable(capture, diagnosis, diagnose),
  everything: (capture) => capture,
};

function reportFailure(
  failure: Failure,
  exchange: Exchange,
  capture: Capture,
  redaction: Redaction,
): ReportedFailure {
  const because = <T extends { readonly because: string }>(each: T): T => ({
    ...each,
    because: redaction.text(each.because),
  });
  return {
    ...failure,
    exchange,
    findings: failure.findings.map((finding) => ({
      ...finding,
      title: redaction.text(finding.title),
      line: redaction.text(finding.line),
      evidence: finding.evidence.map((evidence) => reportEvidence(evidence, exchange.id, capture, redaction)),
    })),
    said: leadOf(failure)
      ? []
      : whatWasSaid(exchange).map((evidence) => reportEvidence(evidence, exchange.id, capture, redaction)),
    ruledOut: failure.ruledOut.map(because),
    cannotTell: failure.cannotTell.map(because),
  };
}

function reportEvidence(
  evidence: Evidence,
  of: ExchangeId,
  capture: Capture,
  redaction: Redaction,
): ReportedEvidence {
  // A name may have been a secret, too.
  const at = 'name' in evidence.at ? { ...evidence.at, name: redaction.text(evidence.at.name) } : evidence.at;
  const resolved = resolvePointer(at, capture, evidence.mark);
  const text = resolved?.text ?? '(not in this report)';
  const place = placeOf(at);
  return {
    label: redaction.text(evidence.label),
    text,
    value: resolved?.value ?? text,
    at: evidence.at.exchangeId === of ? place : `${evidence.at.exchangeId}.${place}`,
    ...(evidence.note !== undefined && { note: redaction.text(evidence.note) }),
  };
}

/** A pointer's place in the words of HAR. */
export function placeOf(pointer: Pointer): string {
  switch (pointer.part) {
    case 'status':
      return 'response.status';
    case 'failure':
      return 'response._error';
    case 'url':
    case 'method':
      return `request.${pointer.part}`;
    case 'initiator':
      return '_initiator';
    case 'time':
      return 'startedDateTime';
    case 'request-header':
      return `request.headers.${pointer.name.toLowerCase()}`;
    case 'response-header':
      return `response.headers.${pointer.name.toLowerCase()}`;
    case 'claim':
    case 'token-header':
      return 'request.headers.authorization';
    case 'request-body':
      return 'request.postData';
    case 'response-body':
      return 'response.content';
    case 'query':
      return `request.queryString.${pointer.name}`;
    case 'set-cookie':
      return 'response.headers.set-cookie';
    case 'jar-cookie':
      return `jar.${pointer.name}`;
  }
}

export function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}

/** The finding that answers why; `undefined` where nothing can be said. */
export function leadOf<F extends { readonly role: string }>(failure: {
  readonly findings: readonly F[];
}): F | undefined {
  return failure.findings.find(({ role }) => role === 'lead');
}

const BY_CONFIDENCE: readonly Finding['confidence'][] = ['certain', 'likely', 'possible'];

/** Leading causes of what still fails, the commonest first, each with the surest verdict on it. */
function countCauses(failures: readonly ReportedFailure[]): CauseCount[] {
  const counts = new Map<string, CauseCount>();
  for (const failure of failures) {
    const lead = leadOf(failure);
    if (!lead || failure.outcome === 'recovered') continue;
    const known = counts.get(lead.code);
    const surer = BY_CONFIDENCE.find((each) => each === known?.confidence || each === lead.confidence)!;
    counts.set(lead.code, {
      cause: lead.code,
      title: known?.title ?? lead.title,
      confidence: surer,
      requests: (known?.requests ?? 0) + 1,
    });
  }
  return [...counts.values()].sort((a, b) => b.requests - a.requests);
}
