import { cause, expect, lead, row, test } from './test.ts';

test('what failed before DevTools was opened is in the list', async ({ open }) => {
  const browser = await open();
  await cause(browser.page, 'insufficient-scope');
  await cause(browser.page, 'cors-origin-missing');

  const panel = await browser.openPanel();

  await expect(row(panel, 'cors-origin-missing')).toHaveCount(1);
  await row(panel, 'insufficient-scope').click();
  await expect(lead(panel).locator('h1')).toHaveText(/lacks the scope/);
});
