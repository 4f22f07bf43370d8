import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hostileCapture } from '../diagnosis/engine/hostile.fixture.ts';
import { diagnose } from '../diagnosis/index.ts';
import { exchange } from '../exchange/exchange.fixture.ts';
import type { Capture } from '../exchange/exchange.ts';
import { headerValues } from '../exchange/headers.ts';
import { readHar } from '../har/from-har.ts';
import { parseCookieHeader } from '../protocol/cookies/cookie-header.ts';
import { openComparison } from './comparison.ts';
import { toComparisonHtml } from './comparison-html.ts';
import { toComparisonJson } from './comparison-json.ts';
import { toComparisonMarkdown } from './comparison-markdown.ts';
import { toComparisonText } from './comparison-text.ts';

const RECORDINGS = join(import.meta.dirname, '../../recordings/har');
const names = readdirSync(RECORDINGS);
const diagnosed = (capture: Capture) => ({ capture, diagnosis: diagnose(capture) });

function opened(name: string) {
  const har = readHar(readFileSync(join(RECORDINGS, name), 'utf8'), name);
  if (!har.ok) throw new Error(har.problem);
  return diagnosed(har.capture);
}

function written(good: Capture, bad: Capture): string {
  const report = openComparison(diagnosed(good), diagnosed(bad), { version: '0' });
  return [
    JSON.stringify(toComparisonJson(report)),
    toComparisonText(report),
    toComparisonMarkdown(report),
    toComparisonHtml(report),
  ].join('\n');
}

/** What served as credential: tokens but for their headers, passwords in Basic, values of cookies. */
function secretsOf({ exchanges }: Capture): string[] {
  return exchanges
    .flatMap(({ request }) => [
      ...headerValues(request.headers, 'authorization').flatMap((value) => value.split(/[\s.]/).slice(1)),
      ...headerValues(request.headers, 'cookie')
        .flatMap(parseCookieHeader)
        .map(({ value }) => value),
    ])
    .filter((value) => value.length >= 12 && !value.startsWith('eyJhbGci'));
}

describe('a comparison in writing', () => {
  it.each(names.filter((_, at) => at % 6 === 0))('%s: tells no secret of either side', (name) => {
    const bad = opened(name);
    for (const other of names.filter((each) => each.slice(0, 9) === name.slice(0, 9)).slice(0, 4)) {
      const good = opened(other);
      const text = written(good.capture, bad.capture);
      for (const secret of [...secretsOf(good.capture), ...secretsOf(bad.capture)])
        expect(text).not.toContain(secret);
    }
  });

  test('nothing to compare is said', () => {
    const none: Capture = { source: { kind: 'live' }, exchanges: [exchange()] };
    const text = toComparisonText(openComparison(diagnosed(none), diagnosed(none), { version: '0' }));
    expect(text).toContain('No request of the second capture failed.');
    const alone: Capture = { source: { kind: 'live' }, exchanges: [exchange({ status: 401 })] };
    expect(
      toComparisonText(
        openComparison(diagnosed({ ...none, exchanges: [] }), diagnosed(alone), { version: '0' }),
      ),
    ).toContain('the other capture has no request to this route');
  });

  it('is total: hostile captures are written in every form', () => {
    fc.assert(
      fc.property(hostileCapture, hostileCapture, (good, bad) => {
        expect(typeof written(good, bad)).toBe('string');
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});
