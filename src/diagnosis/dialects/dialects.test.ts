import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { parseChallenges } from '../../protocol/http-auth/challenges.ts';
import { wordReader } from '../facts/server-words.ts';
import type { Dialect } from './dialect.ts';
import { dialects } from './index.ts';

/** Those of one product; the others are what many say of a topic. */
const vendorRows = dialects.filter(({ source }) => source !== undefined);

/** An answer that holds the row's message where the vendor writes it. */
function answerOf(row: Dialect) {
  const text = row.example ?? String(row.words);
  const beside = row.beside === undefined ? {} : { [row.beside]: '1' };
  const status = row.statuses?.[0] ?? 401;
  if (row.header === undefined) return exchange({ status, responseHeaders: beside, responseBody: text });
  const value = row.header === 'www-authenticate' ? `Bearer error_description="${text}"` : text;
  return exchange({ status, responseHeaders: { ...beside, [row.header]: value } });
}

describe('the table of dialects', () => {
  it('has more than 150 rows of vendors', () => {
    expect(vendorRows.length).toBeGreaterThan(150);
  });

  it.each(vendorRows.map((row) => [`${row.vendor}: ${row.example ?? row.words}`, row] as const))(
    '%s',
    (_, row) => {
      const answer = answerOf(row);
      const challenge = answer.response?.headers.find(({ name }) => name === 'www-authenticate');
      const [word] = wordReader()(answer, parseChallenges(challenge ? [challenge.value] : []));
      expect(word).toMatchObject({ meaning: row.meaning, vendor: row.vendor, role: row.role });
    },
  );

  it('names vendor, role and source of each, and gives patterns an example', () => {
    const incomplete = vendorRows.filter(
      ({ vendor, role, source, words, example }) =>
        !vendor || !role || !/^https:\/\//.test(source ?? '') || (words instanceof RegExp && !example),
    );
    expect(incomplete).toEqual([]);
  });

  it('holds no row that another of the same place hides', () => {
    const said = vendorRows.map(({ header, words, statuses, beside }) =>
      [header, words, statuses, beside].join('|'),
    );
    expect(said.filter((each, index) => said.indexOf(each) !== index)).toEqual([]);
  });
});
