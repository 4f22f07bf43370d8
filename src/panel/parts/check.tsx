import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import { CheckIcon } from './icons.tsx';

interface CheckProps {
  readonly selected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly children: ReactNode;
}

/** A box to tick, with its words. */
export function Check({ selected, onChange, children }: CheckProps) {
  return (
    <Checkbox className="checkbox" isSelected={selected} onChange={onChange}>
      <span className="box">
        <CheckIcon />
      </span>
      {children}
    </Checkbox>
  );
}
