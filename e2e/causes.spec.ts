// Each fault of the lab, as a user meets it: the row, the headline, the export, and the same answer offline.
import type { Page } from '@playwright/test';
import type { Panel } from './browser.ts';
import { diagnoseFile } from './diagnose.ts';
import { cause, expect, lead, row, rows, startAfresh, test } from './test.ts';

/** Cause (and the button that makes it happen) → its headline, and Chromium's own word where it has one. */
const CAUSES: readonly { code: string; headline: RegExp; chromium?: string }[] = [
  { code: 'authorization-missing', headline: /carried no (?:credential|Authorization)/ },
  { code: 'bearer-prefix-missing', headline: /without Bearer/ },
  { code: 'wrong-scheme', headline: /sent as Token, the API takes Bearer/ },
  { code: 'bearer-duplicated', headline: /says Bearer twice/ },
  { code: 'token-placeholder', headline: /holds “undefined” instead of a token/ },
  { code: 'token-truncated', headline: /cut short: 2 of 3 parts/ },
  { code: 'basic-rejected', headline: /did not accept this user name and password/ },
  { code: 'token-expired', headline: /^The access token expired \d+ s before this request/ },
  { code: 'token-not-yet-valid', headline: /becomes valid only .+ after this request/ },
  { code: 'clock-skew', headline: /clock is (?:2 h|1 h 59 min).* ahead of this computer’s/ },
  { code: 'audience-mismatch', headline: /token is for .*billing\.app\.test/ },
  { code: 'issuer-mismatch', headline: /does not take tokens from .*idp\.test/ },
  { code: 'algorithm-none', headline: /no signature: its alg is none/ },
  { code: 'id-token-as-access-token', headline: /carries an ID token/ },
  { code: 'token-rejected', headline: /refused the token and does not say why/ },
  { code: 'insufficient-scope', headline: /lacks the scope .*orders:write/ },
  { code: 'resource-forbidden', headline: /accepted elsewhere on this API, and refused here/ },
  {
    code: 'preflight-unauthorized',
    headline: /answered the preflight 401/,
    chromium: 'PreflightInvalidStatus|PreflightMissingAllowOriginHeader',
  },
  {
    code: 'preflight-headers-not-allowed',
    headline: /does not allow the header .*authorization/i,
    chromium: 'HeaderDisallowedByPreflightResponse',
  },
  {
    code: 'wildcard-headers-exclude-authorization',
    headline: /star .*does not cover .*authorization/i,
    chromium: 'HeaderDisallowedByPreflightResponse',
  },
  {
    code: 'preflight-redirect',
    headline: /redirected the preflight/,
    chromium: 'PreflightDisallowedRedirect|PreflightMissingAllowOriginHeader',
  },
  {
    code: 'cors-origin-missing',
    headline: /does not let https:\/\/app\.test:\d+ read its answer/,
    chromium: 'MissingAllowOriginHeader',
  },
  {
    code: 'cors-origin-mismatch',
    headline: /allows .*https:\/\/www\.app\.test.*, and the page is https:\/\/app\.test:\d+/,
    chromium: 'AllowOriginMismatch',
  },
  {
    code: 'cors-wildcard-with-credentials',
    headline: /allows any origin, and this request was made with credentials/,
    chromium: 'WildcardOriginNotAllowed',
  },
  {
    code: 'error-response-lacks-cors',
    headline: /The real answer was 401; the page saw a CORS error/,
    chromium: 'MissingAllowOriginHeader',
  },
  { code: 'cookie-samesite-lax', headline: /stayed home: it is SameSite=Lax/ },
  { code: 'cookie-samesite-none-insecure', headline: /SameSite=None needs Secure/ },
  { code: 'credentials-omitted', headline: /made without credentials/ },
  { code: 'third-party-cookies-blocked', headline: /third-party cookies are blocked/ },
  { code: 'oauth-redirect-uri-mismatch', headline: /redirect URI .*callback\/.* is not registered/ },
];

for (const { code, headline, chromium } of CAUSES) {
  test(`${code}: named in the panel, and offline from the exported file`, async ({
    shared,
    lab,
  }, testInfo) => {
    const { browser, panel } = shared;
    await startAfresh(shared, lab);
    const corsErrors = await chromiumsWord(browser.page);

    if (code === 'oauth-redirect-uri-mismatch') await browser.page.locator(`#${code}`).click();
    else await cause(browser.page, code);
    await row(panel, code).first().click();

    await expect(lead(panel)).toHaveAttribute('data-cause', code);
    await expect(lead(panel)).toHaveAttribute('data-confidence', /^(?:certain|likely)$/);
    await expect(panel.frame.locator('h1')).toHaveText(headline);
    await expect(rows(panel)).toHaveCount(1);
    await panel.screenshot(`causes/${code}`);
    if (chromium) expect(corsErrors.at(-1)).toMatch(new RegExp(`^(?:${chromium})$`));

    const file = testInfo.outputPath('report.har');
    await exportHar(panel, file);
    const { failures } = diagnoseFile(file);
    expect(failures.map((failure) => failure.cause)).toEqual([code]);
    expect(failures[0]?.findings[0]?.title).toMatch(headline);
  });
}

/** Chromium's own reasons for blocking requests of this page by CORS, as they come. */
async function chromiumsWord(page: Page): Promise<readonly string[]> {
  const errors: string[] = [];
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Network.enable');
  protocol.on('Network.loadingFailed', ({ corsErrorStatus }) => {
    if (corsErrorStatus) errors.push(corsErrorStatus.corsError);
  });
  return errors;
}

async function exportHar({ frame, devtools }: Panel, file: string): Promise<void> {
  const download = devtools.waitForEvent('download');
  await frame.getByRole('button', { name: /^Export report/ }).click();
  await frame.getByRole('menuitem', { name: 'HAR file' }).click();
  await (await download).saveAs(file);
}
