import { Fragment } from 'react';
import type { Evidence } from '../../diagnosis/engine/cause.ts';
import { resolvePointer } from '../../diagnosis/index.ts';
import type { Capture } from '../../exchange/exchange.ts';
import { LongText } from '../parts/long-text.tsx';

interface EvidenceGridProps {
  readonly evidence: readonly Evidence[];
  readonly capture: Capture;
}

/** What a finding rests on: each place, what stands there, and the words that decide. */
export function EvidenceGrid({ evidence, capture }: EvidenceGridProps) {
  return (
    <dl className="evidence">
      {evidence.map((item, index) => (
        <Fragment key={index}>
          <dt>
            <Label item={item} />
          </dt>
          <dd>
            <Place item={item} capture={capture} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Label({ item: { label, at } }: { readonly item: Evidence }) {
  const name = 'name' in at ? at.name : undefined;
  const named = name !== undefined && label.toLowerCase().endsWith(` ${name.toLowerCase()}`);
  if (!named) return label;
  return (
    <>
      {label.slice(0, -name.length)}
      <code>{label.slice(-name.length)}</code>
    </>
  );
}

/** A date that decides is marked whole. */
function Place({
  item: { at, mark, note },
  capture,
}: {
  readonly item: Evidence;
  readonly capture: Capture;
}) {
  const resolved = resolvePointer(at, capture, mark);
  const absent = 'absent' in at && at.absent;
  return (
    <>
      {resolved &&
        (absent ? (
          <span className="absent">{resolved.text}</span>
        ) : (
          <code>
            <LongText
              text={resolved.text}
              mark={mark && resolved.value !== undefined ? resolved.text : mark}
            />
          </code>
        ))}
      {note && (
        <span className="note">
          {resolved && ' · '}
          {note}
        </span>
      )}
    </>
  );
}
