import { Button, Input, Radio, RadioGroup, SearchField } from 'react-aria-components';
import { OpenHar } from '../open-har.tsx';
import type { Beside, Candidate } from '../state/comparer.ts';
import { maskUrl } from '../state/secrets.ts';
import { clockTime } from '../state/words.ts';
import type { DetailProps } from './detail.tsx';
import { DifferenceTable } from './difference-table.tsx';
import { useComparison } from './use-comparison.ts';

/** The request beside one that passed: worked before, fails now; works there, fails here. */
export function CompareView({ failure, facts }: DetailProps) {
  const { candidates, text, lookFor, chosen, choose, result, from, openOther } = useComparison(
    failure,
    facts,
  );
  return (
    <article className="compare">
      <div className="beside">
        {candidates && candidates.length > 0 && (
          <RadioGroup
            className="radios"
            aria-label="The request to compare with"
            value={from === undefined ? (chosen ?? '') : ''}
            onChange={choose}
          >
            {candidates.map((candidate) => (
              <Radio key={candidate.id} value={candidate.id} className="radio">
                <span className="ring" />
                <code>{nameOf(candidate)}</code> <time className="dim">{clockTime(candidate.startedAt)}</time>
              </Radio>
            ))}
          </RadioGroup>
        )}
        {candidates?.length === 0 && from === undefined && (
          <p>
            {text.trim() === ''
              ? 'Nothing recorded here went to this route and passed. Compare with a capture in which it did: of another environment, another user, or another day.'
              : 'No request recorded here fits this.'}
          </p>
        )}
        <div className="others">
          <SearchField
            className="filter"
            aria-label="Another request, by URL, status:200 or method:post"
            value={text}
            onChange={lookFor}
          >
            <Input placeholder="Another request: url, status:200" spellCheck="false" />
            <Button className="filter-clear">×</Button>
          </SearchField>
          <OpenHar onFile={openOther}>
            <Button className="button">Compare with another capture…</Button>
          </OpenHar>
        </div>
      </div>
      {result && <Result result={result} from={from} />}
    </article>
  );
}

function Result({ result, from }: { readonly result: Beside | 'failed'; readonly from: string | undefined }) {
  if (result === 'failed') return <p>The two cannot be compared.</p>;
  const where = from === undefined ? '' : ` in ${from}`;
  if (result.kind === 'unpaired') return <p>{UNPAIRED[result.reason].replace('{where}', where)}</p>;
  const { good, comparison } = result;
  if (comparison.differences.length === 0)
    return (
      <p>
        Nothing that was recorded differs from {nameOf(good)}. What decides is out of sight: on the server.
      </p>
    );
  return (
    <DifferenceTable
      comparison={comparison}
      passed={`${comparison.counterpartFails ? 'Fails too' : 'Passed'}${where}: ${nameOf(good)}`}
    />
  );
}

const UNPAIRED = {
  'no-such-route': 'No request{where} goes to this route.',
  'other-method': 'This route was asked{where} with other methods only.',
  'fails-alike': 'It fails in the same way{where}: what the two differ in is not the reason.',
  'never-passed': 'Nothing that went there{where} can be laid beside it.',
} as const;

function nameOf({ method, url, status }: Candidate): string {
  return `${method} ${maskUrl(url)} → ${status === 0 ? 'no answer' : status}`;
}
