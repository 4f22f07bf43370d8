import type { ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components';

interface OpenHarProps {
  readonly children: ReactNode;
  readonly onFile: (file: File) => void;
}

/** The button inside lets the user choose a capture. */
export function OpenHar({ children, onFile }: OpenHarProps) {
  return (
    <FileTrigger
      acceptedFileTypes={['.har', '.json', '.gz', '.zip', '.saz', '.chlsj', '.txt']}
      onSelect={(files) => {
        const file = files?.[0];
        if (file) onFile(file);
      }}
    >
      {children}
    </FileTrigger>
  );
}
