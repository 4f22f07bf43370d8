export type Format = 'text' | 'json' | 'markdown' | 'html' | 'har';

export interface Command {
  readonly files: readonly string[];
  readonly format: Format;
  /** Write there instead of to standard output. */
  readonly output?: string;
  /** `hashed`: long random secrets have the same placeholder in every report, so that reports can be compared. */
  readonly secrets: 'redacted' | 'hashed';
  /** `kept`: names, e-mail and IP addresses stay readable. Secrets never do. */
  readonly personal: 'hidden' | 'kept';
  /** Exit with 1 where a request still fails for a cause at least this sure. */
  readonly failOn?: 'certain' | 'likely';
  /** Two files, good and bad: say what differs instead of diagnosing each. */
  readonly compare: boolean;
}

export type Parsed =
  | { readonly kind: 'run'; readonly command: Command }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly problem: string };

export const USAGE = `Usage: npm run --silent diagnose -- [options] FILE.har …

Says for each request that authentication failed why. FILE is a HAR, packed or not, or what Charles, Fiddler,
Playwright, Postman or Insomnia save; - reads standard input.

  --format text|json|markdown|html|har   default: text
  --output FILE                          write there instead of to standard output
  --secrets redacted|hashed              hashed: the same placeholder for the same token in every report
  --personal hidden|kept                 kept: names, e-mail and IP addresses stay; secrets never do
  --fail-on certain|likely               exit with 1 where a cause at least this sure is found
  --compare GOOD.har BAD.har             the first thing that differs between a capture that worked
                                         and one that did not, and all that follows it
  --help, --version

Exit status: 0 analysed, 1 found what --fail-on names, 2 a file or an option cannot be read.
`;

/** Options that take one of a few words. */
const CHOICES = {
  '--format': ['text', 'json', 'markdown', 'html', 'har'],
  '--secrets': ['redacted', 'hashed'],
  '--personal': ['hidden', 'kept'],
  '--fail-on': ['certain', 'likely'],
} as const;

export function parseArguments(words: readonly string[]): Parsed {
  const files: string[] = [];
  const chosen = new Map<string, string>();
  let compare = false;
  let onlyFiles = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (onlyFiles || word === '-' || !word.startsWith('-')) files.push(word);
    else if (word === '--') onlyFiles = true;
    else if (word === '--help' || word === '-h') return { kind: 'help' };
    else if (word === '--version') return { kind: 'version' };
    else if (word === '--compare') compare = true;
    else {
      const [name = '', written] = splitOption(word);
      if (written === undefined) at += 1;
      const value = written ?? words[at];
      const problem = problemOf(name, value);
      if (problem !== undefined) return { kind: 'wrong', problem };
      chosen.set(name, value!);
    }
  }
  if (files.length === 0) return { kind: 'wrong', problem: 'no file named; --help tells how' };
  if (compare && files.length !== 2)
    return { kind: 'wrong', problem: '--compare takes two files: one that worked, one that did not' };
  if (compare && chosen.get('--format') === 'har')
    return { kind: 'wrong', problem: '--compare writes text, json, markdown or html' };
  return { kind: 'run', command: commandOf(files, chosen, compare) };
}

/** `--format=json` as well as `--format json`. */
function splitOption(word: string): [string, string | undefined] {
  const sign = word.indexOf('=');
  return sign === -1 ? [word, undefined] : [word.slice(0, sign), word.slice(sign + 1)];
}

function problemOf(name: string, value: string | undefined): string | undefined {
  if (name !== '--output' && !Object.hasOwn(CHOICES, name)) return `unknown option ${name}; --help tells all`;
  if (value === undefined || value === '') return `${name} needs a value`;
  if (name === '--output') return undefined;
  const words: readonly string[] = CHOICES[name as keyof typeof CHOICES];
  return words.includes(value) ? undefined : `${name} is one of ${words.join(', ')}`;
}

function commandOf(files: readonly string[], chosen: ReadonlyMap<string, string>, compare: boolean): Command {
  const output = chosen.get('--output');
  const failOn = chosen.get('--fail-on') as Command['failOn'];
  return {
    files,
    format: (chosen.get('--format') as Format | undefined) ?? 'text',
    secrets: (chosen.get('--secrets') as Command['secrets'] | undefined) ?? 'redacted',
    personal: (chosen.get('--personal') as Command['personal'] | undefined) ?? 'hidden',
    compare,
    ...(output !== undefined && { output }),
    ...(failOn && { failOn }),
  };
}
