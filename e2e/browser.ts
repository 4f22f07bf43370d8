// A real Chromium with the built extension, DevTools open on the Auth panel, driven as a user would.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Frame, type Page } from 'playwright-core';
import { ensureBrowser, ROOT } from './prepare.mjs';

// Read by Playwright whenever a target appears: DevTools windows are pages too.
process.env['PW_CHROMIUM_ATTACH_TO_OTHER'] = '1';

/** The extension under test; EXTENSION names another unpacked one. */
export const DIST = process.env['EXTENSION'] ?? join(ROOT, 'dist');
export const SCREENSHOTS = join(ROOT, 'artifacts', 'screenshots');

export interface Size {
  readonly width: number;
  readonly height: number;
}
/** The whole width of a window. */
export const WIDE: Size = { width: 1280, height: 760 };
/** DevTools docked to the right of a page. */
export const DOCKED_RIGHT: Size = { width: 550, height: 800 };

export interface LaunchOptions {
  /** Folder of an unpacked extension; `null` for none. Default: `dist/`. */
  readonly extension?: string | null;
  /** In a window, for a person. Default: headless. */
  readonly headed?: boolean;
  readonly theme?: 'light' | 'dark';
}

export interface TestBrowser {
  readonly context: BrowserContext;
  /** The inspected tab. */
  readonly page: Page;
  /** Opens DevTools on the tab where they are not open yet, and selects Auth. */
  openPanel(): Promise<Panel>;
  openDevTools(): Promise<Page>;
  /** Ends the extension's service worker, as the browser does after half a minute of quiet. */
  stopWorker(): Promise<void>;
  workersRunning(): Promise<number>;
  close(): Promise<void>;
}

export interface Panel {
  /** The panel's own document. */
  readonly frame: Frame;
  /** The DevTools window around it: downloads and screenshots are its. */
  readonly devtools: Page;
  /** Gives the DevTools window another size, as dragging its edge would. */
  resize(size: Size): Promise<void>;
  /** Takes a picture of the DevTools window into artifacts/screenshots. Returns its path. */
  screenshot(name: string): Promise<string>;
}

/** Starts Chromium with a fresh profile. `*.test` is this machine; self-made certificates are taken. */
export async function launch(options: LaunchOptions = {}): Promise<TestBrowser> {
  const extension = options.extension === undefined ? DIST : options.extension;
  if (extension !== null && !existsSync(join(extension, 'manifest.json'))) {
    throw new Error(`No built extension in ${extension}. Run: npm run build`);
  }
  const profile = newProfile(options.theme ?? 'light');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureBrowser(),
    // Playwright's own headless shell loads no extensions; Chromium's new headless mode does.
    headless: false,
    viewport: options.headed ? null : WIDE,
    colorScheme: options.theme ?? 'light',
    ignoreHTTPSErrors: true,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: switches(extension, options.headed ?? false),
  });
  const [page = await context.newPage()] = context.pages();
  const protocol = await browserProtocol(context);
  const devtools = () => context.pages().find((candidate) => candidate.url().startsWith('devtools://'));

  async function openDevTools(): Promise<Page> {
    if (!devtools()) await protocol.send(...devtoolsFor(await idOf(page, context)));
    return until(devtools, 'DevTools did not open');
  }

  return {
    context,
    page,
    openDevTools,
    openPanel: async () => panelIn(await openDevTools()),
    stopWorker: async () => {
      for (const { targetId } of await workers(protocol))
        await protocol.send('Target.closeTarget', { targetId });
      await until(async () => (await workers(protocol)).length === 0 || undefined, 'The worker did not stop');
    },
    workersRunning: async () => (await workers(protocol)).length,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A profile whose DevTools have the wanted theme from their first moment. */
function newProfile(theme: 'light' | 'dark'): string {
  const profile = mkdtempSync(join(tmpdir(), 'keyhole-profile-'));
  const preferences = {
    'ui-theme': JSON.stringify(theme === 'dark' ? 'dark' : 'default'),
    currentDockState: JSON.stringify('right'),
    'inspector-view.split-view-state': JSON.stringify({ vertical: { size: 760 } }),
  };
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify({ devtools: { preferences } }));
  return profile;
}

function switches(extension: string | null, headed: boolean): string[] {
  return [
    ...(headed ? ['--window-size=1500,900'] : ['--headless=new', '--disable-gpu']),
    // Chromium refuses to run as root with its sandbox, as containers do.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--no-first-run',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--ignore-certificate-errors',
    '--host-resolver-rules=MAP *.test 127.0.0.1',
    ...(extension === null
      ? []
      : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]),
  ];
}

async function browserProtocol(context: BrowserContext): Promise<CDPSession> {
  const browser = context.browser();
  if (!browser) throw new Error('This Playwright gives no browser for a persistent context');
  return browser.newBrowserCDPSession();
}

async function idOf(page: Page, context: BrowserContext): Promise<string> {
  const session = await context.newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  return targetInfo.targetId;
}

/** Newer than the types of the protocol that Playwright brings. */
function devtoolsFor(targetId: string): Parameters<CDPSession['send']> {
  return ['Target.openDevTools', { targetId }] as unknown as Parameters<CDPSession['send']>;
}

async function workers(protocol: CDPSession): Promise<readonly { readonly targetId: string }[]> {
  const { targetInfos } = await protocol.send('Target.getTargets');
  return targetInfos.filter(
    ({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'),
  );
}

async function panelIn(devtools: Page): Promise<Panel> {
  await devtools.locator('.root-view').first().waitFor();
  await devtools.evaluate(selectAuth);
  const frame = await until(
    () => devtools.frames().find((one) => /^chrome-extension:\/\/.*panel/.test(one.url())),
    'The Auth panel did not load',
  );
  await frame.locator('#panel > *').first().waitFor();
  return {
    frame,
    devtools,
    resize: async (size) => {
      await devtools.setViewportSize(size);
      await frame.waitForFunction((width) => innerWidth <= width, size.width);
    },
    screenshot: async (name) => {
      const path = join(SCREENSHOTS, `${name}.png`);
      mkdirSync(dirname(path), { recursive: true });
      await devtools.screenshot({ path, animations: 'disabled' });
      return path;
    },
  };
}

/** Runs inside DevTools. Does what a click on the tab does; the tab comes a second or two after DevTools. */
async function selectAuth(): Promise<void> {
  interface DevToolsUi {
    readonly InspectorView: {
      readonly InspectorView: {
        instance(): { readonly tabbedPane: { tabIds(): string[] }; showPanel(id: string): Promise<void> };
      };
    };
  }
  const module = './ui/legacy/legacy.js';
  const ui = (await import(module)) as DevToolsUi;
  for (let tries = 0; tries < 150; tries++) {
    try {
      const inspector = ui.InspectorView.InspectorView.instance();
      const tab = inspector.tabbedPane.tabIds().find((id) => id.endsWith('Auth'));
      if (tab) return await inspector.showPanel(tab);
    } catch {
      // DevTools is still starting.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('DevTools shows no Auth tab');
}

/** Asks every 50 ms until there is an answer. */
export async function until<Value>(
  ask: () => Value | undefined | Promise<Value | undefined>,
  otherwise: string,
  timeoutMs = 15_000,
): Promise<Value> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
