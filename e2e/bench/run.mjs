// `npm run bench`: what recording costs a page, and what a diagnosis costs, each against its yardstick in the same run.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBrowser, ensureDependencies, ROOT } from '../prepare.mjs';

const FETCHES = 1_000;
const ROUNDS = 5;
const HAR_ENTRIES = 10_000;
const HAR_ROUNDS = 7;

ensureDependencies();
const executablePath = ensureBrowser();
process.env.PW_CHROMIUM_ATTACH_TO_OTHER = '1';
build(['vite', 'build', '--logLevel', 'error']);
build(['vite', 'build', '--config', 'src/cli/vite.config.ts', '--logLevel', 'error']);

await diagnosing();
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

/** 1,000 quick fetches of a page, in browsers with and without the extension, taken in turn. */
async function recording() {
  const { openBrowser } = await import('../browser.mjs');
  const server = createServer((_request, response) => response.end('ok'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const kinds = {
    'no extension': { extension: false, devtools: false },
    'no extension, DevTools open': { extension: false, devtools: true },
    'Keyhole, DevTools closed': { extension: true, devtools: false },
    'Keyhole, DevTools on the Auth panel': { extension: true, devtools: true },
  };
  const browsers = new Map();
  for (const [name, options] of Object.entries(kinds)) {
    const browser = await openBrowser({ executablePath, ...options });
    await browser.page.goto(url);
    if (options.extension && options.devtools) await browser.openPanel();
    browsers.set(name, browser);
  }
  const times = new Map(Object.keys(kinds).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, { page }] of browsers) {
      const spent = await page.evaluate(fetchMany, FETCHES);
      // The first round warms up.
      if (round > 0) times.get(name).push(spent);
    }
  }
  const plain = median(times.get('no extension'));
  console.log(
    `\n${FETCHES.toLocaleString('en-US')} fetches of a page; medians of ${ROUNDS} rounds taken in turn`,
  );
  console.table(Object.fromEntries([...times].map(([name, spent]) => [name, row(median(spent), plain)])));
  for (const browser of browsers.values()) await browser.close();
  server.closeAllConnections();
  server.close();
}

/** Runs in the page. Ten at a time, as a busy page does. */
async function fetchMany(count) {
  const started = performance.now();
  for (let done = 0; done < count; done += 10) {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => fetch(`/?${done + index}`).then((answer) => answer.text())),
    );
  }
  return performance.now() - started;
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
