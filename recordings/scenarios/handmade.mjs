// Small applications as they are often written: middleware by hand, messages of their own, no challenge.
import cookieParser from 'cookie-parser';
import express from 'express';
import session from 'express-session';
import jsonwebtoken from 'jsonwebtoken';
import { allowPage, ORDERS } from '../apis.mjs';

const SECRET = 'lab-secret-of-at-least-32-characters';
const OTHER_SECRET = 'another-secret-of-at-least-32-chars';
const API = 'https://api.app.test';
const sign = (claims = {}, secret = SECRET) =>
  jsonwebtoken.sign({ sub: 'user-1', ...claims }, secret, {
    ...(claims.exp === undefined && { expiresIn: 600 }),
  });
const ago = (seconds) => Math.floor(Date.now() / 1000) - seconds;
const ended = () => sign({ iat: ago(7_200), exp: ago(3_600) });
const bearerOf = (token) => ({ headers: { Authorization: `Bearer ${token}` } });
const json = (body, more = {}) => ({
  method: 'POST',
  ...more,
  headers: { 'Content-Type': 'application/json', ...more.headers },
  body: JSON.stringify(body),
});

/** `authenticateToken` of countless tutorials: 401 without a token, 403 with a bad one. */
const tutorial = (request, response, next) => {
  const token = request.headers.authorization?.split(' ')[1];
  if (token == null) return response.sendStatus(401);
  return jsonwebtoken.verify(token, SECRET, (error, user) => {
    if (error) return response.sendStatus(403);
    request.user = user;
    return next();
  });
};
/** Says what is wrong in words of its own. */
const talkative = (request, response, next) => {
  const token = request.headers.authorization?.split(' ')[1];
  if (!token) return response.status(401).json({ success: false, msg: 'No token, authorization denied' });
  try {
    request.user = jsonwebtoken.verify(token, SECRET);
    return next();
  } catch {
    return response.status(401).json({ success: false, msg: 'Token is not valid' });
  }
};
const silent = (request, response, next) => {
  try {
    request.user = jsonwebtoken.verify(request.headers.authorization?.slice(7) ?? '', SECRET);
    return next();
  } catch {
    return response.status(401).end();
  }
};
const ordersBehind =
  (...guards) =>
  () => ({
    'api.app.test': express()
      .use(allowPage({ exposedHeaders: [] }), express.json(), cookieParser())
      .use(...guards)
      .get('/orders', (_request, response) => response.json([{ id: 1 }]))
      .get('/admin', (request, response) =>
        request.user?.admin ? response.json({ ok: true }) : response.sendStatus(403),
      ),
  });

const withKey =
  (...keys) =>
  () => ({
    'api.app.test': express()
      .use(allowPage(), (request, response, next) => {
        const key = request.get('x-api-key');
        if (!key) return response.status(401).json({ error: 'API key is missing' });
        return keys.includes(key) ? next() : response.status(401).json({ error: 'Invalid API key' });
      })
      .get('/orders', (_request, response) => response.json([{ id: 1 }])),
  });

/** Sign-in with a count of failures. */
const signIn = (answer) => () => {
  const app = express().use(allowPage(), express.json());
  let failures = 0;
  app.post('/api/auth/login', (_request, response) => {
    failures += 1;
    const [status, body, headers = {}] = answer(failures);
    response.status(status).set(headers).json(body);
  });
  app.get('/api/me', (_request, response) => response.status(401).json({ message: 'Unauthenticated' }));
  return { 'api.app.test': app };
};
const password = (value = 'lamp-4711') =>
  json({ email: 'mia@example.test', password: value }, { credentials: 'include' });

/** A page and its back end on one origin, the session in a cookie. */
function backend({ routes, store } = {}) {
  const app = express().use(express.json());
  app.use(
    session({
      name: 'connect.sid',
      secret: SECRET,
      resave: false,
      saveUninitialized: false,
      store,
      cookie: { sameSite: 'lax' },
    }),
  );
  app.get('/', (_request, response) =>
    response.send('<!doctype html><title>App</title><link rel="icon" href="data:,"><h1>App</h1>'),
  );
  app.post('/api/login', (request, response) => {
    request.session.user = { id: 1, role: 'viewer' };
    response.json({ ok: true });
  });
  routes?.(app);
  return { 'app.test': app };
}
const signedIn = (request, response, next) =>
  request.session.user ? next() : response.status(401).json({ error: 'Unauthorized' });

const EXPRESS = 'express, middleware by hand';

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'token-expired-tutorial-403',
    cause: 'token-expired',
    stack: EXPRESS,
    what: 'The tutorials’ middleware: 403 Forbidden and no more for a token that has ended.',
    serve: ordersBehind(tutorial),
    visit: ({ call }) => call(ORDERS, bearerOf(ended())),
  },
  {
    id: 'token-rejected-tutorial-403',
    cause: 'token-rejected',
    also: ['signature-invalid', 'resource-forbidden'],
    nearMissOf: 'token-expired',
    stack: EXPRESS,
    what: 'The same 403 for a token signed with another secret.',
    serve: ordersBehind(tutorial),
    visit: ({ call }) => call(ORDERS, bearerOf(sign({}, OTHER_SECRET))),
  },
  {
    id: 'resource-forbidden-tutorial-403',
    cause: 'resource-forbidden',
    nearMissOf: 'token-rejected',
    stack: EXPRESS,
    what: 'The same 403 at one path; the token passes at another.',
    serve: ordersBehind(tutorial),
    visit: async ({ call }) => {
      const headers = bearerOf(sign());
      await call(ORDERS, headers);
      await call(`${API}/admin`, headers);
    },
  },
  {
    id: 'authorization-missing-no-token-provided',
    cause: 'authorization-missing',
    stack: EXPRESS,
    what: '"No token, authorization denied".',
    serve: ordersBehind(talkative),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'token-in-wrong-place-x-auth-token',
    cause: 'token-in-wrong-place',
    also: ['authorization-missing'],
    stack: EXPRESS,
    what: 'The page sends the token as x-auth-token; the API reads Authorization.',
    serve: ordersBehind(talkative),
    visit: ({ call }) => call(ORDERS, { headers: { 'x-auth-token': sign() } }),
  },
  {
    id: 'token-rejected-token-is-not-valid',
    cause: 'token-rejected',
    also: ['signature-invalid'],
    nearMissOf: 'authorization-missing',
    stack: EXPRESS,
    what: '"Token is not valid": signed with another secret.',
    serve: ordersBehind(talkative),
    visit: ({ call }) => call(ORDERS, bearerOf(sign({}, OTHER_SECRET))),
  },
  {
    id: 'token-placeholder-undefined-silent',
    cause: 'token-placeholder',
    stack: EXPRESS,
    what: '"Bearer undefined"; 401 with nothing in it.',
    serve: ordersBehind(silent),
    visit: ({ call }) => call(ORDERS, bearerOf('undefined')),
  },
  {
    id: 'token-expired-silent',
    cause: 'token-expired',
    stack: EXPRESS,
    what: '401 with nothing in it; the token ended an hour ago.',
    serve: ordersBehind(silent),
    visit: ({ call }) => call(ORDERS, bearerOf(ended())),
  },
  {
    id: 'token-not-yet-valid-silent',
    cause: 'token-not-yet-valid',
    nearMissOf: 'token-expired',
    also: ['clock-skew'],
    stack: EXPRESS,
    what: '401 with nothing in it; the token begins in an hour.',
    serve: ordersBehind(silent),
    visit: ({ call }) => call(ORDERS, bearerOf(sign({ nbf: ago(-3_600), exp: ago(-7_200) }))),
  },
  {
    id: 'token-rejected-silent',
    cause: 'token-rejected',
    also: ['signature-invalid'],
    nearMissOf: 'authorization-missing',
    stack: EXPRESS,
    what: '401 with nothing in it, to a token that is good by all that can be seen.',
    serve: ordersBehind(silent),
    visit: ({ call }) => call(ORDERS, bearerOf(sign({}, OTHER_SECRET))),
  },
  {
    id: 'authorization-missing-api-key',
    cause: 'authorization-missing',
    stack: EXPRESS,
    what: 'No x-api-key: "API key is missing".',
    serve: withKey('lab-key-1'),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'token-rejected-api-key',
    cause: 'token-rejected',
    nearMissOf: 'authorization-missing',
    stack: EXPRESS,
    what: 'An x-api-key of another environment: "Invalid API key".',
    serve: withKey('lab-key-1'),
    visit: ({ call }) => call(ORDERS, { headers: { 'x-api-key': 'lab-key-2' } }),
  },
  {
    id: 'account-locked-near-miss-attempts-left',
    cause: 'login-rejected',
    nearMissOf: 'account-locked',
    stack: EXPRESS,
    what: 'A wrong password; the answer warns of the lock to come.',
    serve: signIn((count) => [
      401,
      { error: `Invalid email or password. ${5 - count} attempts remaining before your account is locked.` },
    ]),
    visit: ({ call }) => call(`${API}/api/auth/login`, password('lamp-0')),
  },
  {
    id: 'account-locked-423',
    cause: 'account-locked',
    stack: EXPRESS,
    what: 'The right password of an account that has been locked: 423.',
    serve: signIn(() => [423, { message: 'Account locked due to too many failed login attempts' }]),
    visit: ({ call }) => call(`${API}/api/auth/login`, password()),
  },
  {
    id: 'account-not-verified',
    cause: 'account-locked',
    also: ['login-rejected'],
    stack: EXPRESS,
    what: 'The right password; the mail address was never confirmed.',
    serve: signIn(() => [403, { message: 'Please verify your email before logging in' }]),
    visit: ({ call }) => call(`${API}/api/auth/login`, password()),
  },
  {
    id: 'too-many-attempts-near-miss-first',
    cause: 'login-rejected',
    nearMissOf: 'too-many-attempts',
    stack: EXPRESS,
    what: 'One wrong password; the answer counts what is left in X-RateLimit-Remaining.',
    serve: signIn((count) => [
      401,
      { message: 'Wrong email or password' },
      { 'X-RateLimit-Limit': '5', 'X-RateLimit-Remaining': String(5 - count) },
    ]),
    visit: ({ call }) => call(`${API}/api/auth/login`, password('lamp-0')),
  },
  {
    id: 'cookie-never-set-near-miss-login-rejected',
    cause: 'login-rejected',
    nearMissOf: 'cookie-never-set',
    stack: EXPRESS,
    what: 'The sign-in is refused, so there is no cookie, and the page asks on.',
    serve: signIn(() => [401, { message: 'Bad credentials' }]),
    visit: async ({ call }) => {
      await call(`${API}/api/auth/login`, password('lamp-0'));
      await call(`${API}/api/me`, { credentials: 'include' });
    },
  },
  {
    id: 'rate-limited-near-miss-headers',
    cause: 'token-expired',
    nearMissOf: 'rate-limited',
    stack: EXPRESS,
    what: 'A token that has ended; X-RateLimit-Remaining is 0, and the limit is not what refused.',
    serve: ordersBehind((_request, response, next) => {
      response.set({ 'X-RateLimit-Limit': '1', 'X-RateLimit-Remaining': '0' });
      next();
    }, silent),
    visit: ({ call }) => call(ORDERS, bearerOf(ended())),
  },
  {
    id: 'rate-limited-403-secondary',
    cause: 'rate-limited',
    also: ['too-many-attempts'],
    stack: EXPRESS,
    what: '403 with Retry-After and words of a rate limit, as GitHub’s secondary limit has it.',
    serve: ordersBehind(tutorial, (_request, response) =>
      response.status(403).set('Retry-After', '60').json({
        message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      }),
    ),
    visit: ({ call }) => call(ORDERS, bearerOf(sign())),
  },
  {
    id: 'clock-skew-near-miss-expired',
    cause: 'token-expired',
    nearMissOf: 'clock-skew',
    stack: EXPRESS,
    what: 'The clocks agree, and the token ended two hours ago.',
    serve: ordersBehind(talkative),
    visit: ({ call }) => call(ORDERS, bearerOf(ended())),
  },
  {
    id: 'status-misused-near-miss-no-token',
    cause: 'authorization-missing',
    nearMissOf: 'status-misused',
    stack: EXPRESS,
    what: '401 with words of permission, and nothing was sent.',
    serve: ordersBehind((_request, response) =>
      response.status(401).json({ message: 'You do not have permission to perform this action' }),
    ),
    visit: ({ call }) => call(ORDERS),
  },
  {
    id: 'session-rejected-backend',
    cause: 'session-rejected',
    nearMissOf: 'credentials-omitted',
    stack: 'express + express-session, one origin',
    what: 'Signed in; the server forgets its sessions; the cookie is still sent.',
    serve: () => {
      const store = new session.MemoryStore();
      return backend({
        store,
        routes: (app) => {
          app.post('/api/restart', (_request, response) => store.clear(() => response.json({ ok: true })));
          app.get('/api/orders', signedIn, (_request, response) => response.json([{ id: 1 }]));
        },
      });
    },
    visit: async ({ call }) => {
      await call('/api/login', json({ username: 'mia', password: 'lamp-4711' }));
      await call('/api/orders');
      await call('/api/restart', json({}));
      await call('/api/orders');
    },
  },
  {
    id: 'session-rejected-near-miss-role',
    cause: 'resource-forbidden',
    also: ['role-missing', 'method-forbidden'],
    nearMissOf: 'session-rejected',
    stack: 'express + express-session, one origin',
    what: 'The session is good; one path is for others: "Admins only".',
    serve: () =>
      backend({
        routes: (app) => {
          app.get('/api/orders', signedIn, (_request, response) => response.json([{ id: 1 }]));
          app.get('/api/users', signedIn, (_request, response) =>
            response.status(403).json({ error: 'Admins only' }),
          );
        },
      }),
    visit: async ({ call }) => {
      await call('/api/login', json({ username: 'mia', password: 'lamp-4711' }));
      await call('/api/orders');
      await call('/api/users');
    },
  },
  {
    id: 'authorization-missing-session-never-begun',
    cause: 'authorization-missing',
    also: ['cookie-never-set'],
    nearMissOf: 'session-rejected',
    stack: 'express + express-session, one origin',
    what: 'A visitor who never signed in: the page asks who is there.',
    serve: () =>
      backend({ routes: (app) => app.get('/api/me', signedIn, (_request, response) => response.json({})) }),
    visit: ({ call }) => call('/api/me'),
  },
  {
    id: 'method-forbidden-near-miss-all',
    cause: 'resource-forbidden',
    also: ['role-missing'],
    nearMissOf: 'method-forbidden',
    stack: EXPRESS,
    what: 'Every method of /admin is refused, reading too.',
    serve: () => ({
      'api.app.test': express()
        .use(allowPage(), tutorial)
        .get('/orders', (_request, response) => response.json([{ id: 1 }]))
        .use((_request, response) => response.status(403).json({ message: 'Forbidden' })),
    }),
    visit: async ({ call }) => {
      const headers = bearerOf(sign());
      await call(ORDERS, headers);
      await call(`${API}/admin`, headers);
      await call(`${API}/admin`, { method: 'DELETE', ...headers });
    },
  },
  {
    id: 'authorization-missing-upload',
    cause: 'authorization-missing',
    stack: EXPRESS,
    what: 'An upload by FormData, whose own request function forgets the token that others carry.',
    serve: () => ({
      'api.app.test': express()
        .use(allowPage(), talkative)
        .use((_request, response) => response.json({ ok: true })),
    }),
    visit: async ({ call, page }) => {
      await call(ORDERS, bearerOf(sign()));
      await page.evaluate(async (url) => {
        const form = new FormData();
        form.append('file', new Blob(['lamp'], { type: 'text/plain' }), 'lamp.txt');
        await fetch(url, { method: 'POST', body: form }).catch(() => undefined);
      }, `${API}/uploads`);
    },
  },
];
