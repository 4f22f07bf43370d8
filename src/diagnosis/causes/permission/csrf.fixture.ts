import type { Exchange } from '../../../exchange/exchange.ts';
import { call, expressError } from '../call.fixture.ts';

type Overrides = NonNullable<Parameters<typeof call>[0]>;

export const SESSION = 'connect.sid=s%3A2_LwVnX3QlcjmBHvawaiZFZfLkNUpIfM';

/** A save from the page’s own code, with a session cookie, refused with 403. */
export function save(cookie: string, overrides: Overrides = {}): Exchange {
  return call({
    method: 'POST',
    url: 'https://app.test/save',
    status: 403,
    ...overrides,
    requestHeaders: { ...(cookie && { cookie }), origin: 'https://app.test', ...overrides.requestHeaders },
  });
}

/** Django’s page, with DEBUG on. */
export function djangoPage(reason: string): Overrides {
  return {
    responseHeaders: { 'content-type': 'text/html; charset=utf-8' },
    responseBody: `<!DOCTYPE html><html lang="en"><head><title>403 Forbidden</title></head><body><h1>Forbidden <span>(403)</span></h1><p>CSRF verification failed. Request aborted.</p><h2>Help</h2><p>Reason given for failure:</p><pre>${reason}</pre></body></html>`,
  };
}

/** csurf and csrf-csrf behind Express with NODE_ENV=production. */
export const SILENT: Overrides = {
  responseHeaders: { 'content-type': 'text/html; charset=utf-8' },
  responseBody: expressError('Forbidden'),
};
