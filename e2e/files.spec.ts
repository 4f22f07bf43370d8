import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { longSession } from './bench/har.mjs';
import { expect, test } from './fixture.ts';
import { ROOT } from './prepare.mjs';

const EXPIRED = join(ROOT, 'recordings', 'har', 'token-expired-express-oauth2.har');
const expired = readFileSync(EXPIRED, 'utf8');

/** Drags a file from the desktop over the panel and lets go. */
async function drop(panel: Frame, path: string): Promise<void> {
  const session = await panel.page().context().newCDPSession(panel);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  await session.detach();
}

const choose = (page: Page | Frame, name: string, text: string) =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });

test('a capture dropped on the panel is shown over the recording, and copied for a ticket without a secret', async ({
  desk,
}) => {
  const { context, press, openPanel } = await desk();
  const { panel, devtools, rows, open, screenshot } = await openPanel();
  await press('authorization-missing');
  await expect.poll(rows).toEqual(['401 authorization-missing']);

  await drop(panel, EXPIRED);
  await expect.poll(rows).toContain('401 token-expired');
  await open('token-expired');
  await screenshot('file-dropped');

  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await panel.getByRole('button', { name: 'Copy for ticket' }).click();
  await expect(panel.getByText('Report copied')).toBeVisible();
  const copied = await pasted(devtools, context);
  expect(copied).toContain('token-expired');
  const secrets = expired.match(/(?<=Bearer )eyJ[\w-]+\.[\w-]+\.[\w-]+/g) ?? [];
  expect(secrets).not.toEqual([]);
  for (const secret of secrets) expect(copied).not.toContain(secret.split('.')[2]);

  await panel.getByRole('button', { name: 'Back to this tab' }).click();
  await expect.poll(rows).toEqual(['401 authorization-missing']);
});

/** What the clipboard holds, by pasting it. */
async function pasted(devtools: Page, context: BrowserContext): Promise<string> {
  const sheet = await context.newPage();
  await sheet.setContent('<textarea></textarea>');
  await sheet.locator('textarea').focus();
  await sheet.keyboard.press('Control+V');
  const text = await sheet.locator('textarea').inputValue();
  await sheet.close();
  await devtools.bringToFront();
  return text;
}

test('a report is shown before it leaves: what is replaced, what goes along, and what the user takes out', async ({
  desk,
}) => {
  const { panel, devtools, rows, screenshot } = await (await desk()).openViewer();
  await choose(devtools, 'customer.har', expired);
  await expect.poll(rows).toContain('401 token-expired');
  const save = async () => {
    const download = devtools.waitForEvent('download');
    await panel.getByRole('button', { name: 'Save…' }).click();
    return readFileSync(await (await download).path(), 'utf8');
  };
  const openPreview = async () => {
    await panel.getByRole('button', { name: 'Export report' }).click();
    await panel.getByRole('menuitem', { name: 'HAR file…' }).click();
    await expect(panel.getByText(/2 values replaced, in 2 requests/)).toBeVisible();
  };

  await openPreview();
  await panel.getByText('Token signature').click();
  await screenshot('report-preview');
  const safe = await save();
  const [signature] = expired.match(/(?<=Bearer eyJ[\w-]+\.eyJ[\w-]+\.)[\w-]+/) ?? [];
  expect(signature).toBeTruthy();
  expect(safe).not.toContain(signature);
  expect(JSON.parse(safe).log.entries).toHaveLength(2);

  await openPreview();
  await panel.getByText('Everything recorded').click();
  await expect(panel.getByText(/in 3 requests/)).toBeVisible();
  const everything = JSON.parse(await save());
  expect(everything.log.entries).toHaveLength(3);

  await openPreview();
  await panel.locator('.report-dialog .checkbox', { hasText: /^401/ }).click();
  await expect(panel.getByText(/in 1 request$/)).toBeVisible();
  expect(JSON.parse(await save()).log.entries).toHaveLength(1);
});

test('of a long recording every request and every value can be left out or kept', async ({ desk }) => {
  const { panel, devtools, rows, screenshot } = await (await desk()).openViewer();
  const har = JSON.parse(expired);
  const [page] = har.log.entries;
  for (let index = 0; index < 250; index += 1) {
    const url = `${page.request.url}?page=${index}&email=reader${index}@shop.test`;
    har.log.entries.push({ ...page, request: { ...page.request, url } });
  }
  await choose(devtools, 'long.har', JSON.stringify(har));
  await expect.poll(rows).toContain('401 token-expired');
  await panel.getByRole('button', { name: 'Export report' }).click();
  await panel.getByRole('menuitem', { name: 'HAR file…' }).click();
  await panel.getByText('Everything recorded').click();
  await expect(panel.getByText(/in 253 requests/)).toBeVisible();

  await panel.getByRole('button', { name: 'Show 53 more of 53' }).click();
  await panel.locator('.report-dialog .checkbox', { hasText: 'page=249' }).click();
  await expect(panel.getByText(/in 252 requests/)).toBeVisible();
  await panel.locator('.report-dialog summary', { hasText: /2[45]\d$/ }).click();
  await screenshot('report-preview-long');
  await panel.getByRole('button', { name: /^Show 100 more of 1\d\d$/ }).click();
  await panel.getByRole('button', { name: /^Show \d+ more of \d+$/ }).click();
  await expect(panel.getByRole('button', { name: /^Show \d+ more of/ })).toHaveCount(0);
});

test('what a refused preflight asked for is shown from the record of a proxy, which never saw it', async ({
  desk,
}) => {
  const { panel, devtools, rows, open, screenshot } = await (await desk()).openViewer();
  const path = join(ROOT, 'recordings', 'har', 'preflight-unauthorized-express.har');
  const { log } = JSON.parse(readFileSync(path, 'utf8'));
  const sent = log.entries.filter(({ response }: { response: { status: number } }) => response.status > 0);
  const creator = { name: 'mitmproxy', version: '11.0' };
  await choose(devtools, 'proxy.har', JSON.stringify({ log: { ...log, creator, entries: sent } }));
  await expect.poll(rows).toEqual(['0 preflight-unauthorized']);
  await open('preflight-unauthorized');
  await expect(panel.getByText('api.app.test answered the preflight 401').first()).toBeVisible();
  await screenshot('proxy-preflight');
});

test('a failing request stands beside one that passed in another capture, and what decides comes first', async ({
  desk,
}) => {
  const { panel, devtools, rows, open, screenshot } = await (await desk()).openViewer();
  await choose(devtools, 'customer.har', expired);
  await expect.poll(rows).toContain('401 token-expired');
  await open('token-expired');
  await panel.getByRole('tab', { name: 'Compare' }).click();
  await expect(panel.getByText('Nothing recorded here went to this route and passed.')).toBeVisible();

  const another = panel.getByRole('searchbox', { name: /^Another request/ });
  await another.fill('status:5');
  await expect(panel.getByText('No request recorded here fits this.')).toBeVisible();
  await another.fill('status:200 app.test');
  await expect(panel.getByRole('radio', { name: /GET https:\/\/app\.test\/ → 200/ })).toBeChecked();
  await expect(panel.getByRole('columnheader', { name: /Passed: GET https:\/\/app\.test/ })).toBeVisible();
  await screenshot('compare-search');

  await panel.locator('.compare input[type=file]').setInputFiles({
    name: 'worked.har',
    mimeType: 'application/json',
    buffer: readFileSync(join(ROOT, 'recordings', 'har', 'healthy-bearer-express-oauth2.har')),
  });
  await expect(panel.getByRole('columnheader', { name: /worked\.har: GET .* 200/ })).toBeVisible();
  await expect(panel.locator('.differences tbody').first()).toContainText(/expired/);
  await screenshot('compare');
});

test.describe('the page for files', () => {
  test('opens a capture that was chosen, and closes it again', async ({ desk }) => {
    const { panel, devtools, rows, open, screenshot } = await (await desk()).openViewer();
    await screenshot('viewer-empty');
    await choose(devtools, 'customer.har', expired);
    await expect.poll(rows).toContain('401 token-expired');
    await open('token-expired');
    await screenshot('viewer-file');
    await panel.getByRole('button', { name: 'Close file' }).click();
    await expect(panel.getByRole('heading', { name: 'Open a HAR file' })).toBeVisible();
  });

  test('says what is wrong with a file, and where', async ({ desk }) => {
    const { panel, devtools } = await (await desk()).openViewer();
    await choose(devtools, 'torn.har', expired.slice(0, 4_000));
    await expect(panel.getByRole('alert')).toContainText(/torn\.har cannot be opened\. .*line|character/);
    await choose(devtools, 'other.json', '{"a":1}');
    await expect(panel.getByRole('alert')).toContainText(
      'other.json cannot be opened. log: missing; this JSON is not a HAR',
    );
  });

  test('answers while it reads a large file, and stops reading when told to', async ({ desk }) => {
    const { panel, devtools, rows } = await (await desk()).openViewer();
    const large = longSession(10_000);
    await choose(devtools, 'large.har', large);
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await expect(panel.getByText('large.har')).toHaveCount(0);
    await expect(panel.getByRole('heading', { name: 'Open a HAR file' })).toBeVisible();

    await choose(devtools, 'large.har', large);
    await expect(panel.getByRole('progressbar')).toBeVisible();
    await expect(panel.getByLabel('Summary')).toContainText('500 failing of 10,000 requests');
    expect(await rows()).toContain('401 token-expired');
  });
});
