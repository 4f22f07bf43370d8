// Makes a bare machine ready: dependencies, and a browser. Plain Node, because nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Branded Chrome and Edge no longer load an extension from the command line: Chromium comes first. */
const NAMES = ['chromium', 'chromium-browser', 'microsoft-edge', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];
const HELP =
  'No browser found. Install Chromium (Debian, Ubuntu: apt-get install chromium) or set CHROMIUM to its path.';

/** Installs what package-lock.json names, if it is not there yet. Throws with one sentence where that fails. */
export function ensureDependencies() {
  const lock = join(ROOT, 'package-lock.json');
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error('Installing dependencies …');
  // Standard output belongs to the command that asked for this.
  run('npm', ['ci', '--no-audit', '--no-fund'], 'npm ci failed; see above.');
}

/**
 * Path of a browser that can load the extension, installing one where allowed. Throws with one sentence if there is none.
 * @returns {string}
 */
export function ensureBrowser() {
  return findBrowser() ?? installFromDebian() ?? installWithPlaywright() ?? fail(HELP);
}

function findBrowser() {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : fail(`CHROMIUM names ${named}, which does not exist.`);
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...PLACES];
  for (const name of [...NAMES, 'Chromium', 'Google Chrome']) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (found) return found;
  }
  return playwrightBrowser();
}

function playwrightBrowser() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return undefined;
  const folders = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  return folders.map((name) => join(cache, name, 'chrome-linux', 'chrome')).find((path) => existsSync(path));
}

function installFromDebian() {
  if (process.platform !== 'linux' || !succeeds('apt-get', ['--version'])) return undefined;
  const root = process.getuid?.() === 0;
  if (!root && !succeeds('sudo', ['-n', 'true'])) return undefined;
  console.error('Installing Debian’s chromium …');
  const apt = (...words) =>
    root ? succeeds('apt-get', words) : succeeds('sudo', ['-n', 'apt-get', ...words]);
  if (
    !apt('update', '-qq') ||
    !apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation')
  )
    return undefined;
  return findBrowser();
}

function installWithPlaywright() {
  console.error('Installing Playwright’s Chromium …');
  if (!succeeds('npx', ['playwright', 'install', 'chromium'])) return undefined;
  return playwrightBrowser();
}

function succeeds(command, words) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, words, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'ignore'] }).status === 0;
}

function run(command, words, otherwise) {
  const { status } = spawnSync(command, words, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail(otherwise);
}

/** @returns {never} */
function fail(sentence) {
  throw new Error(sentence);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    ensureDependencies();
    if (!process.argv.includes('--dependencies')) console.log(ensureBrowser());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
