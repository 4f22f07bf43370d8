import type { Har } from 'har-format';
import { toHar } from '../har/to-har.ts';
import { toJson, toJsonFailure } from './json.ts';
import type { Report } from './report.ts';

/**
 * The report as a HAR 1.2 file: the failing requests with their preflights, redirect chains and evidence,
 * redacted; the diagnosis in `log._keyhole` and in `_keyhole` on entries, for programs that know it.
 */
export function toHarReport(report: Report): Har {
  const failures = new Map(report.failures.map((failure) => [failure.exchange.id, failure]));
  const { failures: _, ...about } = toJson(report);
  return toHar(report.capture, report.version, {
    log: about,
    entry: ({ id }) => {
      const failure = failures.get(id);
      if (!failure) return {};
      const { outcome, cause, findings, ruledOut, cannotTell } = toJsonFailure(failure);
      return { outcome, cause, findings, ruledOut, cannotTell };
    },
  });
}
