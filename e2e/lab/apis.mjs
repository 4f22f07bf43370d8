// The APIs. A fault is a setting of the real part: a missing allowed header, another audience, the order of two
// middlewares. Each API stands under a path of its own, so that one host serves them all.
import cors from 'cors';
import express from 'express';
import basicAuth from 'express-basic-auth';
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer';
import session from 'express-session';
import { createLocalJWKSet, jwtVerify } from 'jose';

const HOURS = 3_600_000;

/**
 * @param {{ issuer: string, jwksUri: string, publicKeys: { keys: object[] }, pageOrigin: string }} lab
 * @returns {{ sameSite: express.Express, otherSite: express.Express }} api.app.test and api.other.test
 */
export function createApis({ issuer, jwksUri, publicKeys, pageOrigin }) {
  const bearer = (options = {}) =>
    auth({
      issuer,
      jwksUri,
      audience: 'https://api.app.test',
      tokenSigningAlg: 'RS256',
      clockTolerance: 0,
      ...options,
    });
  const page = cors({ origin: pageOrigin, credentials: true, exposedHeaders: ['WWW-Authenticate'] });

  const sameSite = express();
  sameSite.use('/orders', api(page, bearer(), orders));
  sameSite.use('/write', api(page, bearer(), requiredScopes('orders:write'), orders));
  sameSite.use(
    '/admin',
    api(page, bearer(), (_request, response) => response.status(403).json({ message: 'Forbidden resource' })),
  );
  sameSite.use('/tenant-2', api(page, bearer({ issuer: `${issuer}/tenant-2` }), orders));
  sameSite.use('/wrong-clock', api(page, wrongClock({ issuer, publicKeys, aheadMs: 2 * HOURS }), orders));
  sameSite.use(
    '/basic',
    api(page, basicAuth({ users: { mia: 'lamp-4711' }, challenge: true, realm: 'orders' }), orders),
  );
  sameSite.use('/auth-before-cors', api(bearer(), page, orders));
  sameSite.use(
    '/few-headers',
    api(cors({ origin: pageOrigin, allowedHeaders: ['Content-Type'] }), bearer(), orders),
  );
  sameSite.use(
    '/star-headers',
    api(cors({ origin: pageOrigin, credentials: true, allowedHeaders: ['*'] }), bearer(), orders),
  );
  sameSite.use('/moved', (_request, response) => response.redirect(308, '/orders'));
  sameSite.use('/no-cors', api(orders));
  sameSite.use('/www-only', api(cors({ origin: 'https://www.app.test' }), bearer(), orders));
  sameSite.use('/star-origin', api(cors(), sessions({ sameSite: 'lax', secure: true }), orders));
  sameSite.use('/preflight-only', preflightOnly(page, bearer()));
  sameSite.use('/session', api(page, sessions({ sameSite: 'lax', secure: true }), signedIn));
  sameSite.use(
    '/crash',
    api((_request, _response, next) => next(new Error('database is gone'))),
  );
  sameSite.use(
    '/invalid',
    api(page, (_request, response) => response.status(422).json({ errors: [{ field: 'quantity' }] })),
  );
  sameSite.use(
    '/slow',
    api(page, (_request, response) => setTimeout(() => response.json([]), 3_000).unref()),
  );
  sameSite.use('/large-challenge', largeChallenge(page));

  const otherSite = express();
  otherSite.use('/lax', api(page, sessions({ sameSite: 'lax', secure: true }), signedIn));
  otherSite.use('/none', api(page, sessions({ sameSite: 'none', secure: true }), signedIn));
  otherSite.use('/none-insecure', api(page, sessions({ sameSite: 'none', secure: false }), signedIn));
  otherSite.use('/orders', api(page, bearer(), orders));
  return { sameSite, otherSite };
}

function api(...handlers) {
  const app = express();
  app.use(...handlers);
  app.use(explain);
  return app;
}

function orders(_request, response) {
  response.json([{ id: 8, total: 42 }]);
}

/** What a production error handler does: the status and headers of the error, a short body. */
function explain(error, _request, response, _next) {
  response
    .status(error.status ?? 500)
    .set(error.headers ?? {})
    .json({ message: error.status ? error.message : 'Internal Server Error' });
}

function sessions(cookie) {
  return session({
    name: 'sid',
    secret: 'lab-session-secret',
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, ...cookie },
  });
}

function signedIn(request, response) {
  if (request.method === 'POST') {
    request.session.user = 'mia';
    response.json({ ok: true });
    return;
  }
  if (request.session.user) response.json({ user: request.session.user });
  else response.status(401).json({ message: 'Not signed in' });
}

/** Preflights are answered with CORS headers, and authentication refuses before they are set on anything else. */
function preflightOnly(page, bearer) {
  const app = express();
  app.options('/{*path}', page);
  app.use(bearer, page, orders);
  app.use(explain);
  return app;
}

/** A server whose clock is off: both its Date and its judgement of tokens follow it. */
function wrongClock({ issuer, publicKeys, aheadMs }) {
  const keys = createLocalJWKSet(publicKeys);
  return async (request, response, next) => {
    const currentDate = new Date(Date.now() + aheadMs);
    response.set('Date', currentDate.toUTCString());
    try {
      const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
      await jwtVerify(token, keys, { issuer, audience: 'https://api.app.test', currentDate });
      next();
    } catch (error) {
      response
        .status(401)
        .set(
          'WWW-Authenticate',
          `Bearer error="invalid_token", error_description="${error.message.replaceAll('"', "'")}"`,
        )
        .json({ message: error.message });
    }
  };
}

function largeChallenge(page) {
  return api(page, (_request, response) => {
    response
      .status(401)
      .set('WWW-Authenticate', `Bearer realm="${'x'.repeat(200_000)}"`)
      .end();
  });
}
