import { expect, it } from 'vitest';
import { exchange, preflight } from '../exchange/exchange.fixture.ts';
import { isRefused } from './refused.ts';

const sameOrigin = { url: 'https://app.test/me' };

it.each([401, 403, 407, 419, 429])('counts %i', (status) => {
  expect(isRefused(exchange({ status }))).toBe(true);
});

it.each([200, 302, 400, 404, 422, 500, 503])('does not count %i', (status) => {
  expect(isRefused(exchange({ status }))).toBe(false);
});

it.each([
  ['CORS hid a good answer', exchange({ failure: 'net::ERR_FAILED' })],
  ['a preflight failed', exchange({ status: 0, failure: 'net::ERR_FAILED', preflightId: 'preflight' })],
  ['a preflight failed in Firefox', exchange({ status: 0, failure: 'NS_ERROR_DOM_BAD_URI' })],
  ['Firefox does not tell, but nothing allows the origin', exchange({ blindSpots: ['cors-verdict'] })],
])('counts a request where %s', (_, refused) => {
  expect(isRefused(refused)).toBe(true);
});

it.each([
  'net::ERR_ABORTED',
  'net::ERR_INTERNET_DISCONNECTED',
  'net::ERR_NAME_NOT_RESOLVED',
  'net::ERR_BLOCKED_BY_CLIENT',
  'net::ERR_CONNECTION_REFUSED',
  'NS_BINDING_ABORTED',
])('does not count %s', (failure) => {
  expect(isRefused(exchange({ status: 0, failure }))).toBe(false);
});

it.each([
  ['stays on its own origin', exchange({ ...sameOrigin, status: 0, failure: 'net::ERR_FAILED' })],
  ['is a preflight: its request counts', preflight({ status: 401 })],
  ['crashed on the server without CORS headers', exchange({ status: 502, failure: 'net::ERR_FAILED' })],
  [
    'is allowed, as far as Firefox shows',
    exchange({ blindSpots: ['cors-verdict'], responseHeaders: { 'access-control-allow-origin': '*' } }),
  ],
])('does not count a request that %s', (_, healthy) => {
  expect(isRefused(healthy)).toBe(false);
});
