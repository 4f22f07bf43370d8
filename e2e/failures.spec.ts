// Each fault of the lab as a user meets it: the button, the row, the headline, the exported file, the same answer offline.
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect, type PanelDesk, test } from './fixture.ts';
import { ROOT } from './prepare.mjs';

const run = promisify(execFile);

interface Case {
  readonly headline: RegExp;
  /** Chromium's own name for what it did, where it has one: the panel must not contradict it. */
  readonly chromium?: string;
}

/** Cause, and the lab's button that brings it about → the answer that the panel gives. */
const FAILURES: Readonly<Record<string, Case>> = {
  'authorization-missing': { headline: /carried no (?:credential|Authorization)/ },
  'bearer-prefix-missing': { headline: /without Bearer/ },
  'wrong-scheme': { headline: /sent as Token, the API takes Bearer/ },
  'bearer-duplicated': { headline: /says Bearer twice/ },
  'token-placeholder': { headline: /“undefined” instead of a token/ },
  'token-truncated': { headline: /2 of 3 parts/ },
  'basic-rejected': { headline: /did not accept this user name and password/ },
  'token-expired': { headline: /expired (?:less than )?\d+ s before this request/ },
  'token-not-yet-valid': { headline: /becomes valid only (?:1 h|59 min)/ },
  'clock-skew': { headline: /clock is (?:2 h|1 h 59 min)(?: \d+ (?:min|s))? ahead/ },
  'audience-mismatch': { headline: /is for “https:\/\/billing\.app\.test”/ },
  'issuer-mismatch': { headline: /does not take tokens from “https:\/\/idp\.test/ },
  'algorithm-none': { headline: /no signature: its alg is none/ },
  'id-token-as-access-token': { headline: /ID token, and the API wants an access token/ },
  'token-rejected': { headline: /refused the token and does not say why/ },
  'insufficient-scope': { headline: /lacks the scope “orders:write”/ },
  'resource-forbidden': { headline: /accepted elsewhere on this API, and refused here/ },
  'preflight-unauthorized': {
    headline: /answered the preflight 401/,
    chromium: 'PreflightMissingAllowOriginHeader',
  },
  'preflight-headers-not-allowed': {
    headline: /does not allow the header “authorization”/,
    chromium: 'HeaderDisallowedByPreflightResponse',
  },
  'wildcard-headers-exclude-authorization': {
    headline: /does not cover “authorization”/,
    chromium: 'HeaderDisallowedByPreflightResponse',
  },
  'preflight-redirect': {
    headline: /redirected the preflight/,
    chromium: 'PreflightDisallowedRedirect',
  },
  'cors-origin-missing': {
    headline: /does not let https:\/\/app\.test/,
    chromium: 'MissingAllowOriginHeader',
  },
  'cors-origin-mismatch': { headline: /allows “https:\/\/www\.app\.test”/, chromium: 'AllowOriginMismatch' },
  'cors-wildcard-with-credentials': {
    headline: /allows any origin, and this request was made with credentials/,
    chromium: 'WildcardOriginNotAllowed',
  },
  'error-response-lacks-cors': {
    headline: /real answer was 401; the page saw a CORS error/,
    chromium: 'MissingAllowOriginHeader',
  },
  'cookie-samesite-lax': { headline: /sid stayed home: it is SameSite=Lax/ },
  'cookie-samesite-none-insecure': { headline: /refused the cookie sid: SameSite=None needs Secure/ },
  'credentials-omitted': { headline: /sid could have gone along/ },
  'third-party-cookies-blocked': { headline: /third-party cookies are blocked/ },
  'oauth-redirect-uri-mismatch': { headline: /is not registered for this client/ },
};

/** The identity provider shows its error on a page of its own: nothing is left to wait for. */
const LEAVES_THE_PAGE = new Set(['oauth-redirect-uri-mismatch']);

for (const [cause, { headline, chromium }] of Object.entries(FAILURES)) {
  test(`${cause}: from the button to the report`, async ({ sharedDesk }) => {
    const { page, panel, press, open, rows, screenshot } = sharedDesk;
    const corsErrors = await chromiumsWords(page);
    if (LEAVES_THE_PAGE.has(cause)) await page.click(`#${cause}`);
    else await press(cause);

    await open(cause);
    await expect(panel.locator('h1')).toHaveText(headline);
    await expect(panel.locator('[data-role="lead"]')).toHaveAttribute(
      'data-confidence',
      /^(?:certain|likely)$/,
    );
    expect(await rows()).toHaveLength(1);
    if (chromium !== undefined) expect(corsErrors).toContain(chromium);
    await screenshot(`failure-${cause}`);

    const report = await diagnose(await exportHar(sharedDesk, cause));
    expect(report.failures.map((failure) => failure.cause)).toEqual([cause]);
    expect(report.failures[0]?.findings[0]?.title).toMatch(headline);
  });
}

/** Why Chromium says that it blocked requests of this page, as they come. */
async function chromiumsWords(page: Page): Promise<readonly string[]> {
  const words: string[] = [];
  const protocol = await page.context().newCDPSession(page);
  protocol.on('Network.loadingFailed', ({ corsErrorStatus }) => {
    if (corsErrorStatus) words.push(corsErrorStatus.corsError);
  });
  await protocol.send('Network.enable');
  return words;
}

async function exportHar({ panel, devtools }: PanelDesk, name: string): Promise<string> {
  await panel.getByRole('button', { name: /Export report/ }).click();
  const download = devtools.waitForEvent('download');
  await panel.getByRole('menuitem', { name: /HAR/ }).click();
  await panel.getByRole('button', { name: 'Save…' }).click();
  const folder = join(ROOT, 'artifacts', 'exports');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.har`);
  await (await download).saveAs(path);
  return path;
}

interface Report {
  readonly failures: readonly {
    readonly cause: string | null;
    readonly findings: readonly { readonly title: string }[];
  }[];
}

/** What the command line says of a file, asked as a script would. */
async function diagnose(file: string): Promise<Report> {
  const words = ['run', '--silent', 'diagnose', '--', file, '--format', 'json'];
  const { stdout } = await run('npm', words, { cwd: ROOT, maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as Report;
}
