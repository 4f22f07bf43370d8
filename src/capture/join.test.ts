import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchange, NOON, preflight } from '../exchange/exchange.fixture.ts';
import type { Exchange, ExchangeId } from '../exchange/exchange.ts';
import { joinHar } from './join.ts';

const seen = (id: string, overrides: Parameters<typeof exchange>[0] = {}) =>
  exchange({ blindSpots: ['response-body'], ...overrides, id });
const callers = [{ functionName: 'load', url: 'https://app.test/app.js', line: 3, column: 9 }];

describe('one request in both sources', () => {
  it('is one exchange under the recorder’s id, with body and callers', () => {
    const recorded = seen('w1.0', { status: 401, failure: 'net::ERR_FAILED', preflightId: 'w2.0' });
    const har = exchange({ id: 'r1', status: 401, responseBody: '{"error":"expired"}', callers });
    const [joined, ...rest] = joinHar([recorded], [har]);
    expect(rest).toEqual([]);
    expect(joined).toMatchObject({
      id: 'w1.0',
      failure: 'net::ERR_FAILED',
      preflightId: 'w2.0',
      callers,
      response: { status: 401, body: { text: '{"error":"expired"}' } },
      blindSpots: [],
    });
  });

  it('takes the headers of a request of which the recorder saw only the end', () => {
    const recorded = seen('w1.0', { blindSpots: ['start', 'request-headers', 'preflight'], status: 401 });
    const har = exchange({ id: 'r1', status: 401, requestHeaders: { Authorization: 'Bearer x' } });
    const [joined] = joinHar([recorded], [har]);
    expect(joined?.request.headers).toEqual([{ name: 'Authorization', value: 'Bearer x' }]);
    expect(joined?.blindSpots).toEqual(['preflight']);
  });

  it('stays blind where the one source with headers was', () => {
    const recorded = seen('w1.0', { blindSpots: ['request-headers'], status: 0, failure: 'net::ERR_FAILED' });
    const har = exchange({ id: 'r1', status: 0, requestHeaders: { 'X-A': '1' }, blindSpots: ['cookies'] });
    expect(joinHar([recorded], [har])[0]?.blindSpots).toEqual(['cookies']);
  });

  it('is recognised though each source decodes bytes beyond ASCII in its own way', () => {
    const recorded = seen('w1.0', {
      status: 401,
      requestHeaders: { Authorization: 'Bearer \u00e4\u00f6.x' },
    });
    const har = exchange({
      id: 'r1',
      status: 401,
      requestHeaders: { Authorization: 'Bearer \ufffd\ufffd.x' },
    });
    expect(joinHar([recorded], [har])).toHaveLength(1);
  });

  it('is recognised by a value that the recorder had to cut', () => {
    const long = 'x'.repeat(20_000);
    const recorded = seen('w1.0', { requestHeaders: { Cookie: `${long.slice(0, 16_384)}…` } });
    expect(joinHar([recorded], [exchange({ id: 'r1', requestHeaders: { cookie: long } })])).toHaveLength(1);
  });

  it('is recognised though DevTools shows what the cache gave for Not Modified', () => {
    const recorded = seen('w1.0', { status: 304, responseHeaders: { etag: '"2"' } });
    const har = exchange({ id: 'r1', status: 200, responseHeaders: { etag: '"1"' } });
    expect(joinHar([recorded], [har])).toHaveLength(1);
  });
});

describe('requests that only look alike', () => {
  it.each<[string, Parameters<typeof exchange>[0], Parameters<typeof exchange>[0]]>([
    ['status', { status: 401 }, { status: 200 }],
    [
      'token',
      { requestHeaders: { Authorization: 'Bearer a' } },
      { requestHeaders: { authorization: 'Bearer b' } },
    ],
    [
      'request id',
      { responseHeaders: { 'x-request-id': '1' } },
      { responseHeaders: { 'x-request-id': '2' } },
    ],
    ['time', {}, { startedAt: NOON + 5_000, endedAt: NOON + 5_040 }],
    ['method', {}, { method: 'POST' }],
    ['query', {}, { url: 'https://api.app.test/me?2' }],
  ])('stay two when they differ in their %s', (_, recorded, har) => {
    expect(joinHar([seen('w1.0', recorded)], [exchange({ ...har, id: 'r1' })])).toHaveLength(2);
  });

  it('are counted once each, but share no body that may be the other’s', () => {
    const recorded = [seen('w1.0'), seen('w2.0')];
    const har = ['a', 'b'].map((body, at) => exchange({ id: `r${at}`, responseBody: body, callers }));
    const joined = joinHar(recorded, har);
    expect(joined.map(({ id }) => id)).toEqual(['w1.0', 'w2.0']);
    for (const each of joined) {
      expect(each.response).not.toHaveProperty('body');
      expect(each.blindSpots).toContain('response-body');
      expect(each.callers).toEqual(callers);
    }
  });

  it('share a body that all of them have', () => {
    const har = ['r1', 'r2'].map((id) => exchange({ id, responseBody: 'same' }));
    const joined = joinHar([seen('w1.0'), seen('w2.0')], har);
    expect(joined.map(({ response }) => response?.body?.text)).toEqual(['same', 'same']);
  });
});

describe('references', () => {
  it('follow a HAR exchange into the one it was joined with', () => {
    const recorded = preflight({ id: 'w2.0', blindSpots: [] });
    const har = [preflight({ id: 'r1' }), exchange({ id: 'r2', preflightId: 'r1' })];
    const joined = joinHar([recorded], har);
    expect(joined.find(({ id }) => id === 'r2')?.preflightId).toBe('w2.0');
  });

  it('of redirects follow too', () => {
    const hop = { url: 'https://app.test/login', status: 302 };
    const har = [
      exchange({ ...hop, id: 'r1' }),
      exchange({ id: 'r2', redirectedFromId: 'r1' as ExchangeId }),
    ];
    const joined = joinHar([seen('w1.0', hop)], har);
    expect(joined.find(({ id }) => id === 'r2')?.redirectedFromId).toBe('w1.0');
  });
});

/** What really happened, and how two onlookers with their own delays wrote it down. */
interface Truth {
  readonly start: number;
  readonly took: number;
  readonly unseenBy: 'recorder' | 'devtools' | 'nobody';
  readonly isTold: boolean;
  readonly delays: readonly [number, number, number];
}

function truths(options: { readonly apart: number; readonly missing: boolean; readonly told: boolean }) {
  const one = fc.record({
    start: fc.nat(options.apart),
    took: fc.integer({ min: 5, max: 400 }),
    unseenBy: options.missing
      ? fc.constantFrom('recorder' as const, 'devtools' as const, 'nobody' as const)
      : fc.constant('nobody' as const),
    isTold: options.told ? fc.constant(true) : fc.boolean(),
    // Start and end as the recorder sees them, end as DevTools sees it: each some milliseconds late.
    delays: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
  });
  return fc.array(one, { minLength: 1, maxLength: 30 });
}

function witness(truth: readonly Truth[]): { readonly recorded: Exchange[]; readonly har: Exchange[] } {
  const recorded: Exchange[] = [];
  const har: Exchange[] = [];
  truth.forEach(({ start, took, unseenBy, isTold, delays: [late, headersLate, bodyLate] }, at) => {
    const startedAt = NOON + start;
    const common = {
      status: at % 3 === 0 ? 401 : 200,
      responseHeaders: { date: 'same', ...(isTold && { 'X-Request-Id': `id-${at}` }) },
    };
    const endedAt = startedAt + took;
    if (unseenBy !== 'recorder')
      recorded.push(
        seen(`w${at}.0`, { ...common, startedAt: startedAt + late, endedAt: endedAt + headersLate }),
      );
    if (unseenBy !== 'devtools')
      har.push(
        exchange({
          ...common,
          id: `r${at}`,
          startedAt,
          endedAt: endedAt + 3 + bodyLate,
          responseBody: `body ${at}`,
        }),
      );
  });
  // HAR entries come in the order they finish.
  return { recorded, har: har.sort((a, b) => a.endedAt! - b.endedAt!) };
}

const numberOf = (id: string) => Number(/\d+/.exec(id)?.[0]);

describe('many fetches of one URL in parallel', () => {
  it('never get each other’s body, whichever source missed some', () => {
    fc.assert(
      fc.property(truths({ apart: 300, missing: true, told: true }), (truth) => {
        const { recorded, har } = witness(truth);
        const joined = joinHar(recorded, har);
        expect(joined).toHaveLength(truth.length);
        for (const { id, response } of joined) {
          const wanted = truth[numberOf(id)]!.unseenBy === 'devtools' ? undefined : `body ${numberOf(id)}`;
          expect(response?.body?.text).toBe(wanted);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never get each other’s body when nothing but time tells them apart', () => {
    fc.assert(
      fc.property(truths({ apart: 2_000, missing: false, told: false }), (truth) => {
        const { recorded, har } = witness(truth);
        const joined = joinHar(recorded, har);
        expect(joined).toHaveLength(truth.length);
        for (const { id, response } of joined) {
          expect([undefined, `body ${numberOf(id)}`]).toContain(response?.body?.text);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('one after the other, as a page polls, all get their own body', () => {
    const polls = Array.from({ length: 60 }, (_, at) => ({ at, startedAt: NOON + at * 100 }));
    const recorded = polls.map(({ at, startedAt }) =>
      seen(`w${at}.0`, { startedAt: startedAt + 2, endedAt: startedAt + 30 }),
    );
    const har = polls.map(({ at, startedAt }) =>
      exchange({ id: `r${at}`, startedAt, endedAt: startedAt + 32, responseBody: `body ${at}` }),
    );
    // DevTools was opened after the first ten.
    const joined = joinHar(
      recorded.map((each) => ({ ...each, response: { ...each.response!, headers: [] } })),
      har.slice(10),
    );
    expect(joined.map(({ id, response }) => [id, response?.body?.text])).toEqual(
      polls.map(({ at }) => [`w${at}.0`, at < 10 ? undefined : `body ${at}`]),
    );
  });

  const alike = (count: number) => {
    const numbers = Array.from({ length: count }, (_, at) => at);
    return [numbers.map((at) => seen(`w${at}.0`)), numbers.map((at) => exchange({ id: `r${at}` }))] as const;
  };

  it('by the hundred, in the same millisecond and all alike, are still counted once each', () => {
    expect(joinHar(...alike(150))).toHaveLength(150);
  });

  it('by the thousand do not hold up the panel', () => {
    const before = performance.now();
    joinHar(...alike(1_500));
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});

it('keeps what only one source has, in order of start', () => {
  const joined = joinHar(
    [seen('w1.0', { startedAt: NOON + 20 })],
    [exchange({ id: 'r1', url: 'https://api.app.test/other' })],
  );
  expect(joined.map(({ id }) => id)).toEqual(['r1', 'w1.0']);
});

it('changes neither list', () => {
  const freeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null)
      for (const each of Object.values(Object.freeze(value))) freeze(each);
    return value;
  };
  expect(() =>
    joinHar(freeze([seen('w1.0')]), freeze([exchange({ id: 'r1', responseBody: 'x' })])),
  ).not.toThrow();
});
