import type { Channel } from './channel.ts';
import type { Answer, Notice, Params, RefusalCode, RequestName, ToPanel, ToWorker } from './contract.ts';

/** `gone`: the extension was updated or removed under an open panel; only opening DevTools again helps. */
export type ConnectionState = 'connected' | 'lost' | 'gone';

export interface Client {
  /** Rejects with `Refused`: `session-gone` if the line was lost before the answer. */
  ask<Name extends RequestName>(name: Name, params: Params<Name>): Promise<Answer<Name>>;
  onNotice(listen: (notice: Notice) => void): void;
  /** Told of every change; `connected` after a loss means: another worker answers, read the session again. */
  onState(listen: (state: ConnectionState) => void): void;
  state(): ConnectionState;
  close(): void;
}

export class Refused extends Error {
  override name = 'Refused';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A fresh line to the worker; `undefined` when there is no extension any more to dial. May throw: tried again. */
export type Dial = () => Channel<ToWorker, ToPanel> | undefined;

/** Milliseconds before the next attempt. A stopped worker answers at the first. */
function waitBefore(attempt: number): number {
  return attempt === 0 ? 0 : Math.min(100 * 2 ** attempt, 10_000);
}

/** Dials again whenever the worker goes away, which is the normal course of events: browsers stop idle workers. */
export function connect(dial: Dial): Client {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(reason: Refused): void }>();
  const notices: ((notice: Notice) => void)[] = [];
  const states: ((state: ConnectionState) => void)[] = [];
  let nextId = 0;
  let attempts = 0;
  let state: ConnectionState = 'lost';
  let channel: Channel<ToWorker, ToPanel> | undefined;
  let redial: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  open();

  function open(): void {
    redial = undefined;
    try {
      const fresh = dial();
      if (!fresh) {
        become('gone');
        return;
      }
      channel = fresh;
      fresh.onMessage((message) => {
        if (fresh === channel) receive(message);
      });
      fresh.onClose(() => {
        if (fresh === channel) lose();
      });
      become('connected');
    } catch {
      lose();
    }
  }

  function lose(): void {
    channel = undefined;
    for (const { reject } of waiting.values())
      reject(new Refused('session-gone', 'The recorder was stopped.'));
    waiting.clear();
    if (isClosed) return;
    become('lost');
    redial = setTimeout(open, waitBefore(attempts));
    attempts += 1;
  }

  function become(next: ConnectionState): void {
    if (next === state) return;
    state = next;
    for (const listen of states) listen(next);
  }

  function receive(message: ToPanel): void {
    attempts = 0;
    if (message.kind === 'notice') {
      for (const listen of notices) listen(message.notice);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') asked?.resolve(message.value);
    else asked?.reject(new Refused(message.code, message.message));
  }

  return {
    ask(name, params) {
      return new Promise((resolve, reject) => {
        if (!channel) {
          reject(new Refused('session-gone', 'The recorder does not answer.'));
          return;
        }
        nextId += 1;
        waiting.set(nextId, { resolve: resolve as (value: unknown) => void, reject });
        channel.post({ kind: 'request', id: nextId, name, params } as ToWorker);
      });
    },
    onNotice: (listen) => void notices.push(listen),
    onState: (listen) => void states.push(listen),
    state: () => state,
    close() {
      isClosed = true;
      clearTimeout(redial);
      const open = channel;
      lose();
      open?.close();
    },
  };
}
