import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from './fixture.ts';
import { ROOT } from './prepare.mjs';

const diagnose = promisify(execFile);

/** A button of the lab, and the answer that the panel gives. */
const FAILURES: readonly (readonly [cause: string, headline: RegExp])[] = [
  ['authorization-missing', /carried no credential/],
  ['bearer-prefix-missing', /without Bearer/],
  ['wrong-scheme', /sent as Token, the API takes Bearer/],
  ['bearer-duplicated', /says Bearer twice/],
  ['token-placeholder', /“undefined” instead of a token/],
  ['token-truncated', /2 of 3 parts/],
  ['basic-rejected', /did not accept this user name and password/],
  ['token-expired', /expired (?:less than )?\d+ s before this request/],
  ['token-not-yet-valid', /becomes valid only (?:1 h|59 min)/],
  ['clock-skew', /clock is (?:2 h|1 h 59 min)(?: \d+ (?:min|s))? ahead/],
  ['audience-mismatch', /is for “https:\/\/billing\.app\.test”/],
  ['issuer-mismatch', /does not take tokens from “https:\/\/idp\.test/],
  ['algorithm-none', /no signature: its alg is none/],
  ['id-token-as-access-token', /ID token, and the API wants an access token/],
  ['token-rejected', /refused the token and does not say why/],
  ['insufficient-scope', /lacks the scope “orders:write”/],
  ['resource-forbidden', /accepted elsewhere on this API, and refused here/],
  ['preflight-unauthorized', /answered the preflight 401/],
  ['preflight-headers-not-allowed', /does not allow the header “authorization”/],
  ['wildcard-headers-exclude-authorization', /does not cover “authorization”/],
  ['preflight-redirect', /redirected the preflight/],
  ['cors-origin-missing', /does not let https:\/\/app\.test/],
  ['cors-origin-mismatch', /allows “https:\/\/www\.app\.test”/],
  ['cors-wildcard-with-credentials', /allows any origin, and this request was made with credentials/],
  ['error-response-lacks-cors', /real answer was 401; the page saw a CORS error/],
  ['cookie-samesite-lax', /sid stayed home: it is SameSite=Lax/],
  ['cookie-samesite-none-insecure', /refused the cookie sid: SameSite=None needs Secure/],
  ['credentials-omitted', /sid could have gone along/],
  ['third-party-cookies-blocked', /third-party cookies are blocked/],
  ['oauth-redirect-uri-mismatch', /is not registered for this client/],
];

/** These leave the lab's page, or the browser decides whether they fail at all. */
const LEAVES_THE_PAGE = new Set(['oauth-redirect-uri-mismatch']);

test.describe('each failure, from the button to the report', () => {
  for (const [cause, headline] of FAILURES) {
    test(cause, async ({ desk }) => {
      const { page, press, openPanel } = await desk();
      const { devtools, panel, open, screenshot } = await openPanel();
      if (LEAVES_THE_PAGE.has(cause)) await page.click(`#${cause}`);
      else await press(cause);

      await open(cause);
      await expect(panel.locator('h1')).toHaveText(headline);
      await screenshot(`failure-${cause}`);

      const file = await exportHar(cause);
      const { stdout } = await diagnose('node', ['src/cli/run.mjs', file, '--format', 'json'], {
        cwd: ROOT,
        maxBuffer: 1 << 26,
      });
      const report = JSON.parse(stdout) as { failures: { cause: string }[] };
      expect(report.failures.map((failure) => failure.cause)).toContain(cause);

      async function exportHar(name: string): Promise<string> {
        await panel.getByRole('button', { name: /Export report/ }).click();
        const download = devtools.waitForEvent('download');
        await panel.getByRole('menuitem', { name: /HAR/ }).click();
        const folder = join(ROOT, 'artifacts', 'exports');
        mkdirSync(folder, { recursive: true });
        const path = join(folder, `${name}.har`);
        await (await download).saveAs(path);
        return path;
      }
    });
  }
});
