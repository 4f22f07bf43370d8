import { isoTime, leadOf, type Report, type ReportedFailure } from './report.ts';

/** The report as a program reads it: version 1 of the public format, see `docs/report-1.schema.json`. */
export interface JsonReport {
  readonly schemaVersion: 1;
  readonly generator: { readonly name: 'Keyhole'; readonly version: string };
  readonly source: {
    readonly kind: 'har' | 'live';
    readonly name: string;
    readonly creator: string;
    readonly sanitized: boolean;
    readonly requests: number;
  };
  readonly summary: {
    readonly requests: number;
    readonly failing: number;
    readonly recovered: number;
    readonly causes: readonly {
      readonly cause: string;
      readonly confidence: string;
      readonly requests: number;
    }[];
    readonly patterns: readonly {
      readonly pattern: string;
      readonly since?: string;
      readonly requests: readonly string[];
    }[];
  };
  readonly failures: readonly JsonFailure[];
}

export interface JsonFailure {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  /** 0: no answer at all. */
  readonly status: number;
  readonly startedDateTime: string;
  readonly outcome: string;
  readonly cause: string | null;
  readonly findings: readonly {
    readonly cause: string;
    readonly confidence: string;
    readonly role: string;
    readonly title: string;
    readonly evidence: readonly { readonly label: string; readonly value: string; readonly at: string }[];
    readonly fixIn: string;
    readonly step: string;
  }[];
  readonly ruledOut: readonly { readonly cause: string; readonly because: string }[];
  readonly cannotTell: readonly { readonly cause: string; readonly because: string }[];
}

export function toJson(report: Report): JsonReport {
  const { source } = report;
  return {
    schemaVersion: 1,
    generator: { name: 'Keyhole', version: report.version },
    source: {
      kind: source.kind,
      name: source.kind === 'har' ? source.name : 'live',
      creator: source.kind === 'har' ? source.creator : `Keyhole ${report.version}`,
      sanitized: source.kind === 'har' && source.credentials !== 'whole',
      requests: report.requests,
    },
    summary: {
      requests: report.requests,
      failing: report.failing,
      recovered: report.recovered,
      causes: report.causes.map(({ cause, confidence, requests }) => ({ cause, confidence, requests })),
      patterns: report.patterns.map(({ pattern, since, requests }) => ({
        pattern,
        ...(since !== undefined && { since }),
        requests,
      })),
    },
    failures: report.failures.map(toJsonFailure),
  };
}

export function toJsonFailure(failure: ReportedFailure): JsonFailure {
  const { exchange } = failure;
  return {
    id: exchange.id,
    method: exchange.request.method,
    url: exchange.request.url,
    status: exchange.response?.status ?? 0,
    startedDateTime: isoTime(exchange.startedAt),
    outcome: failure.outcome,
    cause: leadOf(failure)?.code ?? null,
    findings: failure.findings.map(({ code, confidence, role, title, evidence, fixIn, step }) => ({
      cause: code,
      confidence,
      role,
      title,
      evidence: evidence.map(({ label, value, at }) => ({ label, value, at })),
      fixIn,
      step,
    })),
    ruledOut: failure.ruledOut.map(({ code, because }) => ({ cause: code, because })),
    cannotTell: failure.cannotTell.map(({ code, because }) => ({ cause: code, because })),
  };
}
