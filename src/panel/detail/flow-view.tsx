import { useMemo } from 'react';
import { flowOf } from '../../diagnosis/facts/flow.ts';
import { drawFlow } from '../../report/drawing/flow-drawing.ts';
import { Picture } from '../parts/picture.tsx';
import { useWidth } from '../parts/use-width.ts';
import { counted, took } from '../state/words.ts';
import type { DetailProps } from './detail.tsx';

/** How the request came about, drawn: who asked whom, in which order, and what came back. */
export function FlowView({ exchange, facts }: DetailProps) {
  const flow = useMemo(() => flowOf(exchange, facts), [exchange, facts]);
  const [room, width] = useWidth<HTMLElement>();
  const first = flow.steps[0]?.exchange.startedAt ?? exchange.startedAt;
  return (
    <article className="flow-view" ref={room}>
      {width > 0 && <Picture drawing={drawFlow(flow, width)} />}
      <p className="dim">
        {counted(flow.steps.length, 'request')} in {took((exchange.endedAt ?? exchange.startedAt) - first)}:
        this one (marked), its preflight and redirects, and the sign-in or the token answer that it rests on,
        as far as they were recorded.
      </p>
    </article>
  );
}
