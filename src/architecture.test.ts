import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Folder → the folders it may import from. The list is the architecture: change it on purpose. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  exchange: [],
  capture: ['exchange'],
  session: ['exchange'],
  messages: ['exchange'],
  har: ['exchange', 'protocol'],
  protocol: ['exchange'],
  diagnosis: ['exchange', 'protocol'],
  runbook: ['exchange', 'diagnosis'],
  compare: ['exchange', 'protocol', 'diagnosis'],
  report: ['exchange', 'protocol', 'diagnosis', 'compare', 'har', 'runbook'],
  browser: ['exchange', 'capture', 'session', 'messages'],
  background: ['exchange', 'capture', 'session', 'messages', 'browser'],
  devtools: ['browser'],
  panel: [
    'exchange',
    'capture',
    'messages',
    'har',
    'protocol',
    'diagnosis',
    'compare',
    'runbook',
    'compare',
    'report',
    'browser',
  ],
  cli: ['exchange', 'har', 'protocol', 'diagnosis', 'report'],
};

/** npm package → the only folders that may import it. Test tools are free to all tests. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@noble/hashes': ['protocol'],
  fflate: ['har', 'protocol'],
  jose: ['protocol'],
  saxes: ['protocol'],
  tldts: ['protocol'],
  valibot: ['har'],
  // Types only.
  'har-format': ['har', 'report'],
  react: ['panel'],
  'react-dom': ['panel'],
  'react-aria-components': ['panel'],
};

/** The middle runs the same in the panel, in a worker and in Node. */
const PURE = [
  'exchange',
  'capture',
  'session',
  'messages',
  'har',
  'protocol',
  'diagnosis',
  'runbook',
  'compare',
  'report',
];

const ROOT = import.meta.dirname;

const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.includes('/') && /\.tsx?$/.test(path))
  .map((path) => ({
    path,
    folder: path.split('/')[0]!,
    isTest: /\.(?:test|fixture|cases)\.tsx?$/.test(path),
    text: readFileSync(join(ROOT, path), 'utf8'),
  }));

const product = sources.filter(({ isTest, path }) => !isTest && !path.endsWith('.config.ts'));

describe.each(product)('$path', ({ path, folder, text }) => {
  it('imports only what its folder may', () => {
    const strays = specifiersIn(text).filter((specifier) =>
      specifier.startsWith('.')
        ? ![folder, ...(MAY_IMPORT[folder] ?? [])].includes(folderOf(path, specifier))
        : !PACKAGES[packageOf(specifier)]?.includes(folder) &&
          !(folder === 'cli' && specifier.startsWith('node:')),
    );
    expect(strays).toEqual([]);
  });
});

it('names every folder in the table', () => {
  expect(
    [...new Set(sources.map(({ folder }) => folder))].filter((folder) => !(folder in MAY_IMPORT)),
  ).toEqual([]);
});

it('keeps the browser’s extension API behind src/browser', () => {
  const offenders = product
    // devtools/ is one call that registers the panel.
    .filter(({ folder }) => folder !== 'browser' && folder !== 'devtools')
    .filter(({ text }) => /\b(?:chrome|browser)\s*\.\s*\w/.test(code(text)));
  expect(offenders.map(({ path }) => path)).toEqual([]);
});

it('keeps pages, workers and Node out of the middle', () => {
  const offenders = product
    .filter(({ folder }) => PURE.includes(folder))
    .filter(({ text }) => /\b(?:window|document|localStorage|process)\s*\.\s*\w|\bnode:/.test(code(text)));
  expect(offenders.map(({ path }) => path)).toEqual([]);
});

it('keeps no state in the modules of the worker: it is stopped after half a minute of quiet', () => {
  const offenders = product
    .filter(({ folder }) => ['background', 'capture', 'session'].includes(folder))
    // A WeakMap is let be: what it remembers of things that never change can be worked out again.
    .filter(({ text }) =>
      /^(?:export )?(?:let |const \w+(?::[^=]+)? = (?:new (?:Map|Set)\(\)|\[\]|\{\}))/m.test(text),
    );
  expect(offenders.map(({ path }) => path)).toEqual([]);
});

it('speaks to nobody: no part of the extension opens a connection', () => {
  const offenders = product
    .filter(({ folder }) => folder !== 'cli')
    .filter(({ text }) =>
      /\bfetch\s*\(|XMLHttpRequest\s*\(|new WebSocket|sendBeacon|new EventSource/.test(code(text)),
    );
  expect(offenders.map(({ path }) => path)).toEqual([]);
});

/** Formatted code has one form of import: names on one or several lines, a quoted place at the end. */
function specifiersIn(text: string): string[] {
  const found = [
    ...text.matchAll(/^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*'([^']+)'|\bimport\('([^']+)'\)/gm),
  ];
  return found.map(([, stated, called]) => (stated ?? called)!).filter((specifier) => !isVersion(specifier));
}

/** package.json is read for the version that reports name. */
function isVersion(specifier: string): boolean {
  return specifier.endsWith('/package.json');
}

function folderOf(from: string, specifier: string): string {
  return relative(ROOT, join(ROOT, dirname(from), specifier)).split('/')[0]!;
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Without comments and quoted texts: advice to a user may name what our code may not call. */
function code(text: string): string {
  return text.replace(
    /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$|`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/gm,
    '',
  );
}
