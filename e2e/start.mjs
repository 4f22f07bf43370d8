// `npm start`: builds, starts the lab, and opens a browser with the extension, DevTools on the Auth panel.
// Without a display: `npm start -- --screenshot FILE` does the same headless on a real failure.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ensureBrowser, ensureDependencies, ROOT } from './prepare.mjs';

/** The failure of the picture: it shows evidence, a drawn lifetime, and fixes for two parties. */
const SHOWN = 'token-expired';

/** Pixels that DevTools gives to the names of its panels, above each. */
const TAB_STRIP = 28;

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

async function main(words) {
  const file = screenshotFile(words);
  if (file === undefined && !hasDisplay()) {
    throw new Error('There is no display here. Use: npm start -- --screenshot panel.png');
  }
  ensureDependencies();
  const executablePath = ensureBrowser();
  build();
  const { openBrowser } = await import('./browser.mjs');
  const { startLab } = await import('./lab/server.mjs');
  const lab = await startLab();
  const browser = await openBrowser({
    executablePath,
    headless: file !== undefined,
    dark: words.includes('--dark'),
    // Below a page that nobody sees in the picture, the panel has the window's whole width.
    ...(file !== undefined && { dock: 'bottom', height: 900 }),
  });
  await browser.page.goto(lab.page);
  const { devtools, panel } = await browser.openPanel();
  if (file !== undefined) {
    await browser.page.click(`#${SHOWN}`);
    await panel.locator(`[role="option"][data-cause="${SHOWN}"]`).first().click({ timeout: 30_000 });
    await panel.locator(`[data-role="lead"][data-cause="${SHOWN}"]`).first().waitFor();
    mkdirSync(dirname(resolve(file)), { recursive: true });
    const { y } = await (await panel.frameElement()).boundingBox();
    await devtools.screenshot({
      path: resolve(file),
      clip: { x: 0, y: y - TAB_STRIP, width: 1280, height: 900 - y + TAB_STRIP },
    });
    console.log(`Written: ${file}`);
  } else {
    console.log(
      `The lab is at ${lab.page}. Press a button there and look at the Auth panel. Ctrl-C ends it all.`,
    );
    await new Promise((done) => {
      process.once('SIGINT', done);
      browser.context.once('close', done);
    });
  }
  await browser.close().catch(() => {});
  await lab.close();
}

function screenshotFile(words) {
  const at = words.indexOf('--screenshot');
  if (at < 0) return undefined;
  const file = words[at + 1];
  if (!file || file.startsWith('--')) throw new Error('--screenshot needs the name of a file to write');
  return file;
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function build() {
  const { status } = spawnSync('npx', ['--no-install', 'vite', 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The build failed; see above.');
}
