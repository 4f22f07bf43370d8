// `npm run bench`: what recording costs a page, what a diagnosis costs, what opening a file costs, each against its yardstick in the same run.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBrowser, ensureDependencies, ROOT } from '../prepare.mjs';

const FETCHES = 1_000;
const ROUNDS = 5;
const HAR_ENTRIES = 10_000;
const HAR_ROUNDS = 7;

ensureDependencies();
const executablePath = ensureBrowser();
build(['vite', 'build', '--logLevel', 'error']);
build(['vite', 'build', '--config', 'src/cli/vite.config.ts', '--logLevel', 'error']);

await diagnosing();
await opening();
await recording();

/** Reading and diagnosing a long HAR against JSON.parse of the same text. */
async function diagnosing() {
  const { longSession } = await import('./har.mjs');
  const { readHar, diagnose } = await import(pathToFileURL(join(ROOT, 'build', 'engine.js')).href);
  const text = longSession(HAR_ENTRIES);
  const times = { parse: [], read: [], diagnose: [] };
  let failing = 0;
  for (let round = 0; round < HAR_ROUNDS; round++) {
    times.parse.push(time(() => JSON.parse(text)));
    let har;
    times.read.push(
      time(() => {
        har = readHar(text, 'bench.har');
      }),
    );
    times.diagnose.push(
      time(() => {
        failing = diagnose(har.capture).failures.length;
      }),
    );
  }
  const parse = median(times.parse);
  console.log(
    `\nA HAR of ${HAR_ENTRIES.toLocaleString('en-US')} entries, ${(text.length / 1e6).toFixed(0)} MB, ${failing} failing; medians of ${HAR_ROUNDS}`,
  );
  console.table({
    'JSON.parse': row(parse, parse),
    'read (parse included)': row(median(times.read), parse),
    diagnose: row(median(times.diagnose), parse),
    'read and diagnose': row(median(times.read) + median(times.diagnose), parse),
  });
}

/** Opening large captures against JSON.parse of their text. */
async function opening() {
  const { measureOpening } = await import('./opening.mjs');
  for (const { name, megabytes, parse, firstRow, longestTask } of await measureOpening(executablePath)) {
    console.log(
      `\nOpening a HAR of ${megabytes} MB, ${name}; the panel's longest task: ${Math.round(longestTask)} ms`,
    );
    console.table({ 'JSON.parse': row(parse, parse), 'to the first row on screen': row(firstRow, parse) });
  }
}

/** Fetches of a page in browsers with and without the extension. */
async function recording() {
  const { measureRecording } = await import('./recording.mjs');
  const results = await measureRecording({ executablePath, fetches: FETCHES, rounds: ROUNDS });
  console.log(
    `\n${FETCHES.toLocaleString('en-US')} fetches of a page, ten at a time; medians of ${ROUNDS} rounds taken in turn; each against the same without an extension`,
  );
  for (const latency of new Set(results.map((one) => one.latency))) {
    const these = results.filter((one) => one.latency === latency);
    const medians = new Map(these.map(({ name, times }) => [name, median(times)]));
    console.log(
      latency === 0 ? 'A server that answers at once' : `A server that answers after ${latency} ms`,
    );
    console.table(
      Object.fromEntries(
        these.map(({ name, against }) => [name, row(medians.get(name), medians.get(against))]),
      ),
    );
  }
}

function time(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function row(spent, yardstick) {
  return { ms: Math.round(spent), ratio: Number((spent / yardstick).toFixed(2)) };
}

function build(words) {
  const { status } = spawnSync('npx', ['--no-install', ...words], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
