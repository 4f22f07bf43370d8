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
import { harWith, PLACES, SPOTS, TEACHERS, WRAPS } from './planted.fixture.ts';
import { redact } from './redact.ts';
import { ALPHABETS, secretsFor, words } from './secrets.fixture.ts';

const RUNS = 100;
/** The same cases each time, so that a rare find does not come by chance; another `SEED` looks for more. */
const SEED = Number(process.env['SEED'] ?? 20_261_122);
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
      { numRuns: RUNS, seed: SEED },
    );
  }, 300_000);

  test('secrets of words that a sign-in told', () => {
    // Raw DEFLATE shows nowhere that it is one: only what looks random by itself is found there.
    const readable = wrapping.filter((wraps) => !wraps.some(([wrap]) => wrap === 'base64 of deflate'));
    const teacher = fc.constantFrom(...Object.keys(TEACHERS));
    fc.assert(
      fc.property(spokenSecret, readable, spot, teacher, (secret, wraps, where, tells) => {
        const taught = {
          ...SPOTS[where]!(wrapped(secret, wraps)),
          before: [{ status: 200, ...TEACHERS[tells]!(secret) }],
        };
        expect(leaksFrom(harWith(taught), secret)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  }, 300_000);
});

function leaksFrom(har: object, secret: string): string[] {
  return Object.entries(exportsOf(har)).flatMap(([format, text]) => {
    const leak = leakOf(unwrap([text]), secret);
    return leak === undefined ? [] : [`${format}: ${leak}`];
  });
}
