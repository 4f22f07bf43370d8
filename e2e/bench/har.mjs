// A HAR of a long session: a page that calls its API for an hour, with ordinary headers, and 5 % of it refused.

const START = Date.UTC(2026, 10, 22, 12, 0, 0);
const FAILING_EVERY = 20;
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

/**
 * @param {number} entries how many
 * @param {number} [bodySize] characters of each answer
 * @returns {string} the file's text
 */
export function longSession(entries, bodySize = 600) {
  const body = JSON.stringify({ items: 'x'.repeat(bodySize) });
  return JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages: [{ startedDateTime: iso(0), id: 'page_1', title: 'https://app.test/', pageTimings: {} }],
      entries: Array.from({ length: entries }, (_, index) => entry(index, body)),
    },
  });
}

function entry(index, body) {
  const fails = index % FAILING_EVERY === FAILING_EVERY - 1;
  const kind = index % 3;
  const url = [
    `https://api.app.test/v1/orders?page=${index}`,
    `https://app.test/assets/chunk-${index}.js`,
    `https://api.other.test/prices/${index % 50}`,
  ][fails ? 0 : kind];
  const api = fails || kind !== 1;
  return {
    _initiator: { type: 'script' },
    _resourceType: api ? 'fetch' : 'script',
    pageref: 'page_1',
    startedDateTime: iso(index * 300),
    time: 38,
    request: {
      method: 'GET',
      url,
      httpVersion: 'h2',
      headers: headers({
        accept: '*/*',
        'accept-encoding': 'gzip, deflate, br, zstd',
        'accept-language': 'en-US,en;q=0.9',
        'cache-control': 'no-cache',
        origin: 'https://app.test',
        referer: 'https://app.test/orders',
        'sec-ch-ua': '"Chromium";v="156", "Not.A/Brand";v="24"',
        'sec-ch-ua-mobile': '?0',
        'sec-ch-ua-platform': '"Linux"',
        'sec-fetch-dest': 'empty',
        'sec-fetch-mode': 'cors',
        'sec-fetch-site': kind === 2 ? 'cross-site' : 'same-site',
        'user-agent': USER_AGENT,
        ...(api && { authorization: `Bearer ${token(Math.floor(index / 200), fails)}` }),
      }),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: fails ? 401 : 200,
      statusText: '',
      httpVersion: 'h2',
      headers: headers({
        'access-control-allow-origin': 'https://app.test',
        'cache-control': 'private, max-age=0',
        'content-type': 'application/json; charset=utf-8',
        date: new Date(START + index * 300 + 30).toUTCString(),
        etag: `W/"${index.toString(16)}"`,
        server: 'nginx',
        'strict-transport-security': 'max-age=63072000',
        vary: 'Origin',
        'x-request-id': `0b9c1d2e-${index}`,
        ...(fails && {
          'www-authenticate': 'Bearer error="invalid_token", error_description="The token expired"',
        }),
      }),
      cookies: [],
      content: { size: 900, mimeType: 'application/json', text: body },
      redirectURL: '',
      headersSize: -1,
      bodySize: 900,
      _error: null,
    },
    cache: {},
    timings: { send: 0, wait: 36, receive: 2 },
  };
}

const headers = (table) => Object.entries(table).map(([name, value]) => ({ name, value }));
const iso = (milliseconds) => new Date(START + milliseconds).toISOString();

/** Every few minutes another token, as after a refresh; the refused ones ran out long before. */
function token(generation, expired) {
  const iat = START / 1000 + generation * 60;
  const claims = {
    iss: 'https://idp.test',
    aud: 'https://api.app.test',
    sub: 'mia',
    scope: 'orders:read',
    iat,
  };
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', kid: 'k1' })}.${part({ ...claims, exp: expired ? iat - 900 : iat + 900 })}.${'s'.repeat(342)}`;
}
