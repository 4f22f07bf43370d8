import { useMemo } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { FixParty } from '../../diagnosis/engine/cause.ts';
import { type MarkdownSections, splitSections } from '../../report/markdown-blocks.ts';
import { Markdown } from '../parts/markdown.tsx';
import { usePanel, useStore } from '../state/use-panel.ts';
import { PARTY_PLACE } from '../state/words.ts';

interface FixCardProps {
  readonly party: FixParty;
  readonly markdown: string;
}

/** What one party can do, with the snippet for the framework that the reader uses. */
export function FixCard({ party, markdown }: FixCardProps) {
  const { intro, sections } = useMemo(() => splitSections(markdown), [markdown]);
  return (
    <section className="fix" data-party={party}>
      <h3>{PARTY_PLACE[party]}</h3>
      {intro !== '' && <Markdown text={intro} />}
      <Frameworks sections={sections} />
    </section>
  );
}

function Frameworks({ sections }: Pick<MarkdownSections, 'sections'>) {
  const store = useStore();
  const wanted = usePanel((state) => state.framework);
  const shown = sections.find(({ name }) => name === wanted) ?? sections[0];
  if (!shown) return null;
  return (
    <Tabs selectedKey={shown.name} onSelectionChange={(name) => store.setFramework(String(name))}>
      <TabList className="frameworks" aria-label="Framework">
        {sections.map(({ name }) => (
          <Tab key={name} id={name}>
            {name}
          </Tab>
        ))}
      </TabList>
      {sections.map(({ name, markdown }) => (
        <TabPanel key={name} id={name}>
          <Markdown text={markdown} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
