import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, type Locator } from '@playwright/test';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { openBrowser } from './browser.mjs';
import { startLab } from './lab/server.mjs';
import { ensureBrowser, ROOT } from './prepare.mjs';

export { expect };

const SCREENSHOTS = join(ROOT, 'artifacts', 'screenshots');

interface DeskOptions {
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** One browser with the extension, on the lab's page. */
export interface Desk {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Presses a button of the lab and waits until its call has ended. */
  press(id: string): Promise<void>;
  /** Opens DevTools, where they are not open yet, and chooses Auth. */
  openPanel(): Promise<PanelDesk>;
  /** Opens the extension's own page for files. */
  openViewer(): Promise<PanelDesk>;
  /** Ends the extension's service worker. */
  stopWorker(): Promise<void>;
}

export interface PanelDesk {
  readonly devtools: Page;
  readonly panel: Frame;
  /** Clicks the row of that cause and waits for its diagnosis. */
  open(cause: string): Promise<void>;
  /** The rows of the list, as programs read them: `401 token-expired`. */
  rows(): Promise<readonly string[]>;
  /** How many requests count as failing, by the summary. */
  readonly failing: Locator;
  /** Forgets what was recorded. */
  clear(): Promise<void>;
  screenshot(name: string): Promise<void>;
}

interface Fixtures {
  /** Starts a browser of the test's own. */
  desk(options?: DeskOptions): Promise<Desk>;
  /** A browser with an open panel that other tests used before; its list, cookies and page are fresh. */
  sharedDesk: Desk & PanelDesk;
}

interface WorkerFixtures {
  lab: { readonly page: string };
  usedDesk: Desk & PanelDesk;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture needs from this pattern
    async ({}, use) => {
      const lab = await startLab();
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],
  usedDesk: [
    async ({ lab }, use) => {
      const { desk, close } = await openDesk(lab.page, {});
      await use({ ...desk, ...(await desk.openPanel()) });
      await close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  sharedDesk: async ({ usedDesk, lab }, use) => {
    await usedDesk.context.clearCookies();
    await usedDesk.page.goto(lab.page);
    await usedDesk.page.waitForSelector('html[data-ready]');
    await usedDesk.clear();
    await expect.poll(usedDesk.rows).toEqual([]);
    await use(usedDesk);
  },
  desk: async ({ lab }, use) => {
    const opened: (() => Promise<void>)[] = [];
    await use(async (options = {}) => {
      const { desk, close } = await openDesk(lab.page, options);
      opened.push(close);
      return desk;
    });
    for (const close of opened) await close();
  },
});

async function openDesk(
  url: string,
  options: DeskOptions,
): Promise<{ desk: Desk; close: () => Promise<void> }> {
  const browser = await openBrowser({ executablePath: ensureBrowser(), ...options });
  const { context, page, close, stopWorker } = browser;
  await page.goto(url);
  await page.waitForSelector('html[data-ready]');
  const desk: Desk = {
    context,
    page,
    stopWorker,
    press: async (id) => {
      await page.click(`#${id}`);
      await page.waitForSelector(`#result[data-done="${id}"]`);
    },
    openPanel: async () => panelDesk(await browser.openPanel()),
    openViewer: async () => {
      const viewer = await context.newPage();
      await viewer.goto(`${await browser.extensionOrigin()}/src/panel/viewer.html`);
      await viewer.getByRole('heading', { level: 1 }).waitFor();
      return panelDesk({ devtools: viewer, panel: viewer.mainFrame() });
    },
  };
  return { desk, close };
}

function panelDesk({ devtools, panel }: { devtools: Page; panel: Frame }): PanelDesk {
  return {
    devtools,
    panel,
    failing: panel.getByLabel('Summary').locator('b').first(),
    open: async (cause) => {
      await panel.locator(`[role="option"][data-cause="${cause}"]`).first().click();
      await panel.locator(`[data-role="lead"][data-cause="${cause}"]`).waitFor();
    },
    rows: () =>
      panel
        .locator('[role="option"][data-status]')
        .evaluateAll((rows) =>
          rows.map((row) => `${row.getAttribute('data-status')} ${row.getAttribute('data-cause')}`),
        ),
    clear: () => panel.getByRole('button', { name: 'Clear', exact: true }).click(),
    screenshot: async (name) => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await devtools.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
    },
  };
}
