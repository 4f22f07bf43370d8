// Small sites in Python, Ruby and PHP, written the way they mostly are; their libraries from Debian's packages.
import { join } from 'node:path';
import jsonwebtoken from 'jsonwebtoken';

const SERVERS = join(import.meta.dirname, '..', 'servers');
const SECRET = 'lab-secret-of-at-least-32-characters';
const FLASK = ['python3-flask', 'python3-flask-login', 'python3-flask-limiter', 'python3-flaskext.wtf'];
const SINATRA = [
  'ruby-sinatra',
  'ruby-rack-attack',
  'ruby-rack-cors',
  'ruby-jwt',
  'puma',
  'ruby-activesupport',
];
const PHP = ['php-cli'];

const served = (command, words, host) => async (lab) => {
  const port = await lab.freePort();
  await lab.start(command, words(`${port}`), { port });
  return { [host]: port };
};
const flask = (...settings) =>
  served('/usr/bin/python3', (port) => [join(SERVERS, 'flask_site.py'), port, ...settings], 'app.test');
const sinatra = (host) =>
  served('/usr/bin/ruby', (port) => [join(SERVERS, 'sinatra_api.rb'), port, SECRET], host);
const php = served(
  '/usr/bin/php',
  (port) => ['-d', 'display_errors=0', '-S', `127.0.0.1:${port}`, join(SERVERS, 'site.php')],
  'app.test',
);

const POST = { method: 'POST' };
/** Asks one after the other: an address, or an address with its settings. */
const ask =
  (...requests) =>
  async ({ call }) => {
    for (const [url, init] of requests) await call(url, init);
  };
const withCsrf =
  (change) =>
  async ({ call }) => {
    await call('/login', POST);
    const { token } = JSON.parse((await call('/csrf')).text);
    await call('/api/orders', { method: 'POST', headers: change(token) });
  };
const jwt = (claims = {}, secret = SECRET) =>
  jsonwebtoken.sign({ sub: '1', aud: 'https://api.app.test', ...claims }, secret, {
    ...(claims.exp === undefined && { expiresIn: 600 }),
  });
const withJwt =
  (...settings) =>
  ({ call }) =>
    call('https://api.app.test/orders', { headers: { Authorization: `Bearer ${jwt(...settings)}` } });
const seconds = (fromNow) => Math.floor(Date.now() / 1000) + fromNow;

const inFlask = (words, ...settings) => ({
  stack: 'Flask + Flask-Login + Flask-WTF',
  debian: FLASK,
  serve: flask(...settings),
  ...words,
});
const inSinatra = (words, host = 'app.test') => ({
  stack: 'Sinatra',
  debian: SINATRA,
  serve: sinatra(host),
  ...words,
});
const inPhp = (words) => ({ stack: 'PHP sessions', debian: PHP, serve: php, ...words });

/** @type {import('../scenario.mjs').Scenario[]} */
export const scenarios = [
  inFlask({
    id: 'csrf-token-missing-flask-wtf',
    cause: 'csrf-token-missing',
    what: 'Signed in; a POST without X-CSRFToken: 400.',
    visit: withCsrf(() => ({})),
  }),
  inFlask({
    id: 'csrf-token-mismatch-flask-wtf',
    cause: 'csrf-token-mismatch',
    nearMissOf: 'csrf-token-missing',
    what: 'The same with a token that is not the one of the session.',
    visit: withCsrf((token) => ({ 'X-CSRFToken': `x${token}` })),
  }),
  inFlask({
    id: 'healthy-csrf-flask-wtf',
    cause: null,
    nearMissOf: 'csrf-token-mismatch',
    what: 'The same with the right token.',
    visit: withCsrf((token) => ({ 'X-CSRFToken': token })),
  }),
  inFlask({
    id: 'session-rejected-flask-login',
    cause: 'session-rejected',
    what: 'The server starts again with another secret key; the cookie is still sent.',
    visit: ask(['/login', POST], ['/api/orders'], ['/restart', POST], ['/api/orders']),
  }),
  inFlask({
    id: 'session-near-miss-flask-login',
    cause: 'authorization-missing',
    also: ['cookie-never-set', 'credentials-omitted'],
    nearMissOf: 'session-rejected',
    what: 'Never signed in: the same 401.',
    visit: ask(['/api/orders']),
  }),
  inFlask({
    id: 'credentials-omitted-flask-login',
    cause: 'credentials-omitted',
    nearMissOf: 'session-rejected',
    what: 'Signed in, and the call is made with credentials: omit.',
    visit: ask(['/login', POST], ['/api/orders', { credentials: 'omit' }]),
  }),
  inFlask(
    {
      id: 'login-page-flask-login',
      cause: 'login-page-instead-of-401',
      also: ['cookie-never-set'],
      what: 'login_view is set: fetch follows the redirect to the log-in form, 200.',
      visit: ask(['/api/orders']),
    },
    'login_view',
  ),
  inFlask(
    {
      id: 'login-page-near-miss-flask-login',
      cause: null,
      nearMissOf: 'login-page-instead-of-401',
      what: 'A person opens the log-in page, signs in and goes on.',
      visit: async ({ page, call }) => {
        await page.goto('https://app.test/login');
        await call('/login', POST);
        await call('/api/orders');
      },
    },
    'login_view',
  ),
  inFlask({
    id: 'rate-limited-flask-limiter',
    cause: 'rate-limited',
    what: 'Signed in; the third search within a minute: 429 as Flask-Limiter writes it.',
    visit: ask(['/login', POST], ['/api/search'], ['/api/search'], ['/api/search']),
  }),
  inSinatra({
    id: 'rate-limited-rack-attack',
    stack: 'Sinatra + Rack::Attack',
    cause: 'rate-limited',
    what: 'The third search within a minute: 429 “Retry later”.',
    visit: ask(['/search'], ['/search'], ['/search']),
  }),
  ...[
    ['token-expired', 'exp an hour ago: “Signature has expired”.', [{ exp: seconds(-3_600) }]],
    [
      'audience-mismatch',
      'Made out to another API: “Invalid audience”.',
      [{ aud: 'https://other.app.test' }],
    ],
    [
      'signature-invalid',
      'Signed with another secret: “Signature verification raised” or “failed”.',
      [{}, 'another-secret-of-at-least-32-chars!'],
    ],
    [
      'token-not-yet-valid',
      'nbf in an hour: “Signature nbf has not been reached”.',
      [{ nbf: seconds(3_600) }],
    ],
    [null, 'A good token.', []],
  ].map(([cause, what, settings]) =>
    inSinatra(
      {
        id: `${cause ?? 'healthy-bearer'}-ruby-jwt`,
        stack: 'Sinatra + ruby-jwt + rack-cors',
        cause,
        ...(cause === null && { nearMissOf: 'token-expired' }),
        what,
        visit: withJwt(...settings),
      },
      'api.app.test',
    ),
  ),
  inPhp({
    id: 'cookie-path-mismatch-php',
    cause: 'cookie-path-mismatch',
    what: 'session_set_cookie_params with the path of the log-in page.',
    visit: ask(['/admin/login.php', POST], ['/api/orders.php']),
  }),
  inPhp({
    id: 'session-cleared-php',
    cause: 'session-cleared',
    also: ['session-rejected'],
    nearMissOf: 'cookie-path-mismatch',
    what: 'Signed out in another tab: the cookie is sent, its session is gone.',
    visit: ask(['/login.php', POST], ['/api/orders.php'], ['/logout.php', POST], ['/api/orders.php']),
  }),
  inPhp({
    id: 'role-missing-php',
    cause: 'role-missing',
    also: ['resource-forbidden'],
    what: 'An editor asks for what is an admin’s.',
    visit: ask(['/login.php', POST], ['/api/orders.php'], ['/api/users.php']),
  }),
  inPhp({
    id: 'csrf-token-mismatch-php',
    cause: 'csrf-token-mismatch',
    nearMissOf: 'role-missing',
    what: 'A CSRF token of an earlier session.',
    visit: ask(
      ['/login.php', POST],
      ['/api/save.php', { method: 'POST', headers: { 'X-CSRF-Token': 'a3f1b2c4d5e6f708192a3b4c5d6e7f80' } }],
    ),
  }),
  inPhp({
    id: 'csrf-token-missing-php',
    cause: 'csrf-token-missing',
    nearMissOf: 'csrf-token-mismatch',
    what: 'None: the server says “Invalid CSRF token” all the same.',
    visit: ask(['/login.php', POST], ['/api/save.php', POST]),
  }),
];
