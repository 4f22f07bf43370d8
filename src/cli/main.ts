import { writeFile } from 'node:fs/promises';
import { version } from '../../package.json';
import type { Diagnosis } from '../diagnosis/engine/diagnosis.ts';
import { diagnose } from '../diagnosis/index.ts';
import type { Capture } from '../exchange/exchange.ts';
import { readCaptureFile } from '../har/file/read-capture-file.ts';
import { checkSignatures } from '../protocol/jwt/check-signatures.ts';
import { openComparison } from '../report/comparison.ts';
import { toComparisonHtml } from '../report/comparison-html.ts';
import { toComparisonJson } from '../report/comparison-json.ts';
import { toComparisonMarkdown } from '../report/comparison-markdown.ts';
import { toComparisonText } from '../report/comparison-text.ts';
import { toHarReport } from '../report/har.ts';
import { toHtml } from '../report/html.ts';
import { toJson } from '../report/json.ts';
import { toMarkdown } from '../report/markdown.ts';
import type { Keys } from '../report/redact/disguise.ts';
import { randomKey, type Words } from '../report/redact/keyed-hash.ts';
import { leadOf, openReport, type Report } from '../report/report.ts';
import { toText } from '../report/text.ts';
import { type Command, type Format, parseArguments, USAGE } from './arguments.ts';
import { readInput } from './input.ts';

/** Where a run reads and writes besides files. */
export interface Streams {
  readonly input: AsyncIterable<Uint8Array>;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Shows what long work is at, in place of what was shown before; an empty text takes it away. */
  readonly progress?: (text: string) => void;
}

/** The command line, words after the program's name. Gives the exit status; never throws. */
export async function main(words: readonly string[], streams: Streams): Promise<number> {
  const parsed = parseArguments(words);
  if (parsed.kind === 'help') return say(streams, USAGE);
  if (parsed.kind === 'version') return say(streams, `Keyhole ${version}\n`);
  if (parsed.kind === 'wrong') return complain(streams, parsed.problem);
  const { command } = parsed;
  // One key for all files of a run: the same secret is the same placeholder in each.
  const keys = keysFor(command);
  const opened = await openAll(command, keys, streams);
  for (const each of opened) if (!each.ok) complain(streams, `${each.name}: ${each.problem}`);
  const text = command.compare ? compareText(opened, keys, command) : reportText(opened, command);
  if (text !== '' && !(await write(text, command, streams))) return 2;
  if (opened.some(({ ok }) => !ok)) return 2;
  // Of two that are compared the second is the one that fails.
  const judged = command.compare ? opened.slice(1) : opened;
  return judged.some((each) => each.ok && isNamedByFailOn(each.report, command)) ? 1 : 0;
}

function say(streams: Streams, text: string): number {
  streams.out(text);
  return 0;
}

function complain(streams: Streams, problem: string): number {
  streams.error(`keyhole: ${problem.replace(/\s+/g, ' ')}\n`);
  return 2;
}

type Opened =
  | {
      readonly ok: true;
      readonly name: string;
      readonly capture: Capture;
      readonly diagnosis: Diagnosis;
      readonly report: Report;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly name: string; readonly problem: string };

async function openAll(command: Command, keys: Keys, streams: Streams): Promise<Opened[]> {
  const opened: Opened[] = [];
  for (const [index, file] of command.files.entries()) {
    const place = command.files.length === 1 ? '' : `${index + 1} of ${command.files.length}: `;
    opened.push(await open(file, command, keys, streams, place));
  }
  streams.progress?.('');
  return opened;
}

async function open(
  file: string,
  command: Command,
  keys: Keys,
  streams: Streams,
  place: string,
): Promise<Opened> {
  let name = file;
  try {
    const input = await readInput(file, streams.input);
    name = input.name;
    const size = `${name}, ${(input.bytes.length / 1e6).toFixed(1)} MB`;
    const tell = (step: string) => streams.progress?.(`${place}${step} ${size}`);
    tell('Reading');
    const reading = readCaptureFile(input.bytes, name);
    if (!reading.ok) return { ok: false, name, problem: reading.problem };
    const { warnings } = reading;
    tell('Diagnosing');
    const capture = await checkSignatures(reading.capture);
    const diagnosis = diagnose(capture);
    tell('Redacting');
    return {
      ok: true,
      name,
      capture,
      diagnosis,
      warnings,
      report: openReport(capture, diagnosis, {
        version,
        keys,
        personal: command.personal,
        scope: command.format === 'har' ? 'reopenable' : 'failing',
      }),
    };
  } catch (error) {
    return { ok: false, name, problem: error instanceof Error ? error.message : 'cannot be read' };
  }
}

/** Not a secret: it makes long random values comparable between reports, and those cannot be guessed anyway. */
const SHARED_KEY: Words = [0x6b657968, 0x6f6c6520, 0x7265706f, 0x72742031];

function keysFor({ secrets }: Command): Keys {
  const own = randomKey();
  return { own, long: secrets === 'hashed' ? SHARED_KEY : own };
}

function reportText(opened: readonly Opened[], { format }: Command): string {
  if (format === 'json' && opened.length > 1)
    return opened.map((each) => `${JSON.stringify(jsonOf(each))}\n`).join('');
  return opened.flatMap((each) => (each.ok ? [WRITERS[format](each.report, each.warnings)] : [])).join('\n');
}

function jsonOf(opened: Opened): object {
  return opened.ok ? toJson(opened.report) : { source: { name: opened.name }, error: opened.problem };
}

const WRITERS: Readonly<Record<Format, (report: Report, warnings: readonly string[]) => string>> = {
  text: (report, warnings) => toText(report, warnings),
  json: (report) => `${JSON.stringify(toJson(report), undefined, 2)}\n`,
  markdown: toMarkdown,
  html: toHtml,
  har: (report) => `${JSON.stringify(toHarReport(report), undefined, 1)}\n`,
};

function compareText([good, bad]: readonly Opened[], keys: Keys, command: Command): string {
  const { format } = command;
  if (!good?.ok || !bad?.ok) return '';
  const comparison = openComparison(good, bad, { version, keys, personal: command.personal });
  switch (format) {
    case 'json':
      return `${JSON.stringify(toComparisonJson(comparison), undefined, 2)}\n`;
    case 'markdown':
      return toComparisonMarkdown(comparison);
    case 'html':
      return toComparisonHtml(comparison);
    default:
      return toComparisonText(comparison);
  }
}

async function write(text: string, { output }: Command, streams: Streams): Promise<boolean> {
  if (output === undefined) {
    streams.out(text);
    return true;
  }
  try {
    await writeFile(output, text);
    return true;
  } catch (error) {
    complain(
      streams,
      `${output}: cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
    );
    return false;
  }
}

function isNamedByFailOn({ failures }: Report, { failOn }: Command): boolean {
  if (failOn === undefined) return false;
  return failures.some((failure) => {
    const confidence = leadOf(failure)?.confidence;
    return (
      failure.outcome !== 'recovered' &&
      (confidence === 'certain' || (failOn === 'likely' && confidence === 'likely'))
    );
  });
}
