import type { Exchange } from '../../../exchange/exchange.ts';
import type { Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import { present, responseBody, status } from '../../engine/evidence.ts';
import type { StepWord } from '../../facts/oauth-flow.ts';

interface Particulars {
  readonly title: string;
  readonly line: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

/** A grant that was used before: what shows it, then what the server answered, in its own words where it has some. */
export function found(
  failing: Exchange,
  word: StepWord | undefined,
  confidence: Confidence,
  { title, line, evidence: [first, ...rest] }: Particulars,
): Verdict {
  const answer = word?.evidence ?? (failing.response?.body && responseBody(failing));
  return {
    kind: 'found',
    confidence,
    title,
    line,
    evidence: present(first, ...rest, answer, status(failing)),
  };
}
