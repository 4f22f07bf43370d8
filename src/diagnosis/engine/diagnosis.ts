import type { ExchangeId } from '../../exchange/exchange.ts';
import type { CannotTell, CauseGroup, FixParty, Found, RuledOut, StepId } from './cause.ts';

/** What a capture amounts to. Plain JSON; derived afresh from the exchanges whenever it is wanted. */
export interface Diagnosis {
  /** Everything recorded but preflights, which count with their request. */
  readonly requests: number;
  /** In the order in which they happened; recovered ones included. */
  readonly failures: readonly Failure[];
  readonly patterns: readonly PatternFinding[];
}

/** What became of a request that authentication or its transport failed. */
export type Outcome =
  /** The server said no, and the page could read it. */
  | 'refused'
  /** The page saw no response. */
  | 'blocked'
  /** Sent to a sign-in page instead of an answer. */
  | 'redirected'
  /** An authentication error inside a success. */
  | 'hidden'
  /** A later try of the same passed: not counted as failing. */
  | 'recovered'
  /** The browser is waiting for somebody to type a password. */
  | 'pending';

export interface Failure {
  readonly exchangeId: ExchangeId;
  readonly outcome: Outcome;
  /** The lead first, then its consequences, then what is also worth a check. Empty where nothing can be said. */
  readonly findings: readonly Finding[];
  readonly ruledOut: readonly (Omit<RuledOut, 'kind'> & CauseName)[];
  readonly cannotTell: readonly (Omit<CannotTell, 'kind'> & CauseName)[];
  /** The later exchange that passed. */
  readonly recoveredBy?: ExchangeId;
}

interface CauseName {
  readonly code: string;
  readonly title: string;
}

export interface Finding extends Omit<Found, 'kind' | 'fixIn'> {
  readonly code: string;
  readonly group: CauseGroup;
  readonly role: 'lead' | 'consequence' | 'also';
  readonly fixIn: FixParty;
  readonly step: StepId;
}

export interface PatternFinding {
  readonly pattern: string;
  /** Milliseconds since the epoch. */
  readonly since?: number;
  readonly title: string;
  readonly exchangeIds: readonly ExchangeId[];
}
