// `npm run package`: a zip of dist/ for the store. The same files give the same bytes: fixed dates, sorted names.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync } from 'fflate';
import { ROOT } from './prepare.mjs';

const DIST = join(ROOT, 'dist');
const { version } = JSON.parse(readFileSync(join(DIST, 'manifest.json'), 'utf8'));
const names = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .filter((name) => statSync(join(DIST, name)).isFile() && !name.startsWith('.vite'))
  .sort();
const files = Object.fromEntries(
  names.map((name) => [relative(DIST, join(DIST, name)), readFileSync(join(DIST, name))]),
);
const target = join(ROOT, `keyhole-${version}.zip`);
writeFileSync(target, zipSync(files, { level: 9, mtime: new Date('1980-01-01T12:00:00') }));
console.log(`Written: keyhole-${version}.zip, ${names.length} files`);
