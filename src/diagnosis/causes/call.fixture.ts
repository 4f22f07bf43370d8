import { exchange } from '../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../exchange/exchange.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

/** A call from the page to the API on its own origin; no CORS comes between. */
export function call(overrides: Overrides = {}): Exchange {
  return exchange({
    url: 'https://app.test/api/orders',
    ...overrides,
    requestHeaders: {
      'sec-fetch-mode': 'cors',
      'sec-fetch-site': 'same-origin',
      ...overrides.requestHeaders,
    },
  });
}

/** The same, answered 401 unless said otherwise. */
export function refused(authorization: string | undefined, overrides: Overrides = {}): Exchange {
  return call({
    status: 401,
    ...overrides,
    requestHeaders: { ...(authorization !== undefined && { authorization }), ...overrides.requestHeaders },
  });
}

/** `WWW-Authenticate` with this value. */
export function challenge(value: string): { readonly 'www-authenticate': string } {
  return { 'www-authenticate': value };
}

/** How Express answers when nobody handles the error. */
export function expressError(message: string): string {
  return `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${message}</pre>\n</body>\n</html>\n`;
}
