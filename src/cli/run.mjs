// `npm run --silent diagnose -- FILE.har`: makes sure that the bundle is there and fresh, then runs it.
// Plain Node, because on a fresh clone nothing is installed yet. Standard output belongs to the report alone.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureDependencies } from '../../e2e/prepare.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILD = join(ROOT, 'build');
const BUNDLE = join(BUILD, 'cli.js');

/** Rooms that end up in the bundle. */
const SOURCES = ['exchange', 'protocol', 'diagnosis', 'runbook', 'har', 'report', 'cli'];

function isStale() {
  if (!existsSync(BUNDLE) || !existsSync(join(BUILD, 'engine.js'))) return true;
  const built = statSync(BUNDLE).mtimeMs;
  const files = [
    'package.json',
    'package-lock.json',
    ...SOURCES.flatMap((room) => filesIn(join('src', room))),
  ];
  return files.some((file) => statSync(join(ROOT, file)).mtimeMs > built);
}

function filesIn(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length));
}

/** Builds beside and moves into place, so that two runs at once do not read each other's half-written files. */
async function build() {
  mkdirSync(BUILD, { recursive: true });
  const outDir = mkdtempSync(join(BUILD, 'new-'));
  try {
    const { build: bundle } = await import('vite');
    await bundle({ configFile: join(ROOT, 'src/cli/vite.config.ts'), logLevel: 'silent', build: { outDir } });
    // The entry that others look at comes last.
    const names = readdirSync(outDir).sort((a, b) => Number(a === 'cli.js') - Number(b === 'cli.js'));
    for (const name of names) renameSync(join(outDir, name), join(BUILD, name));
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

try {
  ensureDependencies();
  if (isStale()) await build();
} catch (error) {
  console.error(`keyhole: cannot be built: ${error.message}`);
  process.exit(3);
}
await import(pathToFileURL(BUNDLE).href);
