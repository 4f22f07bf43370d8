import type { Capture } from '../../exchange/exchange.ts';
import type { PanelSource, Recording } from './source.ts';

/** A capture that stands still: an opened file. */
export function fileSource(capture: Capture, warnings: readonly string[] = []): PanelSource {
  const recording: Recording = {
    capture,
    hostAccess: 'unknown',
    connection: 'connected',
    dropped: 0,
    warnings,
  };
  return {
    read: () => recording,
    subscribe: () => () => {},
    clear: () => {},
    change: () => {},
    requestHostAccess: () => {},
    close: () => {},
  };
}
