import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Har } from 'har-format';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../diagnosis/engine/diagnosis.ts';
import { diagnose } from '../diagnosis/index.ts';
import { readHar } from '../har/from-har.ts';

/** Real servers with one known fault each, or none, recorded by `npm run record`. */
const RECORDINGS = join(import.meta.dirname, '../../recordings');

interface Recording {
  readonly id: string;
  /** The code that must lead; null: healthy; `not-auth`: fails for other reasons. */
  readonly cause: string | null;
  readonly nearMissOf?: string;
  readonly also?: readonly string[];
}

const recordings = JSON.parse(readFileSync(join(RECORDINGS, 'INDEX.json'), 'utf8')) as readonly Recording[];
const isFaulty = ({ cause }: Recording) => ![null, 'not-auth', 'recovered'].includes(cause);

const textOf = (id: string) => readFileSync(join(RECORDINGS, 'har', `${id}.har`), 'utf8');

/** What Chromium leaves out of its default export. */
const CUT = new Set(['authorization', 'cookie', 'set-cookie']);

function sanitized(text: string): string {
  const har = JSON.parse(text) as Har;
  for (const { request, response } of har.log.entries)
    for (const message of [request, response]) {
      message.headers = message.headers.filter(({ name }) => !CUT.has(name.toLowerCase()));
      message.cookies = [];
    }
  return JSON.stringify(har);
}

function leadsOf(id: string, text = textOf(id)): readonly Finding[] {
  const har = readHar(text, id);
  if (!har.ok) throw new Error(har.problem);
  return diagnose(har.capture)
    .failures.filter(({ outcome }) => outcome !== 'recovered')
    .flatMap(({ findings }) => findings.slice(0, 1));
}

describe('recordings of the lab', () => {
  it('are all listed, and all there', () => {
    const onDisk = readdirSync(join(RECORDINGS, 'har')).map((name) => name.replace(/\.har$/, ''));
    expect(recordings.map(({ id }) => id).toSorted()).toEqual(onDisk.toSorted());
  });

  it.each(recordings.filter(isFaulty))('$id: the lead is $cause', ({ id, cause, also = [] }) => {
    const codes = leadsOf(id).map(({ code }) => code);
    expect(
      codes.some((code) => code === cause || also.includes(code)),
      codes.join(', '),
    ).toBe(true);
  });

  it.each(recordings.filter((recording) => !isFaulty(recording)))('$id: accuses nobody', ({ id }) => {
    expect(leadsOf(id).map(({ code }) => code)).toEqual([]);
    expect(leadsOf(id, sanitized(textOf(id))).map(({ code }) => code)).toEqual([]);
  });

  it.each(recordings)('$id: is never wrong with certainty', ({ id, cause, also = [], nearMissOf }) => {
    for (const text of [textOf(id), sanitized(textOf(id))]) {
      const certain = leadsOf(id, text)
        .filter(({ confidence }) => confidence === 'certain')
        .map(({ code }) => code);
      expect(certain.filter((code) => code !== cause && !also.includes(code))).toEqual([]);
    }
    expect(leadsOf(id).map(({ code }) => code)).not.toContain(nearMissOf);
  });
});
