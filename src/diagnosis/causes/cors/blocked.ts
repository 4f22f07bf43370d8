import type { Exchange } from '../../../exchange/exchange.ts';
import type { CorsReason, CorsVerdict } from '../../../protocol/cors/cors.ts';
import type { CorsFacts } from '../../facts/cors.ts';
import type { Facts } from '../../facts/facts.ts';

/** The answer whose CORS check failed, and how. */
export interface BlockedBy {
  readonly cors: CorsFacts;
  readonly verdict: CorsVerdict;
  readonly reason: CorsReason;
  readonly stage: 'preflight' | 'response';
  /** The preflight, or the request itself. */
  readonly answer: Exchange;
}

/** What the browser's CORS check stopped this request at; `undefined` where no CORS check stopped it. */
export function blockedBy(failing: Exchange, facts: Facts): BlockedBy | undefined {
  const cors = facts.cors(failing);
  if (!cors?.blocked) return undefined;
  const preflight = facts.preflightOf(failing);
  if (preflight && cors.preflight?.reason) {
    return {
      cors,
      verdict: cors.preflight,
      reason: cors.preflight.reason,
      stage: 'preflight',
      answer: preflight,
    };
  }
  if (cors.response?.reason) {
    return { cors, verdict: cors.response, reason: cors.response.reason, stage: 'response', answer: failing };
  }
  return undefined;
}

/** An answer of the same API that did carry CORS headers: the API knows CORS, this answer lacks it. */
export function answeredWithCors(failing: Exchange, facts: Facts): Exchange | undefined {
  return facts.answeredWithCors(failing).findLast(({ id }) => id !== failing.id);
}

/** Nothing else in the browser is likely to say it, so the panel does: the true status behind a hidden answer. */
export function hiddenStatus(failing: Exchange): string {
  const status = failing.response?.status;
  return status === undefined ? '' : `; its real status was ${status}`;
}
