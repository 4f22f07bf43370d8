import type { FixParty } from './engine/cause.ts';

/** The texts of a cause, as Markdown fragments. */
export interface CauseWords {
  readonly title: string;
  /** What happened, in a sentence or two. */
  readonly what: string;
  readonly why: string;
  readonly fixes: readonly { readonly party: FixParty; readonly markdown: string }[];
  /** How to see that it is fixed. */
  readonly check: string;
}

const PARTIES: readonly FixParty[] = ['client', 'api', 'idp', 'edge', 'browser'];

/**
 * Reads a cause's Markdown: `# Title`, then the sections `What happened`, `Why`, one `Fix: <party>` for each
 * party that can fix it, and `Check`. What is missing is an empty text: a test holds that nothing is.
 */
export function readWords(markdown: string): CauseWords {
  const [head = '', ...sections] = markdown.split(/^## /m);
  const byName = new Map(
    sections.map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end).trim(), section.slice(end + 1).trim()] as const;
    }),
  );
  return {
    title: /^# (.+)$/m.exec(head)?.[1]?.trim() ?? '',
    what: byName.get('What happened') ?? '',
    why: byName.get('Why') ?? '',
    fixes: PARTIES.flatMap((party) => {
      const fix = byName.get(`Fix: ${party}`);
      return fix === undefined ? [] : [{ party, markdown: fix }];
    }),
    check: byName.get('Check') ?? '',
  };
}
