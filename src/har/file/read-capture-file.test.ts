import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Capture } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { gunzip } from './inflate.ts';
import { readCaptureFile } from './read-capture-file.ts';

const EXPORTS = join(import.meta.dirname, '../../../recordings/exports');
/** HAR files of other programs' test suites; beside the checkout, not part of it. */
const COLLECTED = join(import.meta.dirname, '../../../../shared/data/har');
const collected = existsSync(COLLECTED) ? readdirSync(COLLECTED).filter((name) => name !== 'INDEX.json') : [];

function opened(bytes: Uint8Array, name = 'a.har') {
  const reading = readCaptureFile(bytes, name);
  if (!reading.ok) throw new Error(reading.problem);
  return reading;
}

function problemOf(bytes: Uint8Array, name = 'a.har'): string {
  const reading = readCaptureFile(bytes, name);
  if (reading.ok) throw new Error('opened, though it should not');
  return reading.problem;
}

function utf16(text: string, order: 'le' | 'be', mark = true): Uint8Array {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16());
}

const SMALL = JSON.stringify({
  log: {
    creator: { name: 'X', version: '1' },
    entries: [
      {
        startedDateTime: '2026-11-22T12:00:00Z',
        request: { method: 'GET', url: 'https://api.app.test/ä' },
        response: { status: 200 },
      },
    ],
  },
});

const WRAPPINGS: readonly (readonly [string, (text: string) => Uint8Array])[] = [
  ['gzip', (text) => gzipSync(strToU8(text))],
  [
    'gzip in several parts',
    (text) => joined(gzipSync(strToU8(text.slice(0, 40))), gzipSync(strToU8(text.slice(40)))),
  ],
  ['UTF-8 with a mark', (text) => strToU8(`\ufeff${text}`)],
  ['UTF-16, little-endian', (text) => utf16(text, 'le')],
  ['UTF-16, big-endian', (text) => utf16(text, 'be')],
  ['UTF-16 without a mark', (text) => utf16(text, 'le', false)],
  ['ZIP', (text) => zipSync({ 'folder/capture.har': strToU8(text), '__MACOSX/._capture.har': strToU8('x') })],
  ['ZIP, not compressed', (text) => zipSync({ 'capture.har': [strToU8(text), { level: 0 }] })],
  ['UTF-16 in gzip', (text) => gzipSync(utf16(text, 'be'))],
  ['ZIP in gzip', (text) => gzipSync(zipSync({ 'capture.har': strToU8(text) }))],
];

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

describe('wrappings', () => {
  it.each(WRAPPINGS)('%s is opened', (_, wrap) => {
    const { capture, warnings } = opened(wrap(SMALL));
    expect(capture.exchanges.map(({ request }) => request.url)).toEqual(['https://api.app.test/ä']);
    expect(warnings).toEqual([]);
  });

  it('reads text that is not clean UTF-8, and says where', () => {
    const bytes = strToU8(SMALL).map((byte) => (byte === 0xc3 ? 0xff : byte));
    expect(opened(bytes).warnings[0]).toMatch(/^line 1, column \d+: not clean UTF-8; what cannot be read/);
  });
});

describe('what is refused, each in one line that says what to do', () => {
  const zeros = new Uint8Array(40_000_000);
  it.each<[string, Uint8Array, string, RegExp]>([
    ['nothing', new Uint8Array(), 'a.har', /^line 1, column 1: the file is empty$/],
    [
      'a packet capture',
      new Uint8Array([0xd4, 0xc3, 0xb2, 0xa1, 2, 0]),
      'a.pcap',
      /packet capture.*save them as HAR/,
    ],
    [
      'a mitmproxy flow file',
      strToU8('1234:9:websocket;0:~8:response;'),
      'flows',
      /mitmproxy flow file.*hardump/,
    ],
    ['Burp’s items', strToU8('<?xml version="1.0"?>\n<items burpVersion="2026.1">'), 'a.xml', /Burp Suite/],
    [
      'a Charles session',
      new Uint8Array([0xac, 0xed, 0, 5]),
      'a.chls',
      /Charles session; in Charles, choose File > Export/,
    ],
    ['a Charles archive', zipSync({ '0-meta.json': strToU8('{}') }), 'a.chlz', /Charles session/],
    ['a Proxyman session', new Uint8Array([1, 2, 3]), 'a.proxymanlogv2', /Proxyman.*HAR/],
    ['a net log', strToU8('{"constants":{},"events":[]}'), 'netlog.json', /net log.*Export HAR/],
    [
      'Insomnia’s YAML',
      strToU8('type: collection.insomnia.rest/5.0\nname: Shop\n'),
      'a.yaml',
      /Insomnia.*as HAR/,
    ],
    [
      'a ZIP archive without a HAR',
      zipSync({ 'a.txt': strToU8('x') }),
      'a.zip',
      /^byte 0: no HAR in this ZIP archive$/,
    ],
    [
      'two HARs',
      zipSync({ 'a.har': strToU8(SMALL), 'b.har': strToU8(SMALL) }),
      'a.zip',
      /^byte 0: 2 HAR files/,
    ],
    ['an empty archive', zipSync({}), 'a.zip', /^byte 0: no HAR/],
    ['a cut archive', zipSync({ 'a.har': strToU8(SMALL) }).subarray(0, 90), 'a.zip', /^byte 90: .*cut off/],
    ['a cut gzip', gzipSync(strToU8(SMALL)).subarray(0, 60), 'a.har.gz', /^byte 60: .*ends in the middle/],
    ['gzip in gzip', gzipSync(gzipSync(strToU8(SMALL))), 'a.har.gz.gz', /more than once/],
    ['a gzip bomb', gzipSync(zeros), 'a.har.gz', /too large/],
    ['a ZIP bomb', zipSync({ 'a.har': zeros }), 'a.zip', /too large/],
    ['UTF-32', new Uint8Array([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), 'a.har', /^byte 0: UTF-32/],
    ['HTML', strToU8('<!doctype html>'), 'a.har', /^line 1, column 1: not JSON but HTML or XML$/],
  ])('%s', (_, bytes, name, problem) => {
    expect(problemOf(bytes, name)).toMatch(problem);
    expect(problemOf(bytes, name)).not.toContain('\n');
  });

  it('a gzip bomb that lies about its length', () => {
    const bomb = gzipSync(zeros);
    bomb.set([1, 0, 0, 0], bomb.length - 4);
    expect(problemOf(bomb)).toMatch(/too large/);
  });

  it('more than is allowed, though nothing bursts', () => {
    const noise = Uint8Array.from({ length: 100_000 }, (_, index) => (index * index * 31) >> 3);
    expect(gunzip(gzipSync(noise), 200_000)).toMatchObject({ ok: true });
    expect(gunzip(gzipSync(noise), 50_000)).toMatchObject({ ok: false });
  });

  it('an archive behind a password', () => {
    const archive = zipSync({ 'a.har': strToU8(SMALL) });
    archive[6] = 1;
    expect(problemOf(archive)).toMatch(/password/);
  });
});

describe('text that is nearly JSON', () => {
  const entries = SMALL.slice(SMALL.indexOf('[') + 1, SMALL.lastIndexOf(']'));
  it.each<[string, string, number, RegExp]>([
    ['a comma too many', `{"log":{"entries":[${entries},]},}`, 1, /^line 1, column \d+: not quite JSON/],
    ['NaN', SMALL.replace('"request"', '"time":NaN,"request"'), 1, /^line 1, column \d+: not quite JSON/],
    [
      'a raw line break in a text',
      SMALL.replace('/ä', '/ä?q=a\nb'),
      1,
      /^line 1, column \d+: not quite JSON/,
    ],
    ['two logs', `${SMALL}\n${SMALL}`, 2, /^line 2, column 1: a second log begins here/],
    ['an entry a line', `${entries}\n${entries}\n${entries}`, 3, /second log|list of entries/],
    ['a list of logs', `[${SMALL},${SMALL}]`, 2, /^$/],
    ['something behind the end', `${SMALL}\n}`, 1, /^line 2, column 1: something behind the end/],
    ['a call around it', `onInputData(${SMALL});`, 1, /a call around the JSON/],
    ['the entries alone', `[${entries}]`, 1, /^log: missing; the list of entries is read$/],
    ['one entry alone', entries, 1, /^log: missing; a single entry is read$/],
    ['entries by number', `{"log":{"entries":{"0":${entries}}}}`, 1, /^log.entries: an object/],
  ])('%s is repaired, and told', (_, text, count, warning) => {
    const { capture, warnings } = opened(strToU8(text));
    expect(capture.exchanges).toHaveLength(count);
    expect(warnings.join('\n')).toMatch(new RegExp(warning.source, 'm'));
  });

  it('a second log that was cut off is refused where it ends', () => {
    expect(problemOf(strToU8(`${SMALL}\n${SMALL.slice(0, -9)}`))).toMatch(/^line 2, column \d+: .*cut off$/);
  });
});

/** What the diagnosis needs, of the visit that all of them saved. */
function summaryOf({ exchanges }: Capture): string[] {
  return exchanges
    .filter(({ request }) => !request.url.endsWith('/favicon.ico'))
    .map(({ request, response }) =>
      [
        request.method,
        new URL(request.url).pathname,
        response?.status ?? 'no answer',
        headerValue(request.headers, 'authorization') ? 'token' : '',
        request.body?.text ?? '',
        response?.body?.text.slice(0, 12) ?? '',
      ].join(' '),
    );
}

const VISIT = [
  'GET / 200   <!doctype ht',
  'GET /orders 401 token  {"error":"in',
  'POST /save 403 token {"note":"grün"} {"error":"in',
  'GET /hop 302 token  ',
  'GET /orders 401 token  {"error":"in',
  'GET / no answer token  ',
];

describe('real exports of one visit', () => {
  it.each([
    ['firefox.har', 'Firefox 153.7.0'],
    ['playwright-embed.har', 'Playwright 1.65.1'],
    ['playwright-attach.zip', 'Playwright 1.65.1'],
    ['playwright-trace.zip', 'Playwright trace'],
  ])('%s', (name, creator) => {
    const { capture, warnings } = opened(readFileSync(join(EXPORTS, name)), name);
    expect(summaryOf(capture)).toEqual(VISIT);
    expect(capture.source).toMatchObject({ kind: 'har', name, creator });
    expect(capture.exchanges.at(-2)?.redirectedFromId).toBe(capture.exchanges.at(-3)?.id);
    expect(warnings.filter((line) => !line.includes('read as "no answer"'))).toEqual([]);
  });

  it('a HAR without the bodies that lay beside it says so', () => {
    const { capture, warnings } = opened(readFileSync(join(EXPORTS, 'playwright-attach.har')));
    expect(warnings.join('\n')).toMatch(/its body is in a file of its own/);
    expect(capture.exchanges[1]?.blindSpots).toContain('response-body');
  });
});

/** Texts of a file that a problem might repeat: those that are long enough to be no words of ours. */
function valuesOf(text: string): Set<string> {
  return new Set([...text.matchAll(/"((?:[^"\\]|\\.){12,60})"/g)].map(([, value]) => value!));
}

function expectOneSafeLine(problem: string, values: ReadonlySet<string>): void {
  expect(problem).toMatch(/^[^\n]{10,300}$/);
  expect(problem).toMatch(
    /^(?:line \d+, column \d+|byte \d+|log|raw|item|resources|collection|\[\d+\]|trace)/,
  );
  for (const value of values) expect(problem.includes(value) ? value : '').toBe('');
}

describe.skipIf(collected.length === 0)(
  'collected HAR files (skipped where ../shared/data is missing)',
  () => {
    it.each(collected)(
      '%s reads the same in every wrapping, and is refused in one safe line where it is cut',
      (name) => {
        const bytes = new Uint8Array(readFileSync(join(COLLECTED, name)));
        const text = new TextDecoder().decode(bytes);
        const plain = readCaptureFile(bytes, name);
        const values = valuesOf(text);
        if (!plain.ok) expectOneSafeLine(plain.problem, values);
        for (const [, wrap] of WRAPPINGS) {
          const reading = readCaptureFile(wrap(text), name);
          if (plain.ok) expect(reading).toEqual(plain);
          else expect(reading.ok).toBe(false);
        }
        for (let cut = 1; cut <= 20; cut += 1) {
          const started = performance.now();
          const reading = readCaptureFile(bytes.subarray(0, Math.floor((bytes.length * cut) / 21)), name);
          expect(performance.now() - started).toBeLessThan(5_000);
          expect(reading.ok).toBe(false);
          if (!reading.ok) expectOneSafeLine(reading.problem, values);
        }
      },
    );
  },
);

const SEEDS: readonly Uint8Array[] = [
  ...readdirSync(EXPORTS)
    .filter((name) => !name.endsWith('.md'))
    .map((name) => new Uint8Array(readFileSync(join(EXPORTS, name)))),
  ...WRAPPINGS.map(([, wrap]) => wrap(SMALL)),
  ...collected
    .map((name) => new Uint8Array(readFileSync(join(COLLECTED, name))))
    .filter(({ length }) => length < 100_000),
];

/** Some bytes changed, a piece cut out or repeated. */
const damaged = fc
  .tuple(
    fc.nat(SEEDS.length - 1),
    fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'cut', 'repeat')), {
      minLength: 1,
      maxLength: 8,
    }),
  )
  .map(([index, changes]) =>
    changes.reduce<Uint8Array>((bytes, [place, value, how]) => {
      const at = place % (bytes.length + 1);
      if (how === 'set') return bytes.map((byte, position) => (position === at ? value : byte));
      const piece = bytes.subarray(at, at + value * 4);
      return how === 'cut'
        ? joined(bytes.subarray(0, at), bytes.subarray(at + piece.length))
        : joined(bytes.subarray(0, at), piece, piece, bytes.subarray(at));
    }, SEEDS[index]!),
  );

const startsLikeOne = fc
  .tuple(
    fc.constantFrom(
      'PK\u0003\u0004',
      '\u001f\u008b\b',
      '{"log":',
      '[{',
      '{"item":[',
      '\u00ff\u00fe',
      '12:9:',
      '<',
    ),
    fc.uint8Array({ maxLength: 400 }),
  )
  .map(([start, rest]) => joined(new Uint8Array(Buffer.from(start, 'latin1')), rest));

describe('whatever it is given', () => {
  it.each([
    ['damaged files', damaged],
    ['any bytes', fc.uint8Array({ maxLength: 400 })],
    ['bytes that start like a file', startsLikeOne],
  ])(
    '%s: never throws, never takes long, and its problem is one line',
    (_, bytes) => {
      fc.assert(
        fc.property(bytes, (given) => {
          const started = performance.now();
          const reading = readCaptureFile(given, 'a.har');
          expect(performance.now() - started).toBeLessThan(5_000);
          if (!reading.ok) expectOneSafeLine(reading.problem, new Set());
        }),
        { numRuns: 1_500 },
      );
    },
    60_000,
  );

  it.each([
    ['commas', ','],
    ['quotes', '"'],
    ['escaped quotes', '\\"'],
    ['opened entries', '{"a":['],
    ['spaces between commas', ', '],
    ['NaN', 'NaN,'],
    ['placeholders', '{{a}}'],
  ])('half a megabyte of %s takes no time', (_, mark) => {
    for (const start of ['', '{"log":{"entries":[x', '{"a":"', '{"a":1,}']) {
      const bytes = strToU8(start + mark.repeat(500_000 / mark.length));
      const started = performance.now();
      readCaptureFile(bytes, 'a.har');
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });
});
