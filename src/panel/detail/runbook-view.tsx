import { useState } from 'react';
import {
  Button,
  Disclosure,
  DisclosureGroup,
  DisclosurePanel,
  Heading,
  type Key,
} from 'react-aria-components';
import type { StepId } from '../../diagnosis/engine/cause.ts';
import { causes } from '../../diagnosis/index.ts';
import { RUNBOOK_STEPS, type RunbookStep, stepNumber } from '../../runbook/steps.ts';

interface RunbookViewProps {
  readonly step: StepId;
  /** A cause was found, and this is its step. */
  readonly known: boolean;
}

/** All steps, the one that matches this failure open. */
export function RunbookView({ step, known }: RunbookViewProps) {
  const [open, setOpen] = useState<ReadonlySet<Key>>(new Set([step]));
  return (
    <div className="plain-view">
      <h1>
        {known
          ? `Step ${stepNumber(step)} of ${RUNBOOK_STEPS.length} answers this one`
          : 'Nothing found yet: start with the first step'}
      </h1>
      <p className="meta">From the quickest signal to the slowest.</p>
      <DisclosureGroup
        className="steps"
        allowsMultipleExpanded
        expandedKeys={open}
        onExpandedChange={(keys) => setOpen(new Set(keys))}
      >
        {RUNBOOK_STEPS.map((each) => (
          <Step key={each.id} step={each} matches={known && each.id === step} />
        ))}
      </DisclosureGroup>
    </div>
  );
}

function Step({ step, matches }: { readonly step: RunbookStep; readonly matches: boolean }) {
  const reveals = causes.filter((cause) => cause.step === step.id);
  return (
    <Disclosure id={step.id} className={`step${matches ? ' matches' : ''}`} data-step={step.id}>
      <Heading level={2}>
        <Button slot="trigger">
          <span className="chevron" aria-hidden="true" />
          <span className="number">{stepNumber(step.id)}</span>
          <span className="step-title">{step.title}</span>
          {matches && <span className="tag plain">this failure</span>}
        </Button>
      </Heading>
      <DisclosurePanel className="step-body">
        <p>{step.purpose}</p>
        <div className="step-checks">
          <section>
            <h3>Answered from the recording</h3>
            <ul>
              {step.seen.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </section>
          {step.personChecks.length > 0 && (
            <section>
              <h3>Only you can tell</h3>
              <ul>
                {step.personChecks.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </section>
          )}
        </div>
        {reveals.length > 0 && (
          <p className="dim">Can reveal: {reveals.map(({ title }) => title).join(' · ')}</p>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
}
