// Parts that many scenarios share: an API that is right in everything, and one setting of it to get wrong.
import cors from 'cors';
import express from 'express';
import { auth } from 'express-oauth2-jwt-bearer';
import { AUDIENCE, ISSUER } from './lab.mjs';

export const PAGE_ORIGIN = 'https://app.test';
export const ORDERS = 'https://api.app.test/orders';

/** CORS as it should be; settings override. */
export const allowPage = (settings = {}) =>
  cors({ origin: PAGE_ORIGIN, credentials: true, exposedHeaders: ['WWW-Authenticate'], ...settings });

/** Wants an access token of the lab's issuer. */
export const bearer = ({ jwksUri }, settings = {}) =>
  auth({
    issuer: ISSUER,
    audience: AUDIENCE,
    jwksUri,
    tokenSigningAlg: 'RS256',
    clockTolerance: 0,
    ...settings,
  });

/** An Express app of these middlewares, that ends in a list of orders. */
export function ordersApi(...middlewares) {
  const app = express();
  for (const middleware of middlewares) app.use(middleware);
  app.all('/{*path}', (_request, response) => response.json([{ id: 1, item: 'lamp' }]));
  return app;
}

/** Visits by calling an address once, with an access token in the header. */
export const callWithToken =
  (url = ORDERS, init = {}, ...settings) =>
  async ({ lab, call }) => {
    const Authorization = `Bearer ${await lab.token(...settings)}`;
    await call(url, { ...init, headers: { ...init.headers, Authorization } });
  };
