import { expect, test } from './fixture.ts';

test('failures from before DevTools was opened are there when the panel opens', async ({ desk }) => {
  const { press, openPanel } = await desk();
  await press('authorization-missing');
  await press('insufficient-scope');
  const { rows, panel, open } = await openPanel();
  await expect.poll(rows).toEqual(['403 insufficient-scope', '401 authorization-missing']);
  await open('insufficient-scope');
  await expect(panel.locator('h1')).toHaveText(/lacks the scope/);
});

test('the service worker is stopped between two failures: both are in the list, once', async ({ desk }) => {
  const { press, openPanel, stopWorker } = await desk();
  const { rows, failing } = await openPanel();
  await press('insufficient-scope');
  await expect.poll(rows).toEqual(['403 insufficient-scope']);
  await stopWorker();
  await press('token-placeholder');
  await expect.poll(rows).toEqual(['401 token-placeholder', '403 insufficient-scope']);
  await expect(failing).toHaveText('2');
});

test('a service worker that was stopped before the panel opened has kept what it saw', async ({ desk }) => {
  const { press, openPanel, stopWorker } = await desk();
  await press('authorization-missing');
  await stopWorker();
  const { rows } = await openPanel();
  await expect.poll(rows).toEqual(['401 authorization-missing']);
});

test('a page that is reloaded, and then left, keeps its failures in the list', async ({ desk }) => {
  const { page, press, openPanel } = await desk();
  const { rows } = await openPanel();
  await press('authorization-missing');
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  await press('bearer-duplicated');
  await expect.poll(rows).toHaveLength(2);
  await page.goto('about:blank');
  await expect.poll(rows).toHaveLength(2);
});

test('with recording limited to tabs with DevTools open, another tab leaves no trace', async ({
  desk,
  lab,
}) => {
  const { context, press, openPanel } = await desk();
  const { panel, devtools, rows } = await openPanel();
  await panel.getByRole('button', { name: 'Settings' }).click();
  await panel.getByText('Only tabs with DevTools open').click();
  await devtools.keyboard.press('Escape');

  const other = await context.newPage();
  await other.goto(lab.page);
  await other.waitForSelector('html[data-ready]');
  await other.click('#token-placeholder');
  await other.waitForSelector('#result[data-done="token-placeholder"]');
  await press('authorization-missing');
  await expect.poll(rows).toEqual(['401 authorization-missing']);

  const [worker] = context.serviceWorkers();
  const stored = await worker?.evaluate(async () => JSON.stringify(await chrome.storage.session.get()));
  expect(stored).toContain('401');
  expect(stored).not.toContain('Bearer undefined');
});
