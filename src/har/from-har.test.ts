import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Capture, Exchange } from '../exchange/exchange.ts';
import { headerValue } from '../exchange/headers.ts';
import { exchangeFromEntry, readHar } from './from-har.ts';

/** A quiet entry; a case changes what matters to it. */
function entry(
  changes: Record<string, unknown> = {},
  request: Record<string, unknown> = {},
  response: Record<string, unknown> = {},
) {
  return {
    startedDateTime: '2026-11-22T12:00:00.000Z',
    time: 40,
    request: {
      method: 'GET',
      url: 'https://api.app.test/me',
      httpVersion: 'http/2.0',
      headers: [{ name: 'accept', value: '*/*' }],
      headersSize: -1,
      ...request,
    },
    response: {
      status: 200,
      statusText: '',
      headers: [{ name: 'content-type', value: 'text/plain' }],
      content: { size: 2, mimeType: 'text/plain', text: 'ok' },
      ...response,
    },
    ...changes,
  };
}

function har(entries: unknown, more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages: [],
      entries,
      ...more,
    },
  });
}

function opened(text: string): Capture {
  const reading = readHar(text, 'a.har');
  if (!reading.ok) throw new Error(reading.problem);
  return reading.capture;
}

function problemOf(text: string): string {
  const reading = readHar(text, 'a.har');
  if (reading.ok) throw new Error('opened, though it should not');
  return reading.problem;
}

describe('a file that cannot be read is refused with place and reason', () => {
  test.each([
    ['empty', '', 'line 1, column 1: the file is empty'],
    ['HTML', '<!doctype html>', 'line 1, column 1: not JSON but HTML or XML'],
    ['broken JSON', '{\n "log": {,', 'line 2, column 10: not JSON here, unexpected “,”'],
    [
      'a letter that might be part of a secret',
      '{"a": s3cret}',
      'line 1, column 7: not JSON here, unexpected text',
    ],
    ['gzip', '\u001f\ufffd\u0008', 'byte 0: not text but gzip; unpack it first'],
    ['a list', '[]', 'log: missing; the file is a list, not a HAR'],
    [
      'our own JSON report',
      '{"schemaVersion":1,"failures":[]}',
      'log: missing; this looks like a Keyhole JSON report, not a HAR',
    ],
    ['a HAR without entries', '{"log":{}}', 'log.entries: missing'],
    ['entries as an object', '{"log":{"entries":{}}}', 'log.entries: not a list'],
    ['an entry that is null', har([entry(), null]), 'log.entries[1]: null instead of an entry'],
    ['no request', har([{ response: {} }]), 'log.entries[0].request: nothing instead of a request'],
    [
      'a URL that is none',
      har([entry(), entry({}, { url: 'orders' })]),
      'log.entries[1].request.url: not an absolute URL',
    ],
    [
      'a URL that is a number',
      har([entry({}, { url: 7 })]),
      'log.entries[0].request.url: a number instead of a URL',
    ],
    [
      'a method with a blank',
      har([entry({}, { method: 'G ET' })]),
      'log.entries[0].request.method: not an HTTP method',
    ],
    [
      'a status beyond all',
      har([entry({}, {}, { status: 9e99 })]),
      'log.entries[0].response.status: 9e+99 is not an HTTP status',
    ],
    [
      'a negative status',
      har([entry({}, {}, { status: -401 })]),
      'log.entries[0].response.status: -401 is not an HTTP status',
    ],
    [
      'a status that is a list',
      har([entry({}, {}, { status: [401] })]),
      'log.entries[0].response.status: a list instead of a status',
    ],
  ])('%s', (_, text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  test('a file that was cut off says so, and how far it goes', () => {
    const text = har([entry(), entry(), entry()]);
    const problem = problemOf(text.slice(0, -60));
    expect(problem).toMatch(
      /^line 1, column \d+: the file ends in the middle \(byte \d+, in or after log\.entries\[2\]\); it was cut off$/,
    );
  });

  test('a hundred thousand nested lists are refused, not a crash', () => {
    expect(problemOf('['.repeat(100_000))).toContain('cut off');
    expect(problemOf('['.repeat(100_000) + ']'.repeat(100_000))).toContain('not a HAR');
  });
});

describe('harmless oddities are repaired and said', () => {
  test.each<[string, unknown, (only: Exchange) => unknown, unknown]>([
    [
      'headers written as an object',
      entry({}, { headers: { Authorization: 'Bearer a' } }),
      (only) => only.request.headers,
      [{ name: 'Authorization', value: 'Bearer a' }],
    ],
    [
      'headers null',
      entry({}, { headers: null }),
      (only) => only.blindSpots.includes('request-headers'),
      true,
    ],
    [
      'a header without text',
      entry(
        {},
        {},
        {
          headers: [
            { name: 'a', value: null },
            { name: 'b', value: 'c' },
          ],
        },
      ),
      (only) => only.response?.headers,
      [{ name: 'b', value: 'c' }],
    ],
    ['status as text', entry({}, {}, { status: '401' }), (only) => only.response?.status, 401],
    [
      'a date that is none',
      entry(
        { startedDateTime: 'soon' },
        {},
        { headers: [{ name: 'Date', value: 'Sun, 22 Nov 2026 12:00:00 GMT' }] },
      ),
      (only) => only.startedAt,
      Date.UTC(2026, 10, 22, 12),
    ],
    ['a date far away', entry({ startedDateTime: '+100000-01-01T00:00:00Z' }), (only) => only.startedAt, 0],
    ['a time that is negative', entry({ time: -1 }), (only) => 'endedAt' in only, false],
    [
      'status 0',
      entry({}, {}, { status: 0, _error: 'net::ERR_FAILED' }),
      (only) => [only.response, only.failure],
      [undefined, 'net::ERR_FAILED'],
    ],
    [
      'no response at all',
      entry({ response: null }),
      (only) => only.blindSpots.includes('response-headers'),
      true,
    ],
    [
      'HTTP/2 pseudo headers',
      entry(
        {},
        {
          headers: [
            { name: ':path', value: '/x' },
            { name: 'a', value: 'b' },
          ],
        },
      ),
      (only) => only.request.headers,
      [{ name: 'a', value: 'b' }],
    ],
    [
      'cookies joined with a line break',
      entry({}, {}, { headers: [{ name: 'Set-Cookie', value: 'a=1\nb=2' }] }),
      (only) => only.response?.headers.map(({ value }) => value),
      ['a=1', 'b=2'],
    ],
    [
      'cookies listed without their header',
      entry(
        {},
        {
          cookies: [
            { name: 'a', value: '1' },
            { name: 'b', value: '2' },
          ],
        },
      ),
      (only) => headerValue(only.request.headers, 'cookie'),
      'a=1; b=2',
    ],
    [
      'a text body in base64',
      entry({}, {}, { content: { size: 2, mimeType: '', encoding: 'base64', text: btoa('{"error":"x"}') } }),
      (only) => only.response?.body?.text,
      '{"error":"x"}',
    ],
    [
      'a form written as parameters',
      entry({}, { postData: { mimeType: 'x', params: [{ name: 'a', value: 'b c' }] } }),
      (only) => only.request.body?.text,
      'a=b+c',
    ],
    [
      'a body that was not kept',
      entry({}, {}, { content: { size: 200, mimeType: 'text/html' } }),
      (only) => only.blindSpots.includes('response-body'),
      true,
    ],
  ])('%s', (_, only, look, expected) => {
    expect(look(opened(har([only])).exchanges[0]!)).toEqual(expected);
  });

  test('a byte order mark and a missing log around the entries', () => {
    expect(opened(`\ufeff${har([entry()])}`).exchanges).toHaveLength(1);
    expect(opened(JSON.stringify({ entries: [entry()] })).exchanges).toHaveLength(1);
  });

  test('one line a kind of repair, naming the first place', () => {
    const reading = readHar(
      har([entry(), entry({ startedDateTime: 1e99 }), entry({ startedDateTime: null })]),
      'a.har',
    );
    expect(reading.ok && reading.warnings).toContain(
      'log.entries[1].startedDateTime and 1 more: no usable time',
    );
  });

  test('names from the file never reach a prototype', () => {
    const text = har([entry({ pageref: '__proto__' }, { headers: [{ name: '__proto__', value: 'x' }] })], {
      pages: [{ id: '__proto__', title: 'https://a.test/' }],
    });
    expect(opened(text).exchanges[0]?.request.headers).toEqual([{ name: '__proto__', value: 'x' }]);
    expect(({} as Record<string, unknown>)['title']).toBeUndefined();
  });
});

describe('preflights and redirects', () => {
  const at = (milliseconds: number) => new Date(Date.UTC(2026, 10, 22, 12) + milliseconds).toISOString();
  const asks = (method: string) => [
    { name: 'Origin', value: 'https://app.test' },
    { name: 'Access-Control-Request-Method', value: method },
  ];

  test.each([
    ['Chromium: the request first', { _resourceType: 'preflight', _initiator: { type: 'preflight' } }, 1],
    ['the preflight first', { _resourceType: 'preflight' }, -1],
    ['Firefox: an OPTIONS without a type', {}, 30],
  ])('a preflight is paired with its request (%s)', (_, type, later) => {
    const preflight = entry(
      { ...type, startedDateTime: at(later) },
      { method: 'OPTIONS', headers: asks('PUT') },
      { status: 204 },
    );
    const request = entry({ startedDateTime: at(0) }, { method: 'PUT' });
    for (const order of [
      [preflight, request],
      [request, preflight],
    ]) {
      const { exchanges } = opened(har(order));
      const paired = exchanges.find(({ request }) => request.method === 'PUT');
      expect(exchanges.find(({ id }) => id === paired?.preflightId)?.kind).toBe('preflight');
    }
  });

  test('each preflight belongs to one request, in the order in which they were made', () => {
    const entries = [0, 10, 20].flatMap((time) => [
      entry({ startedDateTime: at(time) }, { method: 'PUT' }),
      entry(
        { startedDateTime: at(time + 1), _resourceType: 'preflight' },
        { method: 'OPTIONS', headers: asks('PUT') },
      ),
    ]);
    const pairs = opened(har(entries)).exchanges.flatMap(({ id, preflightId }) =>
      preflightId ? [[id, preflightId]] : [],
    );
    expect(pairs).toEqual([
      ['r1', 'r2'],
      ['r3', 'r4'],
      ['r5', 'r6'],
    ]);
  });

  test('a preflight for another method is not taken', () => {
    const entries = [
      entry({ startedDateTime: at(0) }),
      entry({ startedDateTime: at(1) }, { method: 'OPTIONS', headers: asks('PUT') }),
    ];
    const get = opened(har(entries)).exchanges.find(({ request }) => request.method === 'GET');
    expect(get?.preflightId).toBeUndefined();
  });

  const refused = entry({}, { method: 'OPTIONS', headers: asks('PUT') }, { status: 401 });

  test('a proxy cannot record what a refused preflight asked for: it is added, and nothing of it is known', () => {
    const [preflight, unsent] = opened(har([refused])).exchanges;
    expect(unsent).toMatchObject({
      id: 'unsent-r1',
      kind: 'fetch',
      request: { method: 'PUT', url: preflight?.request.url },
      preflightId: 'r1',
    });
    expect(unsent?.response).toBeUndefined();
    expect(unsent?.blindSpots).toEqual(expect.arrayContaining(['authorization', 'cookies', 'cors-verdict']));
  });

  test('nothing is added where the browser recorded the request, and where the preflight passed', () => {
    const asked = entry({}, { method: 'PUT' }, { status: 0 });
    expect(opened(har([refused, asked])).exchanges).toHaveLength(2);
    const allows = [
      { name: 'Access-Control-Allow-Origin', value: '*' },
      { name: 'Access-Control-Allow-Methods', value: 'PUT' },
      { name: 'Access-Control-Allow-Headers', value: 'authorization' },
    ];
    const passed = entry({}, { method: 'OPTIONS', headers: asks('PUT') }, { status: 204, headers: allows });
    expect(opened(har([passed])).exchanges).toHaveLength(1);
  });

  test('redirects are followed hop by hop, a loop included', () => {
    const loop = [0, 100, 200].map((time) =>
      entry({ startedDateTime: at(time) }, {}, { status: 302, redirectURL: '/me' }),
    );
    expect(opened(har(loop)).exchanges.map(({ redirectedFromId }) => redirectedFromId)).toEqual([
      undefined,
      'r1',
      'r2',
    ]);
  });

  test('a later visit of the same address is not part of the chain', () => {
    const entries = [
      entry(
        { startedDateTime: at(0) },
        { url: 'https://app.test/a' },
        { status: 302, headers: [{ name: 'Location', value: '/me' }] },
      ),
      entry({ startedDateTime: at(600_000) }, { url: 'https://app.test/me' }),
    ];
    expect(opened(har(entries)).exchanges[1]?.redirectedFromId).toBeUndefined();
  });
});

describe('who asked', () => {
  const pages = [{ id: 'p', title: 'https://app.test/orders' }];
  const initiatorOf = (only: unknown, more: Record<string, unknown> = { pages }) =>
    opened(har([only], more)).exchanges[0]?.initiator;

  test.each([
    [
      'the Origin header',
      entry({}, { headers: [{ name: 'Origin', value: 'https://www.app.test' }] }),
      'https://www.app.test',
    ],
    [
      'Fetch Metadata',
      entry({}, { headers: [{ name: 'Sec-Fetch-Site', value: 'same-origin' }] }),
      'https://api.app.test',
    ],
    [
      'the Referer',
      entry({ _resourceType: 'fetch' }, { headers: [{ name: 'Referer', value: 'https://shop.test/x' }] }),
      'https://shop.test',
    ],
    ['the page', entry({ _resourceType: 'fetch', pageref: 'p' }), 'https://app.test'],
    [
      'nobody: typed by the user',
      entry(
        { _resourceType: 'document', pageref: 'p' },
        { headers: [{ name: 'Sec-Fetch-Site', value: 'none' }] },
      ),
      undefined,
    ],
    ['nothing says it', entry({ _resourceType: 'fetch' }), undefined],
    [
      'an opaque origin',
      entry({ _resourceType: 'fetch' }, { headers: [{ name: 'Origin', value: 'null' }] }),
      undefined,
    ],
  ])('%s', (_, only, expected) => {
    expect(initiatorOf(only)).toBe(expected);
  });

  test('the page does not speak for requests where a foreign frame is in it', () => {
    const frame = entry(
      { _resourceType: 'document', pageref: 'p' },
      { url: 'https://idp.test/', headers: [{ name: 'Sec-Fetch-Dest', value: 'iframe' }] },
    );
    const { exchanges } = opened(har([frame, entry({ _resourceType: 'fetch', pageref: 'p' })], { pages }));
    expect(exchanges[1]?.initiator).toBeUndefined();
  });

  test('callers count lines from 1, asynchronous ones behind', () => {
    const stack = {
      callFrames: [{ functionName: 'load', url: 'https://app.test/a.js', lineNumber: 0, columnNumber: 4 }],
      parent: {
        callFrames: [{ functionName: '', url: 'https://app.test/b.js', lineNumber: 8, columnNumber: 0 }],
      },
    };
    expect(opened(har([entry({ _initiator: { type: 'script', stack } })])).exchanges[0]?.callers).toEqual([
      { functionName: 'load', url: 'https://app.test/a.js', line: 1, column: 5 },
      { functionName: '', url: 'https://app.test/b.js', line: 9, column: 1 },
    ]);
  });
});

describe('a file that was cleaned of credentials', () => {
  /** An HTTP/1.1 message whose header block was this much longer than what is written. */
  const shortened = (by: number) =>
    entry({}, { httpVersion: 'HTTP/1.1', headersSize: 'GET /me HTTP/1.1\r\naccept: */*\r\n'.length + by });

  test('the recorded length of the headers tells, message by message', () => {
    const { source, exchanges } = opened(har([shortened(0), shortened(400)]));
    expect(source).toMatchObject({ credentials: 'cut' });
    expect(exchanges.map(({ blindSpots }) => blindSpots.includes('authorization'))).toEqual([false, true]);
  });

  test('traffic without credentials stays what it is where the lengths agree', () => {
    const text = JSON.stringify({
      log: {
        creator: { name: 'WebInspector', version: '537.36' },
        entries: [
          {
            ...shortened(0),
            response: {
              ...entry().response,
              httpVersion: 'HTTP/1.1',
              headersSize: 'HTTP/1.1 200 \r\ncontent-type: text/plain\r\n\r\n'.length,
            },
          },
        ],
      },
    });
    const { source, exchanges } = opened(text);
    expect(source).toMatchObject({ credentials: 'whole' });
    expect(exchanges[0]?.blindSpots).toEqual([]);
  });

  test('one credential anywhere proves that nothing was removed', () => {
    const text = har([entry(), entry({}, { headers: [{ name: 'authorization', value: 'Bearer x' }] })]);
    expect(opened(text).source).toMatchObject({ credentials: 'whole' });
  });

  test('over HTTP/2 there is no length: unknown, and said to be so', () => {
    const reading = readHar(har([entry()]), 'a.har');
    expect(reading).toMatchObject({ ok: true, capture: { source: { credentials: 'cut' } } });
    expect(reading.ok && reading.warnings[0]).toContain('may have been removed');
  });

  test('a browser too old to clean files did not', () => {
    const old = entry({}, { headers: [{ name: 'User-Agent', value: 'Chrome/120.0.0.0 Safari/537.36' }] });
    expect(opened(har([old])).source).toMatchObject({ credentials: 'whole' });
  });

  test('masked values are unknown, not malformed', () => {
    const { source, exchanges } = opened(
      har([entry({}, { headers: [{ name: 'Authorization', value: 'Bearer [REDACTED]' }] })], {
        creator: { name: 'Firefox', version: '153' },
      }),
    );
    expect(source).toMatchObject({ credentials: 'masked' });
    expect(exchanges[0]).toMatchObject({
      blindSpots: expect.arrayContaining(['authorization']),
      request: { headers: [] },
    });
  });
});

test('a live entry by itself is an exchange, and junk is none', () => {
  expect(
    exchangeFromEntry(entry({}, { headers: [{ name: 'Authorization', value: 'Bearer x' }] }), 4),
  ).toMatchObject({ id: 'r5', blindSpots: [] });
  for (const junk of [null, 7, {}, { request: {} }, entry({}, { url: '' })])
    expect(exchangeFromEntry(junk, 0)).toBeUndefined();
});

test('whatever a file holds, reading it never throws', () => {
  const base = JSON.parse(har([entry(), entry({}, { method: 'OPTIONS' })]));
  const places = allPlaces(base);
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.nat(places.length - 1),
          fc.oneof(fc.jsonValue(), fc.constantFrom(9e99, -1, '', null, 'https://x.test')),
        ),
      ),
      (changes) => {
        const changed = structuredClone(base);
        for (const [place, value] of changes) setAt(changed, places[place]!, value);
        const reading = readHar(JSON.stringify(changed), 'a.har');
        if (!reading.ok) expect(reading.problem).toMatch(/^[^\n]{1,300}$/);
        else expect(JSON.parse(JSON.stringify(reading.capture))).toEqual(reading.capture);
      },
    ),
    { numRuns: 500 },
  );
});

function allPlaces(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [
    ...(path.length > 0 ? [[...path]] : []),
    ...Object.entries(value).flatMap(([key, inner]) => allPlaces(inner, [...path, key])),
  ];
}

function setAt(root: unknown, path: readonly string[], value: unknown): void {
  let holder = root as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    const next = holder?.[key];
    if (typeof next !== 'object' || next === null) return;
    holder = next as Record<string, unknown>;
  }
  holder[path.at(-1)!] = value;
}

const CORPUS = new URL('../../../shared/data/', import.meta.url);

describe.skipIf(!existsSync(CORPUS))('outside files (skipped where ../shared/data is missing)', () => {
  test.each(namesIn('har/'))('har/%s opens or is refused with place and reason', (name) => {
    const reading = readHar(readFileSync(new URL(`har/${name}`, CORPUS), 'utf8'), name);
    if (!reading.ok) expect(reading.problem).toMatch(/^(?:line \d+, column \d+|byte \d+|log[\w.[\]]*): \S/);
    else expect(reading.capture.exchanges.every(({ startedAt }) => Number.isFinite(startedAt))).toBe(true);
  });

  test.each(namesIn('captures/').filter((name) => name.endsWith('.devtools.har')))(
    'captures/%s and its cleaned copy',
    (name) => {
      const text = readFileSync(new URL(`captures/${name}`, CORPUS), 'utf8');
      const copy = readFileSync(
        new URL(`captures/${name.replace('.devtools.', '.devtools-sanitized.')}`, CORPUS),
        'utf8',
      );
      const full = opened(text);
      const cleaned = opened(copy);
      expect(cleaned.exchanges.map(({ id }) => id)).toEqual(full.exchanges.map(({ id }) => id));
      for (const [index, exchange] of full.exchanges.entries()) {
        const { blindSpots } = cleaned.exchanges[index]!;
        if (exchange.response) expect(exchange.blindSpots).not.toContain('authorization');
        if (headerValue(exchange.request.headers, 'authorization') !== undefined)
          expect(blindSpots).toContain('authorization');
        if (headerValue(exchange.request.headers, 'cookie') !== undefined)
          expect(blindSpots).toContain('cookies');
        if (headerValue(exchange.response?.headers ?? [], 'set-cookie') !== undefined)
          expect(blindSpots).toContain('set-cookie');
      }
      if (
        full.exchanges.some(
          ({ response }, index) => response && cleaned.exchanges[index]!.blindSpots.length > 0,
        )
      )
        expect(cleaned.source).toMatchObject({ credentials: 'cut' });
    },
  );
});

function namesIn(folder: string): string[] {
  const url = new URL(folder, CORPUS);
  return existsSync(url) ? readdirSync(url).filter((name) => name !== 'INDEX.json') : [];
}
