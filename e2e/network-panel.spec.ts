import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Har, Entry as HarEntry } from 'har-format';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.mjs';
import { expect, test } from './fixture.ts';
import { ensureBrowser, ROOT } from './prepare.mjs';

/** A redirect, preflights, answers that CORS hides, cookies, no answer at all, a sign-in, bodies of all kinds. */
const RECORDINGS = [
  'authorization-dropped-on-redirect-express',
  'cors-credentials-missing-express',
  'cookie-domain-host-only-express',
  'algorithm-mismatch-express-jwt',
  'blocked-by-policy-corp',
  'audience-mismatch-fastify',
];

test.describe('an exported HAR', () => {
  /** DevTools of an empty tab, on the Network panel. */
  let devtools: Page;
  let close: () => Promise<void>;

  test.beforeAll(async () => {
    const browser = await openBrowser({ executablePath: ensureBrowser(), extension: null });
    close = browser.close;
    devtools = await browser.openDevTools();
    await devtools.locator('.root-view').first().waitFor();
    await devtools.evaluate(showNetwork);
  });

  test.afterAll(() => close());

  for (const id of RECORDINGS) {
    test(`opens in Chromium’s own Network panel: ${id}`, async () => {
      const file = test.info().outputPath(`${id}.har`);
      const har = exported(id, file);
      await devtools.evaluate(clearNetwork);
      // What a click on "Import HAR file" chooses.
      await devtools.locator('input[type=file]').setInputFiles(file);
      await expect.poll(() => devtools.evaluate(requestsInLog)).toEqual(har.log.entries.map(asInLog));
      const rows = devtools.locator('.network-log-grid tr.data-grid-data-grid-node');
      await expect(rows).toHaveCount(har.log.entries.length);

      const [refused] = har.log.entries.filter(({ response }) => response.status >= 400);
      if (!refused) return;
      await rows.nth(har.log.entries.indexOf(refused)).locator('td').first().click();
      const details = devtools.locator('.network-item-view');
      await details.getByRole('tab', { name: 'Headers', exact: true }).click();
      await expect(details).toContainText(refused.request.url);
      await expect(details).toContainText(String(refused.response.status));
      for (const { name } of refused.response.headers)
        await expect(details.getByText(new RegExp(`^${name}:?$`, 'i')).first()).toBeAttached();
    });
  }
});

function exported(id: string, file: string): Har {
  const words = ['--format', 'har', '--output', file, join(ROOT, 'recordings', 'har', `${id}.har`)];
  execFileSync(process.execPath, [join(ROOT, 'src', 'cli', 'run.mjs'), ...words]);
  return JSON.parse(readFileSync(file, 'utf8')) as Har;
}

interface InLog {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly headers: number;
  readonly body: string;
}

function asInLog({ request, response }: HarEntry): InLog {
  return {
    method: request.method,
    url: request.url,
    status: response.status,
    headers: request.headers.length + response.headers.length,
    body: response.content.text ?? '',
  };
}

/** Runs inside DevTools. */
async function showNetwork(): Promise<void> {
  // @ts-expect-error -- a module of DevTools itself
  const ui = await import('./ui/legacy/legacy.js');
  await ui.ViewManager.ViewManager.instance().showView('network');
}

/** Runs inside DevTools. */
async function clearNetwork(): Promise<void> {
  // @ts-expect-error -- a module of DevTools itself
  const logs = await import('./models/logs/logs.js');
  logs.NetworkLog.NetworkLog.instance().reset(true);
}

/** As much of DevTools' own `NetworkRequest` as is read here: it publishes no types. */
interface DevToolsRequest {
  readonly requestMethod: string;
  readonly statusCode: number;
  readonly responseHeaders: readonly unknown[];
  url(): string;
  requestHeaders(): readonly unknown[];
  requestContentData(): Promise<{ readonly text?: string }>;
}

/** Runs inside DevTools: what it holds of the requests, apart from how it shows them. */
async function requestsInLog(): Promise<InLog[]> {
  // @ts-expect-error -- a module of DevTools itself
  const logs = await import('./models/logs/logs.js');
  const requests = logs.NetworkLog.NetworkLog.instance().requests();
  return Promise.all(
    requests.map(async (request: DevToolsRequest) => ({
      method: request.requestMethod,
      url: request.url(),
      status: request.statusCode,
      headers: request.requestHeaders().length + request.responseHeaders.length,
      body: (await request.requestContentData()).text ?? '',
    })),
  );
}
