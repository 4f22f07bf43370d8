import type { Exchange } from '../exchange/exchange.ts';

/** Grows by one with every change to a tab's session; survives the worker in `storage.session`. */
export type Sequence = number;

export interface Settings {
  /** `always`: record every tab, so that the panel shows what already happened. `devtools`: only tabs with DevTools open. */
  readonly record: 'always' | 'devtools';
  readonly paused: boolean;
}

export interface SessionPage {
  readonly exchanges: readonly Exchange[];
  readonly upTo: Sequence;
  /** Exchanges dropped so far to keep within the tab's limits. */
  readonly dropped: number;
  /** These are all there are: whoever kept others from before shall forget them. */
  readonly whole: boolean;
}

/** Questions a panel asks the worker: one question, one answer. Everything is plain JSON. */
export interface Requests {
  /** Everything recorded in the inspected tab that changed after `since`; `0` asks for all of it. */
  'session.read': (params: { readonly since: Sequence }) => SessionPage;
  'session.clear': (params: Record<never, never>) => void;
  'settings.read': (params: Record<never, never>) => Settings;
  'settings.write': (params: Partial<Settings>) => Settings;
}

/** What the worker tells a panel unasked, in order. A gap in `sequence` means: read again. */
export type Notice =
  | { readonly type: 'exchange-changed'; readonly sequence: Sequence; readonly exchange: Exchange }
  | { readonly type: 'session-cleared'; readonly sequence: Sequence };

export type RequestName = keyof Requests;
export type Params<Name extends RequestName> = Parameters<Requests[Name]>[0];
export type Answer<Name extends RequestName> = ReturnType<Requests[Name]>;

export type ToWorker = {
  readonly [Name in RequestName]: {
    readonly kind: 'request';
    readonly id: number;
    readonly name: Name;
    readonly params: Params<Name>;
  };
}[RequestName];

export type ToPanel =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly code: RefusalCode; readonly message: string }
  | { readonly kind: 'notice'; readonly notice: Notice };

export type RefusalCode = 'session-gone' | 'storage-full' | 'internal';

/** The worker's side. A request without a handler, or a handler without a request, does not compile. */
export type Handlers = {
  readonly [Name in RequestName]: (
    params: Params<Name>,
    tabId: number,
  ) => Answer<Name> | Promise<Answer<Name>>;
};

/** The devtools page is not a party: a panel dials the worker itself, and its port says for which tab. */
export const portName = (tabId: number) => `panel:${tabId}` as const;

export function tabOfPort(name: string): number | undefined {
  const match = /^panel:(\d+)$/.exec(name);
  return match ? Number(match[1]) : undefined;
}
