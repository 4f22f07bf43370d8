import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import reportSchema from '../../docs/report-1.schema.json' with { type: 'json' };
import { exchange } from '../exchange/exchange.fixture.ts';
import { toHar } from '../har/to-har.ts';
import { main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyhole-'));
const at = (name: string) => join(folder, name);
const TOKEN = 'Bearer undefined';
const isReport = new Ajv2020({ allErrors: true }).compile(reportSchema);

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
  writeFileSync(at('packed.har.gz'), gzipSync(readFileSync(at('refused.har'))));
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

async function run(words: readonly string[], input = '', progress?: (text: string) => void) {
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
    ...(progress && { progress }),
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

  test('shows what it is at, where somebody looks on, and takes it away at the end', async () => {
    const shown: string[] = [];
    await run([at('refused.har'), at('healthy.har')], '', (text) => shown.push(text));
    expect(shown.map((text) => text.replace(/, .*/, ''))).toEqual([
      '1 of 2: Reading refused.har',
      '1 of 2: Diagnosing refused.har',
      '1 of 2: Redacting refused.har',
      '2 of 2: Reading healthy.har',
      '2 of 2: Diagnosing healthy.har',
      '2 of 2: Redacting healthy.har',
      '',
    ]);
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
    for (const line of lines) expect(isReport(line) ? [] : isReport.errors).toEqual([]);
  });

  test('a packed file is unpacked', async () => {
    const { status, out } = await run(['--format', 'json', at('packed.har.gz')]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ source: { name: 'packed.har.gz' }, summary: { failing: 1 } });
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
    expect(out).toMatch(
      /^Form of the credential: well formed → a placeholder\n {2}healthy\.har → refused\.har \[one-environment-fails\]\n/,
    );
    expect(out).toContain(
      'a  GET https://api.app.test/me (401) [token-placeholder]\n  passed as b  GET https://api.app.test/me (200)\n',
    );
    expect(out).not.toContain('2YotnFZFEjr1zCsicMWpAA');
  });

  test.each(['json', 'markdown', 'html'])('--compare writes %s', async (format) => {
    const { status, out } = await run([
      '--compare',
      '--format',
      format,
      at('healthy.har'),
      at('refused.har'),
    ]);
    expect(status).toBe(0);
    expect(out).toContain('token-placeholder');
    expect(out).toContain('Form of the credential');
  });

  test('--compare as JSON names the pattern and the first difference', async () => {
    const { out } = await run(['--compare', '--format=json', at('healthy.har'), at('refused.har')]);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      pattern: 'one-environment-fails',
      title: 'Form of the credential: well formed → a placeholder',
      first: { role: 'credential', what: 'form' },
      comparisons: [{ request: { id: 'a', status: 401 }, counterpart: { id: 'b', status: 200 } }],
      unpaired: [],
    });
  });

  test('--compare with a file that cannot be read: status 2, nothing on standard output', async () => {
    const { status, out, error } = await run(['--compare', at('healthy.har'), at('broken.har')]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toContain('broken.har');
  });

  test('--compare: --fail-on looks at the second file', async () => {
    expect((await run(['--compare', '--fail-on=certain', at('healthy.har'), at('refused.har')])).status).toBe(
      1,
    );
    expect((await run(['--compare', '--fail-on=certain', at('refused.har'), at('healthy.har')])).status).toBe(
      0,
    );
  });

  test.each([
    [[], 'no file named; --help tells how'],
    [['--format', 'pdf', 'a'], '--format is one of text, json, markdown, html, har'],
    [['--secrets', 'plain', 'a'], '--secrets is one of redacted, hashed'],
    [['--nonsense', 'a'], 'unknown option --nonsense; --help tells all'],
    [['a', '--format'], '--format needs a value'],
    [['--compare', '--format=har', 'a', 'b'], '--compare writes text, json, markdown or html'],
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
