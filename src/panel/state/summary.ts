import { type TimeBars, timeBars } from '../../report/time-bars.ts';
import type { Diagnosed } from './diagnosed.ts';
import { leadOf } from './rows.ts';
import { clockTime } from './words.ts';

export interface Summary {
  readonly requests: number;
  readonly failing: number;
  readonly recovered: number;
  readonly pending: number;
  readonly causes: number;
  /** The pattern that says most, or since when requests fail. */
  readonly since: string;
}

/** What the line above the list says. */
export function summaryOf({ diagnosis, facts }: Diagnosed): Summary {
  const { requests, failures, patterns } = diagnosis;
  const failing = failures.filter(({ outcome }) => outcome !== 'recovered' && outcome !== 'pending');
  const codes = new Set(failing.flatMap((failure) => leadOf(failure)?.code ?? []));
  const first = failing[0] && facts.byId(failing[0].exchangeId);
  const pattern = patterns.find(({ since }) => since !== undefined) ?? patterns[0];
  const at = pattern?.since ?? (pattern ? undefined : first?.startedAt);
  const parts = [at !== undefined && `since ${clockTime(at)}`, pattern?.title].filter(Boolean);
  return {
    requests,
    failing: failing.length,
    recovered: failures.filter(({ outcome }) => outcome === 'recovered').length,
    pending: failures.filter(({ outcome }) => outcome === 'pending').length,
    causes: codes.size,
    since: parts.join(' · '),
  };
}

/** Requests over time, those that fail apart. `undefined` where there is nothing yet. */
export function chartOf({ diagnosis, facts, times }: Diagnosed): TimeBars | undefined {
  const failing = diagnosis.failures
    .filter(({ outcome }) => outcome !== 'recovered')
    .flatMap(({ exchangeId }) => facts.byId(exchangeId)?.startedAt ?? []);
  return timeBars(times, failing);
}
