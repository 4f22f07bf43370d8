import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { ExchangeId } from '../../../exchange/exchange.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { loginHere, meHere } from './session.fixture.ts';

const first = 'first' as ExchangeId;
type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

/** nginx redirects what came over http. */
function redirected(overrides: Overrides = {}) {
  return exchange({
    id: first,
    kind: 'navigation',
    method: 'POST',
    url: 'http://app.test/login',
    initiator: 'http://app.test',
    startedAt: NOON - 10,
    status: 301,
    requestBody: 'user=mia&password=lamp-4711',
    ...overrides,
    requestHeaders: { origin: 'http://app.test', ...overrides.requestHeaders },
    responseHeaders: {
      server: 'nginx/1.22.1',
      location: 'https://app.test/login',
      ...overrides.responseHeaders,
    },
  });
}

const arrived: Overrides = {
  kind: 'navigation',
  url: 'https://app.test/login',
  initiator: 'http://app.test',
  status: 404,
  redirectedFromId: first,
  requestHeaders: { 'sec-fetch-site': 'cross-site' },
  responseHeaders: { 'content-type': 'text/html; charset=utf-8' },
  responseBody: '<!DOCTYPE html>\n<html lang="en">\n<body>\n<pre>Cannot GET /login</pre>\n</body>\n</html>\n',
};

const call: Overrides = { kind: 'fetch', method: 'GET', url: 'http://app.test/me', requestBody: '' };
const toMe = { location: 'https://app.test/me' };

export const cases: CauseCases = {
  finds: {
    'a sign-in form posts to http, and a 301 to https makes it a GET': {
      exchanges: [redirected(), exchange(arrived)],
    },
    'the same by 302, refused with 405': {
      exchanges: [redirected({ status: 302 }), exchange({ ...arrived, status: 405 })],
    },
    'Authorization was sent to http, and https is another origin': {
      exchanges: [
        redirected({
          ...call,
          requestHeaders: { authorization: 'Bearer 2YotnFZFEjr1zCsicMWpAA' },
          responseHeaders: toMe,
        }),
        meHere({ redirectedFromId: first, initiator: 'http://app.test' }),
      ],
    },
    'a redirect to http leaves the Secure session behind': {
      exchanges: [
        loginHere('sid=1f2e; Path=/; HttpOnly; Secure'),
        redirected({
          ...call,
          kind: 'navigation',
          url: 'https://app.test/account',
          initiator: 'https://app.test',
          requestHeaders: { cookie: 'sid=1f2e' },
          responseHeaders: { location: 'http://app.test/account/' },
        }),
        meHere({
          kind: 'navigation',
          url: 'http://app.test/account/',
          initiator: 'https://app.test',
          redirectedFromId: first,
          requestHeaders: {},
        }),
      ],
    },
  },
  ignores: {
    'a 308 keeps the POST, and the password is wrong': {
      exchanges: [
        redirected({ status: 308 }),
        exchange({ ...arrived, method: 'POST', status: 401, responseBody: '{"error":"wrong password"}' }),
      ],
    },
    'it was a GET from the start': {
      exchanges: [redirected({ method: 'GET' }), exchange(arrived)],
    },
    'the redirect leads to another path': {
      exchanges: [
        redirected({ responseHeaders: { location: 'https://app.test/' } }),
        exchange({ ...arrived, url: 'https://app.test/' }),
      ],
    },
    'the page at the end is there': {
      exchanges: [redirected(), exchange({ ...arrived, status: 200 })],
    },
    'nothing was sent that could get lost': {
      exchanges: [
        redirected({ ...call, responseHeaders: toMe }),
        meHere({ redirectedFromId: first, initiator: 'http://app.test' }),
      ],
    },
  },
  cannotTell: {
    'whether Authorization arrived was not recorded': {
      exchanges: [
        redirected({
          ...call,
          requestHeaders: { authorization: 'Bearer 2YotnFZFEjr1zCsicMWpAA' },
          responseHeaders: toMe,
        }),
        meHere({ redirectedFromId: first, initiator: 'http://app.test', blindSpots: ['request-headers'] }),
      ],
    },
  },
};
