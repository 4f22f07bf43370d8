import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../exchange/exchange.ts';
import { preflightRequest, request } from './events.fixture.ts';
import type { RequestEvent } from './events.ts';
import { reduce } from './reduce.ts';
import { type Dialect, openTrace } from './trace.ts';

const chromium: Dialect = { preflights: 'before', tellsCorsVerdict: true };
const firefox: Dialect = { preflights: 'after', tellsCorsVerdict: false };

/** All exchanges after these events, by id. */
function record(events: readonly RequestEvent[], dialect = chromium, known: readonly Exchange[] = []) {
  const trace = openTrace(dialect, known);
  const all = new Map<string, Exchange>(known.map((exchange) => [exchange.id, exchange]));
  for (const event of events) for (const exchange of reduce(trace, event)) all.set(exchange.id, exchange);
  return all;
}

const credentials = { Origin: 'https://app.test', Authorization: 'Bearer x' };

describe('one request', () => {
  it('is whole with its headers, status, times and who asked', () => {
    const events = request({ requestId: '7' });
    const all = record([events.sent(1_000, credentials), events.answered(1_040, 401, { Date: 'now' })]);
    expect([...all.values()]).toEqual([
      {
        id: 'w7.0',
        startedAt: 1_000,
        endedAt: 1_040,
        kind: 'fetch',
        initiator: 'https://app.test',
        topLevelUrl: 'https://app.test/',
        request: {
          method: 'GET',
          url: 'https://api.test/me',
          headers: [
            { name: 'Origin', value: 'https://app.test' },
            { name: 'Authorization', value: 'Bearer x' },
          ],
        },
        response: { status: 401, headers: [{ name: 'Date', value: 'now' }] },
        blindSpots: ['response-body'],
      },
    ]);
  });

  it('keeps the status of an answer that CORS then hid from the page', () => {
    const events = request();
    const all = record([events.sent(), events.answered(1_010, 401), events.failed(1_011, 'net::ERR_FAILED')]);
    expect(all.get('w1.0')).toMatchObject({ response: { status: 401 }, failure: 'net::ERR_FAILED' });
  });

  it('is pending, not ended, while it is under way', () => {
    expect(record([request().sent()]).get('w1.0')).not.toHaveProperty('endedAt');
  });

  it('says that its start was not seen, when the recorder came late', () => {
    expect(record([request().answered(1_010, 401)]).get('w1.0')?.blindSpots).toEqual(
      expect.arrayContaining(['start', 'request-headers', 'preflight']),
    );
    expect(record([request().failed(1_010, 'net::ERR_FAILED')]).get('w1.0')?.blindSpots).toEqual(
      expect.arrayContaining(['start', 'request-headers', 'preflight']),
    );
  });

  it('is sent again under the same id when the connection broke before an answer', () => {
    const events = request();
    const all = record([events.sent(1_000), events.sent(1_005, credentials), events.answered(1_010, 200)]);
    expect([...all.keys()]).toEqual(['w1.0']);
    expect(all.get('w1.0')?.request.headers).toHaveLength(2);
  });

  it('cuts a header that would fill the store, and says which kind', () => {
    const all = record([request().sent(1_000, { Cookie: 'x'.repeat(1_000_000) })]);
    expect(all.get('w1.0')?.blindSpots).toContain('cookies');
    expect(all.get('w1.0')?.request.headers[0]?.value.length).toBeLessThan(17_000);
  });

  it('keeps of images only the refused ones', () => {
    const image = (requestId: string) => request({ requestId, type: 'image' });
    const all = record([image('1').answered(1_000, 200), image('2').answered(1_000, 403)]);
    expect([...all.values()].map(({ id, kind }) => [id, kind])).toEqual([['w2.0', 'image']]);
  });

  it('knows an answer from the cache', () => {
    const events = request({ type: 'main_frame' });
    const all = record([events.sent(), events.answered(1_001, 200), events.completed(1_002, 200, true)]);
    expect(all.get('w1.0')?.response?.answeredBy).toBe('http-cache');
  });
});

describe('a redirect chain', () => {
  const first = request({ url: 'https://app.test/login' });
  const second = request({ url: 'https://id.test/authorize' });

  it('is one exchange a hop, each linked to the one before', () => {
    const all = record([
      first.sent(1_000),
      first.answered(1_010, 302, { Location: 'https://id.test/authorize' }),
      second.sent(1_011),
      second.answered(1_020, 403),
    ]);
    expect([...all.values()].map(({ id, redirectedFromId }) => [id, redirectedFromId])).toEqual([
      ['w1.0', undefined],
      ['w1.1', 'w1.0'],
    ]);
  });

  it('ends with the hop that was never sent', () => {
    const all = record([
      first.sent(1_000),
      first.answered(1_010, 302, { Location: 'https://id.test/authorize' }),
      second.failed(1_011, 'net::ERR_FAILED'),
    ]);
    expect(all.get('w1.0')).not.toHaveProperty('failure');
    expect(all.get('w1.1')).toMatchObject({ failure: 'net::ERR_FAILED', redirectedFromId: 'w1.0' });
  });

  it('that leads home again has the preflight that stopped it', () => {
    const away = request({ url: 'https://api.test/orders' });
    const home = request({ url: 'https://app.test/orders' });
    const asking = preflightRequest({ requestId: '2', url: 'https://app.test/orders' });
    const all = record([
      away.sent(1_000),
      away.answered(1_010, 302, { Location: 'https://app.test/orders' }),
      asking.sent(1_011),
      asking.answered(1_020, 401),
      home.failed(1_021, 'net::ERR_FAILED'),
    ]);
    expect(all.get('w1.1')).toMatchObject({ redirectedFromId: 'w1.0', preflightId: 'w2.0' });
  });

  it('ends with the hop whose redirect the browser did not follow', () => {
    const all = record([
      first.sent(1_000),
      first.answered(1_010, 302, { Location: 'https://id.test/authorize' }),
      first.failed(1_011, 'net::ERR_FAILED'),
    ]);
    expect([...all.keys()]).toEqual(['w1.0']);
    expect(all.get('w1.0')).toMatchObject({ failure: 'net::ERR_FAILED', response: { status: 302 } });
  });

  it('goes on after the worker was stopped in the middle', () => {
    const before = record([
      first.sent(1_000),
      first.answered(1_010, 302, { Location: 'https://id.test/authorize' }),
    ]);
    const all = record([second.sent(1_011), second.answered(1_020, 401)], chromium, [...before.values()]);
    expect(all.get('w1.1')).toMatchObject({ redirectedFromId: 'w1.0', response: { status: 401 } });
  });
});

describe('a password that the browser manages', () => {
  it('makes the request pending while somebody is asked', () => {
    const events = request();
    const all = record([events.sent(), events.answered(1_010, 401), events.asksForPassword(1_011)]);
    expect(all.get('w1.0')).toMatchObject({ pending: 'authentication-prompt', response: { status: 401 } });
    expect(all.get('w1.0')).not.toHaveProperty('endedAt');
  });

  it('ends with the refusal when the prompt was cancelled', () => {
    const events = request();
    const all = record([
      events.sent(),
      events.answered(1_010, 401),
      events.asksForPassword(1_011),
      events.completed(9_000, 401),
    ]);
    expect(all.get('w1.0')).toMatchObject({ endedAt: 9_000, response: { status: 401 } });
    expect(all.get('w1.0')).not.toHaveProperty('pending');
  });

  it('is no refusal when the browser repeated the request unseen and succeeded', () => {
    const events = request({ type: 'main_frame' });
    const all = record([events.sent(), events.answered(1_010, 401), events.completed(1_020, 200)]);
    expect([...all.keys()]).toEqual(['w1.0']);
    expect(all.get('w1.0')?.response?.status).toBe(200);
    expect(all.get('w1.0')?.blindSpots).toEqual(
      expect.arrayContaining(['response-headers', 'authorization']),
    );
  });

  it('is a second leg where the browser tells of it', () => {
    const events = request();
    const all = record(
      [
        events.sent(1_000),
        events.answered(1_010, 401),
        events.sent(1_011, credentials),
        events.answered(1_020, 200),
      ],
      firefox,
    );
    expect([...all.values()].map(({ id, response }) => [id, response?.status])).toEqual([
      ['w1.0', 401],
      ['w1.1', 200],
    ]);
    expect(all.get('w1.1')).not.toHaveProperty('redirectedFromId');
  });
});

describe('a preflight in Chromium', () => {
  const asking = preflightRequest({ requestId: '2' });
  const real = request({ requestId: '1' });

  it('belongs to the request that follows it', () => {
    const all = record([asking.sent(1_000), asking.passed(1_010), real.sent(1_011, credentials)]);
    expect(all.get('w2.0')?.kind).toBe('preflight');
    expect(all.get('w1.0')).toMatchObject({ preflightId: 'w2.0', startedAt: 1_000 });
  });

  it('belongs to the request that it stopped', () => {
    const all = record([
      asking.sent(1_000),
      asking.answered(1_010, 401),
      real.failed(1_011, 'net::ERR_FAILED'),
    ]);
    expect(all.get('w1.0')).toMatchObject({
      preflightId: 'w2.0',
      failure: 'net::ERR_FAILED',
      blindSpots: ['request-headers'],
    });
  });

  it('belongs to nobody when the browser remembered an earlier answer', () => {
    const later = request({ requestId: '3' });
    const all = record([
      asking.sent(1_000),
      asking.passed(1_010),
      real.sent(1_011, credentials),
      later.sent(2_000, credentials),
    ]);
    expect(all.get('w3.0')).not.toHaveProperty('preflightId');
  });

  it('is not taken by a request without the headers it asked for', () => {
    const plain = request({ requestId: '1' });
    const all = record([asking.sent(1_000), asking.passed(1_010), plain.sent(1_011)]);
    expect(all.get('w1.0')).not.toHaveProperty('preflightId');
  });

  it('is still found after the worker was stopped between the two', () => {
    const before = record([asking.sent(1_000), asking.passed(1_010)]);
    const all = record([real.sent(1_011, credentials)], chromium, [...before.values()]);
    expect(all.get('w1.0')?.preflightId).toBe('w2.0');
  });

  it('that failed goes to the request that failed, not to its twin that was sent', () => {
    const other = preflightRequest({ requestId: '12' });
    const twin = request({ requestId: '11' });
    const all = record([
      asking.sent(1_000),
      other.sent(1_000),
      asking.answered(1_005, 500),
      other.passed(1_006),
      twin.sent(1_007, credentials),
      real.failed(1_008, 'net::ERR_FAILED'),
    ]);
    expect([all.get('w11.0')?.preflightId, all.get('w1.0')?.preflightId]).toEqual(['w12.0', 'w2.0']);
  });

  it('pairs one to one in any interleaving of parallel requests to one URL', () => {
    const fates = fc.array(fc.record({ passes: fc.boolean(), delay: fc.nat(50) }), {
      minLength: 1,
      maxLength: 25,
    });
    fc.assert(
      fc.property(fates, (requests) => {
        const timed = requests.flatMap(({ passes, delay }, index) => {
          const [id, preflightId] = [String(index + 1), String(index + 101)];
          const preflight = preflightRequest({ requestId: preflightId });
          const twin = request({ requestId: id });
          // Answers in any order; each request goes on, or fails, right after its own preflight.
          const answeredAt = 2_000 + delay * 100 + index;
          const end = passes ? preflight.passed(answeredAt) : preflight.answered(answeredAt, 403);
          const next = passes
            ? twin.sent(answeredAt + 0.5, credentials)
            : twin.failed(answeredAt + 0.5, 'net::ERR_FAILED');
          return [preflight.sent(1_000 + index), end, next];
        });
        const all = record(timed.sort((a, b) => a.timeStamp - b.timeStamp));
        requests.forEach((_, index) => {
          expect(all.get(`w${index + 1}.0`)?.preflightId).toBe(`w${index + 101}.0`);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('a preflight in Firefox', () => {
  const asking = preflightRequest({ requestId: '2' });
  const real = request({ requestId: '1' });

  it('belongs to the request told of before it', () => {
    const all = record([real.sent(1_000, credentials), asking.sent(1_001), asking.passed(1_010)], firefox);
    expect(all.get('w1.0')?.preflightId).toBe('w2.0');
  });

  it('pairs several in the order they were sent', () => {
    const events = [1, 2, 3].map((at) => request({ requestId: String(at) }).sent(1_000 + at, credentials));
    const preflights = [11, 12, 13].map((at) => preflightRequest({ requestId: String(at) }).sent(1_010 + at));
    const all = record([...events, ...preflights], firefox);
    expect([1, 2, 3].map((at) => all.get(`w${at}.0`)?.preflightId)).toEqual(['w11.0', 'w12.0', 'w13.0']);
  });

  it('leaves the verdict of CORS open, for the browser does not tell it', () => {
    const all = record([real.sent(1_000), real.answered(1_010, 200)], firefox);
    expect(all.get('w1.0')?.blindSpots).toContain('cors-verdict');
  });
});

describe('the top-level document', () => {
  it('is the one last navigated to, through all its redirects', () => {
    const page = (url: string) =>
      request({ requestId: '1', type: 'main_frame', url, initiator: undefined as never });
    const all = record([
      page('https://app.test/old').sent(1_000, {}),
      page('https://app.test/old').answered(1_001, 302, { Location: '/new' }),
      page('https://app.test/new').sent(1_002, {}),
      page('https://app.test/new').answered(1_003, 200),
      request({ requestId: '2' }).sent(1_010),
      request({ requestId: '3', frameId: 5, initiator: 'https://other.test' }).sent(1_011),
    ]);
    expect(['w1.1', 'w2.0', 'w3.0'].map((id) => all.get(id)?.topLevelUrl)).toEqual([
      undefined,
      'https://app.test/new',
      'https://app.test/new',
    ]);
  });
});
