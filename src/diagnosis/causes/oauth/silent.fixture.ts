import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import { asks, comesBack } from './refused.fixture.ts';

type Overrides = NonNullable<Parameters<typeof asks>[1]>;

/** A minute ago the person signed in on a page; the session that was set then has these attributes. */
export function signedIn(attributes: string, overrides: Overrides = {}): Exchange {
  return asks(
    {},
    {
      id: 'signed-in',
      startedAt: NOON - 60_000,
      responseHeaders: {
        location: 'https://app.test/callback?code=ovR0vRbENUOAIqH0&state=EZHR1lctERBPNRXb',
        'set-cookie': `_session=VOuoaMqFIPshXzkL9coQ1xn38bbaurMq; path=/; ${attributes}; httponly`,
      },
      ...overrides,
    },
  );
}

/** Now a frame asks who that is; the browser lets third-party cookies pass (`active`) or not (`none`). */
export function frameAsks(storageAccess: 'active' | 'none', overrides: Overrides = {}): Exchange {
  return asks(
    { prompt: 'none' },
    {
      kind: 'frame',
      requestHeaders: {
        'sec-fetch-dest': 'iframe',
        'sec-fetch-site': 'cross-site',
        'sec-fetch-storage-access': storageAccess,
      },
      ...overrides,
    },
  );
}

/** Nobody, says the server. */
export const nobody: Exchange = comesBack(
  { error: 'login_required', error_description: 'End-User authentication is required' },
  { kind: 'frame' },
);
