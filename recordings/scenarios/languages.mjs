// Python, Go, Ruby and Perl with the libraries people take there, each with its own defaults and its own words.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import jsonwebtoken from 'jsonwebtoken';

const API = 'https://api.app.test';
const SERVERS = join(import.meta.dirname, '..', 'servers');
const SECRET = 'lab-secret-of-at-least-32-characters';
const PYTHON = '/usr/bin/python3';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

const process = (command, words, host, env) => async (lab) => {
  const port = await lab.freePort();
  await lab.start(command, words(`${port}`, lab), { port, env });
  return { [host]: port };
};
const python = (file, host, ...words) =>
  process(PYTHON, (port) => [join(SERVERS, file), port, ...words], host);
const go =
  (name, host, ...words) =>
  async (lab) => {
    const program = join(lab.folder, name);
    const env = { ...globalThis.process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode' };
    const built = spawnSync('go', ['build', '-o', program, join(SERVERS, 'go', `${name}.go`)], { env });
    if (built.status !== 0) throw new Error(`${built.stderr}`);
    return process(program, (port) => [port, ...words], host)(lab);
  };
const warden = (host, { origins = 'https://app.test', ...env } = {}) =>
  process(
    '/usr/bin/puma',
    (port) => ['--quiet', '--bind', `tcp://127.0.0.1:${port}`, join(SERVERS, 'warden_app.ru')],
    host,
    { ORIGINS: origins, RACK_ENV: 'production', ...env },
  );
const mojolicious = (env) =>
  process(
    '/usr/bin/perl',
    (port) => [join(SERVERS, 'mojo_site.pl'), 'daemon', '--listen', `http://127.0.0.1:${port}`],
    'app.test',
    env,
  );

/** Asks one after the other. */
const ask =
  (...requests) =>
  async ({ call }) => {
    for (const [url, init] of requests) await call(url, init);
  };
const withHeader = (path, authorization) => (visit) =>
  ask([`${API}${path}`, { headers: { Authorization: authorization() } }])(visit);
const base64 = (text) => Buffer.from(text).toString('base64');
const seconds = (fromNow) => Math.floor(Date.now() / 1000) + fromNow;
const jwt = (claims = {}, secret = SECRET) =>
  jsonwebtoken.sign({ sub: 'mia', aud: API, ...claims }, secret, {
    ...(claims.exp === undefined && { expiresIn: 600 }),
  });
const bearer =
  (...settings) =>
  () =>
    `Bearer ${jwt(...settings)}`;
const cookieOf = async (context, name) => (await context.cookies()).find((one) => one.name === name)?.value;

/** Scenarios that share their stack. */
const of = (shared, each) => each.map((one) => ({ ...shared, ...one }));

const flaskJwt = of(
  {
    stack: 'Flask + Flask-JWT-Extended + flask-cors',
    debian: ['python3-flask', 'python3-python-flask-jwt-extended', 'python3-flask-cors'],
    serve: python('flask_jwt.py', 'api.app.test', SECRET, 'headers'),
  },
  [
    {
      id: 'authorization-missing-flask-jwt',
      cause: 'authorization-missing',
      what: 'No header: “Missing Authorization Header”.',
      visit: ask([`${API}/orders`]),
    },
    {
      id: 'bearer-prefix-missing-flask-jwt',
      cause: 'bearer-prefix-missing',
      nearMissOf: 'authorization-missing',
      what: 'The bare token: “Missing Bearer type in Authorization header”.',
      visit: async ({ call }) => {
        const { access_token } = await signIn(call);
        await call(`${API}/orders`, { headers: { Authorization: access_token } });
      },
    },
    {
      id: 'token-expired-flask-jwt',
      cause: 'token-expired',
      also: ['refresh-missing'],
      what: 'Ran out a minute ago: “Token has expired”.',
      visit: async ({ call }) => {
        const { text } = await call(`${API}/short`, { method: 'POST' });
        await call(`${API}/orders`, {
          headers: { Authorization: `Bearer ${JSON.parse(text).access_token}` },
        });
      },
    },
    {
      id: 'step-up-required-flask-jwt',
      cause: 'step-up-required',
      nearMissOf: 'token-expired',
      what: 'The token was not made by a fresh sign-in: “Fresh token required”.',
      visit: async ({ call }) => {
        const { access_token } = await signIn(call);
        await call(`${API}/orders`, { headers: { Authorization: `Bearer ${access_token}` } });
        await call(`${API}/password`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${access_token}` },
        });
      },
    },
    {
      id: 'token-revoked-flask-jwt',
      cause: 'token-revoked',
      what: 'Signed out, and the token goes on: “Token has been revoked”.',
      visit: async ({ call }) => {
        const headers = { Authorization: `Bearer ${(await signIn(call)).access_token}` };
        await ask([`${API}/orders`, { headers }], [`${API}/logout`, { method: 'DELETE', headers }])({ call });
        await call(`${API}/orders`, { headers });
      },
    },
    {
      id: 'refresh-token-as-access-token-flask-jwt',
      cause: 'refresh-token-as-access-token',
      what: 'The refresh token is sent: 422 “Only non-refresh tokens are allowed”.',
      visit: async ({ call }) => {
        const { refresh_token } = await signIn(call);
        await call(`${API}/orders`, { headers: { Authorization: `Bearer ${refresh_token}` } });
      },
    },
    {
      id: 'signature-invalid-flask-jwt',
      cause: 'signature-invalid',
      what: 'Signed with the secret of another environment: 422 “Signature verification failed”.',
      visit: withHeader('/orders', bearer({ type: 'access', fresh: false, jti: 'lab' }, `another-${SECRET}`)),
    },
    {
      id: 'not-auth-422-flask-jwt',
      cause: 'not-auth',
      nearMissOf: 'signature-invalid',
      what: 'A good token; 422, and it is the quantity that the server does not like.',
      visit: async ({ call }) => {
        const { access_token } = await signIn(call);
        await call(`${API}/orders`, {
          method: 'POST',
          headers: { ...JSON_TYPE, Authorization: `Bearer ${access_token}` },
          body: '{"quantity":0}',
        });
      },
    },
    {
      id: 'role-missing-flask-jwt',
      cause: 'role-missing',
      also: ['resource-forbidden'],
      what: 'The decorator of the documentation: “Admins only!”; the token says is_administrator: false.',
      visit: async ({ call }) => {
        const { access_token } = await signIn(call);
        await call(`${API}/users`, { headers: { Authorization: `Bearer ${access_token}` } });
      },
    },
    {
      id: 'login-rejected-flask-jwt',
      cause: 'login-rejected',
      nearMissOf: 'authorization-missing',
      what: 'A wrong password at the log-in endpoint: “Bad username or password”.',
      visit: ({ call }) => signIn(call, 'wrong'),
    },
  ],
);

const flaskJwtCookies = of(
  {
    stack: 'Flask + Flask-JWT-Extended in cookies',
    debian: ['python3-flask', 'python3-python-flask-jwt-extended', 'python3-flask-cors'],
    serve: python('flask_jwt.py', 'app.test', SECRET, 'cookies'),
  },
  [
    [
      'csrf-token-missing',
      'csrf-token-missing',
      'A POST without X-CSRF-TOKEN: 401 “Missing CSRF token”.',
      () => ({}),
    ],
    [
      'csrf-token-mismatch',
      'csrf-token-mismatch',
      'The token of an earlier sign-in: 401 “CSRF double submit tokens do not match”.',
      () => ({ 'X-CSRF-TOKEN': '00000000-0000-4000-8000-000000000000' }),
    ],
    ['healthy-csrf', null, 'The right token.', (token) => ({ 'X-CSRF-TOKEN': token })],
  ].map(([name, cause, what, headers]) => ({
    id: `${name}-flask-jwt`,
    cause,
    ...(cause === null && { nearMissOf: 'csrf-token-missing' }),
    what,
    visit: async ({ call, context }) => {
      await call('/login-with-cookies', { method: 'POST' });
      await call('/account');
      await call('/account', {
        method: 'POST',
        headers: headers(await cookieOf(context, 'csrf_access_token')),
      });
    },
  })),
);

async function signIn(call, password = 'right') {
  const body = JSON.stringify({ username: 'mia', password });
  const { text } = await call(`${API}/login`, { method: 'POST', headers: JSON_TYPE, body });
  return JSON.parse(text);
}

const flaskHttpAuth = of(
  {
    stack: 'Flask + Flask-HTTPAuth + flask-cors',
    debian: ['python3-flask', 'python3-flask-httpauth', 'python3-flask-cors'],
    serve: python('flask_auth.py', 'api.app.test'),
  },
  [
    {
      id: 'role-missing-flask-httpauth',
      cause: 'role-missing',
      also: ['resource-forbidden'],
      nearMissOf: 'basic-rejected',
      what: 'The password is right, the role is not: 403 and the body “Unauthorized Access”.',
      visit: ({ call }) =>
        ask(
          ...['/orders', '/users'].map((path) => [
            `${API}${path}`,
            { headers: { Authorization: `Basic ${base64('mia:right')}` } },
          ]),
        )({ call }),
    },
    {
      id: 'digest-rejected-flask-httpauth',
      cause: 'digest-rejected',
      also: ['credentials-omitted'],
      what: 'The nonce is kept in a session cookie that the page’s own Digest code does not send: challenged for ever.',
      visit: async ({ call }) => {
        for (let turn = 0; turn < 3; turn += 1) {
          const { headers } = await call(`${API}/meter`);
          await call(`${API}/meter`, {
            headers: { Authorization: digest(headers['www-authenticate'], 'mia', 'right') },
          });
        }
      },
    },
  ],
);

/** RFC 2617 without qop, which is what Flask-HTTPAuth asks for by default. */
function digest(challenge, name, password) {
  const said = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="?([^",]+)"?/g)].map(([, key, value]) => [key, value]),
  );
  const md5 = (text) => createHash('md5').update(text).digest('hex');
  const secret = md5(`${name}:${said.realm}:${password}`);
  const withQop = said.qop !== undefined;
  const nonces = withQop ? `${said.nonce}:00000001:0a4f113b:auth` : said.nonce;
  const fields = {
    username: name,
    realm: said.realm,
    nonce: said.nonce,
    uri: '/meter',
    response: md5(`${secret}:${nonces}:${md5('GET:/meter')}`),
    ...(said.opaque && { opaque: said.opaque }),
  };
  const quoted = Object.entries(fields).map(([key, value]) => `${key}="${value}"`);
  return `Digest ${[...quoted, ...(withQop ? ['qop=auth', 'nc=00000001', 'cnonce="0a4f113b"'] : [])].join(', ')}`;
}

const DJANGO_OAUTH = [
  'python3-django',
  'python3-djangorestframework',
  'python3-django-oauth-toolkit',
  'python3-django-axes',
  'python3-django-cors-headers',
];
const VERIFIER = 'lab-verifier-of-at-least-forty-three-characters-0';
const challengeOf = createHash('sha256').update(VERIFIER).digest('base64url');
const authorize = (changes = {}) => {
  const usual = {
    response_type: 'code',
    client_id: 'orders-spa',
    redirect_uri: 'https://app.test/callback',
    scope: 'read',
    state: 'lab-state-1',
    code_challenge: challengeOf,
    code_challenge_method: 'S256',
  };
  const words = Object.entries({ ...usual, ...changes }).filter(([, value]) => value !== undefined);
  return `https://idp.app.test/o/authorize/?${new URLSearchParams(words)}`;
};
const openIdpSignedIn = async (page) => {
  await page.goto('https://idp.app.test/login/');
  await page.fill('[name=username]', 'mia');
  await page.fill('[name=password]', 'right');
  await page.click('button');
  await page.waitForURL('https://idp.app.test/');
};
const askToken = (call, words) =>
  call('https://idp.app.test/o/token/', {
    method: 'POST',
    headers: FORM,
    body: `${new URLSearchParams(words)}`,
  });

const djangoOauth = of(
  {
    stack: 'django-oauth-toolkit + Django REST framework + django-cors-headers',
    debian: DJANGO_OAUTH,
    serve: async (lab) => {
      const { 'api.app.test': port } = await python('django_oauth.py', 'api.app.test')(lab);
      return { 'api.app.test': port, 'idp.app.test': port };
    },
  },
  [
    {
      id: 'token-expired-django-oauth',
      cause: 'token-expired',
      also: ['refresh-missing'],
      what: 'An opaque token of yesterday; the challenge says that it has expired.',
      visit: withHeader('/orders', () => 'Bearer lab-opaque-token-of-yesterday'),
    },
    {
      id: 'token-rejected-django-oauth',
      cause: 'token-rejected',
      nearMissOf: 'token-expired',
      what: 'An opaque token that was never issued; the challenge says that it is invalid.',
      visit: withHeader('/orders', () => 'Bearer lab-opaque-token-never-issued'),
    },
    {
      id: 'insufficient-scope-django-oauth',
      cause: 'insufficient-scope',
      also: ['resource-forbidden', 'role-missing'],
      what: 'TokenHasScope wants write, the token was given read: 403, and no scope is named.',
      visit: async ({ call }) => {
        const { text } = await askToken(call, {
          grant_type: 'password',
          username: 'mia',
          password: 'right',
          client_id: 'orders-import',
          client_secret: 'lab-client-secret',
          scope: 'read',
        });
        const headers = { Authorization: `Bearer ${JSON.parse(text).access_token}` };
        await ask([`${API}/orders`, { headers }], [`${API}/shipments`, { headers }])({ call });
      },
    },
    {
      id: 'login-rejected-django-oauth',
      cause: 'login-rejected',
      also: ['oauth-invalid-grant'],
      nearMissOf: 'oauth-invalid-client',
      what: 'The password grant with a wrong password: “Invalid credentials given.”',
      visit: ({ call }) =>
        askToken(call, {
          grant_type: 'password',
          username: 'mia',
          password: 'wrong',
          client_id: 'orders-import',
          client_secret: 'lab-client-secret',
        }),
    },
    {
      id: 'oauth-invalid-client-django-oauth',
      cause: 'oauth-invalid-client',
      what: 'The secret of another environment.',
      visit: ({ call }) =>
        askToken(call, {
          grant_type: 'password',
          username: 'mia',
          password: 'right',
          client_id: 'orders-import',
          client_secret: 'lab-client-secret-of-staging',
        }),
    },
    {
      id: 'oauth-pkce-missing-django-oauth',
      cause: 'oauth-pkce-missing',
      what: 'PKCE_REQUIRED is the default since 2.0; the app sends no code_challenge.',
      visit: async ({ page }) => {
        await openIdpSignedIn(page);
        await page.goto(authorize({ code_challenge: undefined, code_challenge_method: undefined }));
      },
    },
    {
      id: 'oauth-redirect-uri-mismatch-django-oauth',
      cause: 'oauth-redirect-uri-mismatch',
      what: 'The address registered has no slash at its end: “Mismatching redirect URI.”',
      visit: async ({ page }) => {
        await openIdpSignedIn(page);
        await page.goto(authorize({ redirect_uri: 'https://app.test/callback/' }));
      },
    },
    {
      id: 'oauth-pkce-mismatch-django-oauth',
      cause: 'oauth-pkce-mismatch',
      what: 'The verifier is that of another tab: invalid_grant, and no more is said.',
      visit: async ({ page, call }) => {
        await openIdpSignedIn(page);
        await page.goto(authorize());
        await askToken(call, codeWords(page, 'another-verifier-of-at-least-forty-three-characters'));
      },
    },
    {
      id: 'healthy-code-django-oauth',
      cause: null,
      nearMissOf: 'oauth-pkce-mismatch',
      what: 'The same with its own verifier; then the API.',
      visit: async ({ page, call }) => {
        await openIdpSignedIn(page);
        await page.goto(authorize());
        const { text } = await askToken(call, codeWords(page, VERIFIER));
        await call(`${API}/orders`, {
          headers: { Authorization: `Bearer ${JSON.parse(text).access_token}` },
        });
      },
    },
  ],
);

const codeWords = (page, code_verifier) => ({
  grant_type: 'authorization_code',
  code: new URL(page.url()).searchParams.get('code'),
  redirect_uri: 'https://app.test/callback',
  client_id: 'orders-spa',
  code_verifier,
});

const submitLogin = async (page, password) => {
  await page.goto('https://app.test/login/');
  await page.fill('[name=username]', 'mia');
  await page.fill('[name=password]', password);
  await page.click('button');
  await page.waitForLoadState();
};
const axes = of(
  { stack: 'Django + django-axes', debian: DJANGO_OAUTH, serve: python('django_oauth.py', 'app.test') },
  [
    {
      id: 'account-locked-django-axes',
      cause: 'account-locked',
      also: ['too-many-attempts'],
      what: 'Three wrong passwords in the form: 403 “Account locked: too many login attempts.”',
      visit: async ({ page }) => {
        for (let turn = 0; turn < 3; turn += 1) await submitLogin(page, `wrong-${turn}`);
      },
    },
    {
      id: 'account-locked-near-miss-django-axes',
      cause: 'recovered',
      nearMissOf: 'account-locked',
      what: 'A slip, then the right password: Django shows the form again, 200.',
      visit: async ({ page }) => {
        await submitLogin(page, 'rihgt');
        await submitLogin(page, 'right');
      },
    },
  ],
);

const tornado = of(
  {
    stack: 'Tornado with xsrf_cookies',
    debian: ['python3-tornado'],
    serve: python('tornado_site.py', 'app.test'),
  },
  [
    {
      id: 'csrf-token-missing-tornado',
      cause: 'csrf-token-missing',
      what: 'Signed in; fetch posts without X-XSRFToken: “403: Forbidden” and no reason, as Tornado has it.',
      visit: async ({ page, call }) => {
        await signInTornado(page);
        await call('/api/orders', { method: 'POST' });
      },
    },
    {
      id: 'healthy-csrf-tornado',
      cause: null,
      nearMissOf: 'csrf-token-missing',
      what: 'The same with the cookie’s value in X-XSRFToken.',
      visit: async ({ page, call, context }) => {
        await signInTornado(page);
        await call('/api/orders', {
          method: 'POST',
          headers: { 'X-XSRFToken': await cookieOf(context, '_xsrf') },
        });
      },
    },
    {
      id: 'authorization-missing-tornado',
      cause: 'authorization-missing',
      also: ['status-misused', 'cookie-never-set'],
      nearMissOf: 'csrf-token-missing',
      what: 'Not signed in, and the XSRF token is right: @authenticated answers a POST with 403.',
      visit: async ({ page, call, context }) => {
        await page.goto('https://app.test/');
        await call('/api/orders', {
          method: 'POST',
          headers: { 'X-XSRFToken': await cookieOf(context, '_xsrf') },
        });
      },
    },
    {
      id: 'login-page-tornado',
      cause: 'login-page-instead-of-401',
      what: 'Not signed in: @authenticated sends a fetch to the sign-in page.',
      visit: ask(['/api/orders']),
    },
  ],
);
async function signInTornado(page) {
  await page.goto('https://app.test/login');
  await page.fill('[name=name]', 'mia');
  await page.fill('[name=password]', 'right');
  await page.click('[type=submit]');
  await page.waitForURL('https://app.test/');
}

const falcon = of(
  {
    stack: 'Falcon',
    debian: ['python3-falcon', 'python3-waitress'],
    serve: python('falcon_api.py', 'api.app.test'),
  },
  [
    {
      id: 'preflight-unauthorized-falcon',
      cause: 'preflight-unauthorized',
      what: 'The middleware that wants a token answers the preflight, too.',
      visit: withHeader('/orders', () => 'Bearer lab-opaque-token-right'),
    },
    {
      id: 'authorization-missing-falcon',
      cause: 'authorization-missing',
      nearMissOf: 'preflight-unauthorized',
      what: 'No token and so no preflight: falcon.HTTPUnauthorized.',
      visit: ask([`${API}/orders`]),
    },
  ],
);
const falconSameOrigin = of(
  {
    stack: 'Falcon',
    debian: ['python3-falcon', 'python3-waitress'],
    serve: python('falcon_api.py', 'api.app.test'),
  },
  [
    ['role-missing-falcon', 'role-missing', 'falcon.HTTPForbidden that names the role.', '/refunds'],
    ['not-auth-500-falcon', 'not-auth', 'A good token and a bug: falcon’s 500.', '/report'],
    ['not-auth-404-falcon', 'not-auth', 'A good token and no such route: falcon’s 404.', '/invoices'],
  ].map(([id, cause, what, path]) => ({
    id,
    cause,
    what,
    ...(cause === 'role-missing' ? { also: ['resource-forbidden'] } : { nearMissOf: 'token-rejected' }),
    visit: async ({ page, call }) => {
      // The API’s own page of documentation asks it.
      await page.goto(`${API}/open`);
      await call(path, { headers: { Authorization: 'Bearer lab-opaque-token-right' } });
    },
  })),
);

const bottle = of(
  {
    stack: 'Bottle',
    debian: ['python3-bottle', 'python3-waitress'],
    serve: python('bottle_api.py', 'app.test'),
  },
  [
    [
      'basic-rejected-bottle',
      'basic-rejected',
      'A wrong password: auth_basic’s “Access denied” page.',
      'wrong',
    ],
    ['healthy-basic-bottle', null, 'The right one.', 'right'],
  ].map(([id, cause, what, password]) => ({
    id,
    cause,
    what,
    ...(cause === null && { nearMissOf: 'basic-rejected' }),
    // Else the browser would ask the user for another.
    visit: ask([
      '/orders',
      { credentials: 'omit', headers: { Authorization: `Basic ${base64(`mia:${password}`)}` } },
    ]),
  })),
);

const GO = ['golang-go', 'golang-github-gin-gonic-gin-dev', 'golang-github-golang-jwt-jwt-dev'];
const golangJwt = of(
  { stack: 'net/http + golang-jwt v4', debian: GO, serve: go('jwt', 'api.app.test', SECRET) },
  [
    ['signature-invalid', 'Another secret: “signature is invalid”.', [{}, `another-${SECRET}`]],
    ['token-expired', 'An hour ago: “Token is expired”.', [{ exp: seconds(-3_600) }]],
    [
      'audience-mismatch',
      'Made out to another API: “invalid audience”.',
      [{ aud: 'https://billing.app.test' }],
    ],
    [
      'token-not-yet-valid',
      'The issuer’s clock is a quarter of an hour ahead: “Token used before issued”.',
      [{ iat: seconds(900), exp: seconds(4_500) }],
    ],
    [null, 'A good token.', []],
  ].map(([cause, what, settings]) => ({
    id: `${cause ?? 'healthy-bearer'}-golang-jwt`,
    cause,
    what,
    ...(cause === null && { nearMissOf: 'signature-invalid' }),
    ...(cause === 'token-not-yet-valid' && { also: ['clock-skew'] }),
    visit: withHeader('/orders', bearer(...settings)),
  })),
);
const gin = of({ stack: 'gin + BasicAuth', debian: GO, serve: go('jwt', 'api.app.test', SECRET) }, [
  {
    id: 'basic-rejected-gin',
    cause: 'basic-rejected',
    what: 'A wrong password: a challenge and no body.',
    visit: withHeader('/admin/users', () => `Basic ${base64('mia:wrong')}`),
  },
  {
    id: 'wrong-scheme-gin',
    cause: 'wrong-scheme',
    nearMissOf: 'basic-rejected',
    what: 'The token that the other routes take, where a password is wanted.',
    visit: withHeader('/admin/users', bearer()),
  },
]);

const GORILLA = ['golang-go', 'golang-github-gorilla-csrf-dev', 'golang-github-gorilla-sessions-dev'];
const postWithToken =
  (base, change) =>
  async ({ page, call }) => {
    await page.goto(`${base}/`);
    const { headers } = await call('/token');
    await call('/notes', { method: 'POST', headers: change(headers['x-csrf-token']) });
  };
const ownToken = (token) => ({ 'X-CSRF-Token': token });
const gorilla = of({ stack: 'net/http + gorilla/csrf', debian: GORILLA, serve: go('gorilla', 'app.test') }, [
  {
    id: 'csrf-token-missing-gorilla',
    cause: 'csrf-token-missing',
    what: 'No X-CSRF-Token.',
    visit: postWithToken('https://app.test', () => ({})),
  },
  {
    id: 'csrf-token-mismatch-gorilla',
    cause: 'csrf-token-mismatch',
    what: 'A token from before the cookie was renewed: “Forbidden - CSRF token invalid”.',
    visit: async ({ page, call, context }) => {
      await page.goto('https://app.test/');
      const { headers } = await call('/token');
      await context.clearCookies();
      await call('/token');
      await call('/notes', { method: 'POST', headers: ownToken(headers['x-csrf-token']) });
    },
  },
  {
    id: 'healthy-csrf-gorilla',
    cause: null,
    nearMissOf: 'csrf-token-missing',
    what: 'The right token.',
    visit: postWithToken('https://app.test', ownToken),
  },
]);
const gorillaOnHttp = of(
  {
    stack: 'net/http + gorilla/csrf + gorilla/sessions on http',
    debian: GORILLA,
    serve: go('gorilla', 'http://app.test'),
  },
  [
    {
      id: 'cookie-secure-on-http-gorilla-csrf',
      cause: 'cookie-secure-on-http',
      nearMissOf: 'csrf-token-missing',
      what: 'The token is right each time; its cookie is Secure by default and the site on http: “CSRF token invalid”.',
      visit: postWithToken('http://app.test', ownToken),
    },
    {
      id: 'cookie-secure-on-http-gorilla-sessions',
      cause: 'cookie-secure-on-http',
      what: 'A sign-in whose session cookie is Secure, on http: then 403 Forbidden.',
      visit: async ({ page, call }) => {
        await page.goto('http://app.test/');
        await ask(['/login', { method: 'POST' }], ['/me'])({ call });
      },
    },
  ],
);

const ECHO = ['golang-go', 'golang-github-labstack-echo-dev'];
const echoApi = (origin = 'https://app.test', first = 'cors', host = 'api.app.test') =>
  go('echo', host, SECRET, origin, first);
const echo = of({ stack: 'Echo with its JWT, CORS and CSRF middleware', debian: ECHO, serve: echoApi() }, [
  {
    id: 'authorization-missing-echo',
    cause: 'authorization-missing',
    what: 'No header: 400 “missing or malformed jwt”.',
    visit: ask([`${API}/orders`]),
  },
  {
    id: 'token-expired-echo',
    cause: 'token-expired',
    also: ['refresh-missing'],
    what: 'Ran out an hour ago: “invalid or expired jwt”.',
    visit: withHeader('/orders', bearer({ exp: seconds(-3_600) })),
  },
  {
    id: 'token-rejected-echo',
    cause: 'token-rejected',
    also: ['signature-invalid'],
    nearMissOf: 'token-expired',
    what: 'Another secret: “invalid or expired jwt”, and exp is ahead.',
    visit: withHeader('/orders', bearer({}, `another-${SECRET}`)),
  },
  {
    id: 'preflight-origin-missing-echo',
    cause: 'preflight-origin-missing',
    also: ['cors-origin-missing'],
    serve: echoApi('https://www.app.test'),
    what: 'AllowOrigins names www alone: 204 without a word of CORS.',
    visit: withHeader('/orders', bearer()),
  },
  {
    id: 'preflight-status-echo',
    cause: 'preflight-status',
    serve: echoApi('https://app.test', 'jwt'),
    what: 'JWT before CORS: it answers the preflight with 400.',
    visit: withHeader('/orders', bearer()),
  },
  {
    id: 'csrf-token-missing-echo',
    cause: 'csrf-token-missing',
    serve: echoApi('https://app.test', 'cors', 'app.test'),
    what: 'Cookie _csrf is sent, X-CSRF-Token is not: “invalid csrf token”.',
    visit: async ({ page, call }) => {
      await page.goto('https://app.test/');
      await call('/notes', { method: 'POST' });
    },
  },
]);

const RACK = ['ruby-warden', 'ruby-rack', 'ruby-rack-cors', 'puma'];
const SESSION = (password) => ({
  method: 'POST',
  headers: FORM,
  body: `email=mia@mail.test&password=${password}`,
});
const warden_ = of({ stack: 'Rack sessions + Warden', debian: RACK, serve: warden('app.test') }, [
  {
    id: 'authorization-missing-warden',
    cause: 'authorization-missing',
    nearMissOf: 'challenge-missing',
    what: 'Never signed in; the session cookie holds a basket. 401 without a challenge: “You need to sign in”.',
    visit: async ({ page, call, context }) => {
      await context.clearCookies();
      await page.goto('https://app.test/');
      await call('/api/orders');
    },
  },
  {
    id: 'authorization-missing-warden-earlier-visit',
    cause: 'authorization-missing',
    // Nobody has seen where the session comes from: it may have been a good one.
    also: ['session-rejected'],
    nearMissOf: 'challenge-missing',
    what: 'The same with a basket of an earlier visit.',
    visit: ask(['/api/orders']),
  },
  {
    id: 'session-cleared-warden',
    cause: 'session-cleared',
    also: ['session-rejected', 'authorization-missing'],
    nearMissOf: 'challenge-missing',
    what: 'Signed in, signed out, and the page asks on.',
    visit: async ({ page, call }) => {
      await page.goto('https://app.test/');
      await ask(
        ['/session', SESSION('right')],
        ['/api/orders'],
        ['/sign-out', { method: 'POST' }],
        ['/api/orders'],
      )({ call });
    },
  },
  {
    id: 'login-rejected-warden',
    cause: 'login-rejected',
    nearMissOf: 'authorization-missing',
    what: 'A wrong password: the failure app’s 401 “Invalid email or password.”',
    visit: ask(['/session', SESSION('wrong')]),
  },
  {
    id: 'healthy-warden',
    cause: null,
    nearMissOf: 'authorization-missing',
    what: 'Signed in.',
    visit: ask(['/session', SESSION('right')], ['/api/orders']),
  },
  {
    id: 'cookie-never-set-warden',
    cause: 'cookie-never-set',
    nearMissOf: 'login-rejected',
    serve: warden('app.test', { SECURE: '1' }),
    what: 'secure: true, and the proxy that ends TLS does not say so: Rack sets no cookie, and says nothing of it.',
    visit: ask(['/session', SESSION('right')], ['/api/orders']),
  },
  {
    id: 'cors-origin-missing-rack-cors',
    cause: 'cors-origin-missing',
    also: ['cors-origin-mismatch'],
    stack: 'Rack sessions + Warden + rack-cors',
    serve: warden('api.app.test', { origins: 'http://app.test' }),
    what: 'origins names http, the page is on https: rack-cors says nothing at all.',
    visit: ask([`${API}/session`, { ...SESSION('right'), credentials: 'include' }]),
  },
]);

const MOJO = ['libmojolicious-perl'];
const submitMojo = async (page) => {
  await page.goto('https://app.test/login');
  await page.fill('[name=user]', 'mia');
  await page.fill('[name=password]', 'right');
  await page.click('button');
  await page.waitForLoadState();
};
const perl = of({ stack: 'Mojolicious::Lite', debian: MOJO, serve: mojolicious() }, [
  {
    id: 'csrf-token-missing-mojolicious',
    cause: 'csrf-token-missing',
    what: 'A POST without csrf_token: 403 “Bad CSRF token!”, as the guide has it.',
    visit: async ({ page, call }) => {
      await submitMojo(page);
      await call('/api/orders', { method: 'POST' });
    },
  },
  {
    id: 'healthy-mojolicious',
    cause: null,
    nearMissOf: 'csrf-token-missing',
    what: 'With X-CSRF-Token.',
    visit: async ({ page, call }) => {
      await submitMojo(page);
      const { text } = await call('/token');
      await call('/api/orders', { method: 'POST', headers: { 'X-CSRF-Token': JSON.parse(text).token } });
    },
  },
  {
    id: 'cookie-domain-mismatch-mojolicious',
    cause: 'cookie-domain-mismatch',
    serve: mojolicious({ COOKIE_DOMAIN: '.app-staging.test' }),
    what: 'The session cookie is for the domain of staging: the sign-in goes round.',
    visit: async ({ page }) => {
      await submitMojo(page);
      await submitMojo(page);
    },
  },
]);

const echoKeys = of({ stack: 'Echo with its KeyAuth', debian: ECHO, serve: echoApi() }, [
  {
    id: 'authorization-missing-echo-key',
    cause: 'authorization-missing',
    what: 'No key: 400 “missing key in request header”.',
    visit: ask([`${API}/rates`]),
  },
  {
    id: 'token-rejected-echo-key',
    cause: 'token-rejected',
    nearMissOf: 'authorization-missing',
    what: 'A key that it does not know: 401 “Unauthorized”.',
    visit: withHeader('/rates', () => 'Bearer lab-key-of-staging'),
  },
]);

const AIOHTTP = ['python3-aiohttp', 'python3-aiohttp-session', 'python3-aiohttp-security'];
const LOGIN = (password) => ({ method: 'POST', headers: FORM, body: `login=mia&password=${password}` });
const aiohttp = of(
  { stack: 'aiohttp + aiohttp-security', debian: AIOHTTP, serve: python('aiohttp_site.py', 'app.test') },
  [
    {
      id: 'authorization-missing-aiohttp',
      cause: 'authorization-missing',
      also: ['cookie-never-set'],
      what: 'Never signed in: “401: Unauthorized” and no challenge.',
      visit: ask(['/orders']),
    },
    {
      id: 'resource-forbidden-aiohttp',
      cause: 'resource-forbidden',
      also: ['role-missing'],
      what: 'Signed in; check_permission says “403: Forbidden”.',
      visit: ask(['/login', LOGIN('right')], ['/orders'], ['/reports']),
    },
    {
      id: 'login-rejected-aiohttp',
      cause: 'login-rejected',
      nearMissOf: 'authorization-missing',
      what: 'A wrong password: “Invalid username / password combination”.',
      visit: ask(['/login', LOGIN('wrong')]),
    },
    {
      id: 'session-cleared-aiohttp',
      cause: 'session-cleared',
      also: ['session-rejected'],
      nearMissOf: 'cookie-never-set',
      what: 'Signed out, and the page asks on; the cookie is kept, and empty.',
      visit: ask(['/login', LOGIN('right')], ['/orders'], ['/logout', { method: 'POST' }], ['/orders']),
    },
    {
      id: 'healthy-aiohttp',
      cause: null,
      nearMissOf: 'resource-forbidden',
      what: 'Signed in.',
      visit: ask(['/login', LOGIN('right')], ['/orders']),
    },
  ],
);

const sinatra = (host) => ({
  stack: 'Sinatra + rack-protection + rack-cors',
  debian: ['ruby-sinatra', 'ruby-rack-attack', 'ruby-rack-cors', 'ruby-jwt', 'puma', 'ruby-activesupport'],
  serve: process('/usr/bin/ruby', (port) => [join(SERVERS, 'sinatra_api.rb'), port, SECRET], host),
});
const more = [
  {
    id: 'healthy-rack-protection',
    ...sinatra('app.test'),
    cause: null,
    nearMissOf: 'csrf-origin-rejected',
    what: 'Behind TLS that the server does not know of, a POST from the page’s own origin: it passes.',
    visit: async ({ page, call }) => {
      await page.goto('https://app.test/');
      await call('/comments', { method: 'POST' });
    },
  },
  {
    id: 'session-rejected-rack-protection',
    ...sinatra('api.app.test'),
    cause: 'csrf-origin-rejected',
    // It drops the session, and says nothing of the origin.
    also: ['session-rejected', 'session-cleared'],
    nearMissOf: 'csrf-token-missing',
    what: 'rack-cors allows the page, rack-protection does not: a POST from another origin than its own loses its session.',
    visit: ask(
      [`${API}/session`, { method: 'POST', credentials: 'include' }],
      [`${API}/me`, { credentials: 'include' }],
      [`${API}/basket`, { method: 'POST', credentials: 'include' }],
      [`${API}/me`, { credentials: 'include' }],
    ),
  },
  {
    id: 'preflight-status-bottle',
    stack: 'Bottle',
    debian: ['python3-bottle', 'python3-waitress'],
    serve: python('bottle_api.py', 'api.app.test'),
    cause: 'preflight-status',
    nearMissOf: 'basic-rejected',
    what: 'No route for OPTIONS: 405.',
    visit: withHeader('/orders', () => `Basic ${base64('mia:right')}`),
  },
  {
    id: 'csrf-token-mismatch-tornado',
    stack: 'Tornado with xsrf_cookies',
    debian: ['python3-tornado'],
    serve: python('tornado_site.py', 'app.test'),
    cause: 'csrf-token-mismatch',
    nearMissOf: 'csrf-token-missing',
    what: 'The token of before the cookies were cleared: “403: Forbidden”.',
    visit: async ({ page, call, context }) => {
      await signInTornado(page);
      const old = await cookieOf(context, '_xsrf');
      await context.clearCookies();
      await signInTornado(page);
      await call('/api/orders', { method: 'POST', headers: { 'X-XSRFToken': old } });
    },
  },
  {
    id: 'session-rejected-warden',
    stack: 'Rack sessions + Warden',
    debian: RACK,
    serve: warden('app.test'),
    cause: 'session-rejected',
    nearMissOf: 'challenge-missing',
    what: 'Signed in; then the session’s signature is of another secret, as after a restart with a new one.',
    visit: async ({ page, call, context }) => {
      await page.goto('https://app.test/');
      await ask(['/session', SESSION('right')], ['/api/orders'])({ call });
      const session = (await context.cookies()).find(({ name }) => name === 'rack.session');
      const signed = session.value.split('--')[0];
      await context.addCookies([{ ...session, value: `${signed}--${'0a4f113b'.repeat(8)}` }]);
      await call('/api/orders');
    },
  },
  {
    id: 'cookie-secure-on-http-flask-wtf',
    stack: 'Flask-WTF on http',
    debian: ['python3-flask', 'python3-flask-login', 'python3-flask-limiter', 'python3-flaskext.wtf'],
    serve: process(PYTHON, (port) => [join(SERVERS, 'flask_site.py'), port, 'secure'], 'http://app.test'),
    cause: 'cookie-secure-on-http',
    // All that shows where the Set-Cookie was left out of the record.
    also: ['csrf-token-missing'],
    nearMissOf: 'csrf-token-mismatch',
    what: 'SESSION_COOKIE_SECURE on a site without https: “The CSRF session token is missing.”',
    visit: async ({ page, call }) => {
      await page.goto('http://app.test/');
      await call('/login', { method: 'POST' });
      const { token } = JSON.parse((await call('/csrf')).text);
      await call('/api/orders', { method: 'POST', headers: { 'X-CSRFToken': token } });
    },
  },
  {
    id: 'login-page-mojolicious',
    stack: 'Mojolicious::Lite',
    debian: MOJO,
    serve: mojolicious(),
    cause: 'login-page-instead-of-401',
    what: 'Not signed in: fetch is sent to the log-in page, 200.',
    visit: async ({ page, call }) => {
      await page.goto('https://app.test/login');
      await call('/');
    },
  },
];

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  ...flaskJwt,
  ...flaskJwtCookies,
  ...flaskHttpAuth,
  ...djangoOauth,
  ...axes,
  ...tornado,
  ...falcon,
  ...falconSameOrigin,
  ...bottle,
  ...golangJwt,
  ...gin,
  ...gorilla,
  ...gorillaOnHttp,
  ...echo,
  ...warden_,
  ...perl,
  ...echoKeys,
  ...aiohttp,
  ...more,
];
