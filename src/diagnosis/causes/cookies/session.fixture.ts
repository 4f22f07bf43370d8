import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange, JarCookie } from '../../../exchange/exchange.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

const WITH_CREDENTIALS = {
  'access-control-allow-origin': 'https://app.test',
  'access-control-allow-credentials': 'true',
} as const;

export const SESSION = 'connect.sid=s%3A0MfMGgYW6OP59xpcevHM2dYRB4dnXYTJ.aGwYIG%2B1QZIg8El6qCXNMw71ZLjz';

/** What Chromium sends with a cross-site request with credentials. */
export const CROSS_SITE = {
  origin: 'https://app.test',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-storage-access': 'active',
} as const;

/** Signs in at an API on another site; the answer sets the session with these attributes. */
export function signIn(attributes: string, overrides: Overrides = {}): Exchange {
  return exchange({
    id: 'login',
    method: 'POST',
    url: 'https://api.other.test/login',
    startedAt: NOON - 2_000,
    requestHeaders: CROSS_SITE,
    responseBody: '{"ok":true,"user":"mia"}',
    ...overrides,
    responseHeaders: {
      ...WITH_CREDENTIALS,
      'set-cookie': `${SESSION}; ${attributes}`,
      ...overrides.responseHeaders,
    },
  });
}

/** The call after it, refused for want of a session. */
export function whoAmI(overrides: Overrides = {}): Exchange {
  return exchange({
    url: 'https://api.other.test/me',
    status: 401,
    requestHeaders: CROSS_SITE,
    responseBody: 'Unauthorized',
    ...overrides,
    responseHeaders: { ...WITH_CREDENTIALS, ...overrides.responseHeaders },
  });
}

/** The session as the jar holds it. */
export function held(overrides: Partial<JarCookie> = {}): JarCookie {
  return {
    name: 'session',
    domain: 'api.other.test',
    hostOnly: true,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
    ...overrides,
  };
}

/** Signs in on the page's own origin, with these lines of Set-Cookie. */
export function loginHere(setCookie: string | readonly string[], overrides: Overrides = {}): Exchange {
  return exchange({
    id: 'login',
    method: 'POST',
    url: 'https://app.test/login',
    startedAt: NOON - 2_000,
    requestHeaders: { 'sec-fetch-site': 'same-origin' },
    responseBody: '{"ok":true,"user":"mia"}',
    ...overrides,
    responseHeaders: {
      'content-type': 'application/json; charset=utf-8',
      ...(setCookie.length > 0 && { 'set-cookie': setCookie }),
      ...overrides.responseHeaders,
    },
  });
}

/** The call after it, refused. Express’s own answer. */
export function meHere(overrides: Overrides = {}): Exchange {
  return exchange({
    url: 'https://app.test/me',
    status: 401,
    requestHeaders: { 'sec-fetch-site': 'same-origin' },
    responseBody: 'Unauthorized',
    ...overrides,
    responseHeaders: { 'content-type': 'text/plain; charset=utf-8', ...overrides.responseHeaders },
  });
}
