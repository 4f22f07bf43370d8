import { describe, expect, test } from 'vitest';
import { diagnose } from '../../diagnosis/index.ts';
import { exchange } from '../../exchange/exchange.fixture.ts';
import type { Capture, ExchangeId } from '../../exchange/exchange.ts';
import { openReport } from '../report.ts';
import { redact } from './redact.ts';

const KEYS = { own: [1, 2, 3, 4], long: [1, 2, 3, 4] } as const;
const KEY = 'Zk81LqPw22nXhA5hh4sh99';
const PASSWORD = 'velvet-tambourine';

const capture: Capture = {
  source: { kind: 'live' },
  exchanges: [
    exchange({
      id: 'login',
      method: 'POST',
      requestHeaders: { 'content-type': 'application/json' },
      requestBody: JSON.stringify({ email: 'mia@shop.test', password: PASSWORD }),
    }),
    exchange({
      id: 'main',
      status: 401,
      requestHeaders: { 'X-Api-Key': KEY, 'X-Forwarded-For': '203.0.113.9' },
      responseHeaders: { 'content-type': 'text/plain' },
      responseBody: `no such key ${KEY} for mia@shop.test, typed ${PASSWORD}`,
    }),
  ],
};

describe('what a preview shows', () => {
  test('each replaced value once, with its places, and never the value', () => {
    const { items } = redact(capture, { keys: KEYS });
    const key = items().find(({ places }) =>
      places.some(({ where }) => where === 'request header x-api-key'),
    );
    expect(key).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      what: 'token',
      placeholder: expect.stringMatching(/^redacted\w{14}$/),
      places: [
        { exchange: 'main', where: 'request header x-api-key', times: 1 },
        { exchange: 'main', where: 'response body', times: 1 },
      ],
      times: 2,
    });
    expect(items().map(({ what }) => what)).toEqual(
      expect.arrayContaining(['password', 'e-mail address', 'IP address']),
    );
    for (const value of [KEY, PASSWORD, 'mia@', '203.0.113.9'])
      expect(JSON.stringify(items())).not.toContain(value);
  });

  test('ids hold as long as the keys do', () => {
    const ids = () =>
      redact(capture, { keys: KEYS })
        .items()
        .map(({ id }) => id);
    expect(ids()).toEqual(ids());
    expect(
      redact(capture)
        .items()
        .map(({ id }) => id),
    ).not.toEqual(ids());
  });

  test('a single item can stay, and nothing else does', () => {
    const key = redact(capture, { keys: KEYS })
      .items()
      .find(({ what }) => what === 'token')!;
    const text = JSON.stringify(redact(capture, { keys: KEYS, keep: new Set([key.id]) }).capture);
    expect(text.split(KEY)).toHaveLength(3);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain('mia@shop.test');
  });

  test('an item that stays is still listed, so that it can go again', () => {
    const [first] = redact(capture, { keys: KEYS }).items();
    const kept = redact(capture, { keys: KEYS, keep: new Set([first!.id]) }).items();
    expect(kept.map(({ id }) => id)).toContain(first!.id);
  });

  test('an entry can be left out; what it taught still holds', () => {
    const open = (...dropped: string[]) =>
      openReport(capture, diagnose(capture), {
        version: '0',
        keys: KEYS,
        scope: 'reopenable',
        dropped: new Set(dropped as ExchangeId[]),
      });
    expect(open().failures).toHaveLength(1);
    expect(open('main').failures).toEqual([]);
    expect(open('main').capture.exchanges.map(({ id }) => id)).not.toContain('main');
    expect(JSON.stringify(open('login').capture)).not.toContain(PASSWORD);
    const places = open('login')
      .items()
      .flatMap((item) => item.places);
    expect(new Set(places.map(({ exchange: id }) => id))).toEqual(new Set(['main']));
  });
});

describe('personal data', () => {
  const body = (personal: 'hidden' | 'kept') =>
    redact(capture, { keys: KEYS, personal }).capture.exchanges[1]!;

  test('goes unless said', () => {
    expect(JSON.stringify(redact(capture).capture)).not.toMatch(/mia@|203\.0\.113\.9/);
    expect(JSON.stringify(body('hidden'))).not.toMatch(/mia@|203\.0\.113\.9/);
  });

  test('stays if said, and secrets go all the same', () => {
    const kept = JSON.stringify(body('kept'));
    expect(kept).toContain('for mia@shop.test, typed pwd-');
    expect(kept).toContain('203.0.113.9');
    expect(kept).not.toContain(KEY);
    expect(kept).not.toContain(PASSWORD);
  });

  test.each([
    ['a user who is the key', { Authorization: `Basic ${btoa(`${KEY}:`)}` }],
    ['a user who is the key, in words', { Authorization: `Basic ${btoa(`${PASSWORD}:`)}` }],
    ['a user called like a token', { 'X-User': KEY }],
  ])('%s goes', (_, requestHeaders) => {
    const [only] = redact(
      { source: { kind: 'live' }, exchanges: [exchange({ requestHeaders })] },
      { personal: 'kept' },
    ).capture.exchanges;
    const text = Object.values(only!.request.headers)
      .map(({ value }) => value)
      .join('\n');
    for (const secret of [KEY, PASSWORD, btoa(`${KEY}:`), btoa(`${PASSWORD}:`)])
      expect(text).not.toContain(secret);
  });

  test('a name that is also a password goes', () => {
    const planted = exchange({
      method: 'POST',
      requestHeaders: { 'content-type': 'application/json' },
      requestBody: JSON.stringify({ username: 'tambourine', password: 'tambourine' }),
    });
    const kept = redact({ source: { kind: 'live' }, exchanges: [planted] }, { personal: 'kept' });
    expect(JSON.stringify(kept.capture)).not.toContain('tambourine');
  });
});
