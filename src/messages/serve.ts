import type { Channel } from './channel.ts';
import type { Handlers, Notice, RefusalCode, RequestName, ToPanel, ToWorker } from './contract.ts';

/** The worker's side of all lines: answers panels, tells them what changed, knows which tabs have one open. */
export interface Switchboard {
  connect(channel: Channel<ToPanel, ToWorker>, tabId: number): void;
  /** To every panel of that tab. */
  tell(tabId: number, notice: Notice): void;
  /** Whether a panel of that tab is on the line. */
  isOpen(tabId: number): boolean;
}

/** What a handler throws to say why. Anything else reaches the panel as `internal`, without its words. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** @param onLines called after a panel of that tab came or went */
export function openSwitchboard(
  handlers: Handlers,
  onLines: (tabId: number) => void = () => {},
): Switchboard {
  const lines = new Map<number, Set<Channel<ToPanel, ToWorker>>>();

  function add(channel: Channel<ToPanel, ToWorker>, tabId: number): void {
    lines.set(tabId, (lines.get(tabId) ?? new Set()).add(channel));
    onLines(tabId);
  }

  function remove(channel: Channel<ToPanel, ToWorker>, tabId: number): void {
    const here = lines.get(tabId);
    here?.delete(channel);
    if (here?.size === 0) lines.delete(tabId);
    onLines(tabId);
  }

  return {
    connect(channel, tabId) {
      channel.onMessage(
        (message) => void answer(handlers, message, tabId).then((reply) => channel.post(reply)),
      );
      channel.onClose(() => remove(channel, tabId));
      add(channel, tabId);
    },
    tell(tabId, notice) {
      for (const channel of lines.get(tabId) ?? []) channel.post({ kind: 'notice', notice });
    },
    isOpen: (tabId) => lines.has(tabId),
  };
}

async function answer(handlers: Handlers, { id, name, params }: ToWorker, tabId: number): Promise<ToPanel> {
  try {
    if (!Object.hasOwn(handlers, name)) throw new Refusal('internal', 'No such request.');
    // The contract ties each name to its params; the compiler cannot follow the pair through a lookup.
    const handle = handlers[name] as (params: ToWorker['params'], tabId: number) => unknown;
    return { kind: 'answer', id, value: (await handle(params, tabId)) as unknown };
  } catch (reason) {
    const refusal =
      reason instanceof Refusal ? reason : new Refusal('internal', `${name satisfies RequestName} failed.`);
    return { kind: 'refusal', id, code: refusal.code, message: refusal.message };
  }
}
