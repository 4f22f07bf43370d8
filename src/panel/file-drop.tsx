import { type DragEvent, type ReactNode, useState } from 'react';
import { openHarFile } from './state/open-har.ts';
import { useStore } from './state/use-panel.ts';

/** A capture can be dropped anywhere on the panel. By keyboard it is opened with the toolbar's button. */
export function FileDrop({ children }: { readonly children: ReactNode }) {
  const store = useStore();
  const [over, setOver] = useState(false);
  const accept = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the pointer's way alone
    <div
      className="panel"
      data-drop-target={over || undefined}
      onDragEnter={accept}
      onDragOver={accept}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) void openHarFile(file, store);
        else store.say({ text: 'That is no file. Drop a HAR file, saved before.', tone: 'error' });
      }}
    >
      {children}
    </div>
  );
}
