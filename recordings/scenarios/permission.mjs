// Refusals that are no matter of who calls, but of what they may do; and refusals that no status shows.
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import cookieParser from 'cookie-parser';
import { doubleCsrf } from 'csrf-csrf';
import express from 'express';
import { requiredScopes } from 'express-oauth2-jwt-bearer';
import session from 'express-session';
import { GraphQLError } from 'graphql';
import jsonwebtoken from 'jsonwebtoken';
import lusca from 'lusca';
import { Server as SocketServer } from 'socket.io';
import { allowPage, bearer, callWithToken, ORDERS, ordersApi } from '../apis.mjs';

const SECRET = 'lab-secret-of-at-least-32-characters';
const OAUTH2 = 'express + express-oauth2-jwt-bearer';
const HTML = '<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>App</h1>';

/** Reads pass for everyone, the rest by a guard. */
const guarded = (guard) => (lab) => {
  const app = express();
  app.use(allowPage(), bearer(lab));
  app.get('/orders', (_request, response) => response.json([{ id: 1 }]));
  app.use(guard, (_request, response) => response.json({ ok: true }));
  return { 'api.app.test': app };
};
const roleGuard = (role) => (request, response, next) =>
  request.auth.payload.roles?.includes(role)
    ? next()
    : response.status(403).json({ message: `Missing required role: ${role}` });
const withToken = async ({ lab }, claims = {}) => ({ Authorization: `Bearer ${await lab.token(claims)}` });

/** csrf-csrf as its documentation sets it up; the session and the page are on one origin. */
function doubleSubmitApp() {
  const app = express();
  app.use(express.json(), cookieParser());
  app.use(session({ secret: SECRET, resave: false, saveUninitialized: true, cookie: { sameSite: 'lax' } }));
  const { doubleCsrfProtection, generateCsrfToken } = doubleCsrf({
    getSecret: () => SECRET,
    getSessionIdentifier: (request) => request.session.id,
    cookieName: 'csrf',
    cookieOptions: { secure: false, sameSite: 'lax' },
  });
  app.get('/', (_request, response) => response.send(HTML));
  app.get('/csrf', (request, response) => {
    request.session.seen = true;
    response.json({ token: generateCsrfToken(request, response) });
  });
  app.use(doubleCsrfProtection);
  app.post('/orders', (_request, response) => response.json({ id: 2 }));
  app.use((error, _request, response, _next) =>
    response.status(error.statusCode ?? 500).json({ code: error.code, message: error.message }),
  );
  return { 'app.test': app };
}

/** lusca keeps the token in the session. */
function luscaApp() {
  const app = express();
  app.use(express.json(), session({ secret: SECRET, resave: false, saveUninitialized: true }));
  app.use(lusca.csrf());
  app.get('/', (_request, response) => response.send(HTML));
  app.get('/csrf', (_request, response) => response.json({ token: response.locals._csrf }));
  app.post('/orders', (_request, response) => response.json({ id: 2 }));
  app.use((error, _request, response, _next) =>
    response.status(response.statusCode >= 400 ? response.statusCode : 500).json({ message: error.message }),
  );
  return { 'app.test': app };
}
const postOrders = (token) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...(token && { 'x-csrf-token': token }) },
  body: '{"item":"lamp"}',
});

async function apollo() {
  const server = new ApolloServer({
    typeDefs: 'type Query { me: String, orders: [String] }',
    resolvers: {
      Query: {
        me: (_parent, _arguments, { user }) => {
          if (user) return user;
          throw new GraphQLError('You must be signed in', { extensions: { code: 'UNAUTHENTICATED' } });
        },
        orders: () => ['lamp'],
      },
    },
  });
  await server.start();
  const app = express();
  app.use(allowPage(), express.json());
  app.use(
    '/graphql',
    expressMiddleware(server, {
      context: async ({ req }) => ({
        user: req.get('Authorization')
          ? jsonwebtoken.decode(req.get('Authorization').slice(7))?.sub
          : undefined,
      }),
    }),
  );
  return { 'api.app.test': app };
}
const query = (text, headers = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify({ query: text }),
});

/** Server-side pages with a sign-in form; what needs a session is redirected to it. */
function signInPages() {
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.use(session({ secret: SECRET, resave: false, saveUninitialized: false, cookie: { sameSite: 'lax' } }));
  app.get('/', (_request, response) => response.send(HTML));
  app.get('/login', (_request, response) =>
    response.send(
      '<!doctype html><title>Sign in</title><form method="post" action="/login"><input name="username"><input type="password" name="password"><button>Sign in</button></form>',
    ),
  );
  app.post('/login', (request, response) => {
    request.session.user = request.body.username;
    response.redirect('/orders');
  });
  app.get('/orders', (request, response) =>
    request.session.user ? response.json([{ id: 1 }]) : response.redirect('/login?next=/orders'),
  );
  return { 'app.test': app };
}

function socketServer() {
  const app = express().use(allowPage());
  const server = import('node:http').then(({ createServer }) => {
    const http = createServer(app);
    const io = new SocketServer(http, { cors: { origin: 'https://app.test', credentials: true } });
    io.use((socket, next) => {
      try {
        jsonwebtoken.verify(socket.handshake.auth.token ?? '', SECRET);
        next();
      } catch (error) {
        next(new Error(error.message));
      }
    });
    return http;
  });
  return server.then((http) => ({ 'api.app.test': http }));
}
/** What a client of socket.io does on long polling, without the client. */
const connectBySocket = (token) => async (visit) => {
  const base = 'https://api.app.test/socket.io/?EIO=4&transport=polling';
  const open = await visit.call(base);
  const sid = JSON.parse(open.text.slice(1)).sid;
  await visit.call(`${base}&sid=${sid}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: `40${JSON.stringify({ token })}`,
  });
  await visit.call(`${base}&sid=${sid}`);
};

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'insufficient-scope-express-oauth2',
    cause: 'insufficient-scope',
    stack: OAUTH2,
    what: 'The route wants orders:write, the token has orders:read.',
    serve: (lab) => ({ 'api.app.test': ordersApi(allowPage(), bearer(lab), requiredScopes('orders:write')) }),
    visit: callWithToken(),
  },
  {
    id: 'insufficient-scope-near-miss-express-oauth2',
    cause: null,
    nearMissOf: 'insufficient-scope',
    stack: OAUTH2,
    what: 'The token has both.',
    serve: (lab) => ({ 'api.app.test': ordersApi(allowPage(), bearer(lab), requiredScopes('orders:write')) }),
    visit: callWithToken(ORDERS, {}, { scope: 'orders:read orders:write' }),
  },
  {
    id: 'role-missing-express',
    cause: 'role-missing',
    stack: OAUTH2,
    what: 'The API names the role admin; the token has viewer.',
    serve: guarded(roleGuard('admin')),
    visit: async (visit) => {
      const headers = await withToken(visit, { roles: ['viewer'] });
      await visit.call(ORDERS, { headers });
      await visit.call('https://api.app.test/users', { headers });
    },
  },
  {
    id: 'role-missing-near-miss-express',
    cause: 'resource-forbidden',
    also: ['method-forbidden'],
    nearMissOf: 'role-missing',
    stack: OAUTH2,
    what: 'The API names no role: 403 Forbidden resource, the same token passes elsewhere.',
    serve: guarded((_request, response) =>
      response.status(403).json({ message: 'Forbidden resource', statusCode: 403 }),
    ),
    visit: async (visit) => {
      const headers = await withToken(visit, { roles: ['viewer'] });
      await visit.call(ORDERS, { headers });
      await visit.call('https://api.app.test/users', { headers });
    },
  },
  {
    id: 'method-forbidden-express',
    cause: 'method-forbidden',
    also: ['resource-forbidden'],
    stack: OAUTH2,
    what: 'GET /orders passes, PUT and DELETE of it are refused.',
    serve: (lab) => {
      const app = express();
      app.use(allowPage(), bearer(lab));
      app.get('/orders', (_request, response) => response.json([{ id: 1 }]));
      app.use((_request, response) => response.status(403).json({ message: 'Forbidden' }));
      return { 'api.app.test': app };
    },
    visit: async (visit) => {
      const headers = await withToken(visit);
      await visit.call(ORDERS, { headers });
      await visit.call(ORDERS, { method: 'PUT', headers });
      await visit.call(ORDERS, { method: 'DELETE', headers });
    },
  },
  {
    id: 'csrf-token-missing-csrf-csrf',
    cause: 'csrf-token-missing',
    stack: 'express + csrf-csrf',
    what: 'A POST with the session, without the header.',
    serve: doubleSubmitApp,
    visit: async ({ call }) => {
      await call('/csrf');
      await call('/orders', postOrders());
    },
  },
  {
    id: 'csrf-token-mismatch-csrf-csrf',
    cause: 'csrf-token-mismatch',
    stack: 'express + csrf-csrf',
    what: 'The header holds the token of another session.',
    serve: doubleSubmitApp,
    visit: async ({ call }) => {
      const { text } = await call('/csrf');
      const { token } = JSON.parse(text);
      await call('/orders', postOrders(token.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))));
    },
  },
  {
    id: 'csrf-healthy-csrf-csrf',
    cause: null,
    nearMissOf: 'csrf-token-missing',
    stack: 'express + csrf-csrf',
    what: 'The header holds the token that the page was given.',
    serve: doubleSubmitApp,
    visit: async ({ call }) => {
      const { text } = await call('/csrf');
      await call('/orders', postOrders(JSON.parse(text).token));
    },
  },
  {
    id: 'csrf-token-missing-lusca',
    cause: 'csrf-token-missing',
    also: ['csrf-token-mismatch'],
    stack: 'express + lusca',
    what: 'A POST without the token.',
    serve: luscaApp,
    visit: async ({ call }) => {
      await call('/csrf');
      await call('/orders', postOrders());
    },
  },
  {
    id: 'csrf-token-mismatch-lusca',
    cause: 'csrf-token-mismatch',
    stack: 'express + lusca',
    what: 'A POST with a token that is not the session’s.',
    serve: luscaApp,
    visit: async ({ call }) => {
      await call('/csrf');
      await call('/orders', postOrders('bm90IHRoZSB0b2tlbiBvZiB0aGlzIHNlc3Npb24='));
    },
  },
  {
    id: 'csrf-origin-rejected-express',
    cause: 'csrf-origin-rejected',
    stack: 'express that checks Origin',
    what: 'The API trusts https://www.app.test alone.',
    serve: () => ({
      'api.app.test': ordersApi(allowPage(), (request, response, next) =>
        request.method === 'GET' || request.get('Origin') === 'https://www.app.test'
          ? next()
          : response.status(403).json({ error: 'CSRF: Origin https://app.test is not allowed' }),
      ),
    }),
    visit: ({ call }) => call(ORDERS, { method: 'POST', credentials: 'include' }),
  },
  {
    id: 'account-locked-express',
    cause: 'account-locked',
    also: ['login-rejected'],
    stack: 'express',
    what: 'The right password of a locked account.',
    serve: () => ({
      'api.app.test': express()
        .use(allowPage(), express.json())
        .post('/login', (_request, response) =>
          response
            .status(403)
            .json({ error: 'account_locked', message: 'Your account has been locked. Contact support.' }),
        ),
    }),
    visit: ({ call }) =>
      call('https://api.app.test/login', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"email":"mia@example.test","password":"lamp-4711"}',
      }),
  },
  {
    id: 'status-misused-401-for-permission',
    cause: 'status-misused',
    also: ['role-missing', 'resource-forbidden', 'insufficient-scope'],
    stack: OAUTH2,
    what: 'The API answers 401 where the token is good and a role lacks.',
    serve: guarded((_request, response) =>
      response.status(401).json({ message: 'You do not have permission to perform this action' }),
    ),
    visit: async (visit) => {
      const headers = await withToken(visit);
      await visit.call(ORDERS, { headers });
      await visit.call('https://api.app.test/users', { headers });
    },
  },
  {
    id: 'error-hidden-in-success-apollo',
    cause: 'error-hidden-in-success',
    also: ['authorization-missing'],
    stack: 'Apollo Server on express',
    what: 'GraphQL answers 200 with UNAUTHENTICATED.',
    serve: apollo,
    visit: ({ call }) => call('https://api.app.test/graphql', query('{ me }')),
  },
  {
    id: 'error-hidden-near-miss-apollo',
    cause: null,
    nearMissOf: 'error-hidden-in-success',
    stack: 'Apollo Server on express',
    what: 'The same query with a token; and one that needs none.',
    serve: apollo,
    visit: async (visit) => {
      const headers = await withToken(visit);
      await visit.call('https://api.app.test/graphql', query('{ me }', headers));
      await visit.call('https://api.app.test/graphql', query('{ orders }'));
    },
  },
  {
    id: 'error-hidden-near-miss-data',
    cause: null,
    nearMissOf: 'error-hidden-in-success',
    stack: 'express',
    what: 'A list of error codes is data: it speaks of 401 and UNAUTHENTICATED, and refuses nothing.',
    serve: () => ({
      'api.app.test': express()
        .use(allowPage())
        .get('/docs', (_request, response) =>
          response.json({
            codes: [
              { code: 'UNAUTHENTICATED', status: 401, message: 'invalid token' },
              { code: 'FORBIDDEN', status: 403, message: 'access denied' },
            ],
            lastError: null,
          }),
        ),
    }),
    visit: ({ call }) => call('https://api.app.test/docs'),
  },
  {
    id: 'login-page-instead-of-401-express',
    cause: 'login-page-instead-of-401',
    stack: 'express + express-session',
    what: 'fetch is redirected to the sign-in page and gets 200 and HTML.',
    serve: signInPages,
    visit: ({ call }) => call('/orders', { headers: { Accept: 'application/json' } }),
  },
  {
    id: 'login-page-near-miss-navigation',
    cause: null,
    nearMissOf: 'login-page-instead-of-401',
    stack: 'express + express-session',
    what: 'A navigation is redirected to the sign-in page, the user signs in and arrives.',
    serve: signInPages,
    visit: async ({ page }) => {
      await page.goto('https://app.test/orders');
      await page.fill('[name=username]', 'mia');
      await page.fill('[name=password]', 'lamp-4711');
      await page.click('button');
      await page.waitForURL('**/orders');
    },
  },
  {
    id: 'socketio-token-expired',
    cause: 'token-expired',
    also: ['refresh-missing', 'error-hidden-in-success'],
    stack: 'socket.io',
    what: 'The middleware refuses an expired token: 200 and 44{"message":"jwt expired"}.',
    serve: socketServer,
    visit: connectBySocket(jsonwebtoken.sign({ sub: 'user-1' }, SECRET, { expiresIn: -600 })),
  },
  {
    id: 'socketio-near-miss',
    cause: null,
    nearMissOf: 'error-hidden-in-success',
    stack: 'socket.io',
    what: 'A good token connects.',
    serve: socketServer,
    visit: connectBySocket(jsonwebtoken.sign({ sub: 'user-1' }, SECRET, { expiresIn: 600 })),
  },
];
