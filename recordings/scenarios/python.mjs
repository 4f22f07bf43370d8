// Django REST framework, Flask and FastAPI, from Debian's packages.
import { join } from 'node:path';
import jsonwebtoken from 'jsonwebtoken';

const API = 'https://api.app.test';
const PYTHON = '/usr/bin/python3';
const SERVERS = join(import.meta.dirname, '..', 'servers');
const SECRET = 'lab-secret-of-at-least-32-characters';

const django =
  (host = 'api.app.test') =>
  async (lab) => {
    const port = await lab.freePort();
    await lab.start(PYTHON, [join(SERVERS, 'django_api.py'), `${port}`, SECRET], { port });
    return { [host]: port };
  };
const flask = async (lab) => {
  const port = await lab.freePort();
  await lab.start(PYTHON, [join(SERVERS, 'flask_api.py'), `${port}`], { port });
  return { 'api.app.test': port, 'api.other.test': port };
};
const fastapi = async (lab) => {
  const port = await lab.freePort();
  const words = ['-m', 'uvicorn', '--app-dir', SERVERS, 'fastapi_api:app', '--port', `${port}`];
  await lab.start(PYTHON, words, { port });
  return { 'api.app.test': port };
};
const DRF = ['python3-djangorestframework', 'python3-djangorestframework-simplejwt'];
const FLASK = ['python3-flask', 'python3-flask-httpauth'];
const FASTAPI = ['python3-fastapi', 'uvicorn'];

const simpleToken = (claims = {}, secret = SECRET) =>
  jsonwebtoken.sign({ token_type: 'access', user_id: 1, jti: 'lab', ...claims }, secret, {
    ...(claims.exp === undefined && { expiresIn: 600 }),
  });
const ask =
  (path, authorization, init = {}) =>
  async ({ call }) => {
    const value = authorization?.();
    await call(`${API}${path}`, { ...init, ...(value && { headers: { Authorization: value } }) });
  };
const base64 = (text) => Buffer.from(text).toString('base64');
const seconds = (fromNow) => Math.floor(Date.now() / 1000) + fromNow;

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  {
    id: 'authorization-missing-drf',
    cause: 'authorization-missing',
    stack: 'Django REST framework + simplejwt',
    what: 'No Authorization header.',
    debian: DRF,
    serve: django(),
    visit: ask('/orders'),
  },
  {
    id: 'token-expired-drf',
    cause: 'token-expired',
    also: ['refresh-missing'],
    stack: 'Django REST framework + simplejwt',
    what: 'exp an hour ago; the server says “invalid or expired”.',
    debian: DRF,
    serve: django(),
    visit: ask('/orders', () => `Bearer ${simpleToken({ exp: seconds(-3_600) })}`),
  },
  {
    id: 'token-rejected-drf',
    cause: 'token-rejected',
    also: ['signature-invalid'],
    nearMissOf: 'token-expired',
    stack: 'Django REST framework + simplejwt',
    what: 'Another secret; the server says “invalid or expired”, and exp is ahead.',
    debian: DRF,
    serve: django(),
    visit: ask('/orders', () => `Bearer ${simpleToken({}, 'another-secret-of-at-least-32-chars!')}`),
  },
  {
    id: 'refresh-token-as-access-token-drf',
    cause: 'refresh-token-as-access-token',
    stack: 'Django REST framework + simplejwt',
    what: 'The refresh token is sent: token_type is refresh.',
    debian: DRF,
    serve: django(),
    visit: ask('/orders', () => `Bearer ${simpleToken({ token_type: 'refresh' })}`),
  },
  {
    id: 'resource-forbidden-drf',
    cause: 'resource-forbidden',
    also: ['role-missing'],
    stack: 'Django REST framework + simplejwt',
    what: 'The same token passes at /orders and is refused at /users.',
    debian: DRF,
    serve: django(),
    visit: async (visit) => {
      const token = `Bearer ${simpleToken()}`;
      await ask('/orders', () => token)(visit);
      await ask('/users', () => token)(visit);
    },
  },
  {
    id: 'healthy-bearer-drf',
    cause: null,
    nearMissOf: 'resource-forbidden',
    stack: 'Django REST framework + simplejwt',
    what: 'A good token where it may go.',
    debian: DRF,
    serve: django(),
    visit: ask('/orders', () => `Bearer ${simpleToken()}`),
  },
  {
    id: 'csrf-token-missing-django',
    cause: 'csrf-token-missing',
    stack: 'Django',
    what: 'A POST with the cookie and without X-CSRFToken.',
    debian: DRF,
    serve: django('app.test'),
    visit: async ({ page, call }) => {
      await page.goto('https://app.test/');
      await call('/csrf');
      await call('/save', { method: 'POST' });
    },
    also: ['csrf-origin-rejected'],
  },
  {
    id: 'csrf-origin-rejected-django',
    cause: 'csrf-origin-rejected',
    stack: 'Django',
    what: 'A POST from an origin that CSRF_TRUSTED_ORIGINS does not name.',
    debian: DRF,
    serve: django(),
    visit: async ({ call }) => {
      const { text } = await call(`${API}/csrf`, { credentials: 'include' });
      await call(`${API}/save`, {
        method: 'POST',
        credentials: 'include',
        headers: { 'X-CSRFToken': JSON.parse(text).token },
      });
    },
  },
  {
    id: 'basic-rejected-flask',
    cause: 'basic-rejected',
    stack: 'Flask + Flask-HTTPAuth',
    what: 'A wrong password.',
    debian: FLASK,
    serve: flask,
    visit: ask('/orders', () => `Basic ${base64('mia:wrong')}`),
  },
  {
    id: 'token-rejected-flask',
    cause: 'token-rejected',
    stack: 'Flask + Flask-HTTPAuth',
    what: 'An opaque token that the server does not know; no reason in the answer.',
    debian: FLASK,
    serve: flask,
    visit: ask('/tokens', () => 'Bearer lab-opaque-token-wrong'),
  },
  {
    id: 'wrong-scheme-flask',
    cause: 'wrong-scheme',
    nearMissOf: 'token-rejected',
    stack: 'Flask + Flask-HTTPAuth',
    what: 'The right token under the scheme Token.',
    debian: FLASK,
    serve: flask,
    visit: ask('/tokens', () => 'Token lab-opaque-token-right'),
  },
  {
    id: 'cookie-samesite-default-flask',
    thirdPartyCookies: true,
    cause: 'cookie-samesite-default',
    also: ['cookie-samesite-lax'],
    stack: 'Flask sessions',
    what: 'Flask names no SameSite; the API is on another site.',
    debian: FLASK,
    serve: flask,
    visit: async ({ call }) => {
      await call('https://api.other.test/login', { method: 'POST', credentials: 'include' });
      await call('https://api.other.test/me', { credentials: 'include' });
    },
  },
  {
    id: 'healthy-session-flask',
    cause: null,
    nearMissOf: 'cookie-samesite-default',
    stack: 'Flask sessions',
    what: 'The same on the page’s site.',
    debian: FLASK,
    serve: flask,
    visit: async ({ call }) => {
      await call(`${API}/login`, { method: 'POST', credentials: 'include' });
      await call(`${API}/me`, { credentials: 'include' });
    },
  },
  {
    id: 'authorization-missing-fastapi-403',
    cause: 'authorization-missing',
    also: ['status-misused'],
    stack: 'FastAPI + HTTPBearer',
    what: 'No header: FastAPI answers 403.',
    debian: FASTAPI,
    serve: fastapi,
    visit: ask('/orders'),
  },
  {
    id: 'bearer-prefix-missing-fastapi',
    cause: 'bearer-prefix-missing',
    stack: 'FastAPI + OAuth2PasswordBearer',
    what: 'The bare token.',
    debian: FASTAPI,
    serve: fastapi,
    visit: ask('/me', () => simpleToken()),
  },
  {
    id: 'token-rejected-fastapi',
    cause: 'token-rejected',
    nearMissOf: 'bearer-prefix-missing',
    stack: 'FastAPI + OAuth2PasswordBearer',
    what: 'With its prefix: the server could not validate it, and says no more.',
    debian: FASTAPI,
    serve: fastapi,
    visit: ask('/me', () => 'Bearer lab-opaque-token-wrong'),
  },
  {
    id: 'not-auth-422-fastapi',
    cause: 'not-auth',
    stack: 'FastAPI',
    what: 'A good token and a path that is no number: 422.',
    debian: FASTAPI,
    serve: fastapi,
    visit: ask('/items/lamp', () => 'Bearer lab-opaque-token-right'),
  },
];
