import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import { tokenRequest } from './flow.fixture.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

/** What `oidc-provider` is asked in the recordings; parameters as said are added or replaced. */
export function authorizeUrl(parameters: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    client_id: 'spa',
    response_type: 'code',
    redirect_uri: 'https://app.test/callback',
    scope: 'openid profile',
    state: 'EZHR1lctERBPNRXb',
    ...parameters,
  });
  return `https://idp.test/auth?${query}`;
}

/** The browser goes to the authorization server, which sends it on unless said otherwise. */
export function asks(parameters: Readonly<Record<string, string>> = {}, overrides: Overrides = {}): Exchange {
  return exchange({
    id: 'asks',
    kind: 'navigation',
    url: authorizeUrl(parameters),
    startedAt: NOON - 2_000,
    status: 303,
    ...overrides,
    requestHeaders: { 'sec-fetch-mode': 'navigate', ...overrides.requestHeaders },
    responseHeaders: { 'content-type': 'text/html; charset=utf-8', ...overrides.responseHeaders },
  });
}

/** It answers on a page of its own. */
export function answersOnPage(
  responseBody: string | undefined,
  parameters: Readonly<Record<string, string>> = {},
  overrides: Overrides = {},
): Exchange {
  return asks(parameters, {
    id: 'main',
    startedAt: NOON,
    status: 400,
    ...(responseBody !== undefined && { responseBody }),
    ...overrides,
  });
}

/** How `oidc-provider` shows an error. */
export function errorPage(error: string, description: string): string {
  return `<!DOCTYPE html>
    <html>
    <head>
      <title>oops! something went wrong</title>
      <style>h1{font-weight:100;text-align:center}</style>
    </head>
    <body>
      <div class="container">
        <h1>oops! something went wrong</h1>
        <pre><strong>error</strong>: ${error}</pre><pre><strong>error_description</strong>: ${description}</pre><pre><strong>iss</strong>: https://idp.test</pre>
      </div>
    </body>
    </html>`;
}

/** The browser is back at the application. */
export function comesBack(parameters: Readonly<Record<string, string>>, overrides: Overrides = {}): Exchange {
  return exchange({
    kind: 'navigation',
    url: `https://app.test/callback?${new URLSearchParams({ state: 'EZHR1lctERBPNRXb', ...parameters })}`,
    redirectedFromId: 'asks' as Exchange['id'],
    ...overrides,
    responseHeaders: { 'content-type': 'text/html; charset=utf-8', ...overrides.responseHeaders },
  });
}

/** A page asks the token endpoint; the answer is readable for it. */
export function redeems(
  status: number,
  responseBody: string,
  overrides: Overrides = {},
  form: Readonly<Record<string, string>> = {},
): Exchange {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: 'web',
    code: 'oA28IO2u45dFGvWvkgjULWrz',
    redirect_uri: 'https://app.test/callback',
    ...form,
  });
  return tokenRequest(String(body), status, responseBody, overrides);
}

/** RFC 6749 §5.2. */
export function errorBody(error: string, description?: string): string {
  return JSON.stringify({ error, ...(description !== undefined && { error_description: description }) });
}
