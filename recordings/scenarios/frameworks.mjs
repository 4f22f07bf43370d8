// Plugins and libraries of Node's frameworks, as their documentation sets them up.
import { createHash, createHmac } from 'node:crypto';
import { join } from 'node:path';
import fastifyBearer from '@fastify/bearer-auth';
import fastifyCookie from '@fastify/cookie';
import fastifyCors from '@fastify/cors';
import fastifyCsrf from '@fastify/csrf-protection';
import fastifyLimit from '@fastify/rate-limit';
import fastifySession from '@fastify/session';
import hapiCookie from '@hapi/cookie';
import hapiCrumb from '@hapi/crumb';
import hapi from '@hapi/hapi';
import { initTRPC, TRPCError } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { betterAuth } from 'better-auth';
import { toNodeHandler } from 'better-auth/node';
import cookieParser from 'cookie-parser';
import csurf from 'csurf';
import express from 'express';
import session from 'express-session';
import fastify from 'fastify';
import { GraphQLError } from 'graphql';
import { rule, shield } from 'graphql-shield';
import { createSchema, createYoga } from 'graphql-yoga';
import S3rver from 's3rver';
import { allowPage, bearer, callWithToken, ORDERS, ordersApi, PAGE_ORIGIN } from '../apis.mjs';

const SECRET = 'lab-secret-of-at-least-32-characters';
const API = 'https://api.app.test';
const HTML = '<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>App</h1>';
const json = (body, more = {}) => ({
  method: 'POST',
  credentials: 'include',
  ...more,
  headers: { 'Content-Type': 'application/json', ...more.headers },
  body: JSON.stringify(body),
});
const served = (app, host = 'api.app.test') => ({
  [host]: (request, response) => app.routing(request, response),
});

async function fastifyWith(prepare) {
  const app = fastify({ trustProxy: true });
  await app.register(fastifyCors, { origin: PAGE_ORIGIN, credentials: true });
  await prepare(app);
  app.get('/orders', async () => [{ id: 1 }]);
  await app.ready();
  return served(app);
}
async function fastifyForms() {
  const app = fastify({ trustProxy: true });
  await app.register(fastifyCookie);
  await app.register(fastifySession, { secret: SECRET, cookie: { secure: false, sameSite: 'lax' } });
  await app.register(fastifyCsrf, { sessionPlugin: '@fastify/session' });
  app.get('/', async (_request, reply) => reply.type('text/html').send(HTML));
  app.get('/csrf', async (_request, reply) => ({ token: reply.generateCsrf() }));
  app.post('/orders', { onRequest: app.csrfProtection }, async () => ({ id: 2 }));
  app.post('/users', { onRequest: app.csrfProtection }, async (_request, reply) =>
    reply
      .code(403)
      .send({ statusCode: 403, error: 'Forbidden', message: 'You are not allowed to create users' }),
  );
  await app.ready();
  return served(app, 'app.test');
}
const withCsrf =
  (change, path = '/orders') =>
  async ({ call }) => {
    const { token } = JSON.parse((await call('/csrf')).text);
    const value = change(token);
    await call(
      path,
      json({ item: 'lamp' }, { headers: value === undefined ? {} : { 'x-csrf-token': value } }),
    );
  };
/** The first character another; so the form stays. */
const spoiled = (text) => text.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));

function csurfApp() {
  const app = express();
  app.use(express.json(), cookieParser());
  app.use(csurf({ cookie: true }));
  app.get('/', (_request, response) => response.send(HTML));
  app.get('/csrf', (request, response) => response.json({ token: request.csrfToken() }));
  app.post('/orders', (_request, response) => response.json({ id: 2 }));
  app.use((error, _request, response, next) =>
    error.code === 'EBADCSRFTOKEN' ? response.status(403).send('form tampered with') : next(error),
  );
  return { 'app.test': app };
}

async function hapiCookies() {
  const server = hapi.server({ autoListen: false });
  await server.register(hapiCookie);
  server.auth.strategy('session', 'cookie', {
    cookie: { name: 'sid', password: SECRET, isSecure: false, path: '/', isSameSite: 'Lax' },
    validate: async (_request, { id }) => ({ isValid: id === 1 }),
  });
  server.auth.default('session');
  server.route([
    {
      method: 'POST',
      path: '/login',
      options: { auth: false },
      handler: (request) => {
        request.cookieAuth.set({ id: request.payload?.id ?? 1 });
        return { ok: true };
      },
    },
    { method: 'GET', path: '/', options: { auth: false }, handler: () => HTML },
    { method: 'GET', path: '/me', handler: () => ({ id: 1 }) },
  ]);
  await server.initialize();
  return { 'app.test': server.listener };
}
async function hapiForms() {
  const server = hapi.server({ autoListen: false });
  await server.register({
    plugin: hapiCrumb,
    options: { restful: true, cookieOptions: { isSecure: false } },
  });
  server.route([
    { method: 'GET', path: '/', handler: () => HTML },
    { method: 'GET', path: '/csrf', handler: (request) => ({ token: request.plugins.crumb }) },
    { method: 'POST', path: '/orders', handler: () => ({ id: 2 }) },
  ]);
  await server.initialize();
  return { 'app.test': server.listener };
}

const withCors = (handler) => {
  const app = express().use(allowPage());
  app.use(handler);
  return { 'api.app.test': app };
};
function trpc() {
  const t = initTRPC.context().create();
  const signedIn = t.procedure.use(({ ctx, next }) => {
    if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
    return next();
  });
  const router = t.router({
    orders: signedIn.query(() => [{ id: 1 }]),
    remove: signedIn.query(() => {
      throw new TRPCError({ code: 'FORBIDDEN', message: 'Only the owner can delete an order' });
    }),
  });
  const handler = createHTTPHandler({
    router,
    createContext: ({ req }) => ({ user: req.headers.authorization ? 'mia' : undefined }),
  });
  return withCors((request, response) => handler(request, response));
}
function yoga() {
  const schema = createSchema({
    typeDefs: 'type Query { me: String, secret: String }',
    resolvers: { Query: { me: () => 'mia', secret: () => 'lamp' } },
  });
  const signedIn = rule()(
    (_parent, _arguments, context) => context.request.headers.get('authorization') !== null,
  );
  const isAdmin = rule()(() => false);
  const refusal = new GraphQLError('Not Authorised!', { extensions: { code: 'FORBIDDEN' } });
  const permissions = shield({ Query: { me: signedIn, secret: isAdmin } }, { fallbackError: refusal });
  return import('graphql-middleware').then(({ applyMiddleware }) =>
    withCors(
      createYoga({
        schema: applyMiddleware(schema, permissions),
        logging: false,
        graphqlEndpoint: '/graphql',
      }),
    ),
  );
}
const query = (text, headers = {}) => json({ query: text }, { headers });

function better() {
  const auth = betterAuth({
    baseURL: PAGE_ORIGIN,
    secret: SECRET,
    emailAndPassword: { enabled: true },
    logger: { disabled: true },
    rateLimit: { enabled: false },
  });
  const app = express();
  app.all('/api/auth/{*any}', toNodeHandler(auth));
  app.get('/api/me', async (request, response) => {
    const found = await auth.api.getSession({
      headers: new Headers({ cookie: request.headers.cookie ?? '' }),
    });
    return found ? response.json(found.user) : response.status(401).json({ error: 'Unauthorized' });
  });
  app.use((_request, response) => response.send(HTML));
  return { 'app.test': app };
}
const account = { name: 'Mia', email: 'mia@example.test', password: 'lamp-4711-lamp' };

async function bucket(lab) {
  const server = new S3rver({
    port: await lab.freePort(),
    address: '127.0.0.1',
    silent: true,
    directory: join(lab.folder, 's3'),
    configureBuckets: [
      {
        name: 'files',
        configs: [
          '<CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CORSRule><AllowedOrigin>https://app.test</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod><AllowedHeader>*</AllowedHeader></CORSRule></CORSConfiguration>',
        ],
      },
    ],
  });
  await server.configureBuckets();
  return { 's3.app.test': express().use(allowPage(), server.callback()) };
}
/** A query signed as AWS Signature Version 4 has it. */
function presigned(path, { key = 'S3RVER', secret = 'S3RVER', at = new Date(), expires = 600 } = {}) {
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/us-east-1/s3/aws4_request`;
  const parameters = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${key}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(expires),
    'X-Amz-SignedHeaders': 'host',
  });
  const canonical = [
    'GET',
    path,
    parameters.toString(),
    'host:s3.app.test',
    '',
    'host',
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join(
    '\n',
  );
  const signingKey = scope.split('/').reduce((before, part) => hmac(before, part), `AWS4${secret}`);
  parameters.set('X-Amz-Signature', hmac(signingKey, toSign).toString('hex'));
  return `https://s3.app.test${path}?${parameters}`;
}
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

/** Opaque tokens that live two seconds. */
function shortLived() {
  const app = express().use(allowPage(), express.json());
  let issuedAt = 0;
  app.post('/token', (_request, response) => {
    issuedAt = Date.now();
    response.json({ access_token: 'lab-opaque-token-0001', token_type: 'Bearer', expires_in: 2 });
  });
  app.get('/orders', (_request, response) =>
    Date.now() - issuedAt < 2_000
      ? response.json([{ id: 1 }])
      : response.status(401).json({ message: 'Unauthorized' }),
  );
  return { 'api.app.test': app };
}
const passThenWait =
  (wait) =>
  async ({ call, pause }) => {
    const { text } = await call(`${API}/token`, json({ user: 'mia' }));
    const headers = { Authorization: `Bearer ${JSON.parse(text).access_token}` };
    await call(ORDERS, { headers });
    await pause(wait);
    await call(ORDERS, { headers });
  };

/** The page is the API's own, so that cookies and redirects stay on one origin. */
const ownOrigin = (prepare) => () => {
  const app = express();
  app.get('/', (_request, response) => response.send(HTML));
  prepare(app);
  return { 'app.test': app };
};

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'authorization-missing-fastify-bearer',
    cause: 'authorization-missing',
    stack: 'fastify + @fastify/bearer-auth',
    what: 'No header: "missing authorization header".',
    serve: () => fastifyWith((app) => app.register(fastifyBearer, { keys: new Set(['lab-key-1']) })),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'token-rejected-fastify-bearer',
    cause: 'token-rejected',
    nearMissOf: 'authorization-missing',
    stack: 'fastify + @fastify/bearer-auth',
    what: 'A key that is not in the set: "invalid authorization header".',
    serve: () => fastifyWith((app) => app.register(fastifyBearer, { keys: new Set(['lab-key-1']) })),
    visit: ({ call }) => call(ORDERS, { headers: { Authorization: 'Bearer lab-key-2' } }),
  },
  {
    id: 'rate-limited-fastify',
    cause: 'rate-limited',
    stack: 'fastify + @fastify/rate-limit',
    what: 'The third call within a minute, with a key that the server takes.',
    serve: () => fastifyWith((app) => app.register(fastifyLimit, { max: 2, timeWindow: 60_000 })),
    visit: async ({ call }) => {
      for (let count = 0; count < 3; count += 1) {
        await call(ORDERS, { headers: { Authorization: 'Bearer lab-key-1' } });
      }
    },
  },
  {
    id: 'csrf-token-missing-fastify',
    cause: 'csrf-token-missing',
    also: ['csrf-token-mismatch'],
    stack: 'fastify + @fastify/csrf-protection',
    what: 'A POST without the token.',
    serve: fastifyForms,
    visit: withCsrf(() => undefined),
  },
  {
    id: 'csrf-token-mismatch-fastify',
    cause: 'csrf-token-mismatch',
    stack: 'fastify + @fastify/csrf-protection',
    what: 'A POST with another token.',
    serve: fastifyForms,
    visit: withCsrf(spoiled),
  },
  {
    id: 'csrf-near-miss-permission-fastify',
    cause: 'resource-forbidden',
    also: ['method-forbidden', 'role-missing'],
    nearMissOf: 'csrf-token-mismatch',
    stack: 'fastify + @fastify/csrf-protection',
    what: 'The token is right, and the 403 is about a permission.',
    serve: fastifyForms,
    visit: withCsrf((token) => token, '/users'),
  },
  {
    id: 'csrf-token-mismatch-csurf',
    cause: 'csrf-token-mismatch',
    also: ['resource-forbidden', 'csrf-token-missing'],
    stack: 'express + csurf, the error handler of its README',
    what: '"form tampered with", and no word of CSRF; the token is spoiled.',
    serve: csurfApp,
    visit: withCsrf(spoiled),
  },
  {
    id: 'csrf-token-missing-csurf',
    cause: 'csrf-token-missing',
    also: ['csrf-token-mismatch'],
    stack: 'express + csurf, the error handler of its README',
    what: '"form tampered with"; no token went along, a _csrf cookie did.',
    serve: csurfApp,
    visit: withCsrf(() => undefined),
  },
  {
    id: 'csrf-token-missing-hapi-crumb',
    cause: 'csrf-token-missing',
    also: ['csrf-token-mismatch'],
    stack: 'hapi + @hapi/crumb',
    what: 'A bare 403 Forbidden; the crumb cookie went along, X-CSRF-Token did not.',
    serve: hapiForms,
    visit: withCsrf(() => undefined),
  },
  {
    id: 'authorization-missing-hapi-cookie',
    cause: 'authorization-missing',
    also: ['cookie-never-set'],
    stack: 'hapi + @hapi/cookie',
    what: 'Nobody has signed in.',
    serve: hapiCookies,
    visit: ({ call }) => call('/me'),
  },
  {
    id: 'session-rejected-hapi-cookie',
    cause: 'session-rejected',
    also: ['session-cleared'],
    nearMissOf: 'authorization-missing',
    stack: 'hapi + @hapi/cookie',
    what: 'Signed in as somebody whom validate does not know.',
    serve: hapiCookies,
    visit: async ({ call }) => {
      await call('/login', json({ id: 7 }));
      await call('/me');
    },
  },
  {
    id: 'authorization-missing-trpc',
    cause: 'authorization-missing',
    stack: 'tRPC',
    what: 'UNAUTHORIZED: no header.',
    serve: trpc,
    visit: ({ call }) => call(`${API}/orders`),
  },
  {
    id: 'resource-forbidden-trpc',
    cause: 'resource-forbidden',
    also: ['role-missing'],
    nearMissOf: 'token-rejected',
    stack: 'tRPC',
    what: 'FORBIDDEN: only the owner can delete.',
    serve: trpc,
    visit: async ({ call }) => {
      const headers = { Authorization: 'Bearer lab-opaque-token-0001' };
      await call(`${API}/orders`, { headers });
      await call(`${API}/remove`, { headers });
    },
  },
  {
    id: 'error-hidden-graphql-shield',
    cause: 'error-hidden-in-success',
    also: ['authorization-missing', 'resource-forbidden'],
    stack: 'GraphQL Yoga + graphql-shield',
    what: '200 with "Not Authorised!"; nothing was sent.',
    serve: yoga,
    visit: ({ call }) => call(`${API}/graphql`, query('{ me }')),
  },
  {
    id: 'login-rejected-better-auth',
    cause: 'login-rejected',
    nearMissOf: 'account-locked',
    stack: 'better-auth on express',
    what: 'A wrong password: INVALID_EMAIL_OR_PASSWORD.',
    serve: better,
    visit: async ({ call }) => {
      await call('/api/auth/sign-up/email', json(account));
      await call('/api/auth/sign-in/email', json({ ...account, password: 'lamp-0000-lamp' }));
    },
  },
  {
    id: 'csrf-origin-rejected-better-auth',
    cause: 'csrf-origin-rejected',
    also: ['cors-origin-mismatch'],
    stack: 'better-auth on express',
    what: 'The page is on www.app.test, which is not among trustedOrigins: "Invalid origin".',
    serve: () => ({ ...better(), 'www.app.test': better()['app.test'] }),
    visit: async ({ page, call }) => {
      await page.goto('https://www.app.test/');
      await call('/api/auth/sign-in/email', json(account));
    },
  },
  {
    id: 'csrf-origin-near-miss-better-auth',
    cause: 'authorization-missing',
    also: ['session-cleared', 'session-rejected', 'cookie-never-set', 'token-revoked'],
    nearMissOf: 'csrf-origin-rejected',
    stack: 'better-auth on express',
    what: 'On its own origin: signed up, signed out; then /api/me asks without a session.',
    serve: better,
    visit: async ({ call }) => {
      await call('/api/auth/sign-up/email', json(account));
      await call('/api/auth/sign-out', json({}));
      await call('/api/me');
    },
  },
  {
    id: 'request-signing-key-s3rver',
    cause: 'request-signing-failed',
    stack: 's3rver',
    what: 'Signed with a key that the server does not know: InvalidAccessKeyId.',
    serve: bucket,
    visit: ({ call }) => call(presigned('/files/lamp.txt', { key: 'OTHER' })),
  },
  {
    id: 'request-signing-near-miss-s3rver',
    cause: 'not-auth',
    nearMissOf: 'request-signing-failed',
    stack: 's3rver',
    what: 'Signed rightly, and there is no such file: 404.',
    serve: bucket,
    visit: ({ call }) => call(presigned('/files/lamp.txt')),
  },
  {
    id: 'failing-after-expiry-express',
    cause: 'failing-after-expiry',
    also: ['token-expired', 'refresh-missing'],
    stack: 'express with opaque tokens',
    what: 'expires_in is two seconds; the same request passed, and is refused after it.',
    serve: shortLived,
    visit: passThenWait(3_500),
  },
  {
    id: 'failing-after-expiry-near-miss-express',
    cause: null,
    nearMissOf: 'failing-after-expiry',
    stack: 'express with opaque tokens',
    what: 'The same twice within its lifetime.',
    serve: shortLived,
    visit: passThenWait(100),
  },
  {
    id: 'authorization-missing-counter-cookies',
    cause: 'authorization-missing',
    nearMissOf: 'challenge-missing',
    stack: 'express, one origin',
    what: 'Cookies of a counter and of a setting go along, and no credential: 401 and nothing in it.',
    serve: ownOrigin((app) => app.get('/api/orders', (_request, response) => response.status(401).end())),
    visit: async ({ context, call }) => {
      const url = PAGE_ORIGIN;
      await context.addCookies([
        { name: '_ga', value: 'GA1.1.1234567.1790000000', url },
        { name: 'theme', value: 'dark', url },
      ]);
      await call('/api/orders');
    },
  },
  {
    id: 'challenge-missing-own-scheme',
    cause: 'challenge-missing',
    stack: 'express, a scheme of its own',
    what: 'Authorization: SharedKey …; 401 and nothing in it.',
    serve: () => ({
      'api.app.test': ordersApi(allowPage(), (_request, response) => response.status(401).end()),
    }),
    visit: ({ call }) => call(ORDERS, { headers: { Authorization: 'SharedKey mia:4f1c9a7e52' } }),
  },
  {
    id: 'cors-origin-mismatch-near-miss-session',
    cause: 'authorization-missing',
    nearMissOf: 'cors-origin-mismatch',
    stack: 'express + cors',
    what: 'The API allows the page’s origin among others, and refuses for want of a token.',
    serve: (lab) => ({
      'api.app.test': ordersApi(allowPage({ origin: ['https://www.app.test', PAGE_ORIGIN] }), bearer(lab)),
    }),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'environment-mismatch-near-miss-brand',
    cause: 'issuer-mismatch',
    nearMissOf: 'environment-mismatch',
    stack: 'express + express-oauth2-jwt-bearer',
    what: 'The token comes from another issuer whose name says nothing of an environment.',
    serve: (lab) => ({ 'api.app.test': ordersApi(allowPage(), bearer(lab)) }),
    visit: callWithToken(ORDERS, {}, { iss: 'https://login.partner.test' }),
  },
  {
    id: 'cookie-secure-near-miss-https',
    cause: null,
    nearMissOf: 'cookie-secure-on-http',
    stack: 'express + express-session',
    what: 'Secure, and the page is on https.',
    serve: ownOrigin((app) => {
      app.set('trust proxy', true);
      app.use((request, _response, next) => {
        request.headers['x-forwarded-proto'] = 'https';
        next();
      });
      app.use(session({ secret: SECRET, resave: false, saveUninitialized: false, cookie: { secure: true } }));
      app.post('/login', (request, response) => {
        request.session.user = 1;
        response.json({ ok: true });
      });
      app.get('/me', (request, response) =>
        request.session.user ? response.json({ id: 1 }) : response.sendStatus(401),
      );
    }),
    visit: async ({ call }) => {
      await call('/login', { method: 'POST' });
      await call('/me');
    },
  },
  {
    id: 'cookie-never-set-near-miss-proxy',
    cause: 'session-rejected',
    nearMissOf: 'cookie-never-set',
    stack: 'express + express-session',
    what: 'The sign-in sets its cookie, and forgets to write the user into the session.',
    serve: ownOrigin((app) => {
      app.use(session({ secret: SECRET, resave: false, saveUninitialized: true }));
      app.post('/login', (_request, response) => response.json({ ok: true }));
      app.get('/me', (request, response) =>
        request.session.user
          ? response.json({ id: 1 })
          : response.status(401).json({ error: 'Unauthorized' }),
      );
    }),
    visit: async ({ call }) => {
      await call('/login', json({ username: 'mia', password: 'lamp-4711' }));
      await call('/me');
    },
  },
];
