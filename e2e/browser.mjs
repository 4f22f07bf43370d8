// Drives the panel inside the real DevTools of a real Chromium. PW_CHROMIUM_ATTACH_TO_OTHER=1 must be set before
// Playwright is imported: it makes devtools:// targets appear among the pages.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ROOT } from './prepare.mjs';

export const EXTENSION = join(ROOT, 'dist');

/** Chromium quietly: no look-ups of its own, and every *.test name on this machine. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--ignore-certificate-errors',
  '--host-resolver-rules=MAP *.test 127.0.0.1',
];
const PATIENCE_MS = 15_000;

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Frame} Frame
 * @typedef {import('playwright-core').BrowserContext} BrowserContext
 * @typedef {{ context: BrowserContext, page: Page, close(): Promise<void> }} Browser
 *
 * @param {{ executablePath: string, headless?: boolean, devtools?: boolean, extension?: boolean, dark?: boolean, width?: number, height?: number }} options
 * @returns {Promise<Browser>}
 */
export async function openBrowser({
  executablePath,
  headless = true,
  devtools = false,
  extension = true,
  dark = false,
  width = 1280,
  height = 800,
}) {
  const profile = mkdtempSync(join(tmpdir(), 'keyhole-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    // Playwright's own headless shell loads no extensions; Chromium's new headless mode does.
    headless: false,
    ignoreHTTPSErrors: true,
    acceptDownloads: true,
    viewport: null,
    ...(dark && { colorScheme: 'dark' }),
    ignoreDefaultArgs: ['--disable-extensions', '--enable-automation'],
    args: [
      ...(headless ? ['--headless=new'] : []),
      ...ARGUMENTS,
      `--window-size=${width},${height}`,
      ...(dark ? ['--force-dark-mode'] : []),
      ...(devtools ? ['--auto-open-devtools-for-tabs'] : []),
      ...(extension ? [`--disable-extensions-except=${EXTENSION}`, `--load-extension=${EXTENSION}`] : []),
    ],
  });
  const page = await pageWhere(
    context,
    (url) => !url.startsWith('devtools://') && !url.startsWith('chrome-extension://'),
  );
  return {
    context,
    page,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/**
 * Chooses the Auth tab of DevTools as a click on it would.
 * @param {BrowserContext} context
 * @returns {Promise<{ devtools: Page, panel: Frame }>}
 */
export async function openPanel(context) {
  const devtools = await pageWhere(context, (url) => url.startsWith('devtools://'));
  await devtools.evaluate(async (patience) => {
    // @ts-expect-error -- a module of DevTools itself
    const ui = await import('./ui/legacy/legacy.js');
    const inspector = ui.InspectorView.InspectorView.instance();
    const auth = () => inspector.tabbedPane.tabIds().find((id) => id.endsWith('Auth'));
    // The devtools page registers its panel up to two seconds after DevTools opens.
    for (let waited = 0; !auth() && waited < patience; waited += 100)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await inspector.showPanel(auth());
  }, PATIENCE_MS);
  const panel = await eventually(() =>
    devtools
      .frames()
      .find((frame) => frame.url().startsWith('chrome-extension://') && frame.url().includes('panel')),
  );
  await panel.waitForSelector('.panel', { timeout: PATIENCE_MS });
  return { devtools, panel };
}

/**
 * Stops the extension's service worker, as the browser does after half a minute of quiet.
 * @param {BrowserContext} context
 */
export async function stopServiceWorker(context) {
  const internals = await context.newPage();
  await internals.goto('chrome://serviceworker-internals/');
  const stop = internals.locator('button.stop').first();
  await stop.click({ timeout: PATIENCE_MS });
  await internals.waitForFunction(() => document.body.textContent.includes('STOPPED'), undefined, {
    timeout: PATIENCE_MS,
  });
  await internals.close();
}

async function pageWhere(context, matches) {
  return eventually(() => context.pages().find((candidate) => matches(candidate.url())));
}

async function eventually(find) {
  for (let waited = 0; waited < PATIENCE_MS; waited += 100) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('waited in vain');
}
