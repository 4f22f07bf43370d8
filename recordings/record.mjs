// `npm run record [-- words of ids…]`: runs scenarios against real servers in a real Chromium with its DevTools open,
// writes what DevTools recorded, and prints what the panel said of each, live.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../e2e/browser.mjs';
import { ensureBrowser, ensureDependencies } from '../e2e/prepare.mjs';
import { openFront } from './front.mjs';
import { openLab } from './lab.mjs';

const HERE = import.meta.dirname;
/** The panel hears of the last request a moment after the page does. */
const SETTLING_MS = 1_200;
// Frameworks print every refusal, and outside production they answer with their stack.
process.env.NODE_ENV = 'production';
console.error = () => undefined;

const PAGE = '<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>App</h1>';

await main(process.argv.slice(2));

async function main(words) {
  ensureDependencies();
  ensureStacks();
  const executablePath = ensureBrowser();
  const wanted = (await allScenarios()).filter(
    ({ id }) => words.length === 0 || words.some((word) => id.includes(word)),
  );
  let wrong = 0;
  for (const scenario of wanted) {
    try {
      ensurePackages(scenario.debian ?? []);
      const said = await record(scenario, executablePath);
      const verdict = judge(scenario, said);
      if (verdict !== 'right') wrong += 1;
      console.log(`${verdict}\t${scenario.id}\t${scenario.cause}\t${said.join(', ') || 'nothing'}`);
    } catch (error) {
      wrong += 1;
      console.log(`failed\t${scenario.id}\t${error.message.split('\n')[0]}`);
    }
  }
  await writeIndex();
  console.log(`${wanted.length - wrong} of ${wanted.length} right`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

/** @returns {Promise<import('./scenario.mjs').Scenario[]>} */
async function allScenarios() {
  const files = readdirSync(join(HERE, 'scenarios')).filter((name) => name.endsWith('.mjs'));
  const modules = await Promise.all(files.toSorted().map((name) => import(`./scenarios/${name}`)));
  return modules.flatMap(({ scenarios }) => scenarios);
}

/** The servers' own packages stay out of the product's. */
function ensureStacks() {
  if (existsSync(join(HERE, 'node_modules'))) return;
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: HERE, stdio: 'inherit' });
  if (status !== 0) throw new Error('npm ci failed; see above.');
}

function ensurePackages(names) {
  const missing = names.filter((name) => spawnSync('dpkg', ['-s', name]).status !== 0);
  if (missing.length === 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Nothing of these starts by itself: each scenario starts its own with its own settings.
  const words = [
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    '-o',
    'Dpkg::Options::=--force-confold',
    ...missing,
  ];
  if (spawnSync('apt-get', words, { env: { ...env, RUNLEVEL: '1' } }).status !== 0) {
    throw new Error(`These Debian packages could not be installed: ${missing.join(' ')}`);
  }
}

/** @returns {Promise<string[]>} what the panel's rows say: `401 token-expired` */
async function record(scenario, executablePath) {
  const { lab, listening, close: closeLab } = await openLab();
  try {
    const ports = new Map();
    const served = { 'app.test': page, ...(await scenario.serve(lab)) };
    for (const [host, server] of Object.entries(served)) ports.set(host, await listening(server));
    const front = await openFront((host, scheme) => ports.get(scheme === 'http' ? `http://${host}` : host));
    const { thirdPartyCookies } = scenario;
    const browser = await openBrowser({
      executablePath,
      ports: front.ports,
      preserveLog: true,
      thirdPartyCookies,
    });
    try {
      return await visit(scenario, browser, lab);
    } finally {
      await browser.close();
      await front.close();
    }
  } finally {
    await closeLab();
  }
}

function page(_request, response) {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(PAGE);
}

async function visit(scenario, browser, lab) {
  const { page, context } = browser;
  await page.goto('https://app.test/');
  const { panel } = await browser.openPanel();
  await page.reload();
  await scenario.visit({
    page,
    context,
    lab,
    call: (url, init) => page.evaluate(fetchInPage, { url, init }),
    pause: (milliseconds) => page.waitForTimeout(milliseconds),
  });
  await page.waitForTimeout(SETTLING_MS);
  const har = await panel.evaluate(readHarOfDevTools);
  writeFileSync(join(HERE, 'har', `${scenario.id}.har`), `${JSON.stringify({ log: har }, null, 1)}\n`);
  return panel
    .locator('[role="option"][data-status]')
    .evaluateAll((rows) =>
      rows.map((row) => `${row.getAttribute('data-status')} ${row.getAttribute('data-cause')}`),
    );
}

/** Runs in the page. */
async function fetchInPage({ url, init }) {
  try {
    const response = await fetch(url, init);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text().catch(() => ''),
    };
  } catch (error) {
    return { status: 0, headers: {}, text: '', error: String(error) };
  }
}

/** Runs in the panel: what DevTools would export. */
async function readHarOfDevTools() {
  const { network } = chrome.devtools;
  const har = await new Promise((resolve) => network.getHAR(resolve));
  for (const entry of har.entries) {
    const content = entry.response.content;
    if (content.text !== undefined || typeof entry.getContent !== 'function') continue;
    const [text, encoding] = await new Promise((resolve) => entry.getContent((...answer) => resolve(answer)));
    if (text) Object.assign(content, { text }, encoding ? { encoding } : {});
  }
  return JSON.parse(JSON.stringify(har));
}

function judge({ cause, nearMissOf, also = [] }, said) {
  const codes = said.map((row) => row.split(' ')[1]);
  if (codes.includes(nearMissOf)) return 'WRONG';
  // What recovered keeps its row, marked as such.
  if (cause === 'recovered') return 'right';
  if (cause === null || cause === 'not-auth') return codes.length === 0 ? 'right' : 'WRONG';
  return codes.some((code) => [cause, ...also].includes(code)) ? 'right' : 'WRONG';
}

/** What was injected, for whoever reads the recordings. */
async function writeIndex() {
  const recorded = (await allScenarios())
    .filter(({ id }) => existsSync(join(HERE, 'har', `${id}.har`)))
    .map(({ serve: _, visit: __, debian: ___, ...rest }) => rest);
  writeFileSync(join(HERE, 'INDEX.json'), `${JSON.stringify(recorded, null, 2)}\n`);
}
