import { expect, it } from 'vitest';
import { originOf } from './narrow.ts';

it.each([
  ['https://app.test/x?y#z', 'https://app.test'],
  ['http://a-b.c_d.app.test', 'http://a-b.c_d.app.test'],
  ['https://App.test/', 'https://app.test'],
  ['https://app.test:443/', 'https://app.test'],
  ['https://app.test:8443/', 'https://app.test:8443'],
  ['https://mia@app.test/', 'https://app.test'],
  ['https://127.1/', 'https://127.0.0.1'],
  ['https://bücher.test/', 'https://xn--bcher-kva.test'],
  ['https://xn--a.test/', undefined],
  ['https://app.test\\x', 'https://app.test'],
  ['https://a b.test/', undefined],
  ['data:,x', undefined],
  ['', undefined],
])('the origin of %s', (url, origin) => {
  expect(originOf(url)).toBe(origin);
});
