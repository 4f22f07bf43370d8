// How a credential is put on the wire.
import fastifyBasic from '@fastify/basic-auth';
import fastifyJwt from '@fastify/jwt';
import hapi from '@hapi/hapi';
import hapiJwt from '@hapi/jwt';
import express from 'express';
import expressBasic from 'express-basic-auth';
import { expressjwt } from 'express-jwt';
import session from 'express-session';
import fastify from 'fastify';
import passport from 'passport';
import { DigestStrategy } from 'passport-http';
import { Strategy as LocalStrategy } from 'passport-local';
import { allowPage, bearer, callWithToken, ORDERS, ordersApi, PAGE_ORIGIN } from '../apis.mjs';

const OAUTH2 = 'express + express-oauth2-jwt-bearer';
const SECRET = 'lab-secret-of-at-least-32-characters';
const PASSWORD = 'lamp-4711';

const oauth2 = (lab) => ({ 'api.app.test': ordersApi(allowPage(), bearer(lab)) });
const basic = () => ({
  'api.app.test': ordersApi(
    allowPage(),
    expressBasic({ users: { mia: PASSWORD }, challenge: true, realm: 'orders' }),
  ),
});
const base64 = (text) => Buffer.from(text).toString('base64');

/** Calls with the header that a function makes of a good token. */
const callWith =
  (authorization, url = ORDERS) =>
  async ({ lab, call }) => {
    const value = authorization(await lab.token());
    await call(url, value === undefined ? {} : { headers: { Authorization: value } });
  };

const expressJwt = () => {
  const app = ordersApi(allowPage(), expressjwt({ secret: SECRET, algorithms: ['HS256'] }));
  app.use((error, _request, response, _next) =>
    response.status(error.status ?? 500).json({ error: error.code, message: error.message }),
  );
  return { 'api.app.test': app };
};

const allow = {
  'Access-Control-Allow-Origin': PAGE_ORIGIN,
  'Access-Control-Allow-Headers': 'authorization',
  'Access-Control-Expose-Headers': 'WWW-Authenticate',
};
async function fastifyWith(register, guard) {
  const app = fastify();
  await register(app);
  app.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of Object.entries(allow)) reply.header(name, value);
    if (request.method === 'OPTIONS') return reply.code(204).send();
  });
  app.after(() => app.addHook('onRequest', guard(app)));
  app.get('/orders', async () => [{ id: 1 }]);
  await app.ready();
  return { 'api.app.test': (request, response) => app.routing(request, response) };
}
const fastifyJwtApi = () =>
  fastifyWith(
    (app) => app.register(fastifyJwt, { secret: SECRET }),
    () => (request) => request.jwtVerify(),
  );
const fastifyBasicApi = () =>
  fastifyWith(
    (app) =>
      app.register(fastifyBasic, {
        authenticate: { realm: 'orders' },
        validate: async (user, password) => {
          if (user !== 'mia' || password !== PASSWORD) return new Error('Unknown user or password');
          return undefined;
        },
      }),
    (app) => app.basicAuth,
  );

async function hapiApi() {
  const server = hapi.server({
    autoListen: false,
    routes: { cors: { origin: [PAGE_ORIGIN], exposedHeaders: ['www-authenticate'] } },
  });
  await server.register(hapiJwt);
  server.auth.strategy('jwt', 'jwt', {
    keys: SECRET,
    verify: { aud: false, iss: false, sub: false },
    validate: () => ({ isValid: true }),
  });
  server.auth.default('jwt');
  server.route({ method: 'GET', path: '/orders', handler: () => [{ id: 1 }] });
  await server.initialize();
  return { 'api.app.test': server.listener };
}

/** Sign-in by form and JSON, with Passport and sessions, on the page's own origin. */
function signInApp() {
  const instance = new passport.Passport();
  instance.use(
    new LocalStrategy((user, password, done) =>
      done(null, user === 'mia' && password === PASSWORD ? { id: 1 } : false, {
        message: 'Invalid username or password',
      }),
    ),
  );
  instance.serializeUser((user, done) => done(null, user.id));
  instance.deserializeUser((id, done) => done(null, { id }));
  const app = express();
  app.use(express.json(), express.urlencoded({ extended: false }));
  app.use(session({ secret: SECRET, resave: false, saveUninitialized: false, cookie: { sameSite: 'lax' } }));
  app.use(instance.initialize(), instance.session());
  app.post('/login', (request, response, next) =>
    instance.authenticate('local', (error, user, info) => {
      if (error) return next(error);
      if (!user) return response.status(401).json({ message: info?.message ?? 'Missing credentials' });
      return request.logIn(user, () => response.json({ ok: true }));
    })(request, response, next),
  );
  app.post('/orders', (request, response) =>
    request.body?.item
      ? response.json({ id: 2 })
      : response.status(422).json({ message: 'password is too short' }),
  );
  app.get('/me', (request, response) =>
    request.isAuthenticated()
      ? response.json({ id: 1 })
      : response.status(401).json({ message: 'Not signed in' }),
  );
  app.get('/', (_request, response) =>
    response.send('<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>App</h1>'),
  );
  return { 'app.test': app };
}
const signIn = (password) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ username: 'mia', password }),
});

function digestApi() {
  const instance = new passport.Passport().use(
    new DigestStrategy({ qop: 'auth', realm: 'orders' }, (user, done) =>
      done(null, user === 'mia' ? { id: 1 } : false, PASSWORD),
    ),
  );
  return { 'api.app.test': ordersApi(allowPage(), instance.authenticate('digest', { session: false })) };
}

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'authorization-missing-express-oauth2',
    cause: 'authorization-missing',
    stack: OAUTH2,
    what: 'No Authorization header.',
    serve: oauth2,
    visit: callWith(() => undefined),
  },
  {
    id: 'authorization-missing-near-miss-express-oauth2',
    cause: 'token-placeholder',
    nearMissOf: 'authorization-missing',
    stack: OAUTH2,
    what: 'The header is there and holds the word undefined.',
    serve: oauth2,
    visit: callWith(() => 'Bearer undefined'),
  },
  {
    id: 'authorization-missing-fastify-jwt',
    cause: 'authorization-missing',
    stack: 'fastify + @fastify/jwt',
    what: 'No Authorization header; no challenge in the answer.',
    serve: fastifyJwtApi,
    visit: callWith(() => undefined),
  },
  {
    id: 'authorization-missing-hapi',
    cause: 'authorization-missing',
    stack: '@hapi/jwt',
    what: 'No Authorization header.',
    serve: hapiApi,
    visit: callWith(() => undefined),
  },
  {
    id: 'authorization-missing-express-jwt',
    cause: 'authorization-missing',
    stack: 'express + express-jwt',
    what: 'No Authorization header.',
    serve: expressJwt,
    visit: callWith(() => undefined),
  },
  {
    id: 'bearer-prefix-missing-express-jwt',
    cause: 'bearer-prefix-missing',
    stack: 'express + express-jwt',
    what: 'The bare token.',
    serve: expressJwt,
    visit: callWith((token) => token),
  },
  {
    id: 'bearer-prefix-missing-express-oauth2',
    cause: 'bearer-prefix-missing',
    stack: OAUTH2,
    what: 'The bare token.',
    serve: oauth2,
    visit: callWith((token) => token),
  },
  {
    id: 'bearer-prefix-near-miss-lower-case',
    cause: null,
    nearMissOf: 'bearer-prefix-missing',
    stack: OAUTH2,
    what: 'The scheme in lower case: schemes are case-insensitive.',
    serve: oauth2,
    visit: callWith((token) => `bearer ${token}`),
  },
  {
    id: 'wrong-scheme-token-hapi',
    cause: 'wrong-scheme',
    stack: '@hapi/jwt',
    what: 'Authorization: Token.',
    serve: hapiApi,
    visit: callWith((token) => `Token ${token}`),
  },
  {
    id: 'wrong-scheme-jwt-fastify',
    cause: 'wrong-scheme',
    stack: 'fastify + @fastify/jwt',
    what: 'Authorization: JWT.',
    serve: fastifyJwtApi,
    visit: callWith((token) => `JWT ${token}`),
  },
  {
    id: 'wrong-scheme-bearer-at-basic',
    cause: 'wrong-scheme',
    stack: 'express + express-basic-auth',
    what: 'A bearer token where the API wants Basic.',
    serve: basic,
    visit: callWith((token) => `Bearer ${token}`),
  },
  {
    id: 'wrong-scheme-near-miss-basic',
    cause: 'basic-rejected',
    nearMissOf: 'wrong-scheme',
    stack: 'express + express-basic-auth',
    what: 'The right scheme and a wrong password.',
    serve: basic,
    visit: callWith(() => `Basic ${base64('mia:lamp-0815')}`),
  },
  {
    id: 'bearer-duplicated-fastify-jwt',
    cause: 'bearer-duplicated',
    stack: 'fastify + @fastify/jwt',
    what: 'Bearer Bearer.',
    serve: fastifyJwtApi,
    visit: callWith((token) => `Bearer Bearer ${token}`),
  },
  {
    id: 'token-placeholder-object-express-oauth2',
    cause: 'token-placeholder',
    stack: OAUTH2,
    what: 'Bearer [object Object].',
    serve: oauth2,
    visit: callWith(() => 'Bearer [object Object]'),
  },
  {
    id: 'token-placeholder-template-hapi',
    cause: 'token-placeholder',
    stack: '@hapi/jwt',
    what: 'A template that nobody filled in.',
    serve: hapiApi,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the fault itself
    visit: callWith(() => 'Bearer ${TOKEN}'),
  },
  {
    id: 'token-quoted-express-jwt',
    cause: 'token-quoted',
    stack: 'express + express-jwt',
    what: 'JSON.stringify of the token.',
    serve: expressJwt,
    visit: callWith((token) => `Bearer "${token}"`),
  },
  {
    id: 'token-quoted-near-miss-express-jwt',
    cause: 'signature-invalid',
    also: ['algorithm-mismatch', 'token-rejected'],
    nearMissOf: 'token-quoted',
    stack: 'express + express-jwt',
    what: 'The same token without quotes: another key.',
    serve: expressJwt,
    visit: callWith((token) => `Bearer ${token}`),
  },
  {
    id: 'token-url-encoded-express-oauth2',
    cause: 'token-url-encoded',
    stack: OAUTH2,
    what: 'Bearer%20 in place of the blank.',
    serve: oauth2,
    visit: callWith((token) => encodeURIComponent(`Bearer ${token}`)),
  },
  {
    id: 'token-double-encoded-express-oauth2',
    cause: 'token-double-encoded',
    stack: OAUTH2,
    what: 'base64 of the token.',
    serve: oauth2,
    visit: callWith((token) => `Bearer ${base64(token)}`),
  },
  {
    id: 'token-double-encoded-json-fastify',
    cause: 'token-double-encoded',
    stack: 'fastify + @fastify/jwt',
    what: 'The whole answer of the sign-in in place of its token.',
    serve: fastifyJwtApi,
    visit: callWith((token) => `Bearer {"access_token":"${token}","token_type":"Bearer"}`),
  },
  {
    id: 'token-whitespace-express-oauth2',
    cause: 'token-whitespace',
    stack: OAUTH2,
    what: 'A blank inside the token, where a line broke.',
    serve: oauth2,
    visit: callWith((token) => `Bearer ${token.slice(0, 60)} ${token.slice(60)}`),
  },
  {
    id: 'token-truncated-express-jwt',
    cause: 'token-truncated',
    also: ['token-malformed'],
    stack: 'express + express-jwt',
    what: 'Cut at 100 characters.',
    serve: expressJwt,
    visit: callWith((token) => `Bearer ${token.slice(0, 100)}`),
  },
  {
    id: 'token-malformed-express-oauth2',
    cause: 'token-malformed',
    stack: OAUTH2,
    what: 'Three parts, the payload is not JSON.',
    serve: oauth2,
    visit: callWith((token) => {
      const [header, , signature] = token.split('.');
      return `Bearer ${header}.${base64('not json, sorry').replaceAll('=', '')}.${signature}`;
    }),
  },
  {
    id: 'token-malformed-near-miss-express-oauth2',
    cause: 'audience-mismatch',
    nearMissOf: 'token-malformed',
    stack: OAUTH2,
    what: 'Three sound parts, for another API.',
    serve: oauth2,
    visit: callWithToken(ORDERS, {}, { aud: 'https://billing.app.test' }),
  },
  {
    id: 'token-in-wrong-place-express-oauth2',
    cause: 'token-in-wrong-place',
    also: ['authorization-missing'],
    stack: OAUTH2,
    what: 'X-Access-Token in place of Authorization.',
    serve: oauth2,
    visit: async ({ lab, call }) => {
      await call(ORDERS, { headers: { 'X-Access-Token': await lab.token() } });
    },
  },
  {
    id: 'token-in-query-express-jwt',
    cause: 'token-in-wrong-place',
    also: ['authorization-missing'],
    stack: 'express + express-jwt',
    what: '?access_token= at an API that reads the header.',
    serve: expressJwt,
    visit: async ({ lab, call }) => {
      await call(`${ORDERS}?access_token=${await lab.token()}`);
    },
  },
  {
    id: 'credentials-sent-twice-express-oauth2',
    cause: 'credentials-sent-twice',
    stack: OAUTH2,
    what: 'Header and query both carry a token: RFC 6750 §2 forbids it.',
    serve: oauth2,
    visit: async ({ lab, call }) => {
      const token = await lab.token();
      await call(`${ORDERS}?access_token=${token}`, { headers: { Authorization: `Bearer ${token}` } });
    },
  },
  {
    id: 'basic-malformed-fastify',
    cause: 'basic-malformed',
    also: ['basic-rejected'],
    stack: 'fastify + @fastify/basic-auth',
    what: 'user:password without base64.',
    serve: fastifyBasicApi,
    visit: callWith(() => `Basic mia:${PASSWORD}`),
  },
  {
    id: 'basic-malformed-no-colon-express',
    cause: 'basic-malformed',
    stack: 'express + express-basic-auth',
    what: 'base64 of the user alone.',
    serve: basic,
    visit: callWith(() => `Basic ${base64('mia')}`),
  },
  {
    id: 'basic-malformed-near-miss-express',
    cause: 'basic-rejected',
    nearMissOf: 'basic-malformed',
    stack: 'express + express-basic-auth',
    what: 'Well formed, the password is wrong.',
    serve: basic,
    visit: callWith(() => `Basic ${base64('mia:wrong')}`),
  },
  {
    id: 'basic-rejected-fastify',
    cause: 'basic-rejected',
    stack: 'fastify + @fastify/basic-auth',
    what: 'A wrong password.',
    serve: fastifyBasicApi,
    visit: callWith(() => `Basic ${base64('mia:wrong')}`),
  },
  {
    id: 'healthy-basic-express',
    cause: null,
    nearMissOf: 'basic-rejected',
    stack: 'express + express-basic-auth',
    what: 'The right password.',
    serve: basic,
    visit: callWith(() => `Basic ${base64(`mia:${PASSWORD}`)}`),
  },
  {
    id: 'digest-rejected-passport-http',
    cause: 'digest-rejected',
    stack: 'express + passport-http (Digest)',
    what: 'A page answers the challenge with a wrong response.',
    serve: digestApi,
    visit: async ({ call }) => {
      const { headers } = await call(ORDERS);
      const nonce = /nonce="([^"]+)"/.exec(headers['www-authenticate'] ?? '')?.[1] ?? '';
      const answer = [
        'username="mia"',
        'realm="orders"',
        `nonce="${nonce}"`,
        'uri="/orders"',
        'qop=auth',
        'nc=00000001',
        'cnonce="0a4f113b"',
        'response="6629fae49393a05397450978507c4ef1"',
      ];
      await call(ORDERS, { headers: { Authorization: `Digest ${answer.join(', ')}` } });
    },
  },
  {
    id: 'login-rejected-passport-local',
    cause: 'login-rejected',
    stack: 'express + passport-local',
    what: 'A wrong password at the sign-in.',
    serve: signInApp,
    visit: async ({ call }) => {
      await call('/login', signIn('wrong'));
    },
  },
  {
    id: 'login-rejected-near-miss-validation',
    cause: 'not-auth',
    nearMissOf: 'login-rejected',
    stack: 'express',
    what: 'A 422 that speaks of a password, at no sign-in, after a good sign-in.',
    serve: signInApp,
    visit: async ({ call }) => {
      await call('/login', signIn(PASSWORD));
      await call('/orders', { ...signIn('short'), body: '{"password":"x"}' });
    },
  },
  {
    id: 'healthy-sign-in-passport-local',
    cause: null,
    stack: 'express + passport-local',
    what: 'A good sign-in, and the session works.',
    serve: signInApp,
    visit: async ({ call }) => {
      await call('/login', signIn(PASSWORD));
      await call('/me');
    },
  },
  {
    id: 'authorization-dropped-on-redirect-express',
    cause: 'authorization-dropped-on-redirect',
    stack: OAUTH2,
    what: 'The API moved to another host by 307; the browser takes Authorization off.',
    serve: (lab) => ({
      'api.app.test': express()
        .use(allowPage())
        .get('/orders', (_request, response) => response.redirect(307, 'https://api2.app.test/orders')),
      'api2.app.test': ordersApi(allowPage({ origin: true }), bearer(lab)),
    }),
    visit: callWithToken(),
  },
  {
    id: 'authorization-dropped-near-miss-express',
    cause: 'token-expired',
    also: ['refresh-missing'],
    nearMissOf: 'authorization-dropped-on-redirect',
    stack: OAUTH2,
    what: 'The redirect stays on the host: the header goes along; the token ran out.',
    serve: (lab) => ({
      'api.app.test': express()
        .use(allowPage())
        .get('/orders', (_request, response) => response.redirect(307, '/v2/orders'))
        .get('/v2/orders', bearer(lab), (_request, response) => response.json([])),
    }),
    visit: callWithToken(ORDERS, {}, {}, { lifetime: -60 }),
  },
  {
    id: 'header-too-large-node',
    cause: 'header-too-large',
    stack: 'node http',
    what: 'More than 16 KB of headers: Node answers 431.',
    serve: async () => {
      const { createServer } = await import('node:http');
      return {
        'app.test': createServer({ maxHeaderSize: 16_384 }, (_request, response) => {
          response.setHeader('Content-Type', 'text/html');
          response.end('<!doctype html><title>App</title><link rel="icon" href="data:,">');
        }),
      };
    },
    visit: async ({ call }) => {
      await call('/orders', { headers: { Authorization: `Bearer ${'a'.repeat(20_000)}` } });
    },
  },
  {
    id: 'header-too-large-near-miss-node',
    cause: null,
    nearMissOf: 'header-too-large',
    stack: 'node http',
    what: '8 KB of headers: fine.',
    serve: () => ({}),
    visit: async ({ call }) => {
      await call('/orders', { headers: { Authorization: `Bearer ${'a'.repeat(8_000)}` } });
    },
  },
];
