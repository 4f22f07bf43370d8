import type { ReactNode } from 'react';
import { DropZone, type FileDropItem } from 'react-aria-components';
import { openHarFile } from './state/open-har.ts';
import { useStore } from './state/use-panel.ts';

/** A capture can be dropped anywhere on the panel. */
export function FileDrop({ children }: { readonly children: ReactNode }) {
  const store = useStore();
  return (
    <DropZone
      className="panel"
      aria-label="Drop a HAR file"
      getDropOperation={(types) => (types.has('text/html') ? 'cancel' : 'copy')}
      onDrop={async ({ items }) => {
        const file = items.find((item): item is FileDropItem => item.kind === 'file');
        if (file) await openHarFile(await file.getFile(), store);
        else store.say({ text: 'That is no file. Drop a HAR file, saved before.', tone: 'error' });
      }}
    >
      {children}
    </DropZone>
  );
}
