// What recording costs a page: the wall time of its fetches in browsers with and without the extension, taken in turn.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXTENSION, openBrowser, switches } from '../browser.mjs';

const PATIENCE_MS = 15_000;

const IDLE_LISTENERS = fileURLToPath(new URL('idle-listeners', import.meta.url));

/** Milliseconds in which the server answers: at once is the worst case, for then the page waits for the browser alone. */
const LATENCIES = [0, 20];

/** Each kind of browser, and the one that it is measured against. */
const KINDS = [
  { name: 'no extension', against: 'no extension', extension: null },
  { name: 'listeners that do nothing', against: 'no extension', extension: IDLE_LISTENERS },
  { name: 'Keyhole', against: 'no extension', extension: EXTENSION },
  {
    name: 'no extension, DevTools open',
    against: 'no extension, DevTools open',
    extension: null,
    devtools: true,
  },
  {
    name: 'Keyhole, DevTools on Auth',
    against: 'no extension, DevTools open',
    extension: EXTENSION,
    devtools: true,
  },
];

/**
 * @param {{ executablePath: string, fetches: number, rounds: number }} options
 * @returns {Promise<{ name: string, against: string, latency: number, times: number[] }[]>} milliseconds of each round
 */
export async function measureRecording({ executablePath, fetches, rounds }) {
  const turns = await startTurns(fetches);
  const closers = [];
  try {
    for (const { name, devtools, extension } of KINDS) {
      const open = devtools ? openWithDevTools : openAlone;
      closers.push(await open({ executablePath, url: turns.pageFor(name), extension }));
    }
    const results = LATENCIES.flatMap((latency) =>
      KINDS.map(({ name, against }) => ({ name, against, latency, times: [] })),
    );
    for (let round = 0; round <= rounds; round++) {
      for (const { name, latency, times } of results) {
        const spent = await turns.take(name, latency);
        // The first round warms up.
        if (round > 0) times.push(spent);
      }
    }
    return results;
  } finally {
    for (const close of closers) await close();
    turns.close();
  }
}

/** No debugger attached: one that listens to the network would slow the yardstick too. */
async function openAlone({ executablePath, url, extension }) {
  const profile = mkdtempSync(join(tmpdir(), 'keyhole-bench-'));
  const words = [
    ...switches({ headless: true, extension, width: 1280, height: 800 }),
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
  ];
  const browser = spawn(executablePath, words, { stdio: 'ignore' });
  const ended = new Promise((resolve) => browser.once('exit', resolve));
  // A page named on the command line is now and then not opened beside an extension.
  const port = await debuggingPort(join(profile, 'DevToolsActivePort'));
  await fetch(`http://127.0.0.1:${port}/json/new?${encodeURI(url)}`, { method: 'PUT' });
  return async () => {
    browser.kill();
    await ended;
    // Its children write on for a moment after it ended.
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  };
}

/** Chromium writes its port there once it listens. */
async function debuggingPort(file) {
  for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
    const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : '';
    if (port) return port;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The browser did not start');
}

async function openWithDevTools({ executablePath, url, extension }) {
  const browser = await openBrowser({ executablePath, extension });
  await browser.page.goto(url);
  if (extension) await browser.openPanel();
  else await browser.openDevTools();
  return browser.close;
}

/** A server whose pages fetch only when it is their turn, and then tell how long it took. */
async function startTurns(fetches) {
  const waiting = new Map();
  const answers = new Map();
  let latency = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const name = searchParams.get('name');
    if (pathname === '/page') {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><title>bench</title><script>(${page})(${fetches})</script>`);
    } else if (pathname === '/turn') {
      waiting.set(name, response);
    } else if (pathname === '/done') {
      answers.get(name)(Number(searchParams.get('ms')));
      response.end();
    } else if (latency > 0) setTimeout(() => response.end('ok'), latency);
    else response.end('ok');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    pageFor: (name) => `http://127.0.0.1:${port}/page?name=${encodeURIComponent(name)}`,
    /** @returns {Promise<number>} milliseconds */
    take: async (name, wanted) => {
      latency = wanted;
      for (let waited = 0; !waiting.has(name); waited += 50) {
        if (waited > PATIENCE_MS) throw new Error(`The page did not load: ${name}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const spent = new Promise((resolve) => answers.set(name, resolve));
      waiting.get(name).end();
      waiting.delete(name);
      return spent;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Runs in the page. Ten fetches at a time, as a busy page does. */
async function page(count) {
  for (;;) {
    await fetch(`/turn${location.search}`);
    const started = performance.now();
    for (let done = 0; done < count; done += 10) {
      await Promise.all(
        Array.from({ length: 10 }, (_, index) => fetch(`/?${done + index}`).then((answer) => answer.text())),
      );
    }
    await fetch(`/done${location.search}&ms=${performance.now() - started}`);
  }
}
