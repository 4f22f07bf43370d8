// Access tokens at resource servers in Node.
import fastifyJwt from '@fastify/jwt';
import hapi from '@hapi/hapi';
import hapiJwt from '@hapi/jwt';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { expressjwt } from 'express-jwt';
import fastify from 'fastify';
import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { jwt as honoJwt } from 'hono/jwt';
import jsonwebtoken from 'jsonwebtoken';
import Koa from 'koa';
import koaJwt from 'koa-jwt';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { allowPage, bearer, callWithToken, ORDERS, ordersApi, PAGE_ORIGIN } from '../apis.mjs';
import { AUDIENCE, ISSUER } from '../lab.mjs';

const SECRET = 'lab-secret-of-at-least-32-characters';
const OAUTH2 = 'express + express-oauth2-jwt-bearer';

const oauth2 = (settings) => (lab) => ({ 'api.app.test': ordersApi(allowPage(), bearer(lab, settings)) });
const hs256 = (claims = {}, options = {}) =>
  jsonwebtoken.sign({ iss: ISSUER, aud: AUDIENCE, sub: 'user-1', ...claims }, options.secret ?? SECRET, {
    algorithm: 'HS256',
    ...(claims.exp === undefined && { expiresIn: 600 }),
    ...options.sign,
  });
const seconds = (fromNow) => Math.floor(Date.now() / 1000) + fromNow;
const callAs =
  (authorization, url = ORDERS) =>
  ({ call }) =>
    call(url, { headers: { Authorization: authorization() } });
const allow = {
  'Access-Control-Allow-Origin': PAGE_ORIGIN,
  'Access-Control-Allow-Headers': 'authorization, content-type',
  'Access-Control-Expose-Headers': 'WWW-Authenticate',
};

/** Express with express-jwt and the error answer of its documentation. */
const expressJwt = (settings = {}) => {
  const app = ordersApi(allowPage(), expressjwt({ secret: SECRET, algorithms: ['HS256'], ...settings }));
  app.use((error, _request, response, _next) =>
    response.status(error.status ?? 500).json({ error: error.code ?? error.name, message: error.message }),
  );
  return () => ({ 'api.app.test': app });
};

const fastifyApi =
  (settings = {}) =>
  async () => {
    const app = fastify();
    await app.register(fastifyJwt, { secret: SECRET, ...settings });
    app.addHook('onRequest', async (request, reply) => {
      for (const [name, value] of Object.entries(allow)) reply.header(name, value);
      if (request.method === 'OPTIONS') return reply.code(204).send();
      await request.jwtVerify();
    });
    app.get('/orders', async () => [{ id: 1 }]);
    await app.ready();
    return { 'api.app.test': (request, response) => app.routing(request, response) };
  };

const koaApi =
  (settings = {}) =>
  () => {
    const app = new Koa();
    app.silent = true;
    app.use(async (context, next) => {
      context.set(allow);
      if (context.method === 'OPTIONS') context.status = 204;
      else {
        try {
          await next();
        } catch (error) {
          context.status = error.status ?? 500;
          context.body = error.originalError?.message ?? error.message;
        }
      }
    });
    app.use(koaJwt({ secret: SECRET, ...settings }));
    app.use((context) => {
      context.body = [{ id: 1 }];
    });
    return { 'api.app.test': app.callback() };
  };

const hapiApi = async () => {
  const server = hapi.server({
    routes: { cors: { origin: [PAGE_ORIGIN], exposedHeaders: ['www-authenticate'] } },
    autoListen: false,
  });
  await server.register(hapiJwt);
  server.auth.strategy('jwt', 'jwt', {
    keys: SECRET,
    verify: { aud: AUDIENCE, iss: ISSUER, sub: false },
    validate: () => ({ isValid: true }),
  });
  server.auth.default('jwt');
  server.route({ method: 'GET', path: '/orders', handler: () => [{ id: 1 }] });
  await server.initialize();
  return { 'api.app.test': server.listener };
};

const honoApi = (guard) => () => {
  const app = new Hono();
  app.use(async (context, next) => {
    if (context.req.method === 'OPTIONS') return context.body(null, 204, allow);
    await next();
    for (const [name, value] of Object.entries(allow)) context.res.headers.set(name, value);
  });
  app.use(guard);
  app.get('/orders', (context) => context.json([{ id: 1 }]));
  return { 'api.app.test': getRequestListener(app.fetch) };
};

const passportApi = () => {
  const strategy = new Strategy(
    { jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: SECRET, audience: AUDIENCE },
    (_payload, done) => done(null, { id: 1 }),
  );
  const instance = new passport.Passport().use(strategy);
  return { 'api.app.test': ordersApi(allowPage(), instance.authenticate('jwt', { session: false })) };
};

/** Opaque tokens that the server remembers, as session stores and introspection do. */
const opaqueApi = () => {
  const revoked = new Set();
  const app = express();
  app.use(allowPage());
  app.post('/logout', (request, response) => {
    revoked.add(request.get('Authorization'));
    response.status(204).end();
  });
  app.get('/orders', (request, response) => {
    if (!revoked.has(request.get('Authorization'))) return response.json([{ id: 1 }]);
    response.set('WWW-Authenticate', 'Bearer realm="orders", error="invalid_token"');
    return response.status(401).json({ error: 'invalid_token' });
  });
  return { 'api.app.test': app };
};

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'token-expired-express-oauth2',
    cause: 'token-expired',
    also: ['refresh-missing'],
    stack: OAUTH2,
    what: 'The access token ran out forty minutes ago.',
    serve: oauth2(),
    visit: callWithToken(ORDERS, {}, {}, { lifetime: -2_400 }),
  },
  {
    id: 'token-expired-near-miss-express-oauth2',
    cause: 'audience-mismatch',
    nearMissOf: 'token-expired',
    stack: OAUTH2,
    what: 'The token has a minute left; it is for another API.',
    serve: oauth2(),
    visit: callWithToken(ORDERS, {}, { aud: 'https://billing.app.test' }, { lifetime: 60 }),
  },
  {
    id: 'healthy-bearer-express-oauth2',
    cause: null,
    stack: OAUTH2,
    what: 'A good token.',
    serve: oauth2(),
    visit: callWithToken(),
  },
  {
    id: 'token-not-yet-valid-express-oauth2',
    cause: 'token-not-yet-valid',
    stack: OAUTH2,
    what: 'nbf is two hours from now.',
    serve: oauth2(),
    visit: callWithToken(ORDERS, {}, { nbf: seconds(7_200) }, { lifetime: 9_000 }),
  },
  {
    id: 'token-not-yet-valid-near-miss-express-oauth2',
    cause: 'issuer-mismatch',
    also: ['environment-mismatch'],
    nearMissOf: 'token-not-yet-valid',
    stack: OAUTH2,
    what: 'nbf is a minute ago; the issuer is the one of another tenant.',
    serve: oauth2(),
    visit: callWithToken(ORDERS, {}, { nbf: seconds(-60), iss: `${ISSUER}/tenant-2` }),
  },
  {
    id: 'issuer-mismatch-express-jwt',
    cause: 'issuer-mismatch',
    stack: 'express + express-jwt',
    what: 'The API was given the issuer without its slash at the end.',
    serve: expressJwt({ issuer: ISSUER }),
    visit: callAs(() => `Bearer ${hs256({ iss: `${ISSUER}/` })}`),
  },
  {
    id: 'issuer-mismatch-near-miss-express-jwt',
    cause: 'audience-mismatch',
    nearMissOf: 'issuer-mismatch',
    stack: 'express + express-jwt',
    what: 'The issuer is right; the audience is not.',
    serve: expressJwt({ issuer: ISSUER, audience: AUDIENCE }),
    visit: callAs(() => `Bearer ${hs256({ aud: 'https://billing.app.test' })}`),
  },
  {
    id: 'token-expired-hapi',
    cause: 'token-expired',
    also: ['refresh-missing'],
    stack: '@hapi/jwt',
    what: 'Ran out an hour ago.',
    serve: hapiApi,
    visit: callAs(() => `Bearer ${hs256({ exp: seconds(-3_600) })}`),
  },
  {
    id: 'healthy-bearer-hapi',
    cause: null,
    stack: '@hapi/jwt',
    what: 'A good token.',
    serve: hapiApi,
    visit: callAs(() => `Bearer ${hs256()}`),
  },
  {
    id: 'token-expired-koa',
    cause: 'token-expired',
    also: ['refresh-missing'],
    stack: 'koa + koa-jwt',
    what: 'Ran out an hour ago.',
    serve: koaApi(),
    visit: callAs(() => `Bearer ${hs256({ exp: seconds(-3_600) })}`),
  },
  {
    id: 'signature-invalid-koa',
    cause: 'signature-invalid',
    stack: 'koa + koa-jwt',
    what: 'Signed with another secret than the API knows.',
    serve: koaApi(),
    visit: callAs(() => `Bearer ${hs256({}, { secret: 'another-secret-of-at-least-32-chars!' })}`),
  },
  {
    id: 'signature-invalid-express-jwt',
    cause: 'signature-invalid',
    stack: 'express + express-jwt',
    what: 'Signed with another secret than the API knows.',
    serve: expressJwt(),
    visit: callAs(() => `Bearer ${hs256({}, { secret: 'another-secret-of-at-least-32-chars!' })}`),
  },
  {
    id: 'signature-invalid-near-miss-express-jwt',
    cause: 'token-not-yet-valid',
    nearMissOf: 'signature-invalid',
    stack: 'express + express-jwt',
    what: 'The signature is right; the token is for tomorrow.',
    serve: expressJwt(),
    visit: callAs(() => `Bearer ${hs256({ nbf: seconds(86_400), exp: seconds(90_000) })}`),
  },
  {
    id: 'signature-invalid-hono',
    cause: 'signature-invalid',
    also: ['token-rejected'],
    stack: 'hono + hono/jwt',
    what: 'Signed with another secret than the API knows.',
    serve: honoApi(honoJwt({ secret: SECRET, alg: 'HS256' })),
    visit: callAs(() => `Bearer ${hs256({}, { secret: 'another-secret-of-at-least-32-chars!' })}`),
  },
  {
    id: 'signature-invalid-jwks-seen',
    cause: 'signature-invalid',
    stack: OAUTH2,
    what: 'The page fetched the JWKS of the issuer before; the token names its key and was signed with another.',
    serve: (lab) => ({
      'api.app.test': ordersApi(allowPage(), bearer(lab)),
      'idp.app.test': ordersApi(allowPage(), (_request, response) => response.json(lab.jwks)),
    }),
    visit: async ({ call, lab }) => {
      await call(`${ISSUER}/.well-known/jwks.json`);
      const token = await lab.token({}, { key: 'lab-2', header: { kid: 'lab-1' } });
      await call(ORDERS, { headers: { Authorization: `Bearer ${token}` } });
    },
  },
  {
    id: 'key-not-found-express-oauth2',
    cause: 'key-not-found',
    also: ['signature-invalid'],
    stack: OAUTH2,
    what: 'The token names a key that is no longer among those of the issuer.',
    serve: oauth2(),
    visit: callWithToken(ORDERS, {}, {}, { key: 'lab-2' }),
  },
  {
    id: 'key-not-found-near-miss-express-oauth2',
    cause: 'signature-invalid',
    nearMissOf: 'key-not-found',
    stack: OAUTH2,
    what: 'The token names a key of the issuer, and was signed with another.',
    serve: oauth2(),
    visit: callWithToken(ORDERS, {}, {}, { key: 'lab-2', header: { kid: 'lab-1' } }),
  },
  {
    id: 'algorithm-mismatch-express-jwt',
    cause: 'algorithm-mismatch',
    stack: 'express + express-jwt',
    what: 'The API takes HS384 alone, the token is HS256.',
    serve: expressJwt({ algorithms: ['HS384'] }),
    visit: callAs(() => `Bearer ${hs256()}`),
  },
  {
    id: 'algorithm-none-express-jwt',
    cause: 'algorithm-none',
    stack: 'express + express-jwt',
    what: 'A token without a signature, alg none.',
    serve: expressJwt(),
    visit: callAs(
      () =>
        `Bearer ${jsonwebtoken.sign({ sub: 'user-1', aud: AUDIENCE }, '', { algorithm: 'none', expiresIn: 600 })}`,
    ),
  },
  {
    id: 'algorithm-none-near-miss-express-jwt',
    cause: 'signature-invalid',
    also: ['algorithm-mismatch', 'token-malformed', 'token-truncated'],
    nearMissOf: 'algorithm-none',
    stack: 'express + express-jwt',
    what: 'alg says HS256; the signature is that of another secret.',
    serve: expressJwt(),
    visit: callAs(() => `Bearer ${hs256({}, { secret: 'another-secret-of-at-least-32-chars!' })}`),
  },
  {
    id: 'token-rejected-passport-jwt',
    cause: 'token-rejected',
    also: ['signature-invalid'],
    stack: 'express + passport-jwt',
    what: 'Passport answers 401 Unauthorized and no reason; the secret differs, which nobody can see.',
    serve: passportApi,
    visit: callAs(() => `Bearer ${hs256({}, { secret: 'another-secret-of-at-least-32-chars!' })}`),
  },
  {
    id: 'token-expired-passport-jwt',
    cause: 'token-expired',
    also: ['refresh-missing'],
    stack: 'express + passport-jwt',
    what: 'Passport gives no reason; exp is an hour ago.',
    serve: passportApi,
    visit: callAs(() => `Bearer ${hs256({ exp: seconds(-3_600) })}`),
  },
  {
    id: 'healthy-bearer-passport-jwt',
    cause: null,
    stack: 'express + passport-jwt',
    what: 'A good token.',
    serve: passportApi,
    visit: callAs(() => `Bearer ${hs256()}`),
  },
  {
    id: 'token-expired-fastify',
    cause: 'token-expired',
    also: ['refresh-missing'],
    stack: 'fastify + @fastify/jwt',
    what: 'Ran out an hour ago.',
    serve: fastifyApi(),
    visit: callAs(() => `Bearer ${hs256({ exp: seconds(-3_600) })}`),
  },
  {
    id: 'audience-mismatch-fastify',
    cause: 'audience-mismatch',
    stack: 'fastify + @fastify/jwt',
    what: 'The token is for another API.',
    serve: fastifyApi({ verify: { allowedAud: AUDIENCE } }),
    visit: callAs(() => `Bearer ${hs256({ aud: 'https://billing.app.test' })}`),
  },
  {
    id: 'audience-mismatch-near-miss-fastify',
    cause: 'token-expired',
    also: ['refresh-missing'],
    nearMissOf: 'audience-mismatch',
    stack: 'fastify + @fastify/jwt',
    what: 'The audience is right; the token ran out.',
    serve: fastifyApi({ verify: { allowedAud: AUDIENCE } }),
    visit: callAs(() => `Bearer ${hs256({ exp: seconds(-300) })}`),
  },
  {
    id: 'token-rejected-hono-bearer',
    cause: 'token-rejected',
    stack: 'hono + hono/bearer-auth',
    what: 'An opaque token that the server does not know.',
    serve: honoApi(bearerAuth({ token: 'lab-opaque-token-right' })),
    visit: callAs(() => 'Bearer lab-opaque-token-wrong'),
  },
  {
    id: 'id-token-as-access-token-express-oauth2',
    cause: 'id-token-as-access-token',
    stack: OAUTH2,
    what: 'The ID token is sent: its audience is the client.',
    serve: oauth2(),
    visit: callWithToken(
      ORDERS,
      {},
      { aud: 'spa', nonce: 'n-0S6_WzA2Mj', at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q', scope: undefined },
      { header: { typ: 'JWT' } },
    ),
  },
  {
    id: 'id-token-as-access-token-near-miss-express-oauth2',
    cause: 'audience-mismatch',
    nearMissOf: 'id-token-as-access-token',
    stack: OAUTH2,
    what: 'An access token for another API: nothing of an ID token in it.',
    serve: oauth2(),
    visit: callWithToken(ORDERS, {}, { aud: 'spa-backend' }),
  },
  {
    id: 'environment-mismatch-express-oauth2',
    cause: 'environment-mismatch',
    also: ['issuer-mismatch'],
    stack: OAUTH2,
    what: 'The token comes from the staging issuer, the API trusts production.',
    serve: oauth2(),
    visit: callWithToken(ORDERS, {}, { iss: 'https://idp.staging.app.test' }),
  },
  {
    id: 'token-sender-constrained-express-oauth2',
    cause: 'token-sender-constrained',
    also: ['dpop-proof-missing', 'wrong-scheme'],
    stack: `${OAUTH2} (DPoP)`,
    what: 'A token bound to a key by cnf.jkt goes out as plain Bearer.',
    serve: oauth2({ dpop: { enabled: true, required: false } }),
    visit: callWithToken(ORDERS, {}, { cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } }),
  },
  {
    id: 'dpop-proof-missing-express-oauth2',
    cause: 'dpop-proof-missing',
    also: ['dpop-proof-invalid'],
    stack: `${OAUTH2} (DPoP)`,
    what: 'Scheme DPoP, and no proof beside it.',
    serve: oauth2({ dpop: { enabled: true, required: true } }),
    visit: async ({ lab, call }) => {
      const token = await lab.token({ cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } });
      await call(ORDERS, { headers: { Authorization: `DPoP ${token}` } });
    },
  },
  {
    id: 'token-revoked-after-logout',
    cause: 'token-revoked',
    stack: 'express with opaque tokens',
    what: 'Worked, then POST /logout with the same token, then 401 for it.',
    serve: opaqueApi,
    visit: async ({ call }) => {
      const headers = { Authorization: 'Bearer lab-opaque-token-1' };
      await call(ORDERS, { headers });
      await call('https://api.app.test/logout', { method: 'POST', headers });
      await call(ORDERS, { headers });
    },
  },
  {
    id: 'token-revoked-near-miss',
    cause: null,
    nearMissOf: 'token-revoked',
    stack: 'express with opaque tokens',
    what: 'The same, but for the token of the next sign-in after the logout.',
    serve: opaqueApi,
    visit: async ({ call }) => {
      const headers = { Authorization: 'Bearer lab-opaque-token-1' };
      await call(ORDERS, { headers });
      await call('https://api.app.test/logout', { method: 'POST', headers });
      await call(ORDERS, { headers: { Authorization: 'Bearer lab-opaque-token-2' } });
    },
  },
  {
    id: 'clock-skew-browser-behind',
    cause: 'clock-skew',
    also: ['token-expired', 'token-not-yet-valid'],
    stack: 'express whose clock runs two hours ahead',
    what: 'A fresh token; the server’s own Date is two hours ahead, and it calls the token expired.',
    serve: () => ({
      'api.app.test': ordersApi(
        allowPage({ exposedHeaders: ['WWW-Authenticate', 'Date'] }),
        (request, response, next) => {
          response.set('Date', new Date(Date.now() + 7_200_000).toUTCString());
          if (request.method === 'OPTIONS') return next();
          response.set(
            'WWW-Authenticate',
            'Bearer error="invalid_token", error_description="The token is expired"',
          );
          return response.status(401).end();
        },
      ),
    }),
    visit: callWithToken(),
  },
  {
    id: 'healthy-bearer-koa',
    cause: null,
    stack: 'koa + koa-jwt',
    what: 'A good token.',
    serve: koaApi(),
    visit: callAs(() => `Bearer ${hs256()}`),
  },
  {
    id: 'not-auth-422-fastify',
    cause: 'not-auth',
    stack: 'fastify + @fastify/jwt',
    what: 'The token is good, the body is not: 400 by the schema.',
    serve: async () => {
      const app = fastify();
      await app.register(fastifyJwt, { secret: SECRET });
      app.addHook('onRequest', async (request, reply) => {
        for (const [name, value] of Object.entries(allow)) reply.header(name, value);
        if (request.method === 'OPTIONS') return reply.code(204).send();
        await request.jwtVerify();
      });
      app.post(
        '/orders',
        {
          schema: { body: { type: 'object', required: ['item'], properties: { item: { type: 'string' } } } },
        },
        async () => ({ id: 2 }),
      );
      app.options('/orders', async () => undefined);
      await app.ready();
      return { 'api.app.test': (request, response) => app.routing(request, response) };
    },
    visit: ({ call }) =>
      call(ORDERS, {
        method: 'POST',
        headers: { Authorization: `Bearer ${hs256()}`, 'Content-Type': 'application/json' },
        body: '{"token": "expired"}',
      }),
  },
];
