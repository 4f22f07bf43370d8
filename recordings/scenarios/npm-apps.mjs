// What front-end and Node people run: frameworks with their own defaults, and what a page gets wrong by itself.
import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import fastifyCookie from '@fastify/cookie';
import fastifyCors from '@fastify/cors';
import fastifyCsrf from '@fastify/csrf-protection';
import fastifySession from '@fastify/session';
import { getRequestListener } from '@hono/node-server';
import koaCors from '@koa/cors';
import { initTRPC, TRPCError } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { betterAuth } from 'better-auth';
import { toNodeHandler } from 'better-auth/node';
import cookieSession from 'cookie-session';
import express from 'express';
import { expressjwt } from 'express-jwt';
import openid from 'express-openid-connect';
import fastify from 'fastify';
import { Hono } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import { cors as honoCors } from 'hono/cors';
import { csrf as honoCsrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { jwk } from 'hono/jwk';
import { jwt as honoJwt } from 'hono/jwt';
import { createProxyMiddleware } from 'http-proxy-middleware';
import jsonwebtoken from 'jsonwebtoken';
import Koa from 'koa';
import koaJwt from 'koa-jwt';
import Router from 'koa-router';
import koaSession from 'koa-session';
import { WebSocketServer } from 'ws';
import { allowPage, bearer, callWithToken, ORDERS, ordersApi, PAGE_ORIGIN } from '../apis.mjs';
import { IDP, provider } from '../servers/provider.mjs';

const { auth: openidConnect, requiresAuth } = openid;

const API = 'https://api.app.test';
const SECRET = 'lab-secret-of-at-least-32-characters';
const OTHER_SECRET = 'another-secret-of-at-least-32-chars';
const HTML = '<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>App</h1>';
const sign = (claims = {}, secret = SECRET) =>
  jsonwebtoken.sign({ sub: 'user-1', ...claims }, secret, {
    ...(claims.exp === undefined && { expiresIn: 600 }),
  });
const ago = (seconds) => Math.floor(Date.now() / 1000) - seconds;
const ended = () => sign({ iat: ago(7_200), exp: ago(3_600) });
const bearerOf = (token) => ({ headers: { Authorization: `Bearer ${token}` } });
const json = (body, more = {}) => ({
  method: 'POST',
  credentials: 'include',
  ...more,
  headers: { 'Content-Type': 'application/json', ...more.headers },
  body: JSON.stringify(body),
});
const ok = (_request, response) => response.json([{ id: 1, item: 'lamp' }]);

/** @param {(app: Hono) => void} prepare adds what stands before the orders */
const hono = (prepare) => (lab) => {
  const app = new Hono();
  prepare(app, lab);
  app.all('/orders', (context) => context.json([{ id: 1, item: 'lamp' }]));
  return { 'api.app.test': getRequestListener(app.fetch) };
};
const openHono = (prepare) =>
  hono((app, lab) => {
    app.use(honoCors({ origin: PAGE_ORIGIN, credentials: true }));
    prepare(app, lab);
  });

async function fastifyWith(prepare, settings = {}) {
  const app = fastify(settings);
  await prepare(app);
  app.all('/orders', async () => [{ id: 1, item: 'lamp' }]);
  await app.ready();
  return { 'api.app.test': (request, response) => app.routing(request, response) };
}
/** @fastify/session with what it does by itself, but for `cookie`. */
const fastifyLogin = (cookie) => () =>
  fastifyWith(async (app) => {
    await app.register(fastifyCors, { origin: PAGE_ORIGIN, credentials: true });
    await app.register(fastifyCookie);
    await app.register(fastifySession, { secret: SECRET, ...(cookie && { cookie }) });
    app.post('/login', async (request) => {
      request.session.user = { id: 1 };
      return { ok: true };
    });
    app.get(
      '/me',
      async (request, reply) =>
        request.session.user ?? reply.code(401).send({ error: 'Unauthorized', message: 'Please log in' }),
    );
  });
/** A new session at the sign-in, so that the token of the page before it is of no use. */
const fastifyCsrfApp = () =>
  fastifyWith(async (app) => {
    await app.register(fastifyCors, { origin: PAGE_ORIGIN, credentials: true });
    await app.register(fastifyCookie);
    await app.register(fastifySession, { secret: SECRET, cookie: { secure: false } });
    await app.register(fastifyCsrf, { sessionPlugin: '@fastify/session' });
    app.get('/csrf', async (_request, reply) => ({ token: reply.generateCsrf() }));
    app.post('/login', async (request) => {
      await request.session.regenerate();
      request.session.user = { id: 1 };
      return { ok: true };
    });
    app.post('/transfer', { preHandler: app.csrfProtection }, async () => ({ ok: true }));
  });
const csrfJourney =
  (again) =>
  async ({ call }) => {
    const fetchToken = async () =>
      JSON.parse((await call(`${API}/csrf`, { credentials: 'include' })).text).token;
    const before = await fetchToken();
    await call(`${API}/login`, json({ user: 'mia', password: 'lamp-4711' }));
    const token = again ? await fetchToken() : before;
    await call(`${API}/transfer`, json({ amount: 5 }, { headers: { 'csrf-token': token } }));
  };

/** @param {(app: Koa) => void} prepare */
const koa = (prepare) => () => {
  const app = new Koa();
  app.silent = true;
  prepare(app);
  app.use((context) => {
    context.body = [{ id: 1, item: 'lamp' }];
  });
  return { 'api.app.test': app.callback() };
};
/** What a release with new keys does, of the koa that was served last. */
const deploys = [];
const koaLogin = koa((app) => {
  app.keys = ['first-key-of-the-cookies'];
  app.use(koaCors({ origin: PAGE_ORIGIN, credentials: true }));
  app.use(koaSession({ httpOnly: true }, app));
  const router = new Router();
  router.post('/login', (context) => {
    context.session.user = 'mia';
    context.body = { ok: true };
  });
  router.get('/me', (context) => {
    context.assert(context.session.user, 401, 'Login required');
    context.body = { user: context.session.user };
  });
  app.use(router.routes());
  app.on('deploy', () => {
    app.keys = ['second-key-of-the-cookies'];
  });
  deploys.push(() => app.emit('deploy'));
});
/** A session in a cookie of cookie-session, same site, other host. */
function photos() {
  const app = express().use(allowPage(), express.json());
  app.use(cookieSession({ name: 'session', keys: ['lab-cookie-key'], sameSite: 'lax' }));
  app.post('/login', (request, response) => {
    request.session.user = 'mia';
    response.json({ ok: true });
  });
  app.use((request, response, next) =>
    request.session.user ? next() : response.status(401).json({ message: 'You are not logged in' }),
  );
  app.get('/photos/1', (_request, response) =>
    response
      .type('image/svg+xml')
      .send('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'),
  );
  app.get('/me', (request, response) => response.json({ user: request.session.user }));
  return { 'api.app.test': app };
}
const logIn = ({ call }) => call(`${API}/login`, json({ user: 'mia', password: 'lamp-4711' }));

/** Runs in the page: what axios does, withCredentials false unless told. */
const xhr = (page, url, withCredentials) =>
  page.evaluate(
    ([address, credentials]) =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open('GET', address);
        request.withCredentials = credentials;
        request.setRequestHeader('Accept', 'application/json, text/plain, */*');
        request.onloadend = resolve;
        request.send();
      }),
    [url, withCredentials],
  );

/** The page's own origin, with a service worker that fetches in its place. */
const behindWorker = (answer) => (lab) => ({
  'app.test': express()
    .get('/sw.js', (_request, response) =>
      response.type('text/javascript').send(`
        self.addEventListener('install', () => self.skipWaiting());
        self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
        self.addEventListener('fetch', (event) => {
          if (event.request.url.includes('/orders')) event.respondWith(${answer});
        });`),
    )
    .use((_request, response) => response.send(HTML)),
  'api.app.test': ordersApi(allowPage(), bearer(lab)),
});
const throughWorker =
  (...token) =>
  async (visit) => {
    await visit.page.evaluate(async () => {
      await navigator.serviceWorker.register('/sw.js');
      await navigator.serviceWorker.ready;
    });
    await visit.pause(500);
    await callWithToken(...token)(visit);
  };

const bearerApi = (lab) => ({ 'api.app.test': ordersApi(allowPage(), bearer(lab)) });

/** Refresh token in a cookie, rotated; a second use of one is refused. */
function rotating() {
  const app = express().use(allowPage(), express.json());
  let current = 'refresh-1';
  const give = (response) => {
    response.cookie('refresh_token', current, { httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
    response.json({ access_token: sign({ jti: current }), token_type: 'Bearer', expires_in: 600 });
  };
  app.post('/auth/login', (_request, response) => give(response));
  app.post('/auth/refresh', (request, response) => {
    const sent = /refresh_token=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    if (sent !== current)
      return response
        .status(401)
        .json({ statusCode: 401, message: 'Refresh token reuse detected', error: 'Unauthorized' });
    current = `refresh-${Number(current.slice(8)) + 1}`;
    return give(response);
  });
  app.use(expressjwt({ secret: SECRET, algorithms: ['HS256'] }));
  app.get('/orders', ok);
  app.use((error, _request, response, _next) =>
    response.status(error.status ?? 500).json({ statusCode: error.status, message: error.message }),
  );
  return { 'api.app.test': app };
}

/** express-openid-connect as its documentation has it, the app at `origin`. */
const signInApp =
  ({ origin = PAGE_ORIGIN, settings = {}, routes } = {}) =>
  async (lab) => {
    const idp = await lab.listen(
      provider({
        clients: [
          {
            client_id: 'web',
            client_secret: 'lab-client-secret-of-32-characters',
            redirect_uris: [`${origin}/callback`],
            grant_types: ['authorization_code', 'implicit'],
            response_types: ['code', 'id_token'],
          },
        ],
        responseTypes: ['code', 'id_token'],
        pkce: { required: () => false },
      }),
    );
    const inside = (address, init) => {
      const headers = new Headers(init?.headers);
      headers.set('x-forwarded-host', 'idp.app.test');
      return fetch(String(address).replace(IDP, `http://127.0.0.1:${idp}`), { ...init, headers });
    };
    const app = express();
    app.set('trust proxy', true);
    app.use((request, _response, next) => {
      request.headers['x-forwarded-proto'] = 'https';
      next();
    });
    app.use(
      openidConnect({
        issuerBaseURL: IDP,
        baseURL: origin,
        clientID: 'web',
        secret: SECRET,
        authRequired: false,
        idTokenSigningAlg: 'RS256',
        customFetch: inside,
        ...settings,
      }),
    );
    routes?.(app);
    app.use((_request, response) => response.send(HTML));
    return { 'idp.app.test': idp, [new URL(origin).host]: app };
  };
/** A hand-made relying party at https://shop.test, whose state lives in the session of cookie-session. */
const formPostApp = (sameSite) => () => {
  const redirectUri = 'https://shop.test/callback';
  const app = express();
  app.use((request, _response, next) => {
    Object.defineProperty(request, 'protocol', { value: 'https' });
    next();
  });
  app.use(cookieSession({ name: 'shop', keys: ['lab-cookie-key'], sameSite, secure: true }));
  app.get('/login', (request, response) => {
    request.session.state = randomBytes(12).toString('hex');
    const parameters = {
      client_id: 'web',
      redirect_uri: redirectUri,
      response_type: 'id_token',
      response_mode: 'form_post',
      scope: 'openid',
      state: request.session.state,
      nonce: randomBytes(12).toString('hex'),
    };
    response.redirect(`${IDP}/auth?${new URLSearchParams(parameters)}`);
  });
  app.post('/callback', express.urlencoded(), (request, response) => {
    if (!request.session.state || request.session.state !== request.body.state)
      return response.status(400).send('Invalid state');
    request.session.user = 'mia';
    return response.redirect('/');
  });
  app.use((_request, response) => response.send(HTML));
  const idp = provider({
    clients: [
      {
        client_id: 'web',
        client_secret: 'lab-client-secret-of-32-characters',
        redirect_uris: [redirectUri],
        grant_types: ['implicit'],
        response_types: ['id_token'],
      },
    ],
    responseTypes: ['id_token'],
    pkce: { required: () => false },
  });
  return { 'idp.app.test': idp, 'shop.test': app };
};
async function fillIn(page) {
  await page.fill('[name=login]', 'mia');
  await page.fill('[name=password]', 'lamp-4711');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]');
  await page.waitForURL((url) => !url.href.startsWith(IDP));
}
const guarded = signInApp({
  routes: (app) => app.get('/api/profile', requiresAuth(), (_request, response) => response.json({})),
});

/** A dev server that hands /api to a back end of another name. */
const devProxy =
  (backend, settings = {}) =>
  async (lab) => {
    const port = typeof backend === 'function' ? await lab.listen(backend()) : backend;
    return {
      'app.test': express()
        .use(
          '/api',
          createProxyMiddleware({ target: `http://127.0.0.1:${port}`, changeOrigin: true, ...settings }),
        )
        .use((_request, response) => response.send(HTML)),
    };
  };
function stagingBackend() {
  const app = express().use(express.json());
  app.post('/login', (_request, response) => {
    response.cookie('sid', 'f3a1c2', { domain: 'api.staging.test', httpOnly: true, path: '/' });
    response.json({ ok: true });
  });
  app.get('/me', (request, response) =>
    request.headers.cookie?.includes('sid=')
      ? response.json({ user: 'mia' })
      : response.status(401).json({ error: 'Not authenticated' }),
  );
  return app;
}
const overProxy = async ({ call }) => {
  await call('/api/login', json({ user: 'mia', password: 'lamp-4711' }));
  await call('/api/me');
};

/** RFC 9457 answers of a hand-made API with opaque tokens and keys. */
const problems = (answer) => () => ({
  'api.app.test': express()
    .use(allowPage(), express.json(), (request, response, next) => {
      const problem = answer(request);
      if (!problem) return next();
      return response
        .status(problem.status)
        .type('application/problem+json')
        .send(JSON.stringify({ type: 'about:blank', instance: request.path, ...problem }));
    })
    .all('/{*path}', ok),
});

/** Partners sign method, path, time and body with their secret. */
function signedApi() {
  const app = express().use(allowPage(), express.text({ type: '*/*' }));
  app.use((request, response, next) => {
    const time = request.get('x-timestamp');
    const wanted = createHmac('sha256', SECRET)
      .update(`${request.method}\n${request.path}\n${time}\n${request.body ?? ''}`)
      .digest('hex');
    if (Math.abs(Date.now() / 1000 - Number(time)) > 300)
      return response
        .status(401)
        .json({ error: 'timestamp_expired', message: 'Request timestamp outside of the allowed window' });
    if (request.get('x-signature') !== wanted)
      return response
        .status(401)
        .json({ error: 'invalid_signature', message: 'Signature does not match the request' });
    return next();
  });
  app.all('/orders', ok);
  return { 'api.app.test': app };
}
const callSigned =
  ({ secret = SECRET, late = 0 } = {}) =>
  ({ call }) => {
    const time = String(ago(late));
    const body = '{"item":"lamp"}';
    const signature = createHmac('sha256', secret).update(`POST\n/orders\n${time}\n${body}`).digest('hex');
    return call(ORDERS, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Api-Key': 'partner-7',
        'X-Timestamp': time,
        'X-Signature': signature,
      },
      body,
    });
  };

function better(settings) {
  const auth = betterAuth({
    baseURL: PAGE_ORIGIN,
    secret: SECRET,
    emailAndPassword: { enabled: true, ...settings.emailAndPassword },
    logger: { disabled: true },
    rateLimit: { enabled: false, ...settings.rateLimit },
    advanced: { ipAddress: { ipAddressHeaders: ['x-lab-address'] } },
  });
  const app = express();
  app.use((request, _response, next) => {
    request.headers['x-lab-address'] = '192.0.2.7';
    next();
  });
  app.all('/api/auth/{*any}', toNodeHandler(auth));
  app.use((_request, response) => response.send(HTML));
  return { 'app.test': app };
}
const account = { name: 'Mia', email: 'mia@example.test', password: 'lamp-4711-lamp' };

/** Two procedures, one of them for whoever is signed in. */
function trpcBatch() {
  const t = initTRPC.context().create();
  const signedIn = t.procedure.use(({ ctx, next }) => {
    if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
    return next();
  });
  const router = t.router({
    news: t.procedure.query(() => ['lamps']),
    orders: signedIn.query(() => [{ id: 1 }]),
  });
  const handler = createHTTPHandler({
    router,
    createContext: ({ req }) => ({ user: req.headers.authorization }),
  });
  return { 'api.app.test': express().use(allowPage()).use(handler) };
}

async function apollo() {
  const server = new ApolloServer({
    typeDefs: 'type Query { orders: [String] }',
    resolvers: { Query: { orders: () => ['lamp'] } },
  });
  await server.start();
  return { 'api.app.test': express().use(allowPage(), express.json(), expressMiddleware(server)) };
}

/** A live feed: the token travels in the query, as browsers let WebSocket send no headers. */
function liveFeed() {
  const server = createServer((_request, response) => response.writeHead(426).end());
  new WebSocketServer({
    server,
    verifyClient: ({ req }, done) => {
      try {
        jsonwebtoken.verify(new URL(req.url, API).searchParams.get('token') ?? '', SECRET);
        done(true);
      } catch {
        done(false, 401, 'Unauthorized');
      }
    },
  });
  return { 'api.app.test': server };
}
const openSocket =
  (token) =>
  async ({ page, pause }) => {
    await page.evaluate((value) => {
      new WebSocket(`wss://api.app.test/feed?token=${value}`);
    }, token());
    await pause(600);
  };

const HONO = 'hono on Node';
const FASTIFY = 'fastify with @fastify/cors';
const KOA = 'koa + @koa/cors';
const OPENID = 'express-openid-connect, oidc-provider';

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'authorization-missing-hono-jwt',
    cause: 'authorization-missing',
    stack: `${HONO}, hono/jwt`,
    what: 'No header: "Unauthorized" in plain text, the reason in the challenge alone.',
    serve: openHono((app) => app.use(honoJwt({ secret: SECRET, alg: 'HS256' }))),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'token-placeholder-null-hono-jwt',
    cause: 'token-placeholder',
    nearMissOf: 'authorization-missing',
    stack: `${HONO}, hono/jwt`,
    what: 'localStorage.getItem found nothing: "Bearer null".',
    serve: openHono((app) => app.use(honoJwt({ secret: SECRET, alg: 'HS256' }))),
    visit: ({ call }) => call(ORDERS, bearerOf('null')),
  },
  {
    id: 'token-placeholder-promise-express-oauth2',
    cause: 'token-placeholder',
    stack: 'express + express-oauth2-jwt-bearer',
    what: 'getAccessToken() without await: "Bearer [object Promise]".',
    serve: bearerApi,
    visit: ({ call }) => call(ORDERS, bearerOf('[object Promise]')),
  },
  {
    id: 'key-not-found-hono-jwk',
    cause: 'key-not-found',
    also: ['token-rejected', 'signature-invalid'],
    stack: `${HONO}, hono/jwk`,
    what: 'The token names a key that is not among those of the issuer.',
    serve: openHono((app, { jwksUri }) => app.use(jwk({ jwks_uri: jwksUri, alg: ['RS256'] }))),
    visit: callWithToken(ORDERS, {}, {}, { key: 'lab-2' }),
  },
  {
    id: 'basic-rejected-hono',
    cause: 'basic-rejected',
    stack: `${HONO}, hono/basic-auth`,
    what: 'A wrong password from a script.',
    serve: openHono((app) => app.use(basicAuth({ username: 'mia', password: 'lamp-4711' }))),
    visit: ({ call }) => call(ORDERS, { headers: { Authorization: `Basic ${btoa('mia:lamp')}` } }),
  },
  {
    id: 'preflight-headers-not-allowed-hono',
    cause: 'preflight-headers-not-allowed',
    stack: `${HONO}, hono/cors`,
    what: 'allowHeaders lists Content-Type alone; the page sends Authorization.',
    serve: hono((app) => app.use(honoCors({ origin: PAGE_ORIGIN, allowHeaders: ['Content-Type'] }))),
    visit: ({ call }) => call(ORDERS, bearerOf(sign())),
  },
  {
    id: 'preflight-headers-near-miss-hono',
    cause: null,
    nearMissOf: 'preflight-headers-not-allowed',
    stack: `${HONO}, hono/cors`,
    what: 'Without allowHeaders the middleware allows what was asked for.',
    serve: hono((app) => app.use(honoCors({ origin: PAGE_ORIGIN }))),
    visit: ({ call }) => call(ORDERS, bearerOf(sign())),
  },
  {
    id: 'role-missing-hono-exception',
    cause: 'role-missing',
    also: ['insufficient-scope', 'resource-forbidden'],
    stack: `${HONO}, HTTPException`,
    what: 'An HTTPException in plain text names the permission; the token has another.',
    serve: openHono((app) => {
      app.use(honoJwt({ secret: SECRET, alg: 'HS256' }));
      app.use(async (context, next) => {
        const { permissions = [] } = context.get('jwtPayload');
        if (!permissions.includes('orders:delete'))
          throw new HTTPException(403, { message: 'Missing permission: orders:delete' });
        await next();
      });
    }),
    visit: ({ call }) =>
      call(ORDERS, { ...bearerOf(sign({ permissions: ['orders:read'] })), method: 'POST' }),
  },
  {
    id: 'healthy-dev-proxy-form-hono',
    cause: null,
    nearMissOf: 'csrf-origin-rejected',
    stack: 'http-proxy-middleware with changeOrigin → hono/csrf',
    what: 'The proxy rewrites Host, so that the page’s Origin is no longer the server’s; hono takes Sec-Fetch-Site: same-origin as well.',
    serve: devProxy(() => {
      const app = new Hono();
      app.use(honoCsrf());
      app.get('/profile', (context) => context.json({ name: 'Mia' }));
      app.post('/profile', (context) => context.json({ ok: true }));
      return getRequestListener(app.fetch);
    }),
    visit: async ({ call }) => {
      await call('/api/profile');
      await call('/api/profile', {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'name=Mia',
      });
    },
  },
  {
    id: 'csrf-origin-rejected-hono',
    cause: 'csrf-origin-rejected',
    also: ['resource-forbidden', 'csrf-token-missing'],
    stack: `${HONO}, hono/csrf`,
    what: 'A form’s POST from the page’s host to the API’s: "Forbidden" and no more; JSON passes, which hono does not check.',
    serve: openHono((app) => app.use(honoCsrf())),
    visit: async ({ call }) => {
      await call(ORDERS, json({ item: 'lamp' }));
      await call(ORDERS, {
        method: 'POST',
        credentials: 'include',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'item=lamp',
      });
    },
  },
  {
    id: 'preflight-method-not-allowed-fastify',
    cause: 'preflight-method-not-allowed',
    stack: FASTIFY,
    what: 'The plugin’s own default allows GET, HEAD and POST; the page sends PATCH.',
    serve: () => fastifyWith((app) => app.register(fastifyCors, { origin: PAGE_ORIGIN })),
    visit: ({ call }) => call(ORDERS, { method: 'PATCH', ...bearerOf(sign()) }),
  },
  {
    id: 'preflight-method-near-miss-fastify',
    cause: null,
    nearMissOf: 'preflight-method-not-allowed',
    stack: FASTIFY,
    what: 'The same setting and POST.',
    serve: () => fastifyWith((app) => app.register(fastifyCors, { origin: PAGE_ORIGIN })),
    visit: ({ call }) => call(ORDERS, { method: 'POST', ...bearerOf(sign()) }),
  },
  {
    id: 'cookie-never-set-fastify-session',
    cause: 'cookie-never-set',
    stack: 'fastify + @fastify/session behind TLS that ends elsewhere',
    what: 'cookie.secure is true by default, the server sees http: it sets no cookie at the sign-in.',
    serve: fastifyLogin(),
    visit: async (visit) => {
      await logIn(visit);
      await visit.call(`${API}/me`, { credentials: 'include' });
    },
  },
  {
    id: 'healthy-fastify-session',
    cause: null,
    nearMissOf: 'cookie-never-set',
    stack: 'fastify + @fastify/session behind TLS that ends elsewhere',
    what: 'The same with cookie.secure false.',
    serve: fastifyLogin({ secure: false }),
    visit: async (visit) => {
      await logIn(visit);
      await visit.call(`${API}/me`, { credentials: 'include' });
    },
  },
  {
    id: 'csrf-token-mismatch-before-login-fastify',
    cause: 'csrf-token-mismatch',
    stack: 'fastify + @fastify/csrf-protection + @fastify/session',
    what: 'The token is that of the page before the sign-in, which began a new session.',
    serve: fastifyCsrfApp,
    visit: csrfJourney(false),
  },
  {
    id: 'healthy-csrf-fetched-again-fastify',
    cause: null,
    nearMissOf: 'csrf-token-mismatch',
    stack: 'fastify + @fastify/csrf-protection + @fastify/session',
    what: 'The token is fetched again after the sign-in.',
    serve: fastifyCsrfApp,
    visit: csrfJourney(true),
  },
  {
    id: 'cors-wildcard-with-credentials-koa',
    cause: 'cors-wildcard-with-credentials',
    also: ['cors-credentials-missing'],
    stack: KOA,
    what: 'The package’s own default is the star; the page sends credentials.',
    serve: koa((app) => app.use(koaCors())),
    visit: ({ call }) => call(ORDERS, { credentials: 'include' }),
  },
  {
    id: 'error-response-lacks-cors-koa',
    cause: 'error-response-lacks-cors',
    also: ['cors-origin-missing', 'token-expired'],
    stack: `${KOA} + koa-jwt, keepHeadersOnError false`,
    what: 'A first call passes; the next token has ended, and the error goes out without CORS headers.',
    serve: koa((app) =>
      app.use(koaCors({ origin: PAGE_ORIGIN, keepHeadersOnError: false })).use(koaJwt({ secret: SECRET })),
    ),
    visit: async ({ call }) => {
      await call(ORDERS, bearerOf(sign()));
      await call(ORDERS, bearerOf(ended()));
    },
  },
  {
    id: 'token-expired-koa-cors-kept',
    cause: 'token-expired',
    nearMissOf: 'error-response-lacks-cors',
    stack: `${KOA} + koa-jwt`,
    what: 'The same with the package’s default: the error keeps its CORS headers, "Authentication Error".',
    serve: koa((app) => app.use(koaCors({ origin: PAGE_ORIGIN })).use(koaJwt({ secret: SECRET }))),
    visit: async ({ call }) => {
      await call(ORDERS, bearerOf(sign()));
      await call(ORDERS, bearerOf(ended()));
    },
  },
  {
    id: 'session-rejected-koa-session',
    cause: 'session-rejected',
    stack: `${KOA} + koa-session`,
    what: 'A release changed app.keys: the cookie’s signature is no longer good, "Login required".',
    serve: koaLogin,
    visit: async (visit) => {
      await logIn(visit);
      await visit.call(`${API}/me`, { credentials: 'include' });
      deploys.pop()();
      await visit.call(`${API}/me`, { credentials: 'include' });
    },
  },
  {
    id: 'credentials-omitted-axios',
    cause: 'credentials-omitted',
    stack: 'express + cookie-session, XMLHttpRequest as axios does it',
    what: 'Signed in with credentials; then withCredentials is left at false.',
    serve: photos,
    visit: async (visit) => {
      await logIn(visit);
      await xhr(visit.page, `${API}/me`, false);
    },
  },
  {
    id: 'healthy-axios-with-credentials',
    cause: null,
    nearMissOf: 'credentials-omitted',
    stack: 'express + cookie-session, XMLHttpRequest as axios does it',
    what: 'The same with withCredentials.',
    serve: photos,
    visit: async (visit) => {
      await logIn(visit);
      await xhr(visit.page, `${API}/me`, true);
    },
  },
  {
    id: 'credentials-omitted-image-crossorigin',
    cause: 'credentials-omitted',
    stack: 'express + cookie-session, <img crossorigin>',
    what: 'For a canvas the image has crossorigin="anonymous": it is asked for without the session cookie.',
    serve: photos,
    visit: async (visit) => {
      await logIn(visit);
      await visit.page.evaluate(() => {
        const image = new Image();
        image.crossOrigin = 'anonymous';
        image.src = 'https://api.app.test/photos/1';
        document.body.append(image);
      });
      await visit.pause(400);
    },
  },
  {
    id: 'service-worker-without-authorization',
    cause: 'service-worker-answered',
    also: ['authorization-missing'],
    stack: 'a service worker, express + express-oauth2-jwt-bearer',
    what: 'The worker fetches event.request.url anew, without the page’s Authorization.',
    serve: behindWorker('fetch(event.request.url)'),
    visit: throughWorker(),
  },
  {
    id: 'service-worker-near-miss-passes-on',
    cause: 'token-expired',
    nearMissOf: 'service-worker-answered',
    stack: 'a service worker, express + express-oauth2-jwt-bearer',
    what: 'The worker hands the request on as it is; the token has ended.',
    serve: behindWorker('fetch(event.request)'),
    visit: throughWorker(ORDERS, {}, {}, { lifetime: -600 }),
  },
  {
    id: 'authorization-missing-no-cors',
    cause: 'authorization-missing',
    stack: 'express + express-oauth2-jwt-bearer',
    what: 'A call with the token passes; with mode: no-cors "to get rid of the CORS error": the browser takes Authorization off without a word.',
    serve: bearerApi,
    visit: async (visit) => {
      await callWithToken()(visit);
      await callWithToken(ORDERS, { mode: 'no-cors' })(visit);
    },
  },
  {
    id: 'authorization-missing-beacon',
    cause: 'authorization-missing',
    stack: 'express + express-oauth2-jwt-bearer',
    what: 'Calls with a token pass; navigator.sendBeacon can carry none.',
    serve: bearerApi,
    visit: async (visit) => {
      await callWithToken()(visit);
      await visit.page.evaluate(() => {
        navigator.sendBeacon('https://api.app.test/events', 'left=1');
      });
      await visit.pause(400);
    },
  },
  {
    id: 'healthy-keepalive',
    cause: null,
    nearMissOf: 'authorization-missing',
    stack: 'express + express-oauth2-jwt-bearer',
    what: 'fetch with keepalive in its place carries the token.',
    serve: bearerApi,
    visit: async (visit) => {
      await callWithToken()(visit);
      await callWithToken(`${API}/events`, { method: 'POST', keepalive: true, body: 'left=1' })(visit);
    },
  },
  {
    id: 'authorization-missing-event-source',
    cause: 'authorization-missing',
    stack: 'express + express-oauth2-jwt-bearer, EventSource',
    what: 'EventSource sends no Authorization: 401, while fetch with the token passes.',
    serve: bearerApi,
    visit: async (visit) => {
      await callWithToken()(visit);
      await visit.page.evaluate(() => {
        new EventSource('https://api.app.test/stream');
      });
      await visit.pause(400);
    },
  },
  {
    id: 'healthy-websocket-token',
    cause: null,
    nearMissOf: 'token-expired',
    stack: 'ws with verifyClient',
    what: 'A good token: 101.',
    serve: liveFeed,
    visit: openSocket(sign),
  },
  {
    id: 'bearer-duplicated-header-appended',
    cause: 'bearer-duplicated',
    also: ['token-malformed', 'credentials-sent-twice'],
    stack: 'express + express-oauth2-jwt-bearer',
    what: 'Two interceptors append the header: "Bearer …, Bearer …".',
    serve: bearerApi,
    visit: async ({ lab, call }) => {
      const value = `Bearer ${await lab.token()}`;
      await call(ORDERS, { headers: { Authorization: `${value}, ${value}` } });
    },
  },
  {
    id: 'token-expired-optional-credentials',
    cause: 'token-expired',
    stack: 'express + express-jwt with credentialsRequired false',
    what: 'Without a token the list is public and passes; with the one that has ended it is refused.',
    serve: () => ({
      'api.app.test': ordersApi(
        allowPage(),
        expressjwt({ secret: SECRET, algorithms: ['HS256'], credentialsRequired: false }),
      ),
    }),
    visit: async ({ call }) => {
      await call(ORDERS);
      await call(ORDERS, bearerOf(ended()));
    },
  },
  {
    id: 'oauth-refresh-reused-two-tabs-express',
    cause: 'oauth-refresh-reused',
    also: ['refresh-failed'],
    stack: 'express, refresh tokens in a rotated cookie',
    what: 'Two refreshes run at once with the same cookie; the second is "Refresh token reuse detected".',
    serve: rotating,
    visit: async ({ call, page }) => {
      await call(`${API}/auth/login`, json({ user: 'mia', password: 'lamp-4711' }));
      await page.evaluate(async () => {
        const refresh = () =>
          fetch('https://api.app.test/auth/refresh', { method: 'POST', credentials: 'include' });
        await Promise.all([refresh(), refresh()]);
      });
    },
  },
  {
    id: 'token-expired-refresh-loop',
    cause: 'token-expired',
    also: ['failing-after-expiry'],
    stack: 'express + express-jwt, an interceptor',
    what: 'The interceptor refreshes after each 401, and tries again with the header of the first try.',
    serve: rotating,
    visit: async ({ call }) => {
      await call(`${API}/auth/login`, json({ user: 'mia', password: 'lamp-4711' }));
      const stale = bearerOf(ended());
      for (let attempt = 0; attempt < 4; attempt += 1) {
        await call(ORDERS, stale);
        await call(`${API}/auth/refresh`, { method: 'POST', credentials: 'include' });
      }
      await call(ORDERS, stale);
    },
  },
  {
    id: 'oauth-nonce-mismatch-two-tabs-express-openid-connect',
    cause: 'oauth-nonce-mismatch',
    nearMissOf: 'oauth-state-mismatch',
    stack: OPENID,
    what: 'Two tabs begin to sign in; the second overwrites the cookie that holds state and nonce, the first comes back; both have one state.',
    serve: signInApp(),
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
    id: 'oauth-state-missing-form-post-lax',
    cause: 'oauth-state-missing',
    also: ['cookie-samesite-lax', 'oauth-state-mismatch'],
    stack: 'express + cookie-session, oidc-provider, form_post',
    what: 'The answer comes as a form’s POST from another site: the Lax cookie that keeps the state stays home.',
    serve: formPostApp('lax'),
    visit: async ({ page, pause }) => {
      await page.goto('https://shop.test/login');
      await fillIn(page);
      await pause(300);
    },
  },
  {
    id: 'healthy-form-post-none',
    cause: null,
    nearMissOf: 'oauth-state-missing',
    stack: 'express + cookie-session, oidc-provider, form_post',
    what: 'The same with SameSite=None.',
    serve: formPostApp('none'),
    visit: async ({ page, pause }) => {
      await page.goto('https://shop.test/login');
      await fillIn(page);
      await pause(300);
    },
  },
  {
    id: 'healthy-form-post-express-openid-connect',
    cause: null,
    nearMissOf: 'oauth-state-missing',
    stack: `${OPENID}, form_post`,
    what: 'The same with the package’s own cookie settings.',
    serve: signInApp({
      origin: 'https://shop.test',
      settings: {
        authorizationParams: { response_type: 'id_token', response_mode: 'form_post', scope: 'openid' },
      },
    }),
    visit: async ({ page, pause }) => {
      await page.goto('https://shop.test/login');
      await fillIn(page);
      await pause(300);
    },
  },
  {
    id: 'login-page-express-openid-connect',
    cause: 'login-page-instead-of-401',
    stack: OPENID,
    what: 'fetch asks for a guarded route without a session: 302 to the provider, where CORS ends it.',
    serve: guarded,
    visit: ({ call }) => call('/api/profile'),
  },
  {
    id: 'login-page-near-miss-express-openid-connect',
    cause: 'authorization-missing',
    nearMissOf: 'login-page-instead-of-401',
    stack: OPENID,
    what: 'The same with Accept: application/json: 401 "Authentication is required for this route."',
    serve: guarded,
    visit: ({ call }) => call('/api/profile', { headers: { Accept: 'application/json' } }),
  },
  {
    id: 'cookie-domain-mismatch-dev-proxy',
    cause: 'cookie-domain-mismatch',
    stack: 'http-proxy-middleware → express',
    what: 'The back end sets its cookie for api.staging.test, the proxy hands it on: the browser refuses it.',
    serve: devProxy(stagingBackend),
    visit: overProxy,
  },
  {
    id: 'healthy-dev-proxy-cookie-rewritten',
    cause: null,
    nearMissOf: 'cookie-domain-mismatch',
    stack: 'http-proxy-middleware with cookieDomainRewrite → express',
    what: 'The same with cookieDomainRewrite.',
    serve: devProxy(stagingBackend, { cookieDomainRewrite: '' }),
    visit: overProxy,
  },
  {
    id: 'not-auth-dev-proxy-backend-down',
    cause: 'not-auth',
    stack: 'http-proxy-middleware, nothing behind it',
    what: 'The back end does not run: the proxy’s own 504, with a good token on the request.',
    serve: devProxy(9),
    visit: ({ call }) => call('/api/orders', bearerOf(sign())),
  },
  {
    id: 'token-expired-problem-json',
    cause: 'token-expired',
    also: ['refresh-missing'],
    stack: 'express, application/problem+json',
    what: 'An opaque token; the problem’s detail says that it has expired.',
    serve: problems(() => ({ title: 'Unauthorized', status: 401, detail: 'The access token has expired.' })),
    visit: ({ call }) => call(ORDERS, bearerOf('kH3v-opaque-8Zq1xR')),
  },
  {
    id: 'role-missing-problem-json',
    cause: 'role-missing',
    also: ['insufficient-scope'],
    stack: 'express, application/problem+json',
    what: 'The problem’s detail names a permission that the token’s permissions lack.',
    serve: problems(() => ({
      type: 'https://docs.app.test/problems/forbidden',
      title: 'Forbidden',
      status: 403,
      detail: "The 'invoices.write' permission is required to perform this action.",
    })),
    visit: ({ call }) =>
      call(`${API}/invoices`, json({}, bearerOf(sign({ permissions: ['invoices.read'] })))),
  },
  {
    id: 'not-auth-problem-json-conflict',
    cause: 'not-auth',
    nearMissOf: 'token-expired',
    stack: 'express, application/problem+json',
    what: '409 of the application with a good token: the offer has expired.',
    serve: problems(() => ({ title: 'Conflict', status: 409, detail: 'The offer has expired.' })),
    visit: ({ call }) => call(ORDERS, json({}, bearerOf(sign()))),
  },
  {
    id: 'request-signing-hmac-secret',
    cause: 'request-signing-failed',
    also: ['signature-invalid'],
    stack: 'express, requests signed with HMAC',
    what: 'Signed with another secret: "Signature does not match the request".',
    serve: signedApi,
    visit: callSigned({ secret: OTHER_SECRET }),
  },
  {
    id: 'request-signing-hmac-time',
    cause: 'request-signing-failed',
    also: ['clock-skew'],
    nearMissOf: 'token-expired',
    stack: 'express, requests signed with HMAC',
    what: 'Signed ten minutes ago, five are allowed: "timestamp outside of the allowed window".',
    serve: signedApi,
    visit: callSigned({ late: 600 }),
  },
  {
    id: 'healthy-request-signed-hmac',
    cause: null,
    nearMissOf: 'request-signing-failed',
    stack: 'express, requests signed with HMAC',
    what: 'Signed rightly and now.',
    serve: signedApi,
    visit: callSigned(),
  },
  {
    id: 'account-not-verified-better-auth',
    cause: 'account-locked',
    nearMissOf: 'login-rejected',
    stack: 'better-auth on express, requireEmailVerification',
    what: 'The right password; the address was never confirmed: 403 EMAIL_NOT_VERIFIED.',
    serve: () => better({ emailAndPassword: { requireEmailVerification: true } }),
    visit: async ({ call }) => {
      await call('/api/auth/sign-up/email', json(account));
      await call('/api/auth/sign-in/email', json(account));
    },
  },
  {
    id: 'too-many-attempts-better-auth',
    cause: 'too-many-attempts',
    also: ['rate-limited'],
    stack: 'better-auth on express, its own limit of the sign-in',
    what: 'Wrong passwords within ten seconds, then 429 with X-Retry-After.',
    serve: () => better({ rateLimit: { enabled: true } }),
    visit: async ({ call }) => {
      for (let attempt = 0; attempt < 5; attempt += 1)
        await call('/api/auth/sign-in/email', json({ ...account, password: `lamp-${attempt}-lamp` }));
    },
  },
  {
    id: 'not-auth-better-auth-user-exists',
    cause: 'not-auth',
    nearMissOf: 'login-rejected',
    stack: 'better-auth on express',
    what: 'Signed up twice: 422, the user exists already.',
    serve: () => better({}),
    visit: async ({ call }) => {
      await call('/api/auth/sign-up/email', json(account));
      await call('/api/auth/sign-up/email', json(account));
    },
  },
  {
    id: 'error-hidden-trpc-batch',
    cause: 'error-hidden-in-success',
    also: ['authorization-missing'],
    stack: 'tRPC with batching',
    what: 'Two procedures in one call, one refused: 207, UNAUTHORIZED inside.',
    serve: trpcBatch,
    visit: ({ call }) =>
      call(`${API}/news,orders?batch=1&input=${encodeURIComponent('{}')}`, { credentials: 'include' }),
  },
  {
    id: 'not-auth-apollo-csrf-prevention',
    cause: 'not-auth',
    stack: 'Apollo Server 5 with its own CSRF prevention',
    what: 'GET without Content-Type or Apollo-Require-Preflight: 400, for want of a header and not of a credential.',
    serve: apollo,
    visit: ({ call }) => call(`${API}/graphql?query=${encodeURIComponent('{ orders }')}`),
  },
  {
    id: 'mixed-content-trailing-slash',
    cause: 'mixed-content',
    also: ['https-downgrade', 'cors-redirect'],
    stack: 'express behind TLS that ends elsewhere',
    what: 'The redirect to the path with its slash is built with http, as the server knows no other scheme.',
    serve: (lab) => ({
      'api.app.test': ordersApi(
        allowPage(),
        (request, response, next) =>
          request.path.endsWith('/')
            ? next()
            : response.redirect(307, `${request.protocol}://${request.host}${request.path}/`),
        bearer(lab),
      ),
    }),
    visit: callWithToken(),
  },
];
