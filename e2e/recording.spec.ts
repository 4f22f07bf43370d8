import { stopServiceWorker } from './browser.mjs';
import { expect, test } from './fixture.ts';

test('a failure from before DevTools was opened is there when the panel opens', async ({ desk }) => {
  const { context, page, press, openPanel } = await desk({ devtools: false });
  await press('authorization-missing');
  await openDevToolsOn(page.url());
  const { rows } = await openPanel();
  await expect.poll(rows).toContain('401 authorization-missing');

  /** DevTools of a tab, in a tab of its own: what Ctrl+Shift+I opens, after the fact. */
  async function openDevToolsOn(url: string): Promise<void> {
    const inspect = await context.newPage();
    await inspect.goto('chrome://inspect/#pages');
    await inspect
      .locator('.row', { hasText: url })
      .locator('.action', { hasText: 'inspect' })
      .first()
      .click();
  }
});

test('the service worker is stopped between two failures: both are in the list', async ({ desk }) => {
  const { context, page, press, openPanel } = await desk();
  const { rows } = await openPanel();
  await press('authorization-missing');
  await expect.poll(rows).toEqual(['401 authorization-missing']);
  await stopServiceWorker(context);
  await page.bringToFront();
  await press('token-placeholder');
  await expect.poll(rows).toHaveLength(2);
  expect([...(await rows())].sort()).toEqual(['401 authorization-missing', '401 token-placeholder']);
});
