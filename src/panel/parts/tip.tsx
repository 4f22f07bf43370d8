import type { ReactNode } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';

interface TipProps {
  readonly className: string;
  readonly explanation: string;
  readonly children: ReactNode;
}

/** A short label that explains itself when pointed at or reached by keyboard. */
export function Tip({ className, explanation, children }: TipProps) {
  return (
    <TooltipTrigger delay={300}>
      <Button className={className}>{children}</Button>
      <Tooltip className="tooltip" offset={6}>
        {explanation}
      </Tooltip>
    </TooltipTrigger>
  );
}
