// What opening a large capture costs: from the choice of the file to its first row, and how long the panel held still.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../browser.mjs';
import { longSession } from './har.mjs';

const PATIENCE_MS = 120_000;

/** About 200 MB each: very many requests, and fewer with long answers. */
const FILES = [
  { name: '72,000 entries', entries: 72_000, bodySize: 600 },
  { name: '10,000 entries', entries: 10_000, bodySize: 17_600 },
];

/**
 * @typedef {object} Opening
 * @property {string} name
 * @property {number} megabytes
 * @property {number} parse milliseconds of JSON.parse of the file's text, in the same browser
 * @property {number} firstRow milliseconds until the first row was on screen
 * @property {number} longestTask milliseconds; 0 where none was longer than 50
 */

/** @param {string} executablePath @returns {Promise<Opening[]>} */
export async function measureOpening(executablePath) {
  const folder = mkdtempSync(join(tmpdir(), 'keyhole-bench-'));
  try {
    const results = [];
    for (const file of FILES) {
      const path = join(folder, 'large.har');
      writeFileSync(path, longSession(file.entries, file.bodySize));
      results.push({ name: file.name, ...(await measure(executablePath, path)) });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(executablePath, path) {
  const { context, extensionOrigin, close } = await openBrowser({ executablePath });
  try {
    const parsing = await context.newPage();
    await parsing.setContent('<input type="file">');
    await parsing.setInputFiles('input', path);
    const { parse, megabytes } = await parsing.evaluate(parseChosen);
    await parsing.close();

    const viewer = await context.newPage();
    await viewer.goto(`${await extensionOrigin()}/src/panel/viewer.html`);
    await viewer.getByRole('heading', { level: 1 }).waitFor();
    await viewer.evaluate(watch);
    await viewer.locator('input[type=file]').first().setInputFiles(path);
    const handle = await viewer.waitForFunction(
      () => globalThis.bench?.firstRow && globalThis.bench,
      undefined,
      {
        timeout: PATIENCE_MS,
      },
    );
    const { firstRow, longestTask } = await handle.jsonValue();
    return { megabytes, parse, firstRow, longestTask };
  } finally {
    await close();
  }
}

/** Runs in a page without the extension. */
async function parseChosen() {
  const text = await document.querySelector('input').files[0].text();
  const started = performance.now();
  JSON.parse(text);
  return { parse: performance.now() - started, megabytes: Math.round(text.length / 1e6) };
}

/** Runs in the panel. */
function watch() {
  const bench = { firstRow: 0, longestTask: 0 };
  globalThis.bench = bench;
  let chosen = 0;
  document.addEventListener(
    'change',
    () => {
      chosen = performance.now();
    },
    { capture: true, once: true },
  );
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) bench.longestTask = Math.max(bench.longestTask, duration);
  }).observe({ type: 'longtask' });
  const rows = new MutationObserver(() => {
    if (!document.querySelector('[role="option"]')) return;
    rows.disconnect();
    // The task that shows it is still running: it is counted, too.
    const shown = performance.now() - chosen;
    setTimeout(() => {
      bench.firstRow = shown;
    }, 1_000);
  });
  rows.observe(document.body, { childList: true, subtree: true });
}
