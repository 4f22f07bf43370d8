// What every spec starts from: the lab, browsers that end with the test, and the panel in words.
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type LaunchOptions, launch, type Panel, type TestBrowser } from './browser.ts';
import { type Lab, startLab } from './lab/server.mjs';

interface PerTest {
  /** Starts a browser on the lab's page. */
  readonly open: (options?: LaunchOptions) => Promise<TestBrowser>;
}

interface PerWorker {
  readonly lab: Lab;
  /** One browser for all tests of a file that do not mind what was before. */
  readonly shared: { readonly browser: TestBrowser; readonly panel: Panel };
}

export const test = base.extend<PerTest, PerWorker>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const lab = await startLab();
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],
  shared: [
    async ({ lab }, use) => {
      const browser = await launch();
      await browser.page.goto(lab.page);
      await use({ browser, panel: await browser.openPanel() });
      await browser.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  open: async ({ lab }, use) => {
    const browsers: TestBrowser[] = [];
    await use(async (options) => {
      const browser = await launch(options);
      browsers.push(browser);
      await browser.page.goto(lab.page);
      return browser;
    });
    for (const browser of browsers) await browser.close();
  },
});

export { expect };

/** Forgets everything so far: the list and the cookies. */
export async function startAfresh({ browser, panel }: PerWorker['shared'], lab: Lab): Promise<void> {
  await browser.context.clearCookies();
  await browser.page.goto(lab.page);
  await panel.frame.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(rows(panel)).toHaveCount(0);
}

/** Presses one of the lab's buttons and waits until what it does is done. */
export async function cause(page: Page, button: string): Promise<void> {
  await page.locator(`#${button}`).click();
  await page.locator(`output[data-done="${button}"]`).waitFor();
}

/** All rows of the list of failing requests. */
export function rows({ frame }: Panel): Locator {
  return frame.locator('[role="option"][data-cause]');
}

export function row(panel: Panel, code: string): Locator {
  return panel.frame.locator(`[role="option"][data-cause="${code}"]`);
}

/** The finding that heads the opened diagnosis. */
export function lead({ frame }: Panel): Locator {
  return frame.locator('section[data-confidence][data-role="lead"]');
}

/** Requests that count as failing, by the panel's own summary. */
export function failing({ frame }: Panel): Locator {
  return frame.getByLabel('Summary').locator('b').first();
}
