import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { expectQuick, MEGABYTES } from '../../protocol/hostile.fixture.ts';
import { compareDoubleSubmit, csrfCookies, sentCsrfTokens } from './csrf-token.ts';

function sent(requestHeaders = {}, requestBody?: string): string[] {
  const tokens = sentCsrfTokens(
    exchange({ method: 'POST', requestHeaders, ...(requestBody !== undefined && { requestBody }) }),
  );
  return tokens.map((token) => `${token.in} ${token.name}=${token.value}`);
}

function compared(cookie: string, header: string): string {
  const [name = '', value = ''] = header.split(': ');
  const request = exchange({ requestHeaders: { cookie, [name]: value } });
  return compareDoubleSubmit(sentCsrfTokens(request), csrfCookies(request)).result;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a token against forgery', () => {
  it.each<[string, Record<string, string>, string | undefined, string[]]>([
    ['Angular and axios', { 'X-XSRF-TOKEN': 'a1' }, undefined, ['header X-XSRF-TOKEN=a1']],
    ['Django', { 'X-CSRFToken': 'a1' }, undefined, ['header X-CSRFToken=a1']],
    ['ASP.NET Core', { RequestVerificationToken: 'a1' }, undefined, ['header RequestVerificationToken=a1']],
    ['a form of Rails', FORM, 'authenticity_token=a%2B1&order=2', ['body authenticity_token=a+1']],
    ['JSON of Laravel', {}, '{"_token":"a1","order":2}', ['body _token=a1']],
    [
      'a form with files',
      { 'content-type': 'multipart/form-data; boundary=x' },
      '--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\na1\r\n--x--',
      ['body _csrf=a1'],
    ],
    ['nothing', { 'x-request-id': '7', authorization: 'Bearer a1' }, '{"token":"a1"}', []],
    ['a value that never was', { 'X-CSRF-Token': 'undefined' }, undefined, []],
  ])('is found: %s', (_, headers, body, expected) => {
    expect(sent(headers, body)).toEqual(expected);
  });

  it.each([
    ['equal', 'XSRF-TOKEN=abc%3D%3Dabcdef', 'X-XSRF-TOKEN: abc==abcdef'],
    ['equal', '__Host-x-csrf-token=0123456789abcdef%7Chash', 'x-csrf-token: 0123456789abcdef'],
    ['differs', '__Host-x-csrf-token=0123456789abcdef.1', 'x-csrf-token: 9a7c6b1f2e.b1'],
    // Django: the cookie bare (since 4.1) or masked, the header masked anew.
    [
      'equal',
      'csrftoken=bcdefghijklmnopqrstuvwxyzABCDEFG',
      `X-CSRFToken: ${'b'.repeat(32)}cdefghijklmnopqrstuvwxyzABCDEFGH`,
    ],
    ['differs', 'csrftoken=bcdefghijklmnopqrstuvwxyzABCDEFG', `X-CSRFToken: ${'b'.repeat(64)}`],
    // Spring Security: the header is 36 random bytes and the cookie's text xored with them.
    [
      'equal',
      'XSRF-TOKEN=7d3e1c8a-4f5b-4c1e-9d27-1f0a2b3c4d5e',
      `X-XSRF-TOKEN: ${Buffer.concat([
        Buffer.alloc(36, 7),
        Buffer.from('7d3e1c8a-4f5b-4c1e-9d27-1f0a2b3c4d5e').map((byte) => byte ^ 7),
      ]).toString('base64url')}`,
    ],
    // A secret, and a token made from it: csurf, @fastify/csrf-protection.
    ['unknown', '_csrf=Mp4qdkXz2WgRb0VJL18up_e-', 'csrf-token: lhbCeJRA-4mL47t-IirErikeyML_gtPCN'],
    ['unknown', 'sessionid=abc', 'X-CSRFToken: abcabcabc'],
  ])('is %s: %s and %s', (expected, cookie, header) => {
    expect(compared(cookie, header)).toBe(expected);
  });

  it.each(MEGABYTES)('is looked for in a megabyte of %s at once', (_, text) => {
    expectQuick(() => sent({ ...FORM, 'x-csrf-token': text }, text));
    expectQuick(() => sent({ 'content-type': 'multipart/form-data' }, text));
    expectQuick(() => compared(`csrftoken=${text}`, `x-csrftoken: ${text}`));
  });

  // Tornado 6.2: one token under two masks, and another token.
  it.each([
    ['2|0a4f113b|6c1e09072b500f6006b9ae4fda639990|1795463399', 'equal'],
    ['2|6fe11f0c|c6c5abc94edfbb3a6c724d797355a8a6|1795463355', 'differs'],
    // Beego: the header holds what the cookie holds in Base64.
    ['0f3a8c1e5b7d9f2a', 'unknown'],
  ])('of Tornado is compared without its mask: %s', (value, expected) => {
    const cookie = '_xsrf=2|73c5cabd|1594d28152dad4e67f3375c9a3e94216|1795463361';
    expect(compared(cookie, `X-XSRFToken: ${value}`)).toBe(expected);
  });
});
