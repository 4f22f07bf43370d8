// Access tokens at real resource servers.
import cors from 'cors';
import express from 'express';
import { auth } from 'express-oauth2-jwt-bearer';
import { AUDIENCE, ISSUER } from '../lab.mjs';

const API = 'https://api.app.test/orders';

/** An API that is right in everything. */
function api({ jwksUri }, options = {}) {
  const app = express();
  app.use(cors({ origin: 'https://app.test', credentials: true, exposedHeaders: ['WWW-Authenticate'] }));
  app.use(
    auth({
      issuer: ISSUER,
      audience: AUDIENCE,
      jwksUri,
      tokenSigningAlg: 'RS256',
      clockTolerance: 0,
      ...options,
    }),
  );
  app.get('/orders', (_request, response) => response.json([{ id: 1, item: 'lamp' }]));
  return app;
}

const serve = (lab) => ({ 'api.app.test': api(lab) });
const withToken =
  (...settings) =>
  async ({ lab, call }) => {
    await call(API, { headers: { Authorization: `Bearer ${await lab.token(...settings)}` } });
  };

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'token-expired-express-oauth2',
    cause: 'token-expired',
    stack: 'express + express-oauth2-jwt-bearer',
    what: 'The access token ran out forty minutes ago.',
    serve,
    visit: withToken({}, { lifetime: -2_400 }),
  },
  {
    id: 'token-expired-near-miss-express-oauth2',
    cause: 'audience-mismatch',
    nearMissOf: 'token-expired',
    stack: 'express + express-oauth2-jwt-bearer',
    what: 'The token has a minute left; it is for another API.',
    serve,
    visit: withToken({ aud: 'https://billing.app.test' }, { lifetime: 60 }),
  },
  {
    id: 'healthy-bearer-express-oauth2',
    cause: null,
    stack: 'express + express-oauth2-jwt-bearer',
    what: 'A good token.',
    serve,
    visit: withToken(),
  },
];
