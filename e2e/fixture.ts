import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { openBrowser, openPanel } from './browser.mjs';
import { startLab } from './lab/server.mjs';
import { ensureBrowser, ROOT } from './prepare.mjs';

export { expect };

const SCREENSHOTS = join(ROOT, 'artifacts', 'screenshots');

export interface BrowserOptions {
  readonly devtools?: boolean;
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
  openPanel(): Promise<PanelDesk>;
}

export interface PanelDesk {
  readonly devtools: Page;
  readonly panel: Frame;
  /** Clicks the row of that cause and waits for its diagnosis. */
  open(cause: string): Promise<void>;
  /** The rows of the list, as programs read them. */
  rows(): Promise<readonly string[]>;
  screenshot(name: string): Promise<void>;
}

interface Fixtures {
  desk(options?: BrowserOptions): Promise<Desk>;
}

interface WorkerFixtures {
  lab: { readonly page: string };
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
  desk: async ({ lab }, use) => {
    const opened: (() => Promise<void>)[] = [];
    await use(async (options = {}) => {
      const { context, page, close } = await openBrowser({
        executablePath: ensureBrowser(),
        devtools: true,
        ...options,
      });
      opened.push(close);
      await page.goto(lab.page);
      await page.waitForSelector('html[data-ready]');
      return {
        context,
        page,
        press: (id) => press(page, id),
        openPanel: async () => panelDesk(await openPanel(context)),
      };
    });
    for (const close of opened) await close();
  },
});

async function press(page: Page, id: string): Promise<void> {
  await page.click(`#${id}`);
  await page.waitForSelector(`#result[data-done="${id}"]`);
}

function panelDesk({ devtools, panel }: { devtools: Page; panel: Frame }): PanelDesk {
  return {
    devtools,
    panel,
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
    screenshot: async (name) => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await devtools.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    },
  };
}
