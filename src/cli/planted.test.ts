import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { unwrap } from '../report/redact/leaks.fixture.ts';
import { harOf, harWith, PLACES } from '../report/redact/planted.fixture.ts';
import { secretsFor } from '../report/redact/secrets.fixture.ts';
import { main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyhole-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every third place: what each does by itself is tested beside them. Words and digits may stand in many. */
const planted = Object.values(PLACES).flatMap((place, index) => {
  const [secret = ''] = secretsFor(place.takes, index);
  const isSaidElsewhere = place.takes === 'digits' || place.takes === 'name';
  return isSaidElsewhere || index % 3 !== 0 ? [] : [{ place, secret }];
});
const all = join(folder, 'all.har');
const passed = join(folder, 'passed.har');
writeFileSync(
  all,
  JSON.stringify(harOf(planted.map(({ place, secret }) => withoutLog(place.plant(secret))))),
);
writeFileSync(passed, JSON.stringify(harWith({ status: 200 })));

function withoutLog<T extends { readonly log?: object }>({ log: _, ...parts }: T): Omit<T, 'log'> {
  return parts;
}

async function run(words: readonly string[]): Promise<string> {
  let out = '';
  const status = await main(words, {
    input: (async function* () {})(),
    out: (text) => {
      out += text;
    },
    error: (text) => {
      out += text;
    },
  });
  expect(status).toBe(0);
  return out;
}

describe('a file full of secrets, from the command line', () => {
  test.each([
    ['--format=har'],
    ['--format=json'],
    ['--format=markdown'],
    ['--format=html'],
    ['--format=text'],
    ['--format=har', '--secrets=hashed'],
    ['--format=har', '--personal=kept'],
    ['--compare', passed],
    ['--compare', passed, '--secrets=hashed', '--format=json'],
  ])(
    '%s %s',
    async (...options: string[]) => {
      const texts = unwrap([await run([...options, all])], 2);
      const personal = options.includes('--personal=kept');
      const leaks = planted
        .filter(({ place }) => !personal || !['email', 'ipv4', 'ipv6', 'phone', 'id'].includes(place.takes))
        .flatMap(({ secret }) => (texts.has(secret) ? [secret] : []));
      expect(leaks).toEqual([]);
    },
    120_000,
  );
});
