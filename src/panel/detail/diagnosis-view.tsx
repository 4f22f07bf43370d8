import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { Finding } from '../../diagnosis/engine/diagnosis.ts';
import { whatWasSaid } from '../../diagnosis/engine/seen.ts';
import { causeByCode, wordsOf } from '../../diagnosis/index.ts';
import { RUNBOOK_STEPS, runbookStep, stepNumber } from '../../runbook/steps.ts';
import { Markdown } from '../parts/markdown.tsx';
import { Tip } from '../parts/tip.tsx';
import { leadOf } from '../state/rows.ts';
import { maskUrl } from '../state/secrets.ts';
import { useStore } from '../state/use-panel.ts';
import { CONFIDENCE_MEANS, PARTY_NAME, took } from '../state/words.ts';
import { CheckIt } from './check-it.tsx';
import type { DetailProps } from './detail.tsx';
import { EvidenceGrid } from './evidence-grid.tsx';
import { FixCard } from './fix-card.tsx';
import { OtherFindings } from './other-findings.tsx';
import { RuledOut } from './ruled-out.tsx';
import { TokenLifetime } from './token-lifetime.tsx';

/** The answer first, then what it rests on, then what to do. */
export function DiagnosisView({ failure, exchange, facts }: DetailProps) {
  const lead = leadOf(failure);
  const others = failure.findings.filter((finding) => finding !== lead);
  return (
    <article className="diagnosis">
      {lead ? (
        <LeadFinding lead={lead} failure={failure} exchange={exchange} facts={facts} />
      ) : (
        <Unexplained failure={failure} exchange={exchange} facts={facts} />
      )}
      <OtherFindings findings={others} capture={facts.capture} />
      <RuledOut failure={failure} />
      {lead && <Further lead={lead} />}
    </article>
  );
}

function LeadFinding({ lead, ...detail }: DetailProps & { readonly lead: Finding }) {
  const { exchange, facts, failure } = detail;
  const words = useMemo(() => wordsOf(lead.code), [lead.code]);
  const fixes = [...(words?.fixes ?? [])].sort(
    (a, b) => Number(b.party === lead.fixIn) - Number(a.party === lead.fixIn),
  );
  return (
    <section data-cause={lead.code} data-confidence={lead.confidence} data-role={lead.role}>
      <h1>{lead.title}</h1>
      <div className="meta">
        <Tip className={`tag ${lead.confidence}`} explanation={CONFIDENCE_MEANS[lead.confidence]}>
          {lead.confidence}
        </Tip>
        <span className="tag plain">fix in: {PARTY_NAME[lead.fixIn]}</span>
        <RequestLine {...detail} />
      </div>
      {failure.outcome === 'recovered' && <RecoveredNote {...detail} />}
      {failure.outcome === 'pending' && <PendingNote />}
      <h2>Evidence</h2>
      <EvidenceGrid evidence={lead.evidence} capture={facts.capture} />
      {lead.group === 'token' && <TokenLifetime exchange={exchange} facts={facts} />}
      {words && words.why !== '' && (
        <>
          <h2>Why</h2>
          <Markdown text={`${words.what}\n\n${words.why}`} />
        </>
      )}
      {fixes.length > 0 && (
        <>
          <h2>Fix</h2>
          <div className="fixes">
            {fixes.map(({ party, markdown }) => (
              <FixCard key={party} party={party} markdown={markdown} />
            ))}
          </div>
        </>
      )}
      <CheckIt exchange={exchange} check={words?.check ?? ''} />
    </section>
  );
}

function Unexplained(detail: DetailProps) {
  const status = detail.exchange.response?.status;
  const pending = detail.failure.outcome === 'pending';
  return (
    <section>
      <h1>
        {pending
          ? 'The browser waits for a user name and a password'
          : `Nothing seen explains this ${status ?? 'failure'} yet`}
      </h1>
      <div className="meta">
        <RequestLine {...detail} />
      </div>
      {pending ? (
        <PendingNote />
      ) : (
        <>
          <p>Below stands what was ruled out, and what would have to be known to tell more.</p>
          <h2>What was said</h2>
          <EvidenceGrid evidence={whatWasSaid(detail.exchange)} capture={detail.facts.capture} />
        </>
      )}
      <CheckIt exchange={detail.exchange} check="" />
    </section>
  );
}

/** Method, URL, and what the server really answered, whatever the page was shown. */
export function RequestLine({ exchange, failure }: Pick<DetailProps, 'exchange' | 'failure'>) {
  const { request, response, startedAt, endedAt } = exchange;
  const answer = response
    ? String(response.status)
    : failure.outcome === 'pending'
      ? 'waiting'
      : 'no response';
  return (
    <code className="request-line">
      {request.method} {maskUrl(request.url)} → {answer}
      {endedAt !== undefined && ` in ${took(endedAt - startedAt)}`}
      {failure.outcome === 'blocked' && response && ', hidden from the page'}
      {failure.outcome === 'redirected' && ', a sign-in page in place of the answer'}
      {failure.outcome === 'hidden' && ', with an error inside'}
    </code>
  );
}

function RecoveredNote({ failure, exchange, facts }: DetailProps) {
  const retry = failure.recoveredBy === undefined ? undefined : facts.byId(failure.recoveredBy);
  if (!retry) return null;
  return (
    <p className="note">
      The same request passed {took(retry.startedAt - (exchange.endedAt ?? exchange.startedAt))} later
      {retry.response && ` with ${retry.response.status}`}: it counts as recovered, not as failing.
    </p>
  );
}

function PendingNote() {
  return (
    <p className="note">
      The request stays open until somebody answers the browser’s own prompt. To get the plain 401 instead,
      send the request without credentials, or have the API leave out the <code>Basic</code> challenge.
    </p>
  );
}

function Further({ lead }: { readonly lead: Finding }) {
  const store = useStore();
  const cause = causeByCode(lead.code);
  return (
    <footer className="further">
      <Button className="link" onPress={() => store.setTab('runbook')}>
        Runbook step {stepNumber(lead.step)} of {RUNBOOK_STEPS.length}: {runbookStep(lead.step).title}
      </Button>
      {cause?.specs.map(({ name, url }) => (
        <a key={url} href={url} target="_blank" rel="noreferrer">
          {name}
        </a>
      ))}
      {cause && cause.aliases.length > 0 && (
        <span className="dim">Also known as: {cause.aliases.join(' · ')}</span>
      )}
    </footer>
  );
}
