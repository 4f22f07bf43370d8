import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

const CONFIG = 'https://accounts.idp.test/fedcm.json';
const CONFIG_BODY = JSON.stringify({
  accounts_endpoint: '/fedcm/accounts',
  client_metadata_endpoint: '/fedcm/client',
  id_assertion_endpoint: '/fedcm/assertion',
  login_url: '/login',
});

/** A request of the browser itself, answered with JSON unless said otherwise. */
const asks = (url: string, overrides: Overrides = {}) =>
  exchange({
    kind: 'other',
    url,
    ...overrides,
    requestHeaders: {
      accept: 'application/json',
      'sec-fetch-dest': 'webidentity',
      'sec-fetch-mode': 'no-cors',
      'sec-fetch-site': 'none',
      ...overrides.requestHeaders,
    },
    responseHeaders: { 'content-type': 'application/json', ...overrides.responseHeaders },
  });

const wellKnown = (overrides: Overrides = {}) =>
  asks('https://idp.test/.well-known/web-identity', {
    responseBody: `{"provider_urls":["${CONFIG}"]}`,
    ...overrides,
  });
const config = (overrides: Overrides = {}) =>
  asks(CONFIG, { id: 'config', startedAt: NOON - 100, responseBody: CONFIG_BODY, ...overrides });

/** The person chose an account; the browser asks for a token with cookies and CORS. */
const assertion = (overrides: Overrides = {}) =>
  asks('https://accounts.idp.test/fedcm/assertion', {
    method: 'POST',
    requestBody: 'client_id=shop-web&nonce=n1&account_id=7&disclosure_text_shown=false',
    responseBody: '{"token":"e30"}',
    ...overrides,
    requestHeaders: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://app.test',
      'sec-fetch-mode': 'cors',
      'sec-fetch-site': 'cross-site',
    },
  });

const READABLE = {
  'access-control-allow-origin': 'https://app.test',
  'access-control-allow-credentials': 'true',
};

export const cases: CauseCases = {
  finds: {
    'there is no well-known file': {
      exchanges: [wellKnown({ status: 404, responseHeaders: { 'content-type': 'text/html' } })],
    },
    'a fallback page stands in its place': {
      exchanges: [
        wellKnown({
          responseBody: '<!doctype html><div id="root"></div>',
          responseHeaders: { 'content-type': 'text/html; charset=utf-8' },
        }),
      ],
    },
    'it names another configuration': {
      exchanges: [
        config(),
        wellKnown({ responseBody: '{"provider_urls":["https://accounts.idp.test/config.json"]}' }),
      ],
    },
    'the configuration lacks an endpoint': {
      exchanges: [asks(CONFIG, { responseBody: '{"accounts_endpoint":"/fedcm/accounts"}' })],
    },
    'the accounts endpoint sees nobody': {
      exchanges: [config(), asks('https://accounts.idp.test/fedcm/accounts', { status: 401 })],
    },
    'the accounts endpoint sends the browser to a sign-in page': {
      exchanges: [
        config(),
        asks('https://accounts.idp.test/fedcm/accounts', {
          status: 302,
          responseHeaders: { location: '/login' },
        }),
      ],
    },
    'the token’s endpoint lets no page read it': {
      exchanges: [config(), assertion({ failure: 'net::ERR_FAILED' })],
    },
    'it refuses': {
      exchanges: [
        config(),
        assertion({
          responseBody: '{"error":{"code":"unauthorized_client"}}',
          responseHeaders: READABLE,
        }),
      ],
    },
  },
  ignores: {
    'it issues a token': { exchanges: [config(), assertion({ responseHeaders: READABLE })] },
    'all is listed': { exchanges: [config(), wellKnown()] },
    'a page asks for the same path and is kept out': {
      exchanges: [
        exchange({ url: 'https://app.test/fedcm/accounts', status: 403, responseBody: 'Forbidden' }),
      ],
    },
    'nobody has an account there': {
      exchanges: [
        config(),
        asks('https://accounts.idp.test/fedcm/accounts', { responseBody: '{"accounts":[]}' }),
      ],
    },
  },
};
