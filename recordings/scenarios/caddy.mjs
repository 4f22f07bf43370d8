// Caddy in front of an API, with the directives that people use for authentication there.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import { allowPage, bearer, callWithToken, ORDERS, ordersApi, PAGE_ORIGIN } from '../apis.mjs';

const OAUTH2 = 'express + express-oauth2-jwt-bearer';

/** Caddy in front of an API; `site` is written from the API's port. */
const caddy = (site, api) => async (lab) => {
  const [port, upstream] = [await lab.freePort(), await lab.listen(api(lab))];
  const file = join(lab.folder, 'Caddyfile');
  writeFileSync(
    file,
    `{
  admin off
  auto_https off
}
http://:${port} {
  bind 127.0.0.1
${await site(upstream, lab)}
}
`,
  );
  await lab.start('/usr/bin/caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
    port,
    env: { HOME: lab.folder, XDG_DATA_HOME: lab.folder, XDG_CONFIG_HOME: lab.folder },
  });
  return { 'api.app.test': port };
};
const passTo = (upstream, words = '') => `  reverse_proxy 127.0.0.1:${upstream} {\n    ${words}\n  }`;

const api = (lab) => ordersApi(allowPage(), bearer(lab));
const openApi = () => ordersApi(allowPage());
const hashed = (password) =>
  execFileSync('/usr/bin/caddy', ['hash-password', '--plaintext', password], { encoding: 'utf8' }).trim();
const withPassword = (upstream) =>
  `  basicauth {\n    mia ${hashed('lamp-0815-lamp')}\n  }\n${passTo(upstream)}`;
const basic = (pair) => ({ Authorization: `Basic ${Buffer.from(pair).toString('base64')}` });
/** From a page of the API's own origin, so that nothing is cross-origin about it. */
const fromItself =
  (path, headers = {}) =>
  async ({ page, call }) => {
    await page.goto('https://api.app.test/welcome').catch(() => undefined);
    await call(path, { headers });
  };
/** A verifier of sessions or tokens, as people write it for forward_auth. */
const verifier = (answer) => async (lab) => {
  const app = express();
  app.use((request, response) => answer(request, response));
  return lab.listen(app);
};
const forwardTo = (verify) => async (upstream, lab) =>
  `  forward_auth 127.0.0.1:${await verifier(verify)(lab)} {\n    uri /verify\n    copy_headers X-User\n  }\n${passTo(upstream)}`;

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'basic-near-miss-caddy',
    cause: null,
    nearMissOf: 'basic-rejected',
    stack: 'caddy (basic_auth) → express',
    what: 'The right password.',
    debian: ['caddy'],
    serve: caddy(
      (upstream) =>
        `  @guarded not path /welcome\n  basicauth @guarded {\n    mia ${hashed('lamp-0815-lamp')}\n  }\n${passTo(upstream)}`,
      openApi,
    ),
    visit: fromItself('/orders', basic('mia:lamp-0815-lamp')),
  },
  {
    id: 'preflight-unauthorized-caddy',
    cause: 'preflight-unauthorized',
    stack: 'caddy (basic_auth) → express + cors',
    what: 'basic_auth guards every method, so the preflight is answered 401.',
    debian: ['caddy'],
    serve: caddy(withPassword, openApi),
    visit: ({ call }) => call(ORDERS, { headers: basic('mia:lamp-0815-lamp') }),
  },
  {
    id: 'proxy-strips-authorization-caddy',
    cause: 'proxy-strips-authorization',
    stack: `caddy (header_up -Authorization) → ${OAUTH2}`,
    what: 'A good token is sent, the API says there is none.',
    debian: ['caddy'],
    serve: caddy((upstream) => passTo(upstream, 'header_up -Authorization'), api),
    visit: callWithToken(),
  },
  {
    id: 'proxy-strips-near-miss-caddy',
    cause: 'authorization-missing',
    nearMissOf: 'proxy-strips-authorization',
    stack: `caddy (header_up -Authorization) → ${OAUTH2}`,
    what: 'The same answer through the same proxy; the page sent no token.',
    debian: ['caddy'],
    serve: caddy((upstream) => passTo(upstream, 'header_up -Authorization'), api),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'gateway-rejected-caddy',
    cause: 'gateway-rejected',
    also: ['explicit-deny', 'resource-forbidden'],
    stack: `caddy (respond 403) → ${OAUTH2}`,
    what: 'Caddy answers 403 for a path itself; the API takes the same token elsewhere.',
    debian: ['caddy'],
    serve: caddy(
      (upstream) =>
        `  @admin {\n    path /admin/*\n    method GET\n  }\n  header Access-Control-Allow-Origin ${PAGE_ORIGIN}\n  respond @admin 403\n${passTo(upstream, 'header_down -Access-Control-Allow-Origin')}`,
      api,
    ),
    visit: async (visit) => {
      await callWithToken()(visit);
      await callWithToken('https://api.app.test/admin/users')(visit);
    },
  },
  {
    id: 'not-auth-502-caddy',
    cause: 'not-auth',
    stack: 'caddy → nothing',
    what: 'The upstream is down; the 502 has no CORS headers, so the page sees a CORS error.',
    debian: ['caddy'],
    serve: caddy(
      (upstream) =>
        `  @orders {\n    path /orders\n    method GET\n  }\n  reverse_proxy @orders 127.0.0.1:1\n${passTo(upstream)}`,
      openApi,
    ),
    visit: callWithToken(),
  },
  {
    id: 'not-auth-404-caddy',
    cause: 'not-auth',
    stack: 'caddy (file_server) → express',
    what: 'Nothing is at this address; a page of the same origin asks for it with a token.',
    debian: ['caddy'],
    serve: caddy(
      (upstream) => `  handle /welcome {\n  ${passTo(upstream)}\n  }\n  handle {\n    respond 404\n  }`,
      openApi,
    ),
    visit: async (visit) =>
      fromItself('/ordres', { Authorization: `Bearer ${await visit.lab.token()}` })(visit),
  },
  {
    id: 'cors-multiple-origins-caddy',
    cause: 'cors-multiple-origins',
    stack: 'caddy (header +Access-Control-Allow-Origin) → express + cors',
    what: 'Caddy and the API both add the header.',
    debian: ['caddy'],
    serve: caddy(
      (upstream) => `${passTo(upstream, `header_down +Access-Control-Allow-Origin ${PAGE_ORIGIN}`)}`,
      openApi,
    ),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'error-response-lacks-cors-caddy',
    cause: 'error-response-lacks-cors',
    also: ['token-expired'],
    stack: 'caddy (forward_auth) → express + cors',
    what: 'The verifier behind forward_auth says 401 of an expired token, without the CORS headers that the API sets.',
    debian: ['caddy'],
    serve: caddy(
      forwardTo((request, response) =>
        request.headers['x-forwarded-method'] === 'OPTIONS'
          ? response.sendStatus(200)
          : response
              .status(401)
              .set('WWW-Authenticate', 'Bearer error="invalid_token"')
              .json({ error: 'token expired' }),
      ),
      openApi,
    ),
    visit: callWithToken(ORDERS, {}, {}, { lifetime: -600 }),
  },
  {
    id: 'session-rejected-caddy',
    cause: 'session-rejected',
    also: ['session-expired', 'token-rejected'],
    stack: 'caddy (forward_auth) → express',
    what: 'forward_auth’s verifier forgot the session that it set itself a moment ago.',
    debian: ['caddy'],
    serve: caddy(
      forwardTo((request, response) => {
        if (request.headers['x-forwarded-uri'] === '/welcome') return response.sendStatus(200);
        return response.status(401).json({ error: 'session not found' });
      }),
      () => {
        const app = express();
        app.get('/welcome', (_request, response) =>
          response
            .cookie('sid', 'c2Vzc2lvbi1vbmU', { httpOnly: true, secure: true, sameSite: 'lax' })
            .send('<h1>Welcome</h1>'),
        );
        app.get('/{*path}', (_request, response) => response.json([]));
        return app;
      },
    ),
    visit: fromItself('/orders'),
  },
  {
    id: 'login-page-instead-of-401-caddy',
    cause: 'login-page-instead-of-401',
    also: ['cors-redirect', 'authorization-missing', 'cookie-never-set'],
    stack: 'caddy (forward_auth) → express',
    what: 'The verifier redirects everybody without a session to its sign-in page, the page’s own calls too.',
    debian: ['caddy'],
    serve: caddy(
      forwardTo((request, response) => {
        const uri = request.headers['x-forwarded-uri'];
        if (uri === '/welcome' || uri.startsWith('/login')) return response.sendStatus(200);
        return response.redirect(`https://api.app.test/login?rd=${encodeURIComponent(uri)}`);
      }),
      () => {
        const app = express();
        app.get('/welcome', (_request, response) => response.send('<h1>Welcome</h1>'));
        app.get('/login', (_request, response) =>
          response.send(
            '<!doctype html><title>Sign in</title><form method="post"><input name="user"><input type="password" name="password"><button>Sign in</button></form>',
          ),
        );
        app.get('/{*path}', (_request, response) => response.json([]));
        return app;
      },
    ),
    visit: fromItself('/orders'),
  },
  {
    id: 'healthy-forward-auth-caddy',
    cause: null,
    stack: 'caddy (forward_auth) → express + cors',
    what: 'The verifier takes the token, and the API answers.',
    debian: ['caddy'],
    serve: caddy(
      forwardTo((_request, response) => response.set('X-User', 'mia').sendStatus(200)),
      openApi,
    ),
    visit: callWithToken(),
  },
  {
    id: 'not-auth-413-caddy',
    cause: 'not-auth',
    stack: 'caddy (request_body max_size) → express',
    what: 'The upload is too large for Caddy.',
    debian: ['caddy'],
    serve: caddy(
      (upstream) => `  request_body {\n    max_size 1KB\n  }\n${passTo(upstream)}`,
      () => {
        const app = express();
        app.use(express.json({ limit: '10mb' }));
        app.get('/welcome', (_request, response) => response.send('<h1>Welcome</h1>'));
        app.post('/orders', (request, response) =>
          response.json({ read: JSON.stringify(request.body).length }),
        );
        return app;
      },
    ),
    visit: async ({ page, call, lab }) => {
      await page.goto('https://api.app.test/welcome');
      await call('/orders', {
        method: 'POST',
        headers: { Authorization: `Bearer ${await lab.token()}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ note: 'x'.repeat(4_000) }),
      });
    },
  },
];
