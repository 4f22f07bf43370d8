// Sign-in at a real authorization server: oidc-provider, with a page that does the code flow by itself.
import { createHash } from 'node:crypto';
import express from 'express';
import { PAGE_ORIGIN } from '../apis.mjs';
import { IDP, provider } from '../servers/provider.mjs';

const CALLBACK = `${PAGE_ORIGIN}/callback`;
const STACK = 'oidc-provider + a page with the code flow';
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** An authorization server; settings of its client and of itself. */
function providerFor({ client = {}, settings = {} } = {}) {
  return provider({
    clients: [
      {
        client_id: 'spa',
        token_endpoint_auth_method: 'none',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        ...client,
      },
      {
        client_id: 'web',
        client_secret: 'lab-client-secret',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    scopes: ['openid', 'offline_access', 'profile'],
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    pkce: { required: () => true },
    ...settings,
  });
}
const serve = (options) => () => ({ 'idp.app.test': providerFor(options) });

const authorizeUrl = (changes = {}) => {
  const parameters = {
    client_id: 'spa',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid offline_access',
    prompt: 'consent',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return `${IDP}/auth?${new URLSearchParams(given)}`;
};

/** Goes to the sign-in page, signs in and agrees; gives the address that it came back to. */
async function signIn({ page }, changes) {
  await page.goto(authorizeUrl(changes));
  await page.fill('[name=login]', 'mia');
  await page.fill('[name=password]', 'lamp-4711');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]');
  await page.waitForURL(`${PAGE_ORIGIN}/**`);
  return new URL(page.url());
}
const exchangeCode = (call, code, changes = {}) =>
  call(`${IDP}/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'spa',
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      code,
      ...changes,
    }).toString(),
  });
const refresh = (call, token) =>
  call(`${IDP}/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'spa',
      refresh_token: token,
    }).toString(),
  });
const justGo =
  (changes) =>
  async ({ page, pause }) => {
    await page.goto(authorizeUrl(changes));
    await pause(400);
  };

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'healthy-oidc-code-flow',
    cause: null,
    stack: STACK,
    what: 'A complete sign-in with PKCE, and the tokens.',
    serve: serve(),
    visit: async (visit) => {
      const { searchParams } = await signIn(visit);
      await exchangeCode(visit.call, searchParams.get('code'));
    },
  },
  {
    id: 'oauth-redirect-uri-mismatch-oidc-provider',
    cause: 'oauth-redirect-uri-mismatch',
    stack: STACK,
    what: 'The redirect URI is not registered: the server shows its own page.',
    serve: serve(),
    visit: justGo({ redirect_uri: `${PAGE_ORIGIN}/auth/callback` }),
  },
  {
    id: 'oauth-invalid-client-unknown-oidc-provider',
    cause: 'oauth-invalid-client',
    nearMissOf: 'oauth-redirect-uri-mismatch',
    stack: STACK,
    what: 'The redirect URI is right; the client is of another environment.',
    serve: serve(),
    visit: justGo({ client_id: 'spa-staging' }),
  },
  {
    id: 'oauth-invalid-client-secret-oidc-provider',
    cause: 'oauth-invalid-client',
    stack: STACK,
    what: 'The token endpoint gets a wrong secret.',
    serve: serve(),
    visit: async (visit) => {
      const { searchParams } = await signIn(visit, { client_id: 'web' });
      await exchangeCode(visit.call, searchParams.get('code'), { client_id: 'web', client_secret: 'wrong' });
    },
  },
  {
    id: 'oauth-invalid-scope-oidc-provider',
    cause: 'oauth-invalid-scope',
    stack: STACK,
    what: 'A scope that the client may not ask for.',
    serve: serve({ client: { scope: 'openid' } }),
    visit: justGo({ scope: 'openid profile' }),
  },
  {
    id: 'oauth-unsupported-response-type-oidc-provider',
    cause: 'oauth-unsupported-response-type',
    also: ['oauth-unauthorized-client'],
    stack: STACK,
    what: 'response_type=token, which this server does not know.',
    serve: serve(),
    visit: justGo({ response_type: 'token' }),
  },
  {
    id: 'oauth-unauthorized-client-oidc-provider',
    cause: 'oauth-unauthorized-client',
    stack: STACK,
    what: 'The client is not registered for this response type.',
    serve: serve({ settings: { responseTypes: ['code', 'id_token'] } }),
    visit: justGo({ response_type: 'id_token' }),
    also: ['oauth-unsupported-response-type'],
  },
  {
    id: 'oauth-pkce-missing-oidc-provider',
    cause: 'oauth-pkce-missing',
    stack: STACK,
    what: 'No code_challenge where PKCE is required.',
    serve: serve(),
    visit: justGo({ code_challenge: undefined, code_challenge_method: undefined }),
  },
  {
    id: 'oauth-pkce-mismatch-oidc-provider',
    cause: 'oauth-pkce-mismatch',
    stack: STACK,
    what: 'The verifier is not the one of the challenge.',
    serve: serve(),
    visit: async (visit) => {
      const { searchParams } = await signIn(visit);
      await exchangeCode(visit.call, searchParams.get('code'), { code_verifier: `${VERIFIER}0` });
    },
  },
  {
    id: 'oauth-invalid-grant-oidc-provider',
    cause: 'oauth-invalid-grant',
    also: ['oauth-redirect-uri-mismatch'],
    nearMissOf: 'oauth-pkce-mismatch',
    stack: STACK,
    what: 'The verifier is right; the code is one that the server does not know.',
    serve: serve(),
    visit: async (visit) => {
      await signIn(visit);
      await exchangeCode(visit.call, 'a-code-that-this-server-never-gave');
    },
  },
  {
    id: 'oauth-code-reused-oidc-provider',
    cause: 'oauth-code-reused',
    stack: STACK,
    what: 'The page’s callback runs twice with one code.',
    serve: serve(),
    visit: async (visit) => {
      const { searchParams } = await signIn(visit);
      await exchangeCode(visit.call, searchParams.get('code'));
      await exchangeCode(visit.call, searchParams.get('code'));
    },
  },
  {
    id: 'oauth-code-expired-oidc-provider',
    cause: 'oauth-code-expired',
    also: ['oauth-invalid-grant'],
    nearMissOf: 'oauth-code-reused',
    stack: STACK,
    what: 'The code lives two seconds, the page takes four.',
    serve: serve({ settings: { ttl: { AuthorizationCode: 2 } } }),
    visit: async (visit) => {
      const { searchParams } = await signIn(visit);
      await visit.pause(4_000);
      await exchangeCode(visit.call, searchParams.get('code'));
    },
  },
  {
    id: 'oauth-refresh-reused-oidc-provider',
    cause: 'oauth-refresh-reused',
    stack: STACK,
    what: 'Refresh tokens rotate; another tab sends the old one.',
    serve: serve(),
    visit: async (visit) => {
      const { searchParams } = await signIn(visit);
      const { text } = await exchangeCode(visit.call, searchParams.get('code'));
      const { refresh_token: token } = JSON.parse(text);
      await refresh(visit.call, token);
      await refresh(visit.call, token);
    },
  },
  {
    id: 'oauth-refresh-near-miss-oidc-provider',
    cause: null,
    nearMissOf: 'oauth-refresh-reused',
    stack: STACK,
    what: 'Each refresh uses the token of the one before.',
    serve: serve(),
    visit: async (visit) => {
      const { searchParams } = await signIn(visit);
      const first = await exchangeCode(visit.call, searchParams.get('code'));
      const second = await refresh(visit.call, JSON.parse(first.text).refresh_token);
      await refresh(visit.call, JSON.parse(second.text).refresh_token);
    },
  },
  {
    id: 'oauth-access-denied-oidc-provider',
    cause: 'oauth-access-denied',
    stack: STACK,
    what: 'The user cancels at the sign-in page.',
    serve: serve(),
    visit: async ({ page }) => {
      await page.goto(authorizeUrl());
      await page.click('a[href*=abort]');
      await page.waitForURL(`${PAGE_ORIGIN}/**`);
    },
  },
  {
    id: 'oauth-login-required-oidc-provider',
    cause: 'oauth-login-required',
    stack: STACK,
    what: 'prompt=none in the page itself, and nobody is signed in.',
    serve: serve(),
    visit: justGo({ prompt: 'none', scope: 'openid' }),
  },
  {
    id: 'oauth-state-mismatch-page',
    cause: 'oauth-state-mismatch',
    stack: STACK,
    what: 'The callback’s state is not the request’s: a link of an earlier sign-in was opened.',
    serve: () => ({
      'idp.app.test': providerFor(),
      'app.test': express().use((request, response) =>
        request.query.state && request.query.state !== 'state-1'
          ? response.status(400).send('<!doctype html><title>Error</title><h1>State mismatch</h1>')
          : response.send('<!doctype html><title>App</title><link rel="icon" href="data:,">'),
      ),
    }),
    visit: async (visit) => {
      const url = await signIn(visit);
      url.searchParams.set('state', 'state-0');
      await visit.page.goto(url.href);
    },
  },
  {
    id: 'oauth-state-near-miss-page',
    cause: null,
    nearMissOf: 'oauth-state-mismatch',
    stack: STACK,
    what: 'The same callback with its own state.',
    serve: () => ({
      'idp.app.test': providerFor(),
      'app.test': express().use((request, response) =>
        request.query.state && request.query.state !== 'state-1'
          ? response.status(400).send('<!doctype html><title>Error</title><h1>State mismatch</h1>')
          : response.send('<!doctype html><title>App</title><link rel="icon" href="data:,">'),
      ),
    }),
    visit: async (visit) => {
      await signIn(visit);
    },
  },
  {
    id: 'oauth-token-endpoint-blocked-cors',
    cause: 'oauth-token-endpoint-blocked',
    also: ['cors-origin-missing'],
    stack: STACK,
    what: 'The server does not allow the page’s origin at its token endpoint.',
    serve: serve({ settings: { clientBasedCORS: () => false } }),
    visit: async (visit) => {
      const { searchParams } = await signIn(visit);
      await exchangeCode(visit.call, searchParams.get('code'));
    },
  },
  {
    id: 'oauth-frame-blocked-oidc-provider',
    cause: 'oauth-frame-blocked',
    stack: `${STACK}, X-Frame-Options`,
    what: 'Silent renewal without prompt=none: the sign-in page must not be framed.',
    serve: () => {
      const listener = providerFor();
      return {
        'idp.app.test': (request, response) => {
          response.setHeader('X-Frame-Options', 'DENY');
          listener(request, response);
        },
      };
    },
    visit: async ({ page, pause }) => {
      await page.evaluate((src) => {
        const frame = document.createElement('iframe');
        frame.src = src;
        document.body.append(frame);
      }, authorizeUrl());
      await pause(1_500);
    },
  },
  {
    id: 'oauth-frame-near-miss-oidc-provider',
    cause: null,
    nearMissOf: 'oauth-frame-blocked',
    stack: STACK,
    what: 'Silent renewal with prompt=none, and nobody is signed in: the ordinary answer.',
    serve: serve(),
    visit: async ({ page, pause }) => {
      await page.evaluate(
        (src) => {
          const frame = document.createElement('iframe');
          frame.src = src;
          document.body.append(frame);
        },
        authorizeUrl({ prompt: 'none', scope: 'openid' }),
      );
      await pause(1_500);
    },
  },
  {
    id: 'oauth-issuer-mismatch-page',
    cause: 'oauth-issuer-mismatch',
    stack: STACK,
    what: 'The callback names another issuer than the one that was asked (mix-up), and the page refuses.',
    serve: () => ({
      'idp.app.test': providerFor(),
      'app.test': express().use((request, response) =>
        request.query.iss && request.query.iss !== IDP
          ? response
              .status(400)
              .send('<!doctype html><title>Error</title><h1>iss mismatch, expected https://idp.app.test</h1>')
          : response.send('<!doctype html><title>App</title><link rel="icon" href="data:,">'),
      ),
    }),
    visit: async (visit) => {
      const url = await signIn(visit);
      url.searchParams.set('iss', 'https://idp.other.test');
      await visit.page.goto(url.href);
    },
  },
  {
    id: 'oauth-redirect-loop-page',
    cause: 'oauth-redirect-loop',
    also: ['cookie-path-mismatch'],
    stack: STACK,
    what: 'The callback’s session cookie never sticks (wrong Path), so the app sends the user to sign in again and again.',
    serve: () => {
      let rounds = 0;
      return {
        'idp.app.test': providerFor(),
        'app.test': express()
          .get('/callback', (_request, response) =>
            response.append('Set-Cookie', 'sid=s1; Path=/private; HttpOnly; Secure').redirect('/app'),
          )
          .get('/app', (_request, response) => {
            rounds += 1;
            if (rounds > 5) response.send('<!doctype html><title>Something went wrong</title>');
            else response.redirect(authorizeUrl({ prompt: undefined, scope: 'openid' }));
          })
          .use((_request, response) =>
            response.send('<!doctype html><title>App</title><link rel="icon" href="data:,">'),
          ),
      };
    },
    visit: async (visit) => {
      await visit.page.goto(authorizeUrl({ scope: 'openid' }));
      await visit.page.fill('[name=login]', 'mia');
      await visit.page.fill('[name=password]', 'lamp-4711');
      await visit.page.click('button[type=submit]');
      await visit.page.click('button[type=submit]');
      await visit.pause(2_000);
    },
  },
];
