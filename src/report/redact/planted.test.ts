import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../diagnosis/index.ts';
import type { Capture } from '../../exchange/exchange.ts';
import { readHar } from '../../har/from-har.ts';
import { openComparison } from '../comparison.ts';
import { toComparisonHtml } from '../comparison-html.ts';
import { toComparisonJson } from '../comparison-json.ts';
import { toComparisonMarkdown } from '../comparison-markdown.ts';
import { toComparisonText } from '../comparison-text.ts';
import { toCurl } from '../curl.ts';
import { toHarReport } from '../har.ts';
import { toHtml } from '../html.ts';
import { toJson } from '../json.ts';
import { toMarkdown } from '../markdown.ts';
import { openReport } from '../report.ts';
import { toText } from '../text.ts';
import type { Keys } from './disguise.ts';
import { leakOf, unwrap } from './leaks.fixture.ts';
import { harWith, PLACES, type Plantable, SPOTS, TEACHERS, WRAPS } from './planted.fixture.ts';
import { redact } from './redact.ts';

const RUNS = 250;
const KEYS: Keys = { own: [1, 2, 3, 4], long: [5, 6, 7, 8] };

/** All that could leave the program. */
function exportsOf(har: object): Record<string, string> {
  const reading = readHar(JSON.stringify(har), 'capture.har');
  if (!reading.ok) throw new Error(reading.problem);
  const { capture, warnings } = reading;
  const diagnosis = diagnose(capture);
  const report = openReport(capture, diagnosis, { version: '0', keys: KEYS });
  const whole = openReport(capture, diagnosis, { version: '0', keys: KEYS, scope: 'reopenable' });
  const alone = capture.exchanges.flatMap(
    (exchange) =>
      redact({ source: { kind: 'live' }, exchanges: [exchange] }, { keys: KEYS }).capture.exchanges,
  );
  return {
    HAR: JSON.stringify(toHarReport(whole)),
    JSON: JSON.stringify(toJson(report)),
    Markdown: toMarkdown(report),
    HTML: toHtml(report),
    text: toText(report, warnings),
    cURL: [...report.capture.exchanges].map(toCurl).join('\n'),
    ...comparisonsOf(capture),
    'redacted capture': JSON.stringify(redact(capture, { keys: KEYS }).capture),
    receipt: JSON.stringify(redact(capture, { keys: KEYS }).replaced),
    ...(alone.length === 1 && { 'cURL alone': alone.map(toCurl).join('\n') }),
  };
}

/** Beside the same with every answer a success. */
function comparisonsOf(capture: Capture): Record<string, string> {
  const exchanges = capture.exchanges.map((each) =>
    each.response ? { ...each, response: { ...each.response, status: 200 } } : each,
  );
  const passing = { ...capture, exchanges };
  const comparison = openComparison(
    { capture: passing, diagnosis: diagnose(passing) },
    { capture, diagnosis: diagnose(capture) },
    { version: '0', keys: KEYS },
  );
  return {
    'comparison, text': toComparisonText(comparison),
    'comparison, Markdown': toComparisonMarkdown(comparison),
    'comparison, HTML': toComparisonHtml(comparison),
    'comparison, JSON': JSON.stringify(toComparisonJson(comparison)),
  };
}

function random(seed: number): () => number {
  let state = (seed + 1) * 2654435761;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 9;
  };
}

function from(alphabet: string, length: number, seed: number): string {
  const next = random(seed);
  return Array.from({ length }, () => alphabet[next() % alphabet.length]).join('');
}

const LOWER = 'abcdefghijkmnpqrstuvwxyz';
const ALPHABETS = [
  (seed: number) => from(`${LOWER}${LOWER.toUpperCase()}23456789`, 28, seed),
  (seed: number) => from('0123456789abcdef', 40, seed),
  (seed: number) => from(`${LOWER}0123456789`, 32, seed),
  (seed: number) => from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 26, seed),
  (seed: number) => from(LOWER, 30, seed),
  (seed: number) => from(`${LOWER}${LOWER.toUpperCase()}0123456789`, 22, seed),
];
const WORDS =
  'velvet tambourine zeppelin marmalade periwinkle gondola walrus pumpernickel bassoon chandelier juniper avocado'.split(
    ' ',
  );
const words = (seed: number) => [0, 1].map((at) => WORDS[(seed * (at + 3) + at * 5) % WORDS.length]);

function secretsFor(takes: Plantable, seed: number): string[] {
  const [one, two] = words(seed);
  switch (takes) {
    case 'random':
      return [ALPHABETS[0]!(seed), ALPHABETS[1 + (seed % (ALPHABETS.length - 1))]!(seed)];
    case 'header':
      return [ALPHABETS[0]!(seed), `${one}-${two}${seed}`, `${one}"50%\\${two}!`];
    case 'any':
      return [
        ALPHABETS[0]!(seed),
        `${one}${two}`,
        `${one} & "${two}"\\ 50%41'<b>+`,
        `${one}\n${two}/über🔑${seed}=`,
      ];
    case 'digits':
      return [
        String(100000 + ((seed * 7919) % 900000)).replace(/0/g, '7'),
        String(1000 + ((seed * 1237) % 9000)),
      ];
    case 'email':
      return [`${one}.${two}${seed}@mail.example`, `${one}+${seed}@sub.${two}.test`];
    case 'name':
      return [`Zdenka ${one}ova`, `Ørjan O'${two}sen`];
    case 'ipv4':
      return [`203.0.113.${10 + (seed % 200)}`, `84.17.${seed % 250}.${1 + (seed % 200)}`];
    case 'ipv6':
      return [
        `2a02:8109:9c40:${(seed + 4096).toString(16)}:1c2f:a3ff:fe4b:9d21`,
        `2a00:1450:${(seed + 4096).toString(16)}::200e`,
      ];
    case 'phone':
      return [`+49 151 ${10000000 + seed * 31}`, `+1 (415) 555-${1000 + (seed % 9000)}`];
    case 'id':
      return [`${100 + (seed % 800)}-45-${6000 + seed}`, `C01X${from('0123456789', 6, seed)}`];
  }
}

describe('no planted secret leaves the program in any format', () => {
  const places = Object.entries(PLACES);

  test('there are more than two hundred kinds of place', () => {
    expect(places.length).toBeGreaterThan(200);
  });

  test.each(places.map(([name, place], index) => [name, place, index] as const))('%s', (_, place, index) => {
    for (const secret of secretsFor(place.takes, index)) {
      const planted = harWith(place.plant(secret));
      expect(leaksFrom(planted, secret), secret).toEqual([]);
    }
  });
});

const NAMES = ['zz', 'thing', 'value', 'note', 'ref', 'q1', 'payload', 'ctx', 'opt_in', 'item-id'] as const;
const wrapping = fc.array(
  fc.tuple(fc.constantFrom(...Object.keys(WRAPS)), fc.constantFrom<string>(...NAMES)),
  { maxLength: 4 },
);
const spot = fc.constantFrom(...Object.keys(SPOTS));
const randomSecret = fc
  .tuple(fc.nat(1_000_000), fc.nat(ALPHABETS.length - 1))
  .map(([seed, alphabet]) => ALPHABETS[alphabet]!(seed));
const spokenSecret = fc
  .tuple(
    fc.nat(1_000_000),
    fc.constantFrom('', ' ', '-', '&', '"', '%41', "'", '<', '\\', '+', '=', 'ü', '🔑', '\n'),
  )
  .map(([seed, sign]) => `${words(seed).join(sign)}${seed}`);

function wrapped(secret: string, wraps: readonly (readonly [string, string])[]): string {
  return wraps.reduce((text, [wrap, name]) => WRAPS[wrap]!(text, name), secret);
}

describe('no secret leaves the program, whatever it is wrapped into', () => {
  test('random secrets that nothing tells', () => {
    fc.assert(
      fc.property(randomSecret, wrapping, spot, (secret, wraps, where) => {
        expect(leaksFrom(harWith(SPOTS[where]!(wrapped(secret, wraps))), secret)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  }, 300_000);

  test('secrets of words that a sign-in told', () => {
    const teacher = fc.constantFrom(...Object.keys(TEACHERS));
    fc.assert(
      fc.property(spokenSecret, wrapping, spot, teacher, (secret, wraps, where, tells) => {
        const taught = {
          ...SPOTS[where]!(wrapped(secret, wraps)),
          before: [{ status: 200, ...TEACHERS[tells]!(secret) }],
        };
        expect(leaksFrom(harWith(taught), secret)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  }, 300_000);
});

function leaksFrom(har: object, secret: string): string[] {
  return Object.entries(exportsOf(har)).flatMap(([format, text]) => {
    const leak = leakOf(unwrap([text]), secret);
    return leak === undefined ? [] : [`${format}: ${leak}`];
  });
}
