import { useEffect, useMemo, useState } from 'react';
import type { Failure } from '../../diagnosis/engine/diagnosis.ts';
import type { Facts } from '../../diagnosis/facts/facts.ts';
import type { ExchangeId } from '../../exchange/exchange.ts';
import { selectFailing } from '../../report/selection.ts';
import type { Beside, Candidate, Guest } from '../state/comparer.ts';
import { readBeside } from '../state/open-har.ts';
import { usePanel, useStore } from '../state/use-panel.ts';
import { workOnShown } from '../state/work-on-shown.ts';

interface Comparing {
  /** `undefined` until they are known. */
  readonly candidates: readonly Candidate[] | undefined;
  /** What is looked for among all requests; empty: those that went to the same route and passed. */
  readonly text: string;
  readonly lookFor: (text: string) => void;
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
  readonly result: Beside | 'failed' | undefined;
  /** Name of the other capture, where one is compared with. */
  readonly from: string | undefined;
  readonly openOther: (file: File) => void;
}

/** A failing request, the requests that it can be laid beside, and what came of that. */
export function useComparison(failure: Failure, facts: Facts): Comparing {
  const store = useStore();
  const failing = failure.exchangeId;
  const diagnosed = usePanel((state) => state.diagnosed);
  const work = useMemo(() => workOnShown(diagnosed, store.source()), [diagnosed, store]);
  const [candidates, setCandidates] = useState<readonly Candidate[]>();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const [other, setOther] = useState<{ readonly name: string; readonly result: Beside | 'failed' }>();
  const [result, setResult] = useState<Beside | 'failed'>();

  useEffect(() => {
    let wanted = true;
    work.candidates({ failing, text }).then(
      (found) => wanted && setCandidates(found),
      () => wanted && setCandidates([]),
    );
    return () => {
      wanted = false;
    };
  }, [work, failing, text]);

  const good = chosen ?? candidates?.[0]?.id;
  useEffect(() => {
    if (good === undefined) return setResult(undefined);
    let wanted = true;
    work.compare({ failing, good: good as ExchangeId }).then(
      (compared) => wanted && setResult(compared),
      () => wanted && setResult('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [work, failing, good]);

  async function openOther(file: File): Promise<void> {
    const opened = await readBeside(file, store);
    if (!opened) return;
    const compared = await opened.work.beside(guestOf(failure, facts)).catch(() => 'failed' as const);
    opened.close();
    setOther({ name: file.name, result: compared });
  }

  return {
    candidates,
    text,
    lookFor(wanted) {
      setOther(undefined);
      setChosen(undefined);
      setText(wanted);
    },
    chosen: good,
    choose(id) {
      setOther(undefined);
      setChosen(id);
    },
    result: other ? other.result : result,
    from: other?.name,
    openOther: (file) => void openOther(file),
  };
}

/** The request, with no more of its capture than explains it. */
function guestOf(failure: Failure, { capture }: Facts): Guest {
  const alone = { requests: 1, failures: [failure], patterns: [] };
  return { capture: selectFailing(capture, alone), failure };
}
