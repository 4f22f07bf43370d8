import { describe, expect, it, test } from 'vitest';
import { hostNameOf, hostOf, pathOf, queryOf, withoutQuery } from './address.ts';

describe('an address in parts', () => {
  it.each([
    ['https://API.test:8443/orders/7?a=1&b=2#c', 'api.test:8443', 'api.test', '/orders/7', 'a=1&b=2'],
    ['https://ada:p@ss@api.test', 'api.test', 'api.test', '', ''],
    ['http://[::1]:80/x', '[::1]:80', '[::1]', '/x', ''],
    ['chrome-extension://abc/page.html?x', 'abc', 'abc', '/page.html', 'x'],
    ['/orders?a', '', '', '', 'a'],
    ['not an address', '', '', '', ''],
    ['', '', '', '', ''],
  ])('%s', (address, host, name, path, query) => {
    expect([hostOf(address), hostNameOf(address), pathOf(address), queryOf(address)]).toEqual([
      host,
      name,
      path,
      query,
    ]);
  });

  test('what is asked for is left off', () => {
    expect(withoutQuery('https://api.test/a?b=1#c')).toBe('https://api.test/a');
    expect(withoutQuery('https://api.test/a#c?d')).toBe('https://api.test/a');
  });

  test('long hostile ones cost no time', () => {
    const started = performance.now();
    for (const long of [`a${'+'.repeat(500_000)}`, `http://${'@'.repeat(500_000)}`, '?'.repeat(500_000)])
      for (const part of [hostOf, pathOf, queryOf, withoutQuery]) part(long);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
