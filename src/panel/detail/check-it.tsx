import { useMemo } from 'react';
import type { Exchange } from '../../exchange/exchange.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { LongText } from '../parts/long-text.tsx';
import { Markdown } from '../parts/markdown.tsx';
import { curlOf } from '../state/exports.ts';

interface CheckItProps {
  readonly exchange: Exchange;
  /** Markdown; empty where the catalogue says nothing. */
  readonly check: string;
}

/** How to see the same outside the browser, and that it is fixed. */
export function CheckIt({ exchange, check }: CheckItProps) {
  const curl = useMemo(() => curlOf(exchange), [exchange]);
  return (
    <section>
      <h2>
        Check it <CopyButton label="Copy as cURL" text={() => curl} />
      </h2>
      {check !== '' && <Markdown text={check} />}
      <pre className="curl">
        <LongText text={curl} />
      </pre>
    </section>
  );
}
