import { describe, expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { failing } from './failing.fixture.ts';
import { fitsChip, fitsFilter, parseFilter, requestFits } from './filter.ts';

const expired = failing({
  url: 'https://api.shop.test/v1/Orders?page=2',
  method: 'POST',
  status: 401,
  cause: 'token-expired',
});
const blocked = failing({ outcome: 'blocked', status: 0, cause: 'preflight-status', group: 'cors' });
const causeByCode = (code: string) =>
  code === 'token-expired'
    ? { title: 'Access token expired', aliases: ['TokenExpiredError', 'IDX10223'] }
    : undefined;

const fits = (item: typeof expired, filter: string) => fitsFilter(item, parseFilter(filter), causeByCode);

describe('the filter', () => {
  it('fits everything when empty', () => {
    expect(fits(expired, '')).toBe(true);
    expect(fits(expired, '   ')).toBe(true);
  });

  it('looks for plain words in the URL, in any case', () => {
    expect(fits(expired, 'orders')).toBe(true);
    expect(fits(expired, 'SHOP.test')).toBe(true);
    expect(fits(expired, 'invoices')).toBe(false);
  });

  it('looks for plain words in the names that browsers and servers give the cause', () => {
    expect(fits(expired, 'idx10223')).toBe(true);
    expect(fits(expired, 'tokenexpired')).toBe(true);
    expect(fits(blocked, 'idx10223')).toBe(false);
  });

  it('takes a status, the beginning of one, or a class', () => {
    expect(fits(expired, 'status:401')).toBe(true);
    expect(fits(expired, 'status:4xx')).toBe(true);
    expect(fits(expired, 'status:403')).toBe(false);
    expect(fits(blocked, 'status:cors')).toBe(true);
    expect(fits(blocked, 'status:blocked')).toBe(true);
    expect(fits(blocked, 'status:401')).toBe(false);
  });

  it('takes a method and a cause', () => {
    expect(fits(expired, 'method:post')).toBe(true);
    expect(fits(expired, 'method:get')).toBe(false);
    expect(fits(expired, 'cause:expired')).toBe(true);
    expect(fits(expired, 'cause:orders')).toBe(false);
  });

  it('wants all terms, and none of those with a minus', () => {
    expect(fits(expired, 'status:401 method:post orders')).toBe(true);
    expect(fits(expired, 'status:401 method:get')).toBe(false);
    expect(fits(expired, '-status:401')).toBe(false);
    expect(fits(expired, '-status:403 -cause:cors')).toBe(true);
  });

  it('takes words in quotes as one', () => {
    expect(fits(expired, '"access token"')).toBe(true);
    expect(fits(expired, 'cause:"token access"')).toBe(false);
    expect(parseFilter('cause:"access token" x')).toEqual([
      { field: 'cause', text: 'access token', without: false },
      { field: 'any', text: 'x', without: false },
    ]);
  });

  it('ignores a field that is not filled in yet', () => {
    expect(fits(expired, 'status:')).toBe(true);
    expect(fits(expired, 'cause:"')).toBe(true);
  });

  it('reads a megabyte of filter at once', () => {
    const started = performance.now();
    parseFilter('"'.repeat(1_000_000));
    parseFilter(`status:${'a'.repeat(1_000_000)}`);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('the chips', () => {
  it('sort by status, by the kind of cause and by what became of the request', () => {
    expect(fitsChip(expired, '401')).toBe(true);
    expect(fitsChip(expired, '403')).toBe(false);
    expect(fitsChip(expired, 'cors')).toBe(false);
    expect(fitsChip(blocked, 'cors')).toBe(true);
    expect(fitsChip(failing({ cause: 'cookie-expired', group: 'cookies' }), 'cookies')).toBe(true);
    expect(fitsChip(failing({ outcome: 'redirected', status: 302 }), 'sign-in')).toBe(true);
    expect(fitsChip(failing({ cause: 'oauth-state-missing', group: 'oauth' }), 'sign-in')).toBe(true);
  });
});

describe('any request', () => {
  it.each([
    ['status:200', true],
    ['status:2xx method:get', true],
    ['status:401', false],
    ['orders -method:post', true],
    ['cause:expired', false],
  ])('%s: %s', (filter, fits) => {
    const passed = exchange({ url: 'https://api.test/orders', status: 200 });
    expect(requestFits(passed, parseFilter(filter))).toBe(fits);
  });
});
