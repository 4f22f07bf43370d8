import type { Capture } from '../../exchange/exchange.ts';
import type { ConnectionState } from '../../messages/client.ts';
import type { Settings } from '../../messages/contract.ts';
import type { AsyncCaptureWork } from '../state/capture-work.ts';

/** Where the panel's exchanges come from: the inspected tab, or a file that was opened. */
export interface PanelSource {
  /** The latest snapshot; the same object until something changes. */
  read(): Recording;
  /** Calls back after every change; returns the function that ends it. */
  subscribe(onChange: () => void): () => void;
  clear(): void;
  /** Nothing happens where the recording has no settings (a file). */
  change(settings: Partial<Settings>): void;
  /** Asks the user for what `hostAccess: 'missing'` lacks; must be called from a click. */
  requestHostAccess(): void;
  /** On the whole capture, where more is held than what is shown. */
  readonly work?: AsyncCaptureWork;
  close(): void;
}

export interface Recording {
  readonly capture: Capture;
  /** Absent for a file, which records nothing. */
  readonly settings?: Settings;
  /** `missing`: the browser shows no requests of this site to the extension. */
  readonly hostAccess: 'granted' | 'missing' | 'unknown';
  /** `lost`: the recorder does not answer; what is shown may be behind. `gone`: it never will again. */
  readonly connection: ConnectionState;
  /** Exchanges that the recorder dropped to keep within its limits. */
  readonly dropped: number;
  /** What was odd about a file, one line each. */
  readonly warnings: readonly string[];
}
