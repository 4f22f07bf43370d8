import { useEffect } from 'react';
import { RUNBOOK_STEPS, runbookStep, stepNumber } from '../runbook/steps.ts';
import { leadOf } from './state/rows.ts';
import { usePanel, useStore } from './state/use-panel.ts';
import { counted } from './state/words.ts';

const SAID_FOR_MS = 4_000;

export function StatusBar() {
  const { diagnosis } = usePanel((state) => state.diagnosed);
  const selected = usePanel((state) => state.selected);
  const failure = diagnosis.failures.find(({ exchangeId }) => exchangeId === selected);
  const step = failure && leadOf(failure)?.step;
  return (
    <footer className="status-bar">
      {step && (
        <span>
          Runbook step {stepNumber(step)} of {RUNBOOK_STEPS.length}: {lowerFirst(runbookStep(step).title)}
        </span>
      )}
      <span className="seen">{counted(diagnosis.requests, 'request')} seen</span>
      <span>Secrets stay in this browser; reports are redacted</span>
      <Said />
    </footer>
  );
}

function Said() {
  const store = useStore();
  const said = usePanel((state) => state.said);
  useEffect(() => {
    if (said?.tone !== 'plain') return;
    const timer = setTimeout(() => store.say(undefined), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said, store]);
  return (
    <span className="said" role="status">
      {said?.tone === 'plain' ? said.text : ''}
    </span>
  );
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
