import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import type { Capture, ExchangeId } from '../../exchange/exchange.ts';
import { jwt, numericDate } from '../causes/jwt.fixture.ts';
import type { Pointer } from './cause.ts';
import { maskAuthorization, maskSecret, resolvePointer } from './resolve.ts';

const exchangeId = 'main' as ExchangeId;
const TOKEN = jwt({ exp: numericDate(60), odd: ['a', 1], weird: 1e300 });

const capture: Capture = {
  source: { kind: 'live' },
  exchanges: [
    exchange({
      method: 'POST',
      url: 'https://mia:lamp@api.app.test/me?code=4f1e2d3c4b5a69788796a5b4c3d2e1f0&page=2',
      status: 401,
      requestHeaders: {
        Authorization: `Bearer ${TOKEN}`,
        cookie: 'sid=s3cr3t-s3cr3t; theme=dark',
        'X-Api-Key': 'k-7f3c1a9f6b134f0c9a52',
        accept: 'application/json',
      },
      requestBody: '{"password":"lamp"}',
      responseHeaders: { 'Set-Cookie': ['a=1; Path=/', 'sid=s3cr3t-s3cr3t; HttpOnly; SameSite=Lax'] },
      responseBody: `  {"message":\n  "no"}${' '.repeat(10)}${'x'.repeat(3_000)}`,
    }),
  ],
  jar: [
    {
      name: 'sid',
      domain: 'api.app.test',
      hostOnly: true,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'unspecified',
    },
  ],
};

function shown(pointer: Omit<Pointer, 'exchangeId'> & { readonly name?: string; readonly absent?: true }) {
  return resolvePointer({ ...pointer, exchangeId } as Pointer, capture);
}

describe('a pointer', () => {
  it.each<[string, Parameters<typeof shown>[0], string]>([
    ['the status', { part: 'status' }, '401'],
    ['the method', { part: 'method' }, 'POST'],
    ['who asked', { part: 'initiator' }, 'https://app.test'],
    ['a plain header, in any case', { part: 'request-header', name: 'ACCEPT' }, 'application/json'],
    ['the names of cookies', { part: 'request-header', name: 'Cookie' }, 'sid=…; theme=…'],
    ['no API key', { part: 'request-header', name: 'x-api-key' }, '…'],
    ['a claim that is a list', { part: 'claim', name: 'odd' }, '["a",1]'],
    ['a header parameter', { part: 'token-header', name: 'alg' }, 'RS256'],
    ['no request body', { part: 'request-body' }, '(request body)'],
    ['a query parameter', { part: 'query', name: 'page' }, '2'],
    ['a Set-Cookie without its value', { part: 'set-cookie', name: 'sid' }, 'sid=…; HttpOnly; SameSite=Lax'],
    [
      'a cookie of the jar',
      { part: 'jar-cookie', name: 'sid' },
      'sid=…; Domain=api.app.test; Path=/; Secure; HttpOnly; no SameSite (treated as Lax)',
    ],
    ['that nothing is there', { part: 'request-header', name: 'dpop', absent: true }, '(none)'],
  ])('shows %s', (_, pointer, text) => {
    expect(shown(pointer)?.text).toBe(text);
  });

  it('shows a time claim as a time, with its ISO form for programs', () => {
    expect(shown({ part: 'claim', name: 'exp' })).toEqual({
      text: '2026-11-22 12:01:00 UTC',
      value: '2026-11-22T12:01:00.000Z',
    });
  });

  it('shows the server’s Date likewise', () => {
    expect(shown({ part: 'response-header', name: 'date' })?.value).toBe('2026-11-22T12:00:00.000Z');
  });

  it('shows no user name, password or long value of a URL', () => {
    expect(shown({ part: 'url' })?.text).toBe('https://…@api.app.test/me?code=…&page=2');
  });

  it('cuts long bodies', () => {
    const text = shown({ part: 'response-body' })?.text ?? '';
    expect(text.startsWith('{"message":"no"}')).toBe(true);
    expect(text.length).toBeLessThan(500);
  });

  it.each<[string, Parameters<typeof shown>[0]]>([
    ['a header', { part: 'request-header', name: 'dpop' }],
    ['a claim', { part: 'claim', name: 'nbf' }],
    ['a member that every object has', { part: 'claim', name: 'constructor' }],
    ['a failure', { part: 'failure' }],
    ['a query parameter', { part: 'query', name: 'state' }],
    ['a Set-Cookie', { part: 'set-cookie', name: 'other' }],
    ['a cookie of the jar', { part: 'jar-cookie', name: 'other' }],
  ])('knows that %s is not there', (_, pointer) => {
    expect(shown(pointer)).toBeUndefined();
  });

  it('knows that an exchange is not there', () => {
    const elsewhere = { part: 'status', exchangeId: 'gone' as ExchangeId } as const;
    expect(resolvePointer(elsewhere, capture)).toBeUndefined();
  });
});

describe('a masked Authorization', () => {
  it.each([
    ['', '(empty)'],
    ['Bearer undefined', 'Bearer undefined'],
    ['Basic bWlhOmxhbXA=', 'Basic …'],
    ['Bearer short-secret', 'Bearer …'],
    ['tGzv3JOkF0XG5Qx2TlKWIA', '…'],
    [`Bearer ${TOKEN}`, `Bearer ${TOKEN.slice(0, 6)}…${TOKEN.slice(-6)}`],
    [`Bearer Bearer ${TOKEN}`, `Bearer Bearer ${TOKEN.slice(0, 6)}…${TOKEN.slice(-6)}`],
    [TOKEN, `${TOKEN.slice(0, 6)}…${TOKEN.slice(-6)}`],
  ])('keeps what decides (%#)', (value, text) => {
    expect(maskAuthorization(value)).toBe(text);
  });

  it('keeps nothing of a short secret', () => {
    expect(maskSecret('x'.repeat(39))).toBe('…');
    expect(maskSecret(`abcdef${'x'.repeat(40)}uvwxyz`)).toBe('abcdef…uvwxyz');
  });
});
