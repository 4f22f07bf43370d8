import type { Capture, Exchange, JarCookie } from '../../exchange/exchange.ts';

/** A capture in short. Of its exchanges, as written here, the last that is no preflight is the one diagnosed. */
export interface Case {
  readonly exchanges: readonly [Exchange, ...Exchange[]];
  readonly jar?: readonly JarCookie[];
  readonly signatures?: Capture['signatures'];
}

/** Worked examples of one cause. Their names are the reasons why. */
export interface CauseCases {
  /** This cause leads. */
  readonly finds: Readonly<Record<string, Case>>;
  /** Near misses: the same situation but for the fact that decides. At least one of them is still refused. */
  readonly ignores: Readonly<Record<string, Case>>;
  /** The part that decides was not recorded. */
  readonly cannotTell?: Readonly<Record<string, Case>>;
}

export function captureOf({ exchanges, jar, signatures }: Case): Capture {
  return {
    source: { kind: 'live' },
    exchanges: exchanges.toSorted((a, b) => a.startedAt - b.startedAt),
    ...(jar && { jar }),
    ...(signatures && { signatures }),
  };
}

export function diagnosedIn({ exchanges }: Case): Exchange | undefined {
  return exchanges.findLast(({ kind }) => kind !== 'preflight');
}
