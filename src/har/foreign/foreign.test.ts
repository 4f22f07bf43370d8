import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { headerValue } from '../../exchange/headers.ts';
import { readCaptureFile } from '../file/read-capture-file.ts';

function opened(value: unknown, name: string) {
  const bytes = value instanceof Uint8Array ? value : strToU8(JSON.stringify(value));
  const reading = readCaptureFile(bytes, name);
  if (!reading.ok) throw new Error(reading.problem);
  return { ...reading, exchanges: reading.capture.exchanges };
}

function problemOf(value: unknown): string {
  const reading = readCaptureFile(strToU8(JSON.stringify(value)), 'a.json');
  return reading.ok ? 'opened' : reading.problem;
}

describe('a Postman collection', () => {
  /** As schema.getpostman.com/json/collection/v2.1.0 has it, and as Postman 11 exports a saved example. */
  const collection = {
    info: { name: 'Shop', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    variable: [
      { key: 'host', value: 'https://{{name}}.app.test' },
      { key: 'name', value: 'api' },
    ],
    item: [
      {
        name: 'Folder',
        item: [
          {
            name: 'Orders',
            request: { method: 'GET', header: [], url: '{{host}}/orders' },
            response: [
              {
                name: '401',
                originalRequest: {
                  method: 'GET',
                  header: [
                    { key: 'Accept', value: 'application/json' },
                    { key: 'Authorization', value: 'Bearer {{token}}' },
                    { key: 'X-Off', value: '1', disabled: true },
                  ],
                  url: { raw: '{{host}}/orders?page=2', host: ['{{host}}'], path: ['orders'] },
                },
                status: 'Unauthorized',
                code: 401,
                header: [
                  { key: 'Content-Type', value: 'application/json' },
                  { key: 'Date', value: 'Sun, 22 Nov 2026 12:00:00 GMT' },
                  { key: 'WWW-Authenticate', value: 'Bearer error="invalid_token"' },
                ],
                cookie: [],
                responseTime: 12,
                body: '{"error":"invalid_token"}',
              },
            ],
          },
        ],
      },
      {
        name: 'Save',
        request: {
          method: 'POST',
          header: 'Accept: application/json\nX-Tenant: a',
          body: { mode: 'urlencoded', urlencoded: [{ key: 'a', value: 'b c' }] },
          url: {
            protocol: 'https',
            host: ['api', 'app', 'test'],
            path: ['save'],
            query: [{ key: 'q', value: '1' }],
          },
        },
      },
      { name: 'Nowhere', request: { method: 'GET', url: '{{other}}/x' }, response: [] },
    ],
  };

  it('is read with its saved answers, and what Postman keeps elsewhere is not held to be absent', () => {
    const { exchanges, warnings, capture } = opened(collection, 'shop.postman_collection.json');
    expect(exchanges.map(({ request, response }) => [request.method, request.url, response?.status])).toEqual(
      [
        ['POST', 'https://api.app.test/save?q=1', undefined],
        ['GET', 'https://api.app.test/orders?page=2', 401],
      ],
    );
    const [save, orders] = exchanges;
    expect(orders?.request.headers).toEqual([{ name: 'Accept', value: 'application/json' }]);
    expect(orders?.blindSpots).toEqual(
      expect.arrayContaining(['authorization', 'cookies', 'request-headers']),
    );
    expect(orders?.response?.body?.text).toBe('{"error":"invalid_token"}');
    expect(orders?.startedAt).toBe(Date.UTC(2026, 10, 22, 12));
    expect(save?.request.body?.text).toBe('a=b+c');
    expect(save?.request.headers).toContainEqual({ name: 'X-Tenant', value: 'a' });
    expect(capture.source).toMatchObject({ creator: 'Postman collection' });
    expect(warnings).toEqual(
      expect.arrayContaining([
        'item[1].request: a request without a saved answer; nothing can be said of it',
        'item[2].request: its address holds variables without a value; left out',
      ]),
    );
  });

  it('is read out of what Postman’s API wraps around it', () => {
    expect(opened({ collection }, 'a.json').exchanges).toHaveLength(2);
  });

  it('is refused where no address is complete', () => {
    expect(problemOf({ info: {}, item: [{ request: '{{host}}/a' }] })).toMatch(/^item: no request/);
  });

  it('variables that name themselves many times over end soon', () => {
    const variable = [{ key: 'a', value: '{{a}}'.repeat(4_000) }];
    const item = Array.from({ length: 2_000 }, () => ({ request: '{{a}}'.repeat(2_000) }));
    const started = performance.now();
    expect(problemOf({ info: {}, variable, item })).toMatch(/^item: no request/);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe('an Insomnia export', () => {
  const request = {
    method: 'GET',
    url: '{{ _.base_url }}/orders',
    headers: [
      { name: 'Accept', value: '*/*' },
      { name: 'Authorization', value: 'Bearer {{ _.token }}' },
    ],
    parameters: [
      { name: 'page', value: '2' },
      { name: 'off', value: '1', disabled: true },
    ],
    authentication: { type: 'bearer', token: '{{ _.token }}' },
    body: {},
  };
  const data = { base_url: 'https://api.app.test' };

  it.each<[string, unknown]>([
    [
      // Kong/insomnia, `exportWorkspacesData`
      'version 4',
      {
        _type: 'export',
        __export_format: 4,
        resources: [
          { _id: 'req_1', _type: 'request', parentId: 'wrk_1', ...request },
          { _id: 'wrk_1', _type: 'workspace', parentId: null },
          { _id: 'env_1', _type: 'environment', parentId: 'wrk_1', data },
          { _id: 'env_2', _type: 'environment', parentId: 'env_1', data: { base_url: 'https://other.test' } },
        ],
      },
    ],
    [
      // Kong/insomnia, `insomnia-schema-migrations`: YAML as a rule, JSON by other programs
      'version 5',
      {
        type: 'collection.insomnia.rest/5.0',
        collection: [{ name: 'Folder', children: [{ name: 'Orders', ...request }] }],
        environments: { name: 'Base', data },
      },
    ],
  ])('%s is read, and says that it holds no answers', (_, value) => {
    const { exchanges, warnings } = opened(value, 'insomnia.json');
    expect(exchanges.map(({ request: { url } }) => url)).toEqual(['https://api.app.test/orders?page=2']);
    expect(exchanges[0]?.response).toBeUndefined();
    expect(exchanges[0]?.blindSpots).toEqual(expect.arrayContaining(['authorization', 'response-headers']));
    expect(warnings.join('\n')).toMatch(/requests without their answers.*export as HAR/);
  });
});

describe('Insomnia’s HAR', () => {
  it('has the time of its export on every entry: that of the answer counts', () => {
    const { exchanges, warnings } = opened(
      {
        log: {
          creator: { name: 'Insomnia REST Client', version: 'insomnia.desktop.app:v11.0.0' },
          entries: [
            {
              startedDateTime: '2026-11-23T18:00:00.000Z',
              request: {
                method: 'GET',
                url: 'https://api.app.test/',
                headers: [{ name: 'Accept', value: '*/*' }],
              },
              response: { status: 401, headers: [{ name: 'Date', value: 'Sun, 22 Nov 2026 12:00:00 GMT' }] },
            },
          ],
        },
      },
      'insomnia.har',
    );
    expect(exchanges[0]?.startedAt).toBe(Date.UTC(2026, 10, 22, 12));
    expect(exchanges[0]?.blindSpots).toContain('request-headers');
    expect(warnings[0]).toMatch(/^log.entries: Insomnia writes requests as they would be sent/);
  });
});

describe('a Charles session', () => {
  /** Charles documents no schema; the members are those that programs which read such files rely on. */
  const transaction = {
    status: 'COMPLETE',
    method: 'POST',
    protocolVersion: 'HTTP/1.1',
    scheme: 'https',
    host: 'api.app.test',
    actualPort: 443,
    path: '/orders',
    query: 'page=2',
    tunnel: false,
    times: { start: '2026-11-22T12:00:00.250+01:00' },
    durations: { total: 120 },
    request: {
      sizes: { headers: 200, body: 7 },
      mimeType: 'application/json',
      header: {
        firstLine: 'POST /orders?page=2 HTTP/1.1',
        headers: [{ name: 'Authorization', value: 'Bearer abc' }],
      },
      body: { text: '{"a":1}', charset: 'UTF-8' },
    },
    response: {
      status: 401,
      sizes: { headers: 100, body: 15 },
      mimeType: 'application/json',
      header: {
        firstLine: 'HTTP/1.1 401 Not You',
        headers: [{ name: 'Content-Type', value: 'application/json' }],
      },
      body: { encoded: btoa('{"error":"no"}') },
    },
  };
  const tunnel = { ...transaction, method: 'CONNECT', tunnel: true, request: {}, response: { status: 200 } };
  const failed = { ...transaction, status: 'FAILED', actualPort: 8443, query: null, response: {} };

  it('is read; tunnels are told and left out', () => {
    const { exchanges, warnings } = opened([transaction, tunnel, failed], 'session.chlsj');
    const [first, second] = exchanges;
    expect(exchanges).toHaveLength(2);
    expect(first).toMatchObject({
      startedAt: Date.UTC(2026, 10, 22, 11, 0, 0, 250),
      endedAt: Date.UTC(2026, 10, 22, 11, 0, 0, 370),
      request: { method: 'POST', url: 'https://api.app.test/orders?page=2', body: { text: '{"a":1}' } },
      response: { status: 401, statusText: 'Not You', body: { text: '{"error":"no"}' } },
    });
    expect(second?.request.url).toBe('https://api.app.test:8443/orders');
    expect(second?.response).toBeUndefined();
    expect(warnings.join('\n')).toMatch(/^\[1\]: encrypted, and not opened by Charles/m);
  });
});

describe('a Fiddler archive', () => {
  /** Members and attributes as Telerik's "SAZ files" describes them and Fiddler Classic 5 writes them. */
  const lines = (...text: readonly string[]) => strToU8(`${text.join('\r\n')}\r\n\r\n`);
  const about = (flags: number) =>
    strToU8(
      `<?xml version="1.0" encoding="utf-8"?>\r\n<Session SID="1" BitFlags="${flags}">\r\n  <SessionTimers ClientConnected="2026-11-22T12:00:00.0000000+01:00" ClientBeginRequest="2026-11-22T12:00:01.2500000+01:00" ServerGotRequest="0001-01-01T00:00:00" ClientDoneResponse="2026-11-22T12:00:01.5000000+01:00" />\r\n</Session>`,
    );
  const chunked = (body: Uint8Array) =>
    new Uint8Array(
      Buffer.concat([strToU8(`${body.length.toString(16)}\r\n`), body, strToU8('\r\n0\r\n\r\n')]),
    );
  const message = (head: Uint8Array, body: Uint8Array) => new Uint8Array(Buffer.concat([head, body]));
  const saz = zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    '_index.htm': strToU8('<html>'),
    'raw/01_c.txt': lines('CONNECT api.app.test:443 HTTP/1.1', 'Host: api.app.test:443'),
    'raw/01_s.txt': lines('HTTP/1.1 200 Connection Established'),
    'raw/01_m.xml': about(0),
    'raw/02_c.txt': message(
      lines(
        'POST https://api.app.test/orders HTTP/1.1',
        'Host: api.app.test',
        'Authorization: Bearer abc',
        'Content-Length: 3',
      ),
      strToU8('a=b'),
    ),
    'raw/02_s.txt': message(
      lines(
        'HTTP/1.1 401 Unauthorized',
        'Content-Type: application/json',
        'Content-Encoding: gzip',
        'Transfer-Encoding: chunked',
        'Set-Cookie: a=1',
        'Set-Cookie: b=2',
      ),
      chunked(gzipSync(strToU8('{"error":"invalid_token"}'))),
    ),
    'raw/02_m.xml': about(1),
    'raw/10_c.txt': lines('GET /me HTTP/1.1', 'Host: api.app.test'),
    'raw/10_s.txt': new Uint8Array(),
    'raw/10_m.xml': about(1),
  });

  it('is read: requests, answers, times, packed bodies', () => {
    const { exchanges, warnings } = opened(saz, 'session.saz');
    const [orders, me] = exchanges;
    expect(exchanges).toHaveLength(2);
    expect(orders).toMatchObject({
      startedAt: Date.UTC(2026, 10, 22, 11, 0, 1, 250),
      endedAt: Date.UTC(2026, 10, 22, 11, 0, 1, 500),
      request: { method: 'POST', url: 'https://api.app.test/orders', body: { text: 'a=b' } },
      response: { status: 401, statusText: 'Unauthorized', body: { text: '{"error":"invalid_token"}' } },
    });
    expect(headerValue(orders?.request.headers ?? [], 'authorization')).toBe('Bearer abc');
    expect(orders?.response?.headers.filter(({ name }) => name === 'Set-Cookie')).toHaveLength(2);
    expect(me).toMatchObject({ request: { url: 'https://api.app.test/me' } });
    expect(me?.response).toBeUndefined();
    expect(warnings.join('\n')).toMatch(/^raw\/01: an encrypted tunnel/m);
  });
});

describe('a Fiddler archive of bodies that burst', () => {
  it('is read in a moment, without them', () => {
    const bomb = gzipSync(new Uint8Array(19_000_000));
    const members: Record<string, Uint8Array> = {};
    for (let id = 1; id <= 300; id += 1) {
      members[`raw/${id}_c.txt`] = strToU8('GET https://api.app.test/ HTTP/1.1\r\n\r\n');
      members[`raw/${id}_s.txt`] = new Uint8Array(
        Buffer.concat([strToU8('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n'), bomb]),
      );
    }
    const started = performance.now();
    const { exchanges } = opened(zipSync(members, { level: 0 }), 'a.saz');
    expect(exchanges).toHaveLength(300);
    expect(exchanges.at(-1)?.blindSpots).toContain('response-body');
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('a Playwright trace', () => {
  it('is refused where it holds no requests', () => {
    const reading = readCaptureFile(zipSync({ 'trace.network': strToU8('{"type":"x"}\nno') }), 'trace.zip');
    expect(reading).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^trace.network: no request/),
    });
  });
});

describe('oddities of programs that write HAR', () => {
  const har = (entry: object) => ({
    log: { creator: { name: 'WebKit Web Inspector', version: '1.0' }, entries: [entry] },
  });
  const request = { method: 'GET', url: 'https://api.app.test/' };

  it('Safari joins Set-Cookie lines with commas; its list of cookies parts them', () => {
    const { exchanges } = opened(
      har({
        startedDateTime: '2026-11-22T12:00:00Z',
        request,
        response: {
          status: 200,
          cookies: [
            { name: 'a', value: '1' },
            { name: 'b', value: '2' },
          ],
          headers: [{ name: 'Set-Cookie', value: 'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=2; Path=/' }],
        },
      }),
      'a.har',
    );
    expect(exchanges[0]?.response?.headers.map(({ value }) => value)).toEqual([
      'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
      'b=2; Path=/',
    ]);
  });

  it.each([
    ['Disk Cache', 'http-cache'],
    ['Service Worker', 'service-worker'],
    ['Network Load', undefined],
  ])('Safari says who answered: %s', (_fetchType, answeredBy) => {
    const { exchanges } = opened(har({ _fetchType, request, response: { status: 200 } }), 'a.har');
    expect(exchanges[0]?.response?.answeredBy).toBe(answeredBy);
  });

  it('BrowserMob Proxy writes -999 where no answer came', () => {
    const { exchanges } = opened(har({ request, response: { status: -999 } }), 'a.har');
    expect(exchanges[0]?.response).toBeUndefined();
  });

  it.each([
    ['seconds since the epoch', 1_795_348_800.5, Date.UTC(2026, 10, 22, 12, 0, 0, 500)],
    ['milliseconds', 1_795_348_800_500, Date.UTC(2026, 10, 22, 12, 0, 0, 500)],
    ['no time zone', '2026-11-22 12:00:00.500', Date.UTC(2026, 10, 22, 12, 0, 0, 500)],
    ['seven digits', '2026-11-22T12:00:00.5000000+00:00', Date.UTC(2026, 10, 22, 12, 0, 0, 500)],
  ])('a time as %s', (_, startedDateTime, time) => {
    const { exchanges } = opened(har({ startedDateTime, request, response: { status: 204 } }), 'a.har');
    expect(exchanges[0]?.startedAt).toBe(time);
  });
});
