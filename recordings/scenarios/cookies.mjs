// Sessions in cookies: one attribute or one circumstance wrong.
import { createServer } from 'node:http';
import express from 'express';
import session, { MemoryStore } from 'express-session';
import { allowPage } from '../apis.mjs';

const SECRET = 'lab-secret-of-at-least-32-characters';
const SITE = 'https://api.app.test';
const OTHER_SITE = 'https://api.other.test';
const SESSIONS = 'express + express-session';

/** Signs in at /login, answers /me by the session; settings of the session cookie. */
function sessionApi(cookie = {}, options = {}) {
  const app = express();
  app.set('trust proxy', options.trustProxy ?? true);
  app.use((request, _response, next) => {
    // TLS ends before this server, as it does behind every balancer.
    if (options.scheme !== 'http') request.headers['x-forwarded-proto'] = 'https';
    next();
  });
  app.use(allowPage());
  app.use(
    session({
      name: 'sid',
      secret: SECRET,
      resave: false,
      saveUninitialized: false,
      store: options.store ?? new MemoryStore(),
      cookie: { httpOnly: true, secure: options.scheme !== 'http', ...cookie },
    }),
  );
  app.post('/auth/login', (request, response) => {
    request.session.user = 1;
    response.json({ ok: true });
  });
  app.post('/login', (request, response) => {
    request.session.user = 1;
    response.json({ ok: true });
  });
  app.post('/logout', (request, response) =>
    request.session.destroy(() => response.clearCookie('sid', { path: '/' }).json({ ok: true })),
  );
  app.get('/me', (request, response) =>
    request.session.user ? response.json({ id: 1 }) : response.status(401).json({ message: 'Not signed in' }),
  );
  app.get('/', (request, response) =>
    request.session.user
      ? response.send('<!doctype html><title>Orders</title>')
      : response.status(401).send('<!doctype html><title>Not signed in</title>'),
  );
  return app;
}

/** An API that writes its Set-Cookie by hand, for what no library would let through. */
function handMade(setCookie) {
  const app = express();
  app.use(allowPage());
  app.post('/login', (_request, response) => {
    response.append('Set-Cookie', setCookie);
    response.json({ ok: true });
  });
  app.get('/me', (request, response) =>
    /(?:^|; )(?:__Host-|__Secure-)?sid=/.test(request.headers.cookie ?? '')
      ? response.json({ id: 1 })
      : response.status(401).json({ message: 'Not signed in' }),
  );
  return app;
}

const include = { credentials: 'include' };
const post = { method: 'POST', credentials: 'include' };
const signInThenAsk =
  (origin = SITE, wait = 0) =>
  async ({ call, pause }) => {
    await call(`${origin}/login`, post);
    await pause(wait);
    await call(`${origin}/me`, include);
  };
const at =
  (host, ...settings) =>
  () => ({ [host]: sessionApi(...settings) });
const byHand =
  (setCookie, host = 'api.app.test') =>
  () => ({ [host]: handMade(setCookie) });

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'third-party-cookies-blocked-express',
    thirdPartyCookies: false,
    cause: 'third-party-cookies-blocked',
    stack: SESSIONS,
    what: 'The user blocks third-party cookies: SameSite=None; Secure stays home.',
    serve: at('api.other.test', { sameSite: 'none' }),
    visit: signInThenAsk(OTHER_SITE),
  },
  {
    id: 'healthy-session-same-site',
    cause: null,
    stack: SESSIONS,
    what: 'Lax and Secure on the same site.',
    serve: at('api.app.test', { sameSite: 'lax' }),
    visit: signInThenAsk(),
  },
  {
    id: 'cookie-samesite-lax-cross-site-express',
    thirdPartyCookies: true,
    cause: 'cookie-samesite-lax',
    stack: SESSIONS,
    what: 'The API is on another site, its cookie is Lax: not stored, not sent.',
    serve: at('api.other.test', { sameSite: 'lax' }),
    visit: signInThenAsk(OTHER_SITE),
  },
  {
    id: 'cookie-samesite-lax-near-miss-none',
    thirdPartyCookies: true,
    cause: null,
    nearMissOf: 'third-party-cookies-blocked',
    stack: SESSIONS,
    what: 'The same with SameSite=None; Secure.',
    serve: at('api.other.test', { sameSite: 'none' }),
    visit: signInThenAsk(OTHER_SITE),
  },
  {
    id: 'cookie-samesite-strict-cross-site-express',
    thirdPartyCookies: true,
    cause: 'cookie-samesite-strict',
    stack: SESSIONS,
    what: 'The API is on another site, its cookie is Strict.',
    serve: at('api.other.test', { sameSite: 'strict' }),
    visit: signInThenAsk(OTHER_SITE),
  },
  {
    id: 'cookie-samesite-strict-near-miss-same-site',
    cause: null,
    nearMissOf: 'cookie-samesite-strict',
    stack: SESSIONS,
    what: 'Strict on the same site.',
    serve: at('api.app.test', { sameSite: 'strict' }),
    visit: signInThenAsk(),
  },
  {
    id: 'cookie-samesite-strict-link-express',
    cause: 'cookie-samesite-strict',
    stack: SESSIONS,
    what: 'Signed in at the site itself; then a link on another site leads there.',
    serve: () => ({
      'app.other.test': sessionApi({ sameSite: 'strict' }),
    }),
    visit: async ({ page, pause }) => {
      await page.goto('https://app.other.test/');
      await page.evaluate(() => fetch('/login', { method: 'POST' }));
      await page.goto('https://app.test/');
      await page.evaluate(() => {
        const link = document.createElement('a');
        link.href = 'https://app.other.test/';
        document.body.append(link);
        link.click();
      });
      await pause(800);
    },
    also: ['authorization-missing', 'cookie-never-set'],
  },
  {
    id: 'cookie-samesite-default-cross-site-express',
    thirdPartyCookies: true,
    cause: 'cookie-samesite-default',
    also: ['cookie-samesite-lax'],
    stack: SESSIONS,
    what: 'The API is on another site, its cookie names no SameSite.',
    serve: at('api.other.test'),
    visit: signInThenAsk(OTHER_SITE),
  },
  {
    id: 'cookie-samesite-none-insecure-express',
    thirdPartyCookies: true,
    cause: 'cookie-samesite-none-insecure',
    stack: 'express',
    what: 'SameSite=None without Secure.',
    serve: byHand('sid=s1; Path=/; HttpOnly; SameSite=None', 'api.other.test'),
    visit: signInThenAsk(OTHER_SITE),
  },
  {
    id: 'cookie-samesite-none-near-miss-express',
    thirdPartyCookies: true,
    cause: null,
    nearMissOf: 'cookie-samesite-none-insecure',
    stack: 'express',
    what: 'The same with Secure.',
    serve: byHand('sid=s1; Path=/; HttpOnly; Secure; SameSite=None', 'api.other.test'),
    visit: signInThenAsk(OTHER_SITE),
  },
  {
    id: 'cookie-domain-mismatch-express',
    cause: 'cookie-domain-mismatch',
    stack: SESSIONS,
    what: 'Domain is the one of production.',
    serve: at('api.app.test', { domain: 'app.example', sameSite: 'lax' }),
    visit: signInThenAsk(),
  },
  {
    id: 'cookie-domain-near-miss-parent',
    cause: null,
    nearMissOf: 'cookie-domain-mismatch',
    stack: SESSIONS,
    what: 'Domain is the parent of the host.',
    serve: at('api.app.test', { domain: 'app.test', sameSite: 'lax' }),
    visit: signInThenAsk(),
  },
  {
    id: 'cookie-domain-host-only-express',
    cause: 'cookie-domain-mismatch',
    stack: `${SESSIONS} on two hosts`,
    what: 'auth.app.test sets a cookie without Domain, api.app.test shares the store.',
    serve: () => {
      const store = new MemoryStore();
      const app = sessionApi({ sameSite: 'lax' }, { store });
      return { 'auth.app.test': app, 'api.app.test': app };
    },
    visit: async ({ call }) => {
      await call('https://auth.app.test/login', post);
      await call(`${SITE}/me`, include);
    },
  },
  {
    id: 'cookie-path-mismatch-express',
    cause: 'cookie-path-mismatch',
    stack: 'express',
    what: 'Path is /auth, the API is at /me.',
    serve: byHand('sid=s1; Path=/auth; HttpOnly; Secure; SameSite=Lax'),
    visit: signInThenAsk(),
  },
  {
    id: 'cookie-path-near-miss-express',
    cause: null,
    nearMissOf: 'cookie-path-mismatch',
    stack: 'express',
    what: 'Path is /.',
    serve: byHand('sid=s1; Path=/; HttpOnly; Secure; SameSite=Lax'),
    visit: signInThenAsk(),
  },
  {
    id: 'cookie-expired-express',
    cause: 'cookie-expired',
    stack: SESSIONS,
    what: 'maxAge was given in seconds: the cookie lives a second.',
    serve: at('api.app.test', { maxAge: 1_000, sameSite: 'lax' }),
    visit: async ({ call, pause }) => {
      await call(`${SITE}/login`, post);
      await call(`${SITE}/me`, include);
      await pause(2_500);
      await call(`${SITE}/me`, include);
    },
  },
  {
    id: 'cookie-expired-near-miss-express',
    cause: null,
    nearMissOf: 'cookie-expired',
    stack: SESSIONS,
    what: 'It lives an hour.',
    serve: at('api.app.test', { maxAge: 3_600_000, sameSite: 'lax' }),
    visit: signInThenAsk(SITE, 500),
  },
  {
    id: 'cookie-prefix-invalid-express',
    cause: 'cookie-prefix-invalid',
    stack: 'express',
    what: '__Host- with a Domain.',
    serve: byHand('__Host-sid=s1; Path=/; Domain=app.test; HttpOnly; Secure; SameSite=Lax'),
    visit: signInThenAsk(),
  },
  {
    id: 'cookie-prefix-near-miss-express',
    cause: null,
    nearMissOf: 'cookie-prefix-invalid',
    stack: 'express',
    what: '__Host- without a Domain.',
    serve: byHand('__Host-sid=s1; Path=/; HttpOnly; Secure; SameSite=Lax'),
    visit: signInThenAsk(),
  },
  {
    id: 'cookie-invalid-too-large-express',
    cause: 'cookie-invalid',
    stack: 'express',
    what: 'Five thousand bytes in one cookie.',
    serve: byHand(`sid=${'a'.repeat(5_000)}; Path=/; HttpOnly; Secure; SameSite=Lax`),
    visit: signInThenAsk(),
  },
  {
    id: 'cookie-invalid-near-miss-express',
    cause: null,
    nearMissOf: 'cookie-invalid',
    stack: 'express',
    what: 'Four thousand bytes.',
    serve: byHand(`sid=${'a'.repeat(4_000)}; Path=/; HttpOnly; Secure; SameSite=Lax`),
    visit: signInThenAsk(),
  },
  {
    id: 'cookie-secure-on-http-express',
    cause: 'cookie-secure-on-http',
    stack: 'express over http',
    what: 'A Secure cookie from http: the browser refuses it.',
    serve: () => ({ 'http://api.other.test': handMade('sid=s1; Path=/; HttpOnly; Secure') }),
    visit: async ({ page, pause }) => {
      await page.goto('http://api.other.test/me');
      await page.evaluate(() => fetch('/login', { method: 'POST' }));
      await page.evaluate(() => fetch('/me'));
      await pause(300);
    },
    also: ['authorization-missing'],
  },
  {
    id: 'cookie-never-set-express',
    cause: 'cookie-never-set',
    also: ['authorization-missing'],
    stack: `${SESSIONS} without trust proxy`,
    what: 'cookie.secure behind TLS that ends elsewhere: express-session sets no cookie at all.',
    serve: at('api.app.test', { sameSite: 'lax', secure: true }, { trustProxy: false }),
    visit: signInThenAsk(),
  },
  {
    id: 'credentials-omitted-express',
    cause: 'credentials-omitted',
    stack: SESSIONS,
    what: 'Signed in with credentials, then asked without.',
    serve: at('api.app.test', { sameSite: 'lax' }),
    visit: async ({ call }) => {
      await call(`${SITE}/login`, post);
      await call(`${SITE}/me`);
    },
  },
  {
    id: 'session-rejected-restart-express',
    cause: 'session-rejected',
    stack: SESSIONS,
    what: 'The store lost its sessions: the cookie is sent, the server does not know it.',
    serve: () => {
      let app = sessionApi({ sameSite: 'lax' });
      return {
        'api.app.test': createServer((request, response) => {
          if (request.url === '/restart') app = sessionApi({ sameSite: 'lax' });
          app(request, response);
        }),
      };
    },
    visit: async ({ call }) => {
      await call(`${SITE}/login`, post);
      await call(`${SITE}/me`, include);
      await call(`${SITE}/restart`, { mode: 'no-cors' });
      await call(`${SITE}/me`, include);
    },
  },
  {
    id: 'session-cleared-express',
    cause: 'session-cleared',
    stack: SESSIONS,
    what: 'A sign-out in another part of the page removed the cookie just before.',
    serve: at('api.app.test', { sameSite: 'lax' }),
    visit: async ({ call }) => {
      await call(`${SITE}/login`, post);
      await call(`${SITE}/me`, include);
      await call(`${SITE}/logout`, post);
      await call(`${SITE}/me`, include);
    },
  },
  {
    id: 'session-cleared-near-miss-express',
    cause: null,
    nearMissOf: 'session-cleared',
    stack: SESSIONS,
    what: 'After the sign-out a new sign-in.',
    serve: at('api.app.test', { sameSite: 'lax' }),
    visit: async ({ call }) => {
      await call(`${SITE}/login`, post);
      await call(`${SITE}/logout`, post);
      await call(`${SITE}/login`, post);
      await call(`${SITE}/me`, include);
    },
  },
  {
    id: 'cookie-shadowed-express',
    cause: 'cookie-shadowed',
    also: ['session-rejected'],
    stack: SESSIONS,
    what: 'An old cookie of the same name with a longer path goes first; the server reads that one.',
    serve: () => {
      const app = express();
      app.use(allowPage());
      app.post('/old', (_request, response) =>
        response
          .append('Set-Cookie', 'sid=s%3Aold.invalid; Path=/me; HttpOnly; Secure; SameSite=Lax')
          .json({}),
      );
      app.use(sessionApi({ sameSite: 'lax' }));
      return { 'api.app.test': app };
    },
    visit: async ({ call }) => {
      await call(`${SITE}/old`, post);
      await call(`${SITE}/login`, post);
      await call(`${SITE}/me`, include);
    },
  },
  {
    id: 'https-downgrade-post-becomes-get',
    cause: 'https-downgrade',
    stack: 'express over http and https',
    what: 'A form posts to http, 301 to https turns it into a GET without its body.',
    serve: () => ({
      'http://shop.app.test': express()
        .get('/', (_request, response) =>
          response.send(
            '<!doctype html><title>Sign in</title><link rel="icon" href="data:,"><form method="post" action="/login"><input name="user" value="mia"><input name="password" type="password" value="lamp"><button>Sign in</button></form>',
          ),
        )
        .use((request, response) => response.redirect(301, `https://shop.app.test${request.url}`)),
      'shop.app.test': express().post('/login', (_request, response) => response.json({ ok: true })),
    }),
    visit: async ({ page }) => {
      await page.goto('http://shop.app.test/');
      await page.click('button');
    },
  },
];
