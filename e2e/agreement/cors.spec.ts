// What Chromium decides about CORS, and what we say of it: the same, for every form of answer that a server can give.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import type * as Engine from '../../src/cli/engine.ts';
import type { Capture, Exchange } from '../../src/exchange/exchange.ts';
import { openBrowser } from '../browser.mjs';
import { expect, test } from '../fixture.ts';
import { ensureBrowser, ROOT } from '../prepare.mjs';
import { type CorsCase, corsCases } from './cors-cases.ts';
import { type CorsServer, serveCases } from './cors-server.ts';

/** Small enough that the recorder drops nothing of a tab. */
const CASES_PER_TAB = 200;

/** Chromium's reason (`Network.CorsError`) → the causes that may lead where a page meets it. */
const CAUSES: Readonly<Record<string, readonly string[]>> = {
  WildcardOriginNotAllowed: ['cors-wildcard-with-credentials', 'cors-redirect'],
  MissingAllowOriginHeader: ['cors-origin-missing', 'error-response-lacks-cors', 'cors-redirect'],
  MultipleAllowOriginValues: ['cors-multiple-origins'],
  InvalidAllowOriginValue: ['cors-origin-mismatch'],
  AllowOriginMismatch: ['cors-origin-mismatch', 'cors-redirect'],
  InvalidAllowCredentials: ['cors-credentials-missing', 'cors-redirect'],
  PreflightWildcardOriginNotAllowed: ['cors-wildcard-with-credentials'],
  PreflightMissingAllowOriginHeader: [
    'preflight-origin-missing',
    'preflight-unauthorized',
    'preflight-status',
    'preflight-redirect',
    'cors-origin-missing',
    'cors-redirect',
  ],
  PreflightMultipleAllowOriginValues: ['cors-multiple-origins'],
  PreflightInvalidAllowOriginValue: ['cors-origin-mismatch'],
  PreflightAllowOriginMismatch: ['cors-origin-mismatch', 'cors-redirect'],
  PreflightInvalidAllowCredentials: ['cors-credentials-missing'],
  // A 3xx without a Location is one to Chromium, and a redirect that leads nowhere to us.
  PreflightInvalidStatus: ['preflight-status', 'preflight-unauthorized', 'preflight-redirect'],
  PreflightDisallowedRedirect: ['preflight-redirect'],
  InvalidAllowMethodsPreflightResponse: ['preflight-method-not-allowed'],
  InvalidAllowHeadersPreflightResponse: ['preflight-headers-not-allowed'],
  MethodDisallowedByPreflightResponse: ['preflight-method-not-allowed'],
  HeaderDisallowedByPreflightResponse: [
    'preflight-headers-not-allowed',
    'wildcard-headers-exclude-authorization',
  ],
  RedirectContainsCredentials: ['cors-redirect'],
};

/** Refused before anything is sent: no webRequest, so nothing to diagnose, and nothing may be said. */
const NEVER_SENT = new Set(['DisallowedByMode', 'CorsDisabledScheme', 'NoCorsRedirectModeNotFollow']);

// Not in either list, because no page can cause them against a server on loopback:
// InvalidResponse (a response that the network service itself could not make sense of),
// UnexpectedPrivateNetworkAccess, PreflightMissing/InvalidAllowPrivateNetwork and LocalNetworkAccessPermissionDenied
// (page and server would have to lie in different address spaces).

interface Verdict {
  /** `passes`, a reason of CORS, or `network` for any other failure. */
  readonly reason: string;
  readonly parameter: string;
}

let engine: typeof Engine;

test.beforeAll(async () => {
  // Builds the engine where it is stale.
  await promisify(execFile)('npm', ['run', '--silent', 'diagnose', '--', '--help'], { cwd: ROOT });
  engine = (await import(pathToFileURL(join(ROOT, 'build/engine.js')).href)) as typeof Engine;
});

test('every verdict on CORS is Chromium’s', async () => {
  test.setTimeout(180_000);
  const cases = corsCases();
  expect(cases.length).toBeGreaterThanOrEqual(400);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  const server = await serveCases(cases);
  const browser = await openBrowser({ executablePath: ensureBrowser() });
  const table = new Map<string, number>();
  const disagreements: string[] = [];
  try {
    await recorderOf(browser.context);
    for (const tab of tabsOf(cases)) {
      const theirs = await runTab(browser.context, server, cases, tab);
      await expect.poll(() => recordedOf(browser.context, server).then(settled)).toBe(true);
      const exchanges = await recordedOf(browser.context, server);
      const capture: Capture = { source: { kind: 'live' }, exchanges };
      const facts = engine.factsOver(capture);
      const failures = new Map(engine.diagnose(capture).failures.map((each) => [each.exchangeId, each]));
      for (const index of tab.indexes) {
        const name = cases[index]!.name;
        const last = exchanges.findLast((each) => each.kind === 'fetch' && numberOf(each) === index);
        const chromium = theirs.get(index) ?? { reason: 'passes', parameter: '' };
        const ours = ourVerdict(last, facts);
        const cause = (last && failures.get(last.id)?.findings[0]?.code) ?? '—';
        count(table, `${chromium.reason} → ${cause}`);
        const complaint =
          compare(chromium, ours, cause, last?.response?.status ?? 0) ??
          (chromium.reason === 'network' ? compareHangUp(cases[index]!, cause) : undefined);
        if (complaint !== undefined) disagreements.push(`${name}: ${complaint}`);
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
  const rows = [...table].toSorted(([a], [b]) => a.localeCompare(b));
  console.log(rows.map(([row, times]) => `${String(times).padStart(5)}  ${row}`).join('\n'));
  const met = new Set(rows.map(([row]) => row.split(' → ')[0]!));
  expect(disagreements).toEqual([]);
  expect([...Object.keys(CAUSES), ...NEVER_SENT].filter((reason) => !met.has(reason))).toEqual([]);
});

function compare(
  chromium: Verdict,
  ours: Verdict | undefined,
  cause: string,
  status: number,
): string | undefined {
  if (NEVER_SENT.has(chromium.reason)) {
    return cause === '—' ? undefined : `Chromium never sent it, and we say ${cause}`;
  }
  if (ours === undefined) return `Chromium says ${chromium.reason}, and nothing was recorded`;
  if (ours.reason !== chromium.reason) return `Chromium says ${chromium.reason}, we say ${ours.reason}`;
  const expected = CAUSES[chromium.reason];
  if (!expected) {
    return ['passes', 'network'].includes(chromium.reason) ? undefined : `${chromium.reason} is new to us`;
  }
  if (ours.parameter !== chromium.parameter)
    return `${chromium.reason} of “${chromium.parameter}”, and we say of “${ours.parameter}”`;
  // A crash without CORS headers is blamed on nobody.
  if (cause === '—' && status >= 500) return undefined;
  return expected.includes(cause) ? undefined : `${chromium.reason}, and the lead is ${cause}`;
}

/** Where no answer came Chromium has no reason of CORS: only a preflight that nobody answered is one of ours. */
function compareHangUp({ preflight, target }: CorsCase, cause: string): string | undefined {
  const expected = (target?.preflight ?? preflight) === 'nothing' ? 'preflight-no-response' : '—';
  return cause === expected ? undefined : `The connection ended, and the lead is ${cause}`;
}

interface Tab {
  readonly page: CorsCase['page'];
  readonly indexes: readonly number[];
}

function tabsOf(cases: readonly CorsCase[]): Tab[] {
  return (['usual', 'opaque'] as const).flatMap((page) => {
    const indexes = [...cases.keys()].filter((index) => cases[index]!.page === page);
    const count = Math.ceil(indexes.length / CASES_PER_TAB);
    return Array.from({ length: count }, (_, tab) => ({
      page,
      indexes: indexes.slice(tab * CASES_PER_TAB, (tab + 1) * CASES_PER_TAB),
    }));
  });
}

/** Runs the cases of one tab at once and gives Chromium's reason for each that failed. */
async function runTab(
  context: BrowserContext,
  server: CorsServer,
  cases: readonly CorsCase[],
  { page: kind, indexes }: Tab,
): Promise<ReadonlyMap<number, Verdict>> {
  const page = await context.newPage();
  await page.goto(`${server.page}/${kind === 'opaque' ? 'opaque' : ''}`);
  const verdicts = await chromiumsVerdicts(
    page,
    new Map(indexes.map((index) => [addressOf(server, cases, index), index])),
  );
  await page.evaluate(
    (requests) =>
      Promise.all(
        requests.map(([url, { method, headers, credentials, mode, redirect }]) =>
          fetch(url, {
            method,
            headers,
            credentials,
            ...(mode && { mode }),
            ...(redirect && { redirect }),
          })
            // A body that nobody reads may be given up, which looks like a failure.
            .then((answer) => answer.text())
            .catch(() => undefined),
        ),
      ).then(() => undefined),
    indexes.map((index) => [addressOf(server, cases, index), cases[index]!.fetch] as const),
  );
  return verdicts;
}

function addressOf(server: CorsServer, cases: readonly CorsCase[], index: number): string {
  return cases[index]!.fetch.url ?? server.urlOf(index);
}

/** Filled as the failures come. */
async function chromiumsVerdicts(
  page: Page,
  indexOf: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<number, Verdict>> {
  const verdicts = new Map<number, Verdict>();
  const numbers = new Map<string, number>();
  const protocol = await page.context().newCDPSession(page);
  protocol.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    const index = indexOf.get(request.url);
    if (index !== undefined && type !== 'Preflight') numbers.set(requestId, index);
  });
  protocol.on('Network.loadingFailed', ({ requestId, corsErrorStatus }) => {
    const index = numbers.get(requestId);
    if (index === undefined) return;
    verdicts.set(index, {
      reason: corsErrorStatus?.corsError ?? 'network',
      parameter: corsErrorStatus?.failedParameter ?? '',
    });
  });
  // What Blink refuses by itself never reaches the network; only DevTools' issues name the reason.
  protocol.on('Audits.issueAdded', ({ issue: { details } }) => {
    const { corsErrorStatus, request } = details.corsIssueDetails ?? {};
    const index = indexOf.get(request?.url ?? '');
    if (index === undefined || !corsErrorStatus || !NEVER_SENT.has(corsErrorStatus.corsError)) return;
    verdicts.set(index, { reason: corsErrorStatus.corsError, parameter: corsErrorStatus.failedParameter });
  });
  await protocol.send('Network.enable');
  await protocol.send('Audits.enable');
  return verdicts;
}

function ourVerdict(
  exchange: Exchange | undefined,
  facts: ReturnType<typeof Engine.factsOver>,
): Verdict | undefined {
  if (!exchange) return undefined;
  const cors = facts.cors(exchange);
  const failed = [cors?.preflight, cors?.response].find((verdict) => verdict?.passed === false);
  if (cors?.blocked)
    return {
      reason: failed?.reason ?? cors.redirect ?? 'blocked',
      parameter: failed?.failedParameter ?? '',
    };
  return { reason: exchange.failure === undefined ? 'passes' : 'network', parameter: '' };
}

async function recorderOf(context: BrowserContext) {
  const known = context.serviceWorkers()[0];
  return known ?? (await context.waitForEvent('serviceworker'));
}

/** What the extension's service worker has stored, in order, of the API's hosts. */
async function recordedOf(context: BrowserContext, server: CorsServer): Promise<Exchange[]> {
  const worker = await recorderOf(context);
  const stored = await worker.evaluate(async () =>
    Object.entries(await chrome.storage.session.get()).filter(([key]) => key.startsWith('exchange/')),
  );
  return stored
    .map(([, text]) => exchangeIn(text as string))
    .filter(
      ({ request }) => request.url.startsWith('https://') && !request.url.startsWith(`${server.page}/opaque`),
    )
    .toSorted((a, b) => a.startedAt - b.startedAt);
}

/** The session stores `[sequence, exchange]` under each key. */
function exchangeIn(text: string): Exchange {
  return (JSON.parse(text) as [number, Exchange])[1];
}

/** Nothing is under way any more. */
function settled(exchanges: readonly Exchange[]): boolean {
  return exchanges.every(({ endedAt }) => endedAt !== undefined);
}

function numberOf({ request }: Exchange): number | undefined {
  const number = /\/(?:case|target)\/(\d+)$/.exec(request.url)?.[1];
  return number === undefined ? undefined : Number(number);
}

function count(table: Map<string, number>, row: string): void {
  table.set(row, (table.get(row) ?? 0) + 1);
}
