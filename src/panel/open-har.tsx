import type { ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components';
import { openHarFile } from './state/open-har.ts';
import { useStore } from './state/use-panel.ts';

/** The button inside lets the user choose a capture. */
export function OpenHar({ children }: { readonly children: ReactNode }) {
  const store = useStore();
  return (
    <FileTrigger
      acceptedFileTypes={['.har', '.json', '.gz', '.zip', '.saz', '.chlsj', '.txt']}
      onSelect={(files) => {
        const file = files?.[0];
        if (file) void openHarFile(file, store);
      }}
    >
      {children}
    </FileTrigger>
  );
}
