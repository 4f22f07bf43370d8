import { type Cause, type CauseGroup, type CauseWords, wordsOf } from '../diagnosis/index.ts';
import { runbookStep, stepNumber } from '../runbook/steps.ts';
import { PARTY } from './words.ts';

const GROUPS: readonly (readonly [CauseGroup, string])[] = [
  ['credential', 'Credential on the wire'],
  ['token', 'Token'],
  ['permission', 'Permission'],
  ['cors', 'CORS'],
  ['cookies', 'Cookies and session'],
  ['oauth', 'OAuth, OpenID Connect, SAML'],
  ['between', 'Between client and API'],
];

const HEAD = `# Causes

Every reason for a refused request that Keyhole knows: its code, which stands in reports and scripts and is never renamed;
who usually fixes it; the step of the runbook it belongs to; what browsers and servers call it. A finding is **certain**
where what was seen excludes every other explanation, **likely** where it is the best of several, **possible** where it is
worth a check.

This page is made from the rules themselves: \`npm run docs\`.
`;

/** The catalogue of causes as a Markdown page, from the rules' own metadata and words. */
export function cataloguePage(causes: readonly Cause[]): string {
  const groups = GROUPS.map(([group, title]) => {
    const members = causes.filter((cause) => cause.group === group).toSorted(byCode);
    return [`## ${title}\n`, ...members.map(section)].join('\n');
  });
  return `${[HEAD, ...groups].join('\n')}`;
}

function byCode(a: Cause, b: Cause): number {
  return a.code < b.code ? -1 : 1;
}

function section(cause: Cause): string {
  const { code, group, title, fixIn, step, aliases, specs, explains } = cause;
  const lines = [
    `Fix in: ${PARTY[fixIn]}. Step ${stepNumber(step)}: ${runbookStep(step).title}.`,
    `Also called: ${aliases.map(inCode).join(', ')}.`,
    `Standards: ${specs.map(({ name, url }) => `[${name}](${url})`).join(', ')}.`,
    ...(explains.length > 0
      ? [`Leads over: ${explains.map((other) => `[${other}](#${other})`).join(', ')}.`]
      : []),
    `[Why, the fixes, and how to check them](../src/diagnosis/causes/${group}/${code}.md)`,
  ];
  return `### ${code}\n\n**${title}.** ${oneParagraph(wordsOf(code))}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`;
}

function oneParagraph(words: CauseWords | undefined): string {
  return (words?.what ?? '').replace(/\s*\n\s*/g, ' ');
}

/** A code span whatever stands in it. */
function inCode(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
