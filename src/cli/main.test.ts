import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchange } from '../exchange/exchange.fixture.ts';
import { toHar } from '../har/to-har.ts';
import { main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyhole-'));
const at = (name: string) => join(folder, name);
const TOKEN = 'Bearer undefined';

beforeAll(() => {
  const write = (name: string, ...exchanges: Parameters<typeof exchange>[0][]) =>
    writeFileSync(
      at(name),
      JSON.stringify(
        toHar({ source: { kind: 'live' }, exchanges: exchanges.map((each) => exchange(each)) }, '0'),
      ),
    );
  write('refused.har', { id: 'a', status: 401, requestHeaders: { Authorization: TOKEN } });
  write('healthy.har', { id: 'b', requestHeaders: { Authorization: 'Bearer 2YotnFZFEjr1zCsicMWpAA' } });
  write('personal.har', {
    id: 'a',
    status: 401,
    requestHeaders: { 'X-Forwarded-For': '203.0.113.9', 'X-Api-Key': 'Zk81LqPw22nXhA5hh4sh99' },
    responseHeaders: { 'content-type': 'text/plain' },
    responseBody: 'no access for mia@shop.test',
  });
  writeFileSync(at('broken.har'), '{"log": {"entries": [');
});

afterAll(() => rmSync(folder, { recursive: true }));

async function run(words: readonly string[], input = '') {
  let out = '';
  let error = '';
  const status = await main(words, {
    input: (async function* () {
      yield new TextEncoder().encode(input);
    })(),
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { status, out, error };
}

describe('the command line', () => {
  test('says the answer first', async () => {
    const { status, out, error } = await run([at('refused.har')]);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out).toMatch(/^refused\.har \(.*\)\n1 of 1 request failed\.\n/);
    expect(out).toContain('token-placeholder, certain; fix in: Client; 1 request');
  });

  test.each(['json', 'markdown', 'html', 'har', 'text'])('writes %s, the diagnosis in it', async (format) => {
    const { status, out } = await run(['--format', format, at('refused.har')]);
    expect(status).toBe(0);
    expect(out).toContain('token-placeholder');
  });

  test('healthy traffic gives no failures', async () => {
    expect(JSON.parse((await run(['--format=json', at('healthy.har')])).out)).toMatchObject({
      schemaVersion: 1,
      failures: [],
    });
  });

  test.each([
    [
      'cut off',
      ['broken.har'],
      /^keyhole: broken\.har: line 1, column 22: the file ends in the middle \(byte 21\); it was cut off\n$/,
    ],
    ['missing', ['nothing.har'], /^keyhole: .*nothing\.har: no such file\n$/],
    ['a folder', ['.'], /^keyhole: .*: a folder, not a file\n$/],
  ])(
    'a file that is %s: one line on standard error, nothing on standard output, status 2',
    async (_, names, problem) => {
      const { status, out, error } = await run(names.map(at));
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(error).toMatch(problem);
    },
  );

  test('several files with JSON: one line each, in order, a broken one in its place', async () => {
    const { status, out } = await run([
      '--format',
      'json',
      at('refused.har'),
      at('broken.har'),
      at('healthy.har'),
    ]);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(status).toBe(2);
    expect(lines).toMatchObject([
      { source: { name: 'refused.har' } },
      { source: { name: 'broken.har' }, error: expect.stringContaining('cut off') },
      { source: { name: 'healthy.har' } },
    ]);
  });

  test('standard input is a file called -', async () => {
    const { status, out } = await run(['--format', 'json', '-'], readFileSync(at('refused.har'), 'utf8'));
    expect(status).toBe(0);
    expect(JSON.parse(out).source.name).toBe('standard input');
  });

  test.each([
    ['certain', 'refused.har', 1],
    ['likely', 'refused.har', 1],
    ['certain', 'healthy.har', 0],
  ])('--fail-on %s with %s gives %i', async (confidence, name, status) => {
    expect((await run(['--fail-on', confidence, at(name)])).status).toBe(status);
  });

  test('--output writes the file and nothing else', async () => {
    expect(await run(['--format', 'json', '--output', at('out.json'), at('refused.har')])).toMatchObject({
      status: 0,
      out: '',
    });
    expect(JSON.parse(readFileSync(at('out.json'), 'utf8')).failures).toHaveLength(1);
  });

  test('--output into a folder that is missing is said', async () => {
    expect(await run(['--output', at('no/out.json'), at('refused.har')])).toMatchObject({
      status: 2,
      error: expect.stringContaining('cannot be written (ENOENT)'),
    });
  });

  test.each([
    ['hidden', false],
    ['kept', true],
  ])('--personal %s: names and addresses stay readable: %s', async (personal, stay) => {
    const { status, out } = await run(['--format=har', '--personal', personal, at('personal.har')]);
    expect(status).toBe(0);
    expect(out.includes('203.0.113.9')).toBe(stay);
    expect(out.includes('mia@shop.test')).toBe(stay);
    expect(out).not.toContain('Zk81LqPw22nXhA5hh4sh99');
  });

  test('--compare tells what differs', async () => {
    const { status, out } = await run(['--compare', at('healthy.har'), at('refused.har')]);
    expect(status).toBe(0);
    expect(out).toContain('a  GET https://api.app.test/me\n  passed as b\n  Status: 200 → 401');
  });

  test.each([
    [[], 'no file named; --help tells how'],
    [['--format', 'pdf', 'a'], '--format is one of text, json, markdown, html, har'],
    [['--secrets', 'plain', 'a'], '--secrets is one of redacted, hashed'],
    [['--nonsense', 'a'], 'unknown option --nonsense; --help tells all'],
    [['a', '--format'], '--format needs a value'],
    [['--compare', 'a'], '--compare takes two files: one that worked, one that did not'],
  ])('%j is refused', async (words, problem) => {
    expect(await run(words)).toEqual({ status: 2, out: '', error: `keyhole: ${problem}\n` });
  });

  test('--help and --version answer without a file', async () => {
    expect((await run(['--help'])).out).toContain('Exit status');
    expect((await run(['--version'])).out).toMatch(/^Keyhole \d+\.\d+\.\d+\n$/);
  });

  test('hashed secrets are the same in two runs, redacted ones are not', async () => {
    writeFileSync(
      at('token.har'),
      JSON.stringify(
        toHar(
          {
            source: { kind: 'live' },
            exchanges: [
              exchange({ status: 401, requestHeaders: { Authorization: 'Bearer 2YotnFZFEjr1zCsicMWpAA' } }),
            ],
          },
          '0',
        ),
      ),
    );
    const tokenOf = async (secrets: string) =>
      /Bearer (\w+)/.exec((await run(['--format', 'har', '--secrets', secrets, at('token.har')])).out)?.[1];
    expect(await tokenOf('hashed')).toBe(await tokenOf('hashed'));
    expect(await tokenOf('redacted')).not.toBe(await tokenOf('redacted'));
    expect(await tokenOf('hashed')).not.toBe('2YotnFZFEjr1zCsicMWpAA');
  });
});
