import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { Finding } from '../../diagnosis/engine/diagnosis.ts';
import type { Capture } from '../../exchange/exchange.ts';
import { CONFIDENCE_MEANS, PARTY_NAME } from '../state/words.ts';
import { EvidenceGrid } from './evidence-grid.tsx';

interface OtherFindingsProps {
  readonly findings: readonly Finding[];
  readonly capture: Capture;
}

/** What follows from the lead, and what else is worth a look. */
export function OtherFindings({ findings, capture }: OtherFindingsProps) {
  const of = (role: Finding['role']) => findings.filter((finding) => finding.role === role);
  return (
    <>
      <Findings title="Follows from it" findings={of('consequence')} capture={capture} />
      <Findings title="Also worth a check" findings={of('also')} capture={capture} />
    </>
  );
}

function Findings({ title, findings, capture }: OtherFindingsProps & { readonly title: string }) {
  if (findings.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {findings.map((finding) => (
        <Disclosure
          key={finding.code}
          className="other"
          data-cause={finding.code}
          data-confidence={finding.confidence}
          data-role={finding.role}
        >
          <Heading level={3}>
            <Button slot="trigger" className="other-trigger">
              <span className="chevron" aria-hidden="true" />
              {finding.title}
              <span className={`tag ${finding.confidence}`} title={CONFIDENCE_MEANS[finding.confidence]}>
                {finding.confidence}
              </span>
              <span className="dim">fix in: {PARTY_NAME[finding.fixIn]}</span>
            </Button>
          </Heading>
          <DisclosurePanel>
            <EvidenceGrid evidence={finding.evidence} capture={capture} />
          </DisclosurePanel>
        </Disclosure>
      ))}
    </section>
  );
}
