// What becomes of a session when its token runs out, or is not enough.
import express from 'express';
import { CompactEncrypt } from 'jose';
import { allowPage, bearer, callWithToken, ORDERS, ordersApi } from '../apis.mjs';

const API = 'https://api.app.test';
const STACK = 'express + express-oauth2-jwt-bearer';

/** Signs in with a short token, and refreshes as the settings say. */
const renewable =
  ({ lifetime = 2, refresh = 'works' } = {}) =>
  (lab) => {
    const app = express().use(allowPage(), express.json());
    const tokens = async (seconds) => ({
      access_token: await lab.token({}, { lifetime: seconds }),
      refresh_token: 'lab-refresh-token-0001',
      expires_in: seconds,
    });
    app.post('/login', async (_request, response) => response.json(await tokens(lifetime)));
    app.post('/auth/refresh', async (_request, response) => {
      if (refresh === 'works') return response.json(await tokens(600));
      return response.status(401).json({ error: 'invalid_grant', message: 'refresh token expired' });
    });
    app.use(bearer(lab), (_request, response) => response.json([{ id: 1 }]));
    return { 'api.app.test': app };
  };
const json = (body) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});
const signIn = async ({ call }) => {
  const { text } = await call(`${API}/login`, json({ username: 'mia', password: 'lamp-4711' }));
  return JSON.parse(text);
};
const ask = ({ call }, token) => call(ORDERS, { headers: { Authorization: `Bearer ${token}` } });

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'refresh-missing-express',
    cause: 'refresh-missing',
    also: ['token-expired', 'failing-after-expiry'],
    stack: STACK,
    what: 'The token runs out after two seconds; the page goes on with it and never uses its refresh token.',
    serve: renewable(),
    visit: async (visit) => {
      const { access_token: token } = await signIn(visit);
      await ask(visit, token);
      await visit.pause(3_500);
      for (let count = 0; count < 3; count += 1) await ask(visit, token);
    },
  },
  {
    id: 'refresh-near-miss-express',
    cause: 'recovered',
    nearMissOf: 'refresh-missing',
    stack: STACK,
    what: 'The same, and the page refreshes after the first 401.',
    serve: renewable(),
    visit: async (visit) => {
      const { access_token: token, refresh_token } = await signIn(visit);
      await ask(visit, token);
      await visit.pause(3_500);
      await ask(visit, token);
      const { text } = await visit.call(`${API}/auth/refresh`, json({ refresh_token }));
      await ask(visit, JSON.parse(text).access_token);
    },
  },
  {
    id: 'refresh-failed-express',
    cause: 'refresh-failed',
    also: ['token-expired', 'oauth-invalid-grant'],
    nearMissOf: 'refresh-missing',
    stack: STACK,
    what: 'The page refreshes, the refresh is refused, and the old token goes on failing.',
    serve: renewable({ refresh: 'fails' }),
    visit: async (visit) => {
      const { access_token: token, refresh_token } = await signIn(visit);
      await ask(visit, token);
      await visit.pause(3_500);
      await ask(visit, token);
      await visit.call(`${API}/auth/refresh`, json({ refresh_token }));
      await ask(visit, token);
      await ask(visit, token);
    },
  },
  {
    id: 'step-up-required-express',
    cause: 'step-up-required',
    stack: 'express that answers as RFC 9470 says',
    what: 'The token is good; the route wants a stronger sign-in.',
    serve: (lab) => ({
      'api.app.test': ordersApi(allowPage(), bearer(lab), (_request, response) =>
        response
          .status(401)
          .set(
            'WWW-Authenticate',
            'Bearer error="insufficient_user_authentication", error_description="A different authentication level is required", acr_values="myACR"',
          )
          .end(),
      ),
    }),
    visit: callWithToken(),
  },
  {
    id: 'step-up-near-miss-express',
    cause: 'insufficient-scope',
    nearMissOf: 'step-up-required',
    stack: STACK,
    what: 'The same API asks for a scope, not for a stronger sign-in.',
    serve: (lab) => ({
      'api.app.test': ordersApi(allowPage(), bearer(lab), (_request, response) =>
        response
          .status(403)
          .set('WWW-Authenticate', 'Bearer error="insufficient_scope", scope="orders:write"')
          .end(),
      ),
    }),
    visit: callWithToken(),
  },
  {
    id: 'token-encrypted-express',
    cause: 'token-encrypted',
    also: ['token-rejected', 'token-malformed'],
    stack: STACK,
    what: 'The token is encrypted (JWE), the API takes signed ones.',
    serve: (lab) => ({ 'api.app.test': ordersApi(allowPage(), bearer(lab)) }),
    visit: async (visit) => {
      const key = crypto.getRandomValues(new Uint8Array(32));
      const token = await new CompactEncrypt(new TextEncoder().encode('{"sub":"user-1"}'))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(key);
      await ask(visit, token);
    },
  },
];
