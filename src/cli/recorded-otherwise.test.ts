import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, Har } from 'har-format';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnosis/index.ts';
import type { Capture } from '../exchange/exchange.ts';
import { readHar } from '../har/from-har.ts';
import { toHar } from '../har/to-har.ts';

/** The same traffic as another program would have written it down, or with parts of it missing. */
const RECORDINGS = join(import.meta.dirname, '../../recordings');

interface Recording {
  readonly id: string;
  readonly cause: string | null;
  readonly also?: readonly string[];
}

const recordings = JSON.parse(readFileSync(join(RECORDINGS, 'INDEX.json'), 'utf8')) as readonly Recording[];
const harOf = (id: string) => JSON.parse(readFileSync(join(RECORDINGS, 'har', `${id}.har`), 'utf8')) as Har;

function captureOf(har: Har): Capture {
  const reading = readHar(JSON.stringify(har), 'changed.har');
  if (!reading.ok) throw new Error(reading.problem);
  return reading.capture;
}

function leadsOf(har: Har): readonly string[] {
  return diagnose(captureOf(har))
    .failures.filter(({ outcome }) => outcome !== 'recovered')
    .map(({ findings }) => (findings[0] ? `${findings[0].code} ${findings[0].confidence}` : 'nothing'))
    .toSorted();
}

type Change = (har: Har) => void;

function onEntries(change: (entry: Entry) => void): Change {
  return ({ log }) => log.entries.forEach(change);
}

const withoutOwnFields = onEntries((entry) => {
  for (const part of [entry, entry.request, entry.response])
    for (const name of Object.keys(part))
      if (name.startsWith('_')) delete (part as unknown as Record<string, unknown>)[name];
});

/** Nothing that decides is lost. */
const SAME: Readonly<Record<string, Change>> = {
  'header names in upper case': onEntries(({ request, response }) => {
    for (const header of [...request.headers, ...response.headers])
      if (!header.name.startsWith(':')) header.name = header.name.toUpperCase();
  }),
  'last entry first': ({ log }) => log.entries.reverse(),
  'bodies as base64': onEntries(({ response: { content } }) => {
    if (content.text === undefined || content.encoding !== undefined) return;
    content.text = Buffer.from(content.text).toString('base64');
    content.encoding = 'base64';
  }),
  'times of another zone': onEntries((entry) => {
    const time = new Date(Date.parse(entry.startedDateTime) + 2 * 3_600_000);
    entry.startedDateTime = time.toISOString().replace('Z', '+02:00');
  }),
  'behind traffic of other sites': ({ log }) => {
    const quiet = harOf('healthy-bearer-express-oauth2').log.entries;
    const text = JSON.stringify(quiet).replaceAll('.test', '.quiet.example');
    const earlier =
      Date.parse(log.entries[0]!.startedDateTime) - Date.parse(quiet[0]!.startedDateTime) - 60_000;
    const moved = (JSON.parse(text) as Entry[]).map((entry) => ({
      ...entry,
      startedDateTime: new Date(Date.parse(entry.startedDateTime) + earlier).toISOString(),
    }));
    log.entries.unshift(...moved);
  },
};

/** What decides may be lost: then less is said, nothing else. */
const LESS: Readonly<Record<string, Change>> = {
  'no bodies': onEntries(({ request, response }) => {
    delete response.content.text;
    delete request.postData;
  }),
  "no browser's own fields": withoutOwnFields,
  'by a proxy, which sees only what was sent': (har) => {
    har.log.creator = { name: 'Charles Proxy', version: '5.0' };
    har.log.entries = har.log.entries.filter(({ response }) => response.status > 0);
    withoutOwnFields(har);
  },
  'no preflights': ({ log }) => {
    log.entries = log.entries.filter(({ request }) => request.method !== 'OPTIONS');
  },
  'no Date': onEntries(({ response }) => {
    response.headers = response.headers.filter(({ name }) => name.toLowerCase() !== 'date');
  }),
};

function changed(id: string, change: Change): Har {
  const har = harOf(id);
  change(har);
  return har;
}

describe.each(Object.entries(SAME))('%s', (_, change) => {
  it('every recording reads the same', () => {
    for (const { id } of recordings)
      expect({ id, leads: leadsOf(changed(id, change)) }).toEqual({ id, leads: leadsOf(harOf(id)) });
  });
});

describe.each(Object.entries(LESS))('%s', (_, change) => {
  it('nothing wrong is said with certainty, and nobody new is accused', () => {
    for (const { id, cause, also = [] } of recordings) {
      const whole = leadsOf(harOf(id));
      const leads = leadsOf(changed(id, change));
      const certain = leads.filter((lead) => lead.endsWith(' certain') && !whole.includes(lead));
      const wrong = certain.filter((lead) => ![cause, ...also].includes(lead.split(' ')[0]!));
      expect({ id, wrong }).toEqual({ id, wrong: [] });
      if (whole.length === 0) expect({ id, leads }).toEqual({ id, leads: [] });
    }
  });
});

describe('a refused preflight in the record of a proxy', () => {
  const refused = recordings.filter(
    ({ cause }) => cause?.startsWith('preflight-') && cause !== 'preflight-no-response',
  );

  it.each(refused)('$id: $cause', ({ id, cause, also = [] }) => {
    const har = changed(id, LESS['by a proxy, which sees only what was sent']!);
    const leads = leadsOf(har);
    expect(leadsOf(toHar(captureOf(har), '1.0.0'))).toEqual(leads);
    expect(leads.some((lead) => [cause, ...also].includes(lead.split(' ')[0]!))).toBe(true);
  });
});
