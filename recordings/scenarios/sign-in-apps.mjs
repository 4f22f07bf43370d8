// Applications that sign people in at an authorization server from their own server, and proofs of possession.
import { randomBytes } from 'node:crypto';
import express from 'express';
import { auth as openidConnect } from 'express-openid-connect';
import session from 'express-session';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as oauth from 'oauth4webapi';
import { interactionPolicy } from 'oidc-provider';
import { allowPage, bearer, ORDERS, ordersApi, PAGE_ORIGIN } from '../apis.mjs';
import { IDP, provider } from '../servers/provider.mjs';

const CALLBACK = `${PAGE_ORIGIN}/callback`;
const SECRET = 'lab-secret-of-at-least-32-characters';
const HTML = '<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>App</h1>';

function providerFor(settings = {}, client = {}) {
  return provider({
    clients: [
      {
        client_id: 'web',
        client_secret: 'lab-client-secret-of-32-characters',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'implicit'],
        response_types: ['code', 'id_token'],
        ...client,
      },
      {
        client_id: 'spa',
        token_endpoint_auth_method: 'none',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    responseTypes: ['code', 'id_token'],
    pkce: { required: () => false },
    ...settings,
  });
}
/** The application's server reaches the authorization server without the front door. */
const inside = (port) => (address, init) => {
  const url = String(address).replace(IDP, `http://127.0.0.1:${port}`);
  const headers = new Headers(init?.headers);
  headers.set('x-forwarded-host', 'idp.app.test');
  return fetch(url, { ...init, headers });
};

/** express-openid-connect as its documentation has it. */
async function webApp(lab) {
  const idp = await lab.listen(providerFor());
  const app = express();
  app.set('trust proxy', true);
  app.use((request, _response, next) => {
    request.headers['x-forwarded-proto'] = 'https';
    next();
  });
  app.use(
    openidConnect({
      issuerBaseURL: IDP,
      baseURL: PAGE_ORIGIN,
      clientID: 'web',
      secret: SECRET,
      authRequired: false,
      idTokenSigningAlg: 'RS256',
      customFetch: inside(idp),
    }),
  );
  app.use((request, response) => response.send(`${HTML}<p>${request.oidc.isAuthenticated()}</p>`));
  app.use((error, _request, response, _next) =>
    response.status(error.status ?? 500).json({ error: error.error, message: error.message }),
  );
  return { 'idp.app.test': idp, 'app.test': app, 'www.app.test': app };
}

/** The code flow with oauth4webapi; the state is kept for each sign-in, the nonce once for the session. */
async function ownApp(lab) {
  const idp = await lab.listen(providerFor());
  const options = { [oauth.customFetch]: inside(idp) };
  const client = { client_id: 'web' };
  const discover = async () =>
    oauth.processDiscoveryResponse(new URL(IDP), await oauth.discoveryRequest(new URL(IDP), options));
  const app = express();
  app.use(session({ secret: SECRET, resave: false, saveUninitialized: true, cookie: { sameSite: 'lax' } }));
  app.get('/login', (request, response) => {
    const state = oauth.generateRandomState();
    request.session.states = [...(request.session.states ?? []), state];
    request.session.nonce = oauth.generateRandomNonce();
    const parameters = {
      client_id: 'web',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid',
      state,
      nonce: request.session.nonce,
    };
    response.redirect(`${IDP}/auth?${new URLSearchParams(parameters)}`);
  });
  app.get('/callback', async (request, response) => {
    try {
      const server = await discover();
      const { state } = request.query;
      if (!request.session.states?.includes(state)) throw new Error('state mismatch');
      const parameters = oauth.validateAuthResponse(
        server,
        client,
        new URL(`${PAGE_ORIGIN}${request.originalUrl}`),
        state,
      );
      const answer = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.ClientSecretBasic('lab-client-secret-of-32-characters'),
        parameters,
        CALLBACK,
        oauth.nopkce,
        options,
      );
      await oauth.processAuthorizationCodeResponse(server, client, answer, {
        expectedNonce: request.session.nonce,
        requireIdToken: true,
      });
      response.redirect('/');
    } catch (error) {
      response.status(400).json({ error: 'login_failed', message: error.message });
    }
  });
  app.use((_request, response) => response.send(HTML));
  return { 'idp.app.test': idp, 'app.test': app };
}
/** Fills in the sign-in page and agrees, wherever the page is now. */
async function fillIn(page) {
  await page.fill('[name=login]', 'mia');
  await page.fill('[name=password]', 'lamp-4711');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]');
  await page.waitForURL((url) => !url.href.startsWith(IDP));
}
const authorizeUrl = (changes = {}) => {
  const parameters = {
    client_id: 'spa',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid',
    state: 'state-1',
    nonce: 'nonce-1',
    ...changes,
  };
  return `${IDP}/auth?${new URLSearchParams(parameters)}`;
};
/** Signs in, then asks silently. */
const thenSilently =
  (changes) =>
  async ({ page, pause }) => {
    await page.goto(authorizeUrl());
    await fillIn(page);
    await page.goto(authorizeUrl({ prompt: 'none', state: 'state-2', nonce: 'nonce-2', ...changes }));
    await pause(300);
  };
const idpAlone = (settings) => () => ({ 'idp.app.test': providerFor(settings) });

/** A policy that wants the person to accept new terms. */
function withTerms() {
  const policy = interactionPolicy.base();
  const { Prompt, Check } = interactionPolicy;
  let rounds = 0;
  policy.add(
    new Prompt(
      { name: 'terms', requestable: false },
      new Check('terms_changed', 'new terms must be accepted', 'interaction_required', ({ oidc }) => {
        rounds += 1;
        return oidc.params.prompt === 'none' && rounds > 1 ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
      }),
    ),
  );
  return policy;
}

async function dpopKeys() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { privateKey, jwk, jkt: await calculateJwkThumbprint(jwk) };
}
const hashed = async (text) =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('base64url');
const proofWith = ({ privateKey, jwk }, claims) =>
  new SignJWT({ jti: randomBytes(12).toString('hex'), ...claims })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
    .setIssuedAt()
    .sign(privateKey);
const dpopApi = (lab) => ({
  'api.app.test': ordersApi(allowPage(), (request, response, next) => {
    // TLS ends before it.
    Object.defineProperty(request, 'protocol', { value: 'https' });
    return bearer(lab, { dpop: { enabled: true, required: true } })(request, response, next);
  }),
});
const callWithProof =
  (change = {}) =>
  async ({ lab, call }) => {
    const keys = await dpopKeys();
    const token = await lab.token({ cnf: { jkt: keys.jkt } });
    const claims = { htm: 'GET', htu: ORDERS, ath: await hashed(token), ...change };
    await call(ORDERS, {
      headers: { Authorization: `DPoP ${token}`, DPoP: await proofWith(keys, claims) },
    });
  };
const NONCES = {
  features: { dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true } },
};
const exchangeWithProof = async (visit, again) => {
  const { page, call } = visit;
  await page.goto(authorizeUrl());
  await fillIn(page);
  const code = new URL(page.url()).searchParams.get('code');
  const keys = await dpopKeys();
  const exchange = async (nonce) =>
    call(`${IDP}/token`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        DPoP: await proofWith(keys, { htm: 'POST', htu: `${IDP}/token`, ...(nonce && { nonce }) }),
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'spa',
        redirect_uri: CALLBACK,
        code,
      }).toString(),
    });
  const { headers } = await exchange();
  if (again) await exchange(headers['dpop-nonce']);
};

const OPENID = 'express-openid-connect, oidc-provider';

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'healthy-express-openid-connect',
    cause: null,
    nearMissOf: 'oauth-state-missing',
    stack: OPENID,
    what: 'A sign-in that begins and ends on one host.',
    serve: webApp,
    visit: async ({ page }) => {
      await page.goto('https://app.test/login');
      await fillIn(page);
    },
  },
  {
    id: 'oauth-state-missing-express-openid-connect',
    cause: 'oauth-state-missing',
    stack: OPENID,
    what: 'It begins on www.app.test, where the cookie with the state stays, and comes back to app.test.',
    serve: webApp,
    visit: async ({ page, pause }) => {
      await page.goto('https://www.app.test/login');
      await fillIn(page);
      await pause(300);
    },
  },
  {
    id: 'oauth-nonce-mismatch-oauth4webapi',
    cause: 'oauth-nonce-mismatch',
    nearMissOf: 'oauth-state-mismatch',
    stack: 'express + oauth4webapi, oidc-provider',
    what: 'Two tabs again; each sign-in has its state, and the session one nonce, that of the second.',
    serve: ownApp,
    visit: async ({ page, context, pause }) => {
      await page.goto('https://app.test/login');
      const other = await context.newPage();
      await other.goto('https://app.test/login');
      await other.close();
      await fillIn(page);
      await pause(300);
    },
  },
  {
    id: 'oauth-nonce-near-miss-oauth4webapi',
    cause: null,
    nearMissOf: 'oauth-nonce-mismatch',
    stack: 'express + oauth4webapi, oidc-provider',
    what: 'The same application with one tab.',
    serve: ownApp,
    visit: async ({ page }) => {
      await page.goto('https://app.test/login');
      await fillIn(page);
    },
  },
  {
    id: 'oauth-consent-required-oidc-provider',
    cause: 'oauth-consent-required',
    stack: 'oidc-provider',
    what: 'Signed in; then prompt=none with a scope that the person has not agreed to.',
    serve: idpAlone({ scopes: ['openid', 'offline_access', 'profile'], claims: { profile: ['name'] } }),
    visit: thenSilently({ scope: 'openid profile' }),
  },
  {
    id: 'oauth-consent-near-miss-oidc-provider',
    cause: null,
    nearMissOf: 'oauth-consent-required',
    stack: 'oidc-provider',
    what: 'The same with the scope that the person did agree to.',
    serve: idpAlone({ scopes: ['openid', 'offline_access', 'profile'], claims: { profile: ['name'] } }),
    visit: thenSilently({}),
  },
  {
    id: 'oauth-interaction-required-oidc-provider',
    cause: 'oauth-interaction-required',
    nearMissOf: 'oauth-consent-required',
    stack: 'oidc-provider with a policy of its own',
    what: 'Signed in; then prompt=none, and new terms must be accepted first.',
    serve: () => ({ 'idp.app.test': providerFor({ interactions: { policy: withTerms() } }) }),
    visit: thenSilently({}),
  },
  {
    id: 'dpop-proof-invalid-htu-express-oauth2',
    cause: 'dpop-proof-invalid',
    stack: 'express + express-oauth2-jwt-bearer (DPoP)',
    what: 'The proof was made for another path.',
    serve: dpopApi,
    visit: callWithProof({ htu: 'https://api.app.test/customers' }),
  },
  {
    id: 'dpop-proof-invalid-ath-express-oauth2',
    cause: 'dpop-proof-invalid',
    stack: 'express + express-oauth2-jwt-bearer (DPoP)',
    what: 'The proof was made for the token before this one.',
    serve: dpopApi,
    visit: callWithProof({ ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' }),
  },
  {
    id: 'dpop-proof-near-miss-express-oauth2',
    cause: null,
    nearMissOf: 'dpop-proof-invalid',
    stack: 'express + express-oauth2-jwt-bearer (DPoP)',
    what: 'The proof fits.',
    serve: dpopApi,
    visit: callWithProof(),
  },
  {
    id: 'dpop-nonce-required-oidc-provider',
    cause: 'dpop-nonce-required',
    stack: 'oidc-provider that wants nonces',
    what: 'The code is exchanged with a proof without nonce; the page does not ask again with the one it was given.',
    serve: idpAlone(NONCES),
    visit: (visit) => exchangeWithProof(visit, false),
  },
  {
    id: 'dpop-nonce-near-miss-oidc-provider',
    cause: 'recovered',
    nearMissOf: 'dpop-nonce-required',
    stack: 'oidc-provider that wants nonces',
    what: 'The page asks again with the nonce.',
    serve: idpAlone({ ...NONCES }),
    visit: (visit) => exchangeWithProof(visit, true),
  },
];
