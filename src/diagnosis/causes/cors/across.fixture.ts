import { exchange, NOON, preflight } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import { bearer } from '../jwt.fixture.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

export const PAGE = 'https://app.test';
export const ORDERS = 'https://api.app.test/orders';

/** What a server with CORS answers. */
export const ALLOWED = { 'access-control-allow-origin': PAGE } as const;

/** The `OPTIONS` before a request with Authorization, as Chromium sends it; answered as said. */
export function asked(overrides: Overrides = {}): Exchange {
  return preflight({
    url: ORDERS,
    startedAt: NOON - 50,
    ...overrides,
    requestHeaders: {
      'access-control-request-headers': 'authorization',
      'access-control-request-method': 'GET',
      origin: PAGE,
      'sec-fetch-mode': 'cors',
      'sec-fetch-site': 'same-site',
      ...overrides.requestHeaders,
    },
    responseHeaders: {
      'access-control-allow-headers': 'authorization',
      'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
      ...overrides.responseHeaders,
    },
  });
}

/** A request that its preflight stopped: never sent, no answer. */
export function stopped(overrides: Overrides = {}): Exchange {
  return exchange({
    url: ORDERS,
    status: 0,
    failure: 'net::ERR_FAILED',
    preflightId: 'preflight',
    requestHeaders: { authorization: bearer() },
    ...overrides,
  });
}

/** A request across origins with its `Origin`, answered as said. */
export function crossOrigin(overrides: Overrides = {}): Exchange {
  return exchange({
    url: ORDERS,
    ...overrides,
    requestHeaders: {
      origin: PAGE,
      'sec-fetch-mode': 'cors',
      'sec-fetch-site': 'same-site',
      ...overrides.requestHeaders,
    },
  });
}
