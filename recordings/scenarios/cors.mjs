// Cross-origin calls: one setting wrong of what the browser asks for.
import { createServer } from 'node:http';
import cors from 'cors';
import express from 'express';
import { allowPage, bearer, callWithToken, ORDERS, ordersApi, PAGE_ORIGIN } from '../apis.mjs';

const CORS = 'express + cors';
const serve =
  (...middlewares) =>
  () => ({ 'api.app.test': ordersApi(...middlewares) });
const onPreflight = (answer) => (request, response, next) =>
  request.method === 'OPTIONS' ? answer(request, response, next) : next();
const header = (name, value) => (_request, response, next) => {
  response.set(name, value);
  next();
};
const call =
  (url = ORDERS, init = {}) =>
  ({ call: send }) =>
    send(url, init);
const put = { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"item":"lamp"}' };
const signed = { headers: { 'X-Tenant': 'lab' } };

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'preflight-unauthorized-express',
    cause: 'preflight-unauthorized',
    stack: 'express + express-oauth2-jwt-bearer before cors',
    what: 'The preflight itself must show a token, and is answered 401.',
    serve: (lab) => ({ 'api.app.test': ordersApi(bearer(lab), allowPage()) }),
    visit: callWithToken(),
  },
  {
    id: 'preflight-unauthorized-near-miss-express',
    cause: 'token-expired',
    also: ['refresh-missing'],
    nearMissOf: 'preflight-unauthorized',
    stack: 'express + cors before express-oauth2-jwt-bearer',
    what: 'The preflight passes; the request itself is answered 401.',
    serve: (lab) => ({ 'api.app.test': ordersApi(allowPage(), bearer(lab)) }),
    visit: callWithToken(ORDERS, {}, {}, { lifetime: -600 }),
  },
  {
    id: 'preflight-status-405-express',
    cause: 'preflight-status',
    stack: CORS,
    what: 'OPTIONS is answered 405 with all CORS headers.',
    serve: serve(
      cors({ origin: PAGE_ORIGIN, credentials: true, preflightContinue: true }),
      header('Access-Control-Allow-Headers', 'content-type'),
      onPreflight((_request, response) => response.status(405).end()),
    ),
    visit: call(ORDERS, put),
  },
  {
    id: 'preflight-status-404-express',
    cause: 'preflight-status',
    also: ['preflight-origin-missing', 'cors-origin-missing'],
    stack: 'express without cors for OPTIONS',
    what: 'The router knows no OPTIONS: 404.',
    serve: serve(
      onPreflight((_request, response) => response.status(404).end()),
      allowPage(),
    ),
    visit: call(ORDERS, put),
  },
  {
    id: 'preflight-status-near-miss-express',
    cause: 'preflight-method-not-allowed',
    nearMissOf: 'preflight-status',
    stack: CORS,
    what: 'OPTIONS is answered 204; PUT is not among the methods.',
    serve: serve(allowPage({ methods: ['GET', 'POST'] })),
    visit: call(ORDERS, put),
  },
  {
    id: 'preflight-method-near-miss-express',
    cause: null,
    nearMissOf: 'preflight-method-not-allowed',
    stack: CORS,
    what: 'PUT is among the methods.',
    serve: serve(allowPage({ methods: ['GET', 'PUT'] })),
    visit: call(ORDERS, put),
  },
  {
    id: 'preflight-redirect-express',
    cause: 'preflight-redirect',
    stack: CORS,
    what: 'Everything under /orders is sent to /v2/orders, preflights as well.',
    serve: serve(
      (request, response, next) =>
        request.path === '/orders' ? response.redirect(308, '/v2/orders') : next(),
      allowPage(),
    ),
    visit: call(ORDERS, put),
  },
  {
    id: 'preflight-redirect-near-miss-express',
    cause: null,
    nearMissOf: 'preflight-redirect',
    stack: CORS,
    what: 'The preflight passes; the request is redirected within the host, with CORS headers.',
    serve: serve(allowPage(), (request, response, next) =>
      request.path === '/orders' ? response.redirect(308, '/v2/orders') : next(),
    ),
    visit: call(ORDERS, put),
  },
  {
    id: 'preflight-origin-missing-express',
    cause: 'preflight-origin-missing',
    also: ['cors-origin-missing'],
    stack: 'express',
    what: 'OPTIONS is answered 204 with Allow and no CORS header.',
    serve: serve(
      onPreflight((_request, response) => response.set('Allow', 'GET, PUT').status(204).end()),
      allowPage(),
    ),
    visit: call(ORDERS, put),
  },
  {
    id: 'preflight-origin-missing-near-miss-express',
    cause: 'cors-origin-missing',
    nearMissOf: 'preflight-origin-missing',
    stack: 'express',
    what: 'The preflight has all it needs; the answer to the request has no Access-Control-Allow-Origin.',
    serve: serve(onPreflight(allowPage())),
    visit: call(ORDERS, put),
  },
  {
    id: 'preflight-headers-not-allowed-express',
    cause: 'preflight-headers-not-allowed',
    stack: CORS,
    what: 'X-Tenant is not among the allowed headers.',
    serve: serve(allowPage({ allowedHeaders: ['Content-Type'] })),
    visit: call(ORDERS, signed),
  },
  {
    id: 'preflight-headers-near-miss-express',
    cause: null,
    nearMissOf: 'preflight-headers-not-allowed',
    stack: CORS,
    what: 'X-Tenant is allowed, in lower case.',
    serve: serve(allowPage({ allowedHeaders: ['content-type', 'x-tenant'] })),
    visit: call(ORDERS, signed),
  },
  {
    id: 'wildcard-headers-express',
    cause: 'wildcard-headers-exclude-authorization',
    also: ['preflight-headers-not-allowed'],
    stack: CORS,
    what: 'Access-Control-Allow-Headers is * for a request with credentials.',
    serve: serve(allowPage({ allowedHeaders: ['*'] })),
    visit: callWithToken(ORDERS, { credentials: 'include' }),
  },
  {
    id: 'wildcard-headers-near-miss-express',
    cause: null,
    nearMissOf: 'wildcard-headers-exclude-authorization',
    stack: CORS,
    what: 'Access-Control-Allow-Headers is * for a request without credentials.',
    serve: serve(allowPage({ allowedHeaders: ['*'] })),
    visit: call(ORDERS, { ...signed, credentials: 'omit' }),
  },
  {
    id: 'preflight-no-response-node',
    cause: 'preflight-no-response',
    stack: 'node http that ends the connection of an OPTIONS',
    what: 'A firewall in front knows no OPTIONS and resets the connection; other calls pass.',
    serve: () => {
      const app = ordersApi(allowPage());
      return {
        'api.app.test': createServer((request, response) =>
          request.method === 'OPTIONS' ? request.socket.destroy() : app(request, response),
        ),
      };
    },
    visit: async (visit) => {
      await call()(visit);
      await call(ORDERS, put)(visit);
      await call()(visit);
    },
  },
  {
    id: 'preflight-no-response-near-miss-node',
    cause: 'not-auth',
    nearMissOf: 'preflight-no-response',
    stack: 'node http that ends every connection',
    what: 'A simple request, and the server ends the connection: a network error of any site.',
    serve: () => ({ 'api.app.test': createServer((request) => request.socket.destroy()) }),
    visit: call(),
  },
  {
    id: 'cors-origin-missing-express',
    cause: 'cors-origin-missing',
    stack: 'express',
    what: 'The API knows no CORS at all.',
    serve: serve(),
    visit: call(),
  },
  {
    id: 'cors-origin-missing-near-miss-same-origin',
    cause: null,
    nearMissOf: 'cors-origin-missing',
    stack: 'express',
    what: 'The same API on the page’s own origin.',
    serve: () => ({
      'app.test': express()
        .get('/', (_request, response) =>
          response.send('<!doctype html><title>App</title><link rel="icon" href="data:,">'),
        )
        .get('/orders', (_request, response) => response.json([])),
    }),
    visit: call('/orders'),
  },
  {
    id: 'cors-origin-mismatch-express',
    cause: 'cors-origin-mismatch',
    stack: CORS,
    what: 'Allowed is https://www.app.test.',
    serve: serve(cors({ origin: 'https://www.app.test' })),
    visit: call(),
  },
  {
    id: 'cors-origin-mismatch-http-express',
    cause: 'cors-origin-mismatch',
    stack: CORS,
    what: 'Allowed is http://app.test.',
    serve: serve(cors({ origin: 'http://app.test' })),
    visit: callWithToken(),
  },
  {
    id: 'cors-multiple-origins-express',
    cause: 'cors-multiple-origins',
    stack: 'express that sends the header twice',
    what: 'Application and proxy both add Access-Control-Allow-Origin.',
    serve: serve((_request, response, next) => {
      response.setHeader('Access-Control-Allow-Origin', [PAGE_ORIGIN, '*']);
      next();
    }),
    visit: call(),
  },
  {
    id: 'cors-multiple-origins-near-miss-express',
    cause: 'cors-origin-mismatch',
    nearMissOf: 'cors-multiple-origins',
    stack: CORS,
    what: 'One header, one origin, another one.',
    serve: serve(cors({ origin: 'https://admin.app.test' })),
    visit: call(),
  },
  {
    id: 'cors-wildcard-with-credentials-express',
    cause: 'cors-wildcard-with-credentials',
    stack: CORS,
    what: 'Allowed is *, the page sends credentials.',
    serve: serve(cors()),
    visit: call(ORDERS, { credentials: 'include' }),
  },
  {
    id: 'cors-wildcard-near-miss-express',
    cause: null,
    nearMissOf: 'cors-wildcard-with-credentials',
    stack: CORS,
    what: 'Allowed is *, the page sends none.',
    serve: serve(cors()),
    visit: call(ORDERS, { credentials: 'omit' }),
  },
  {
    id: 'cors-credentials-missing-express',
    cause: 'cors-credentials-missing',
    stack: CORS,
    what: 'The origin is allowed; Access-Control-Allow-Credentials is not sent.',
    serve: serve(cors({ origin: PAGE_ORIGIN })),
    visit: call(ORDERS, { credentials: 'include' }),
  },
  {
    id: 'cors-credentials-near-miss-express',
    cause: null,
    nearMissOf: 'cors-credentials-missing',
    stack: CORS,
    what: 'The same without credentials.',
    serve: serve(cors({ origin: PAGE_ORIGIN })),
    visit: call(ORDERS, { credentials: 'omit' }),
  },
  {
    id: 'error-response-lacks-cors-express',
    cause: 'error-response-lacks-cors',
    stack: 'express: cors for routes, not for errors',
    what: 'A first call passes; then the token has run out, and the 401 has no CORS headers.',
    serve: (lab) => ({
      'api.app.test': ordersApi(onPreflight(allowPage()), bearer(lab), allowPage()),
    }),
    visit: async (visit) => {
      await callWithToken()(visit);
      await callWithToken(ORDERS, {}, {}, { lifetime: -60 })(visit);
    },
  },
  {
    id: 'error-response-near-miss-crash',
    cause: 'not-auth',
    nearMissOf: 'error-response-lacks-cors',
    stack: 'express that crashes',
    what: 'A first call passes; then the API crashes, and its 500 has no CORS headers.',
    serve: () => {
      let calls = 0;
      return {
        'api.app.test': ordersApi((request, response, next) => {
          if (request.method === 'GET') calls += 1;
          if (calls > 1) return response.status(500).end('Internal Server Error');
          return allowPage()(request, response, next);
        }),
      };
    },
    visit: async (visit) => {
      await call()(visit);
      await call()(visit);
    },
  },
  {
    id: 'cors-redirect-other-host-express',
    cause: 'cors-redirect',
    also: ['cors-origin-missing'],
    stack: CORS,
    what: 'The API redirects to a host that knows no CORS.',
    serve: () => ({
      'api.app.test': express()
        .use(allowPage())
        .get('/orders', (_request, response) => response.redirect('https://files.app.test/orders')),
      'files.app.test': ordersApi(),
    }),
    visit: call(),
  },
  {
    id: 'cors-redirect-origin-null-express',
    cause: 'cors-redirect',
    also: ['cors-origin-mismatch'],
    stack: CORS,
    what: 'Two redirects across hosts: the browser sends Origin null, and the last host allows the page alone.',
    serve: () => ({
      'api.app.test': express()
        .use(allowPage())
        .get('/orders', (_request, response) => response.redirect('https://files.app.test/orders')),
      'files.app.test': express()
        .use(allowPage())
        .get('/orders', (_request, response) => response.redirect('https://cdn.app.test/orders')),
      'cdn.app.test': ordersApi(allowPage()),
    }),
    visit: call(),
  },
  {
    id: 'cors-redirect-near-miss-express',
    cause: null,
    nearMissOf: 'cors-redirect',
    stack: CORS,
    what: 'The redirect stays on the host.',
    serve: serve(allowPage(), (request, response, next) =>
      request.path === '/orders' ? response.redirect('/v2/orders') : next(),
    ),
    visit: call(),
  },
  {
    id: 'blocked-by-policy-corp',
    cause: 'blocked-by-policy',
    stack: 'express with Cross-Origin-Resource-Policy',
    what: 'The page loads an image with no-cors; the other site allows its own alone.',
    serve: () => ({ 'api.other.test': ordersApi(header('Cross-Origin-Resource-Policy', 'same-origin')) }),
    visit: call('https://api.other.test/orders', { mode: 'no-cors' }),
  },
  {
    id: 'blocked-by-policy-near-miss-csp',
    cause: null,
    nearMissOf: 'blocked-by-policy',
    stack: 'express with a Content-Security-Policy',
    what: 'connect-src names the API.',
    serve: () => ({
      'app.test': (_request, response) => {
        response.setHeader('Content-Type', 'text/html');
        response.setHeader('Content-Security-Policy', "connect-src 'self' https://api.app.test");
        response.end('<!doctype html><title>App</title><link rel="icon" href="data:,">');
      },
      'api.app.test': ordersApi(allowPage()),
    }),
    visit: call(),
  },
  {
    id: 'mixed-content-http-api',
    cause: 'mixed-content',
    stack: 'express over http',
    what: 'The https page calls http://api.app.test.',
    serve: () => ({ 'http://api.app.test': ordersApi(allowPage()) }),
    visit: call('http://api.app.test/orders'),
  },
  {
    id: 'challenge-not-exposed-express',
    cause: 'challenge-not-exposed',
    also: ['token-placeholder'],
    stack: 'express + cors',
    what: 'Sign-in answers with the token in X-Access-Token, which is not exposed: the page reads null and sends it.',
    serve: (lab) => ({
      'api.app.test': express()
        .use(cors({ origin: PAGE_ORIGIN }))
        .post('/login', async (_request, response) =>
          response.set('X-Access-Token', await lab.token()).json({ ok: true }),
        )
        .get('/orders', bearer(lab), (_request, response) => response.json([])),
    }),
    visit: async ({ call: send }) => {
      const { headers } = await send('https://api.app.test/login', { method: 'POST' });
      await send(ORDERS, { headers: { Authorization: `Bearer ${headers['x-access-token'] ?? null}` } });
    },
  },
];
