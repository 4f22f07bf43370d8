import { useState } from 'react';
import { Button } from 'react-aria-components';
import { LongText } from './long-text.tsx';

interface MaskedProps {
  readonly masked: string;
  readonly secret: string;
  /** What is revealed: `Authorization`. */
  readonly name: string;
}

/** A secret: masked until somebody asks for this one. */
export function Masked({ masked, secret, name }: MaskedProps) {
  const [revealed, setRevealed] = useState(false);
  return (
    <>
      <LongText text={revealed ? secret : masked} />{' '}
      <Button
        className="link in-text"
        aria-label={revealed ? `Hide ${name}` : `Reveal ${name}`}
        onPress={() => setRevealed(!revealed)}
      >
        {revealed ? 'Hide' : 'Reveal'}
      </Button>
    </>
  );
}
