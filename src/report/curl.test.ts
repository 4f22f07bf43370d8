import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exchange } from '../exchange/exchange.fixture.ts';
import { toCurl } from './curl.ts';

describe('a request as a curl command', () => {
  test('credentials are variables, scheme and faults stay', () => {
    const command = toCurl(
      exchange({
        method: 'POST',
        url: 'https://api.app.test/orders?page=2',
        requestHeaders: {
          Authorization: 'Bearer Bearer abc.def.ghi',
          Cookie: 'sid=1',
          'X-Api-Key': 'k',
          'Content-Type': 'application/json',
          'Sec-Fetch-Mode': 'cors',
        },
        requestBody: '{"a":1}',
      }),
    );
    expect(command).toBe(
      [
        "curl --globoff --include --request 'POST' --url 'https://api.app.test/orders?page=2'",
        `--header 'Authorization: Bearer Bearer '"$TOKEN"`,
        `--header 'Cookie: '"$COOKIE"`,
        `--header 'X-Api-Key: '"$X_API_KEY"`,
        "--header 'Content-Type: application/json'",
        `--data-raw '{"a":1}'`,
      ].join(' \\\n  '),
    );
  });

  test.each(['Bearer undefined', 'Bearer null', 'Bearer '])(
    'the placeholder %j is shown, not hidden',
    (value) => {
      expect(toCurl(exchange({ requestHeaders: { Authorization: value } }))).toContain(
        `'Authorization: ${value}'`,
      );
    },
  );

  test('whatever a value holds, the shell sees one argument and runs nothing', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        "'; touch /tmp/pwned; '",
        '$(id)',
        '`id`',
        '@/etc/passwd',
        '-o/tmp/x',
        '\\',
        "\n'\n",
        '!!',
        '"',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, (header, body) => {
        const only = exchange({
          method: 'POST',
          requestHeaders: { 'X-Note': header, '@file': 'x', 'Bad Name': 'x' },
          requestBody: body,
        });
        const script = `curl() { for each in "$@"; do printf '%s\\0' "$each"; done; }; ${toCurl(only)}`;
        const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
        const plain = header.replace(/[\r\n\0]+/g, ' ');
        expect(words).toEqual(
          [
            '--globoff',
            '--include',
            '--request',
            'POST',
            '--url',
            'https://api.app.test/me',
            '--header',
            plain === '' ? 'X-Note;' : `X-Note: ${plain}`,
            '--data-raw',
            body.replace(/\0/g, ''),
          ].map((word) => Buffer.from(word, 'utf8').toString('utf8')),
        );
      }),
      { numRuns: 60 },
    );
  });
});
