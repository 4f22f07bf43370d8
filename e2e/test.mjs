// `npm test`: format and lint, types, unit tests, the build, then real DevTools. Stops at the first that fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser, ensureDependencies, ROOT } from './prepare.mjs';

const REPORTS = join(ROOT, 'artifacts', 'reports');

main();

function main() {
  try {
    ensureDependencies();
    process.env.CHROMIUM = ensureBrowser();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });

  const steps = [
    ['format and lint', ['biome', 'check', '--error-on-warnings', '.']],
    ['types', ['tsc', '--noEmit']],
    [
      'unit tests',
      ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${REPORTS}/unit.json`],
    ],
    ['build', ['vite', 'build', '--logLevel', 'warn']],
    [
      'build of the command line',
      ['vite', 'build', '--config', 'src/cli/vite.config.ts', '--logLevel', 'warn'],
    ],
    ['end to end in real DevTools', ['playwright', 'test', '--config', 'e2e/playwright.config.ts']],
  ];
  const failed = steps.find(([name, words]) => !passes(name, words));
  const { passed, failures } = count();
  if (failed) console.error(`\nFailed: ${failed[0]}`);
  console.log(`\n${passed} passed, ${failures + (failed && failures === 0 ? 1 : 0)} failed`);
  process.exit(failed ? 1 : 0);
}

function passes(name, words) {
  const started = Date.now();
  console.log(`\n── ${name}`);
  const env = { ...process.env, PW_CHROMIUM_ATTACH_TO_OTHER: '1', E2E_REPORT: join(REPORTS, 'e2e.json') };
  const { status } = spawnSync('npx', ['--no-install', ...words], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log(
    `   ${name}: ${status === 0 ? 'ok' : 'failed'} in ${Math.round((Date.now() - started) / 1000)} s`,
  );
  return status === 0;
}

function count() {
  const unit = read('unit.json');
  const e2e = read('e2e.json')?.stats;
  return {
    passed: (unit?.numPassedTests ?? 0) + (e2e ? e2e.expected + e2e.flaky : 0),
    failures: (unit?.numFailedTests ?? 0) + (e2e?.unexpected ?? 0),
  };
}

function read(name) {
  const path = join(REPORTS, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
