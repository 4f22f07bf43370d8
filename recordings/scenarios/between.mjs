// What stands between the page and the API: proxies, caches, firewalls, limits, a service worker.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { allowPage, bearer, callWithToken, ORDERS, ordersApi } from '../apis.mjs';
import { ISSUER } from '../lab.mjs';

const OAUTH2 = 'express + express-oauth2-jwt-bearer';

/** nginx in front of an API; the words stand in its location, `{upstream}` is the API's port. */
export const nginx =
  (location, api, { http = '', server = '' } = {}) =>
  async (lab) => {
    const [port, upstream] = [await lab.freePort(), await lab.listen(api(lab))];
    const settings = `
      daemon off; pid nginx.pid; error_log stderr; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}
      events {}
      http {
        access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi; scgi_temp_path scgi; ${http}
        server {
          listen 127.0.0.1:${port}; ${server}
          location / { proxy_pass http://127.0.0.1:${upstream}; proxy_set_header Host $host; ${location} }
        }
      }`;
    writeFileSync(join(lab.folder, 'nginx.conf'), settings);
    await lab.start('/usr/sbin/nginx', ['-p', lab.folder, '-c', join(lab.folder, 'nginx.conf')], { port });
    return { 'api.app.test': port };
  };
export const haproxy = (rules, api) => async (lab) => {
  const [port, upstream] = [await lab.freePort(), await lab.listen(api(lab))];
  const settings = `
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend in
  bind 127.0.0.1:${port}
${rules.map((rule) => `  ${rule}`).join('\n')}
  default_backend api
backend api
  server one 127.0.0.1:${upstream}
`;
  writeFileSync(join(lab.folder, 'haproxy.cfg'), settings);
  await lab.start('/usr/sbin/haproxy', ['-f', join(lab.folder, 'haproxy.cfg'), '-db'], { port });
  return { 'api.app.test': port };
};
export const varnish = (vcl, api) => async (lab) => {
  const [port, upstream] = [await lab.freePort(), await lab.listen(api(lab))];
  const settings = `vcl 4.1;
backend default { .host = "127.0.0.1"; .port = "${upstream}"; }
${vcl}`;
  writeFileSync(join(lab.folder, 'default.vcl'), settings);
  const words = [
    '-F',
    '-a',
    `127.0.0.1:${port}`,
    '-f',
    join(lab.folder, 'default.vcl'),
    '-n',
    join(lab.folder, 'varnish'),
    '-s',
    'malloc,16m',
  ];
  await lab.start('/usr/sbin/varnishd', words, { port });
  return { 'api.app.test': port };
};
/** Apache with ModSecurity and the Core Rule Set, as Debian installs them. */
const apacheWithFirewall = (api) => async (lab) => {
  const [port, upstream] = [await lab.freePort(), await lab.listen(api(lab))];
  const modules = [
    'mpm_event',
    'authz_core',
    'authz_host',
    'proxy',
    'proxy_http',
    'unique_id',
    'security2',
    'headers',
  ];
  const settings = `
ServerRoot ${lab.folder}
ServerName api.app.test
PidFile ${lab.folder}/apache.pid
Listen 127.0.0.1:${port}
ErrorLog ${lab.folder}/error.log
DefaultRuntimeDir ${lab.folder}
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
SecDataDir ${lab.folder}
SecRuleEngine On
SecRequestBodyAccess On
Include /usr/share/modsecurity-crs/owasp-crs.load
<Location /internal>
  Require ip 10.0.0.0/8
</Location>
ProxyPass / http://127.0.0.1:${upstream}/
`;
  writeFileSync(join(lab.folder, 'apache.conf'), settings);
  await lab.start('/usr/sbin/apache2', ['-D', 'FOREGROUND', '-f', join(lab.folder, 'apache.conf')], { port });
  return { 'api.app.test': port };
};

const api = (lab) =>
  ordersApi(allowPage({ exposedHeaders: ['WWW-Authenticate', 'X-Cache-Status', 'Age'] }), bearer(lab));
const openApi = () => ordersApi(allowPage());
const preflightsPass = (request, _response, next) => (request.method === 'OPTIONS' ? next('route') : next());
/** Calls with one token from a page of the API's own origin, so that nothing is cross-origin about it. */
const fromItself =
  (...paths) =>
  async ({ page, lab, call }) => {
    await page.goto('https://api.app.test/orders');
    const headers = { Authorization: `Bearer ${await lab.token()}` };
    for (const path of paths) await call(path, { headers });
  };
const twice = async (visit) => {
  await visit.call(ORDERS);
  await callWithToken()(visit);
};

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'proxy-strips-authorization-nginx',
    cause: 'proxy-strips-authorization',
    stack: `nginx → ${OAUTH2}`,
    what: 'proxy_set_header Authorization "": a good token is sent, the API says there is none.',
    debian: ['nginx-light'],
    serve: nginx('proxy_set_header Authorization "";', api),
    visit: callWithToken(),
  },
  {
    id: 'proxy-strips-near-miss-nginx',
    cause: 'authorization-missing',
    nearMissOf: 'proxy-strips-authorization',
    stack: `nginx → ${OAUTH2}`,
    what: 'The same answer through the same proxy; the page sent no token.',
    debian: ['nginx-light'],
    serve: nginx('proxy_set_header Authorization "";', api),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'proxy-strips-authorization-haproxy',
    cause: 'proxy-strips-authorization',
    stack: `haproxy → ${OAUTH2}`,
    what: 'http-request del-header Authorization; nothing in the answer names the proxy.',
    also: ['token-rejected', 'authorization-missing'],
    debian: ['haproxy'],
    serve: haproxy(['http-request del-header Authorization'], api),
    visit: callWithToken(),
  },
  {
    id: 'healthy-bearer-nginx',
    cause: null,
    nearMissOf: 'proxy-strips-authorization',
    stack: `nginx → ${OAUTH2}`,
    what: 'The proxy hands the header on.',
    debian: ['nginx-light'],
    serve: nginx('', api),
    visit: callWithToken(),
  },
  {
    id: 'cached-auth-error-nginx',
    cause: 'cached-auth-error',
    // The anonymous call before it.
    also: ['authorization-missing'],
    stack: `nginx proxy_cache → ${OAUTH2}`,
    what: 'The 401 of an anonymous call is stored; a good token gets it again: X-Cache-Status HIT.',
    debian: ['nginx-light'],
    serve: nginx(
      `proxy_cache one; proxy_cache_valid 200 401 10m; proxy_cache_methods GET; proxy_ignore_headers Vary Cache-Control;
       add_header X-Cache-Status $upstream_cache_status always;`,
      api,
      { http: 'proxy_cache_path cache keys_zone=one:1m;' },
    ),
    visit: twice,
  },
  {
    id: 'cached-auth-error-near-miss-nginx',
    cause: 'token-expired',
    also: ['refresh-missing'],
    nearMissOf: 'cached-auth-error',
    stack: `nginx proxy_cache → ${OAUTH2}`,
    what: 'X-Cache-Status MISS: the 401 comes from the API, for the token that ran out.',
    debian: ['nginx-light'],
    serve: nginx(
      'proxy_cache one; proxy_cache_valid 200 1m; add_header X-Cache-Status $upstream_cache_status always;',
      api,
      {
        http: 'proxy_cache_path cache keys_zone=one:1m;',
      },
    ),
    visit: callWithToken(ORDERS, {}, {}, { lifetime: -60 }),
  },
  {
    id: 'cached-auth-error-varnish',
    cause: 'cached-auth-error',
    // The anonymous call before it.
    also: ['authorization-missing'],
    stack: `varnish → ${OAUTH2}`,
    what: 'Varnish keeps whatever it gets for an hour, and looks at no Authorization.',
    debian: ['varnish'],
    serve: varnish(
      `sub vcl_recv { if (req.method == "OPTIONS") { return (pass); } return (hash); }
       sub vcl_backend_response { set beresp.ttl = 1h; set beresp.uncacheable = false; unset beresp.http.Vary; return (deliver); }`,
      api,
    ),
    visit: async (visit) => {
      await visit.call(ORDERS);
      await visit.pause(2_200);
      await callWithToken()(visit);
    },
  },
  {
    id: 'waf-blocked-modsecurity',
    cause: 'waf-blocked',
    also: ['resource-forbidden', 'explicit-deny'],
    stack: 'Apache + ModSecurity + OWASP CRS → express',
    what: 'A search that looks like SQL is stopped; the neighbouring one passes.',
    debian: ['apache2', 'libapache2-mod-security2', 'modsecurity-crs'],
    serve: apacheWithFirewall(openApi),
    visit: fromItself(
      '/orders?q=lamp',
      `/orders?q=${encodeURIComponent("1' OR '1'='1' UNION SELECT password FROM users--")}`,
    ),
  },
  {
    id: 'explicit-deny-network-apache',
    cause: 'explicit-deny',
    also: ['resource-forbidden', 'gateway-rejected'],
    nearMissOf: 'waf-blocked',
    stack: 'Apache → express',
    what: 'Require ip of an inner network: 403 whatever is sent.',
    debian: ['apache2', 'libapache2-mod-security2', 'modsecurity-crs'],
    serve: apacheWithFirewall(openApi),
    visit: fromItself('/orders', '/internal/orders'),
  },
  {
    id: 'explicit-deny-haproxy',
    cause: 'explicit-deny',
    also: ['resource-forbidden', 'gateway-rejected'],
    stack: 'haproxy → express',
    what: 'http-request deny for a path: the page of haproxy.',
    debian: ['haproxy'],
    serve: haproxy(['http-request deny if { path_beg /admin } !{ method OPTIONS }'], openApi),
    visit: fromItself('/orders', '/admin'),
  },
  {
    id: 'header-too-large-nginx',
    cause: 'header-too-large',
    stack: 'nginx → express',
    what: 'Cookies of more than 8 KB: 400 Request Header Or Cookie Too Large.',
    debian: ['nginx-light'],
    serve: nginx('', openApi),
    visit: async ({ page, context, pause }) => {
      await context.addCookies(
        [1, 2, 3, 4].map((n) => ({
          name: `part${n}`,
          value: 'a'.repeat(3_000),
          url: 'https://api.app.test/',
        })),
      );
      await page.goto(ORDERS);
      await pause(300);
    },
  },
  {
    id: 'rate-limited-express',
    cause: 'rate-limited',
    stack: `${OAUTH2} + express-rate-limit`,
    what: 'The third call within the minute: 429 with RateLimit and Retry-After.',
    serve: (lab) => ({
      'api.app.test': ordersApi(
        allowPage(),
        rateLimit({
          limit: 2,
          windowMs: 60_000,
          standardHeaders: 'draft-8',
          legacyHeaders: false,
          skip: ({ method }) => method === 'OPTIONS',
        }),
        bearer(lab),
      ),
    }),
    visit: async (visit) => {
      for (let count = 0; count < 3; count += 1) await callWithToken()(visit);
    },
  },
  {
    id: 'too-many-attempts-express',
    cause: 'too-many-attempts',
    also: ['rate-limited'],
    stack: 'express + express-rate-limit',
    what: 'Four wrong passwords, then 429.',
    serve: () => ({
      'api.app.test': express()
        .use(allowPage(), express.json())
        .post(
          '/login',
          rateLimit({
            limit: 4,
            windowMs: 900_000,
            standardHeaders: true,
            legacyHeaders: false,
            message: { error: 'Too many login attempts' },
          }),
          (_request, response) => response.status(401).json({ error: 'Invalid username or password' }),
        ),
    }),
    visit: async ({ call }) => {
      for (let count = 0; count < 5; count += 1) {
        await call('https://api.app.test/login', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: `{"username":"mia","password":"guess-${count}"}`,
        });
      }
    },
  },
  {
    id: 'service-worker-answered',
    cause: 'service-worker-answered',
    stack: 'a service worker',
    what: 'The page’s service worker answers 401 from what it stored; no request leaves.',
    serve: (lab) => ({
      'app.test': express()
        .get('/sw.js', (_request, response) =>
          response.type('text/javascript').send(`
            self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
            self.addEventListener('fetch', (event) => {
              if (event.request.url.endsWith('/orders'))
                event.respondWith(new Response('{"error":"unauthorized"}', { status: 401, headers: { 'Content-Type': 'application/json' } }));
            });`),
        )
        .use((_request, response) =>
          response.send('<!doctype html><title>App</title><link rel="icon" href="data:,">'),
        ),
      'api.app.test': api(lab),
    }),
    visit: async (visit) => {
      await visit.page.evaluate(async () => {
        await navigator.serviceWorker.register('/sw.js');
        await navigator.serviceWorker.ready;
      });
      await visit.pause(500);
      await callWithToken()(visit);
    },
  },
  {
    id: 'service-unavailable-jwks',
    cause: 'service-unavailable-auth',
    also: ['token-rejected'],
    stack: `${OAUTH2}, the issuer is down`,
    what: 'The issuer answers 503 to the page for its keys, and the API refuses a good token.',
    serve: () => ({
      'idp.app.test': express()
        .use(allowPage())
        .use((_request, response) =>
          response.status(503).set('Retry-After', '30').send('upstream connect error'),
        ),
      'api.app.test': express()
        .use(allowPage())
        .use(preflightsPass)
        .get('/orders', (_request, response) =>
          response.status(401).json({ error: 'Unable to retrieve signing keys: 503 Service Unavailable' }),
        ),
    }),
    visit: async (visit) => {
      await visit.call(`${ISSUER}/.well-known/openid-configuration`);
      await callWithToken()(visit);
    },
  },
  {
    id: 'not-auth-502-nginx',
    cause: 'not-auth',
    stack: 'nginx → nobody',
    what: 'The upstream is down: 502.',
    debian: ['nginx-light'],
    serve: nginx('', () => 9),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'not-auth-404-express',
    cause: 'not-auth',
    stack: OAUTH2,
    what: 'A good token, and a route that is not there.',
    serve: (lab) => ({
      'api.app.test': express()
        .use(allowPage(), bearer(lab))
        .get('/orders', (_request, response) => response.json([])),
    }),
    visit: callWithToken('https://api.app.test/order'),
  },
];
