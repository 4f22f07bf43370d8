// A real Chromium with the built extension, its real DevTools open on the Auth panel, driven as a user would.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ROOT } from './prepare.mjs';

// Read by Playwright whenever a target appears: it makes DevTools windows pages too.
process.env.PW_CHROMIUM_ATTACH_TO_OTHER = '1';

/** The extension under test: `dist/`, or another unpacked one that EXTENSION names. */
export const EXTENSION = process.env.EXTENSION ?? join(ROOT, 'dist');

const PATIENCE_MS = 15_000;

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Frame} Frame
 * @typedef {import('playwright-core').BrowserContext} BrowserContext
 * @typedef {import('playwright-core').CDPSession} CDPSession
 *
 * @typedef {object} Browser
 * @property {BrowserContext} context
 * @property {Page} page the inspected tab
 * @property {() => Promise<Page>} openDevTools on the tab, where they are not open yet
 * @property {() => Promise<{ devtools: Page, panel: Frame }>} openPanel opens DevTools and chooses Auth
 * @property {() => Promise<void>} stopWorker ends the service worker, as the browser does after half a minute of quiet
 * @property {() => Promise<string>} extensionOrigin `chrome-extension://…`, where its own pages are
 * @property {() => Promise<void>} close
 *
 * @typedef {object} BrowserOptions
 * @property {string} executablePath
 * @property {boolean} [headless] default true
 * @property {string | null} [extension] folder of an unpacked one, null for none; default EXTENSION
 * @property {boolean} [dark]
 * @property {'right' | 'bottom'} [dock] side of the page on which DevTools stand; default right
 * @property {number} [width] pixels, of every window
 * @property {number} [height]
 * @property {{ https: number, http: number }} [ports] where `https://*.test` and `http://*.test` are served, each as if
 *   at its default port
 * @property {boolean} [preserveLog] DevTools keep the requests of earlier pages; default false
 * @property {boolean} [thirdPartyCookies] whether the user lets them pass; default: as the browser has it
 * @property {readonly string[]} [more] further words of its command line
 */

/**
 * Starts Chromium with a fresh profile. Every `*.test` name is this machine; self-made certificates are taken.
 * @param {BrowserOptions} options
 * @returns {Promise<Browser>}
 */
export async function openBrowser(options) {
  const { headless = true, extension = EXTENSION, dark = false, dock = 'right' } = options;
  const { width = 1280, height = 800 } = options;
  if (extension && !existsSync(join(extension, 'manifest.json'))) {
    throw new Error(`No built extension in ${extension}. Run: npm run build`);
  }
  const { preserveLog = false, thirdPartyCookies } = options;
  const profile = newProfile({ dark, dock, preserveLog, thirdPartyCookies });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.executablePath,
    // Playwright's own headless shell loads no extensions; Chromium's new headless mode does.
    headless: false,
    ignoreHTTPSErrors: true,
    acceptDownloads: true,
    viewport: headless ? { width, height } : null,
    colorScheme: dark ? 'dark' : 'light',
    ignoreDefaultArgs: ['--disable-extensions', '--enable-automation'],
    args: [
      ...switches({ headless, extension, width, height, ports: options.ports }),
      ...(options.more ?? []),
    ],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = context.pages()[0] ?? (await context.newPage());
  const protocol = await browserProtocol(context);
  const devtoolsPage = () => context.pages().find((one) => one.url().startsWith('devtools://'));

  async function openDevTools() {
    if (!devtoolsPage()) await askForDevTools(protocol, await targetIdOf(page));
    const devtools = await eventually(devtoolsPage, 'DevTools did not open');
    if (headless) await devtools.setViewportSize({ width, height });
    return devtools;
  }

  return {
    context,
    page,
    openDevTools,
    openPanel: async () => choosePanel(await openDevTools()),
    stopWorker: () => stopWorker(protocol),
    extensionOrigin: async () => {
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
      return worker.url().split('/').slice(0, 3).join('/');
    },
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A profile with the user's choices made from the first moment: DevTools' settings, cookies. */
function newProfile({ dark, dock, preserveLog, thirdPartyCookies }) {
  const profile = mkdtempSync(join(tmpdir(), 'keyhole-profile-'));
  const preferences = {
    'ui-theme': JSON.stringify(dark ? 'dark' : 'default'),
    currentDockState: JSON.stringify(dock),
    'network-log.preserve-log': JSON.stringify(preserveLog),
    // Pixels that DevTools take of the window, beside the page and below it.
    'inspector-view.split-view-state': JSON.stringify({ vertical: { size: 760 }, horizontal: { size: 780 } }),
  };
  mkdirSync(join(profile, 'Default'));
  const choice =
    thirdPartyCookies === undefined ? {} : { profile: { cookie_controls_mode: thirdPartyCookies ? 0 : 1 } };
  writeFileSync(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({ devtools: { preferences }, ...choice }),
  );
  return profile;
}

/**
 * Chromium quietly: no look-ups of its own.
 * @param {{ headless: boolean, extension: string | null, width: number, height: number, ports?: BrowserOptions['ports'] }} options
 * @returns {string[]} words of its command line
 */
export function switches({ headless, extension, width, height, ports }) {
  const served = ports
    ? `MAP *.test:443 127.0.0.1:${ports.https}, MAP *.test:80 127.0.0.1:${ports.http}, `
    : '';
  return [
    ...(headless ? ['--headless=new', '--disable-gpu'] : [`--window-size=${width},${height}`]),
    // As root, in a container, Chromium does not start with its sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--ignore-certificate-errors',
    `--host-resolver-rules=${served}MAP *.test 127.0.0.1`,
    ...(extension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : []),
  ];
}

/** @param {BrowserContext} context */
async function browserProtocol(context) {
  const browser = context.browser();
  if (!browser) throw new Error('This Playwright gives no browser for a persistent context');
  return browser.newBrowserCDPSession();
}

/** @param {Page} page */
async function targetIdOf(page) {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  return targetInfo.targetId;
}

/** @param {CDPSession} protocol */
async function askForDevTools(protocol, targetId) {
  /** @type {(method: string, parameters: object) => Promise<unknown>} newer than Playwright's types */
  const send = protocol.send.bind(protocol);
  await send('Target.openDevTools', { targetId });
}

/** @param {CDPSession} protocol */
async function stopWorker(protocol) {
  for (const { targetId } of await workers(protocol)) await protocol.send('Target.closeTarget', { targetId });
}

/** @param {CDPSession} protocol */
async function workers(protocol) {
  const { targetInfos } = await protocol.send('Target.getTargets');
  return targetInfos.filter(
    ({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'),
  );
}

/**
 * Does what a click on the tab does.
 * @param {Page} devtools
 * @returns {Promise<{ devtools: Page, panel: Frame }>}
 */
async function choosePanel(devtools) {
  await devtools.locator('.root-view').first().waitFor();
  await devtools.evaluate(showAuth, PATIENCE_MS);
  const panel = await eventually(
    () => devtools.frames().find((frame) => /^chrome-extension:\/\/.*panel/.test(frame.url())),
    'The Auth panel did not load',
  );
  await panel.locator('.panel').waitFor();
  return { devtools, panel };
}

/** Runs inside DevTools. */
async function showAuth(patience) {
  // @ts-expect-error -- a module of DevTools itself
  const ui = await import('./ui/legacy/legacy.js');
  for (let waited = 0; waited < patience; waited += 100) {
    try {
      const inspector = ui.InspectorView.InspectorView.instance();
      const auth = inspector.tabbedPane.tabIds().find((id) => id.endsWith('Auth'));
      // The devtools page registers its panel up to two seconds after DevTools opens.
      if (auth) return await inspector.showPanel(auth);
    } catch {
      // DevTools is still starting.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('DevTools shows no Auth tab');
}

async function eventually(find, otherwise) {
  for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(otherwise);
}
