import { cause, expect, failing, row, test } from './test.ts';

test('a worker that the browser stops between two failures forgets neither', async ({ open }) => {
  const browser = await open();
  const panel = await browser.openPanel();
  await cause(browser.page, 'insufficient-scope');
  await expect(row(panel, 'insufficient-scope')).toHaveCount(1);

  await browser.stopWorker();
  await cause(browser.page, 'bearer-duplicated');

  await expect(row(panel, 'bearer-duplicated')).toHaveCount(1);
  await expect(row(panel, 'insufficient-scope')).toHaveCount(1);
  await expect(failing(panel)).toHaveText('2');
});

test('a worker that was stopped before the panel opened has kept what it saw', async ({ open }) => {
  const browser = await open();
  await cause(browser.page, 'bearer-duplicated');
  await browser.stopWorker();

  const panel = await browser.openPanel();

  await expect(row(panel, 'bearer-duplicated')).toHaveCount(1);
});
