import type { Failure, Finding } from '../../diagnosis/engine/diagnosis.ts';
import { exchange } from '../../exchange/exchange.fixture.ts';
import type { Exchange, ExchangeId } from '../../exchange/exchange.ts';

interface Wanted {
  readonly id?: string;
  readonly url?: string;
  readonly method?: string;
  readonly status?: number;
  readonly startedAt?: number;
  readonly outcome?: Failure['outcome'];
  readonly cause?: string;
  readonly group?: Finding['group'];
}

/** A failing request with one finding, as the list is given it. */
export function failing(wanted: Wanted = {}): { readonly failure: Failure; readonly exchange: Exchange } {
  const { outcome = 'refused', cause, group = 'token', ...request } = wanted;
  const failed = exchange({ status: 401, ...request });
  return {
    exchange: failed,
    failure: {
      exchangeId: failed.id,
      outcome,
      findings: cause === undefined ? [] : [finding(cause, group, failed.id)],
      ruledOut: [],
      cannotTell: [],
    },
  };
}

function finding(code: string, group: Finding['group'], exchangeId: ExchangeId): Finding {
  return {
    code,
    group,
    role: 'lead',
    confidence: 'certain',
    title: `Headline of ${code}`,
    line: `Line of ${code}`,
    evidence: [{ label: 'Status', at: { part: 'status', exchangeId } }],
    fixIn: 'client',
    step: 'token',
  };
}
