import { expect, it } from 'vitest';
import { exchange } from '../../exchange/exchange.fixture.ts';
import { attemptsSignIn } from './sign-in.ts';

it.each<[string, Parameters<typeof exchange>[0], boolean]>([
  ['a path that ends in login', { method: 'POST', url: 'https://a.test/auth/login?next=%2F' }, true],
  ['a path that ends in token/', { method: 'POST', url: 'https://a.test/api/token/' }, true],
  [
    'a password in JSON',
    { method: 'POST', url: 'https://a.test/me', requestBody: '{"password": "x"}' },
    true,
  ],
  [
    'a grant in a form',
    { method: 'POST', url: 'https://a.test/x', requestBody: 'a=1&grant_type=password' },
    true,
  ],
  ['a GET', { url: 'https://a.test/login' }, false],
  ['an order', { method: 'POST', url: 'https://a.test/orders', requestBody: '{"item":"password"}' }, false],
  ['a page about logins', { method: 'POST', url: 'https://a.test/login/help' }, false],
])('%s: %#', (_, main, expected) => {
  expect(attemptsSignIn(exchange(main))).toBe(expected);
});
