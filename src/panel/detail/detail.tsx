import { type ReactNode, useMemo } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { StepId } from '../../diagnosis/engine/cause.ts';
import type { Failure } from '../../diagnosis/engine/diagnosis.ts';
import type { Facts } from '../../diagnosis/facts/facts.ts';
import type { Exchange, ExchangeId } from '../../exchange/exchange.ts';
import { RUNBOOK_STEPS, stepNumber } from '../../runbook/steps.ts';
import { ErrorBoundary } from '../parts/error-boundary.tsx';
import { leadOf } from '../state/rows.ts';
import type { TabId } from '../state/store.ts';
import { usePanel, useStore } from '../state/use-panel.ts';
import { CompareView } from './compare-view.tsx';
import { CookiesView } from './cookies-view.tsx';
import { CorsView } from './cors-view.tsx';
import { DiagnosisView } from './diagnosis-view.tsx';
import { FlowView } from './flow-view.tsx';
import { HttpView } from './http-view.tsx';
import { RunbookView } from './runbook-view.tsx';
import { TokenView } from './token-view.tsx';

/** What every tab is given: one failing request, and what is known around it. */
export interface DetailProps {
  readonly failure: Failure;
  readonly exchange: Exchange;
  readonly facts: Facts;
}

/** The selected request, by the questions people ask about it. */
export function Detail() {
  const store = useStore();
  const selected = usePanel((state) => state.selected);
  const { diagnosis, facts } = usePanel((state) => state.diagnosed);
  const tab = usePanel((state) => state.tab);
  const failure = useMemo(
    () => diagnosis.failures.find(({ exchangeId }) => exchangeId === selected),
    [diagnosis, selected],
  );
  const exchange = failure && facts.byId(failure.exchangeId);
  if (!failure || !exchange) return null;

  const props: DetailProps = { failure, exchange, facts };
  const step: StepId = leadOf(failure)?.step ?? 'capture';
  return (
    <Tabs className="detail" selectedKey={tab} onSelectionChange={(key) => store.setTab(key as TabId)}>
      <TabList className="tabs" aria-label="About this request">
        <Tab id="diagnosis">Diagnosis</Tab>
        <Tab id="token">Token</Tab>
        <Tab id="cookies">Cookies</Tab>
        <Tab id="cors">CORS</Tab>
        <Tab id="flow">Flow</Tab>
        <Tab id="http">HTTP</Tab>
        <Tab id="compare">Compare</Tab>
        <Tab id="runbook">
          Runbook {stepNumber(step)}/{RUNBOOK_STEPS.length}
        </Tab>
      </TabList>
      <Panel id="diagnosis" of={exchange.id}>
        <DiagnosisView {...props} />
      </Panel>
      <Panel id="token" of={exchange.id}>
        <TokenView {...props} />
      </Panel>
      <Panel id="cookies" of={exchange.id}>
        <CookiesView {...props} />
      </Panel>
      <Panel id="cors" of={exchange.id}>
        <CorsView {...props} />
      </Panel>
      <Panel id="flow" of={exchange.id}>
        <FlowView {...props} />
      </Panel>
      <Panel id="http" of={exchange.id}>
        <HttpView {...props} />
      </Panel>
      <Panel id="compare" of={exchange.id}>
        <CompareView {...props} />
      </Panel>
      <Panel id="runbook" of={exchange.id}>
        <RunbookView step={step} known={leadOf(failure) !== undefined} />
      </Panel>
    </Tabs>
  );
}

interface PanelProps {
  readonly id: TabId;
  /** What was revealed or unfolded for one request is not for the next. */
  readonly of: ExchangeId;
  readonly children: ReactNode;
}

function Panel({ id, of, children }: PanelProps) {
  return (
    <TabPanel id={id} className="tab-panel">
      <ErrorBoundary key={of}>{children}</ErrorBoundary>
    </TabPanel>
  );
}
