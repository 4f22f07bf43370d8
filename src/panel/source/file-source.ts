import type { OpenedFile } from '../file/open-file.ts';
import type { PanelSource, Recording } from './source.ts';

/** An opened file: a capture that stands still. */
export function fileSource({ diagnosed, warnings, work, close }: OpenedFile): PanelSource {
  return { ...stillSource({ capture: diagnosed.capture, warnings }), work, close };
}

/** Where no tab is inspected: nothing comes but files. */
export function noSource(): PanelSource {
  return stillSource({ capture: { source: { kind: 'live' }, exchanges: [] }, warnings: [] });
}

function stillSource(known: Pick<Recording, 'capture' | 'warnings'>): PanelSource {
  const recording: Recording = { ...known, hostAccess: 'unknown', connection: 'connected', dropped: 0 };
  return {
    read: () => recording,
    subscribe: () => () => {},
    clear: () => {},
    change: () => {},
    requestHostAccess: () => {},
    close: () => {},
  };
}
