import fc from 'fast-check';
import { NOON } from '../../exchange/exchange.fixture.ts';
import type { Capture, Exchange, ExchangeId, ExchangeKind, JarCookie } from '../../exchange/exchange.ts';
import { jwtOf } from '../causes/jwt.fixture.ts';

const LONG = 100_000;

/** What a careless parser stumbles over, short and long. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', 'toString', 'null', '', '\0', ',', '=', '"'),
  fc
    .tuple(
      fc.constantFrom('a', ' ', ',', '="', '\\"', '.', ';', 'eyJ', 'Bearer ', 'a=b; ', 'token expired '),
      fc.nat(LONG),
    )
    .map(([unit, length]) => unit.repeat(Math.ceil(length / unit.length))),
);

/** Claims that no issuer should write, under the names that rules look at. */
const oddValue = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1e308, -8.64e15, 8.64e12, Number.MAX_SAFE_INTEGER, NOON / 1_000),
  fc.jsonValue({ maxDepth: 3 }),
  hostileText,
);
export const oddClaims = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        ...[
          'exp',
          'nbf',
          'iat',
          'aud',
          'iss',
          'scope',
          'scp',
          'azp',
          'nonce',
          'at_hash',
          'roles',
          'realm_access',
        ],
        ...['permissions', 'token_use', 'typ', 'jti', '__proto__', 'constructor', 'toString'],
      ),
      oddValue,
    ),
    { maxLength: 8 },
  )
  .map((entries): Record<string, unknown> => Object.fromEntries(entries));

const token = fc
  .tuple(oddClaims, oddClaims, fc.constantFrom('RS256', 'HS256', 'none', null, ['RS256']))
  .map(([claims, header, alg]) => jwtOf(claims, { ...header, alg }));
const authorization = fc.oneof(
  token.map((text) => `Bearer ${text}`),
  token,
  token.map((text) => `Token ${text}`),
  fc.tuple(token, fc.nat(200)).map(([text, length]) => `Bearer ${text.slice(0, length)}`),
  hostileText.map((text) => `Bearer ${text}`),
  hostileText.map((text) => `Basic ${text}`),
  hostileText,
);

const url = fc.oneof(
  fc.constantFrom(
    'https://api.app.test/orders',
    'https://app.test/orders',
    'http://localhost:3000/',
    'https://idp.test/auth?client_id=&response_type=code&redirect_uri=%E0%A4%A',
    'wss://api.app.test/live',
  ),
  fc.webUrl(),
  hostileText,
  hostileText.map((text) => `https://api.app.test/${text}?client_id=${text}&response_type=${text}`),
  hostileText.map(
    (text) => `https://app.test/cb?error=access_denied&error_description=${text}&state=${text}`,
  ),
  hostileText.map((text) => `https://idp.test/saml?SAMLRequest=${text}`),
);

const headerName = fc.constantFrom(
  ...[
    'cookie',
    'Origin',
    'sec-fetch-site',
    'sec-fetch-mode',
    'sec-fetch-storage-access',
    'sec-fetch-dest',
    'user-agent',
    'x-api-key',
  ],
  ...['access-control-request-headers', 'access-control-request-method', '__proto__'],
);
const responseHeaderName = fc.constantFrom(
  ...[
    'www-authenticate',
    'set-cookie',
    'Date',
    'age',
    'location',
    'access-control-allow-origin',
    'x-frame-options',
    'content-security-policy',
  ],
  ...[
    'access-control-allow-headers',
    'access-control-allow-credentials',
    'access-control-allow-methods',
    '__proto__',
  ],
);
const headerText = fc.oneof(
  hostileText,
  fc.constantFrom(
    ...[
      '*',
      'null',
      'https://app.test',
      'true',
      'cross-site',
      'none',
      'active',
      'authorization',
      'not a date',
      'webidentity',
      'iframe',
      'DENY',
      'https://app.test/cb?error=login_required&state=x',
    ],
    ...['Bearer error="invalid_token", error_description="The token is expired"', 'Basic realm="', 'Token'],
    ...[
      'Bearer error="insufficient_scope", scope="a b"',
      'sid=1; SameSite=Lax',
      'sid=1; SameSite=None; HttpOnly',
    ],
  ),
);
const headers = (name: fc.Arbitrary<string>) =>
  fc.array(fc.record({ name, value: headerText }), { maxLength: 8 });

const kind: fc.Arbitrary<ExchangeKind> = fc.constantFrom(
  'fetch',
  'navigation',
  'frame',
  'preflight',
  'websocket',
);
const time = fc.oneof(
  fc.integer({ min: NOON - 100_000, max: NOON + 100_000 }),
  fc.constantFrom(0, -1, 8.64e15, Number.MAX_SAFE_INTEGER),
);
const id = fc.constantFrom('a', 'b', 'c', '__proto__').map((text) => text as ExchangeId);

const hostileExchange: fc.Arbitrary<Exchange> = fc
  .record({
    id,
    kind,
    startedAt: time,
    url,
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'OPTIONS'), hostileText),
    initiator: fc.oneof(fc.constantFrom('https://app.test', 'null', 'https://other.test'), hostileText),
    sent: fc.option(authorization, { nil: undefined }),
    requestHeaders: headers(headerName),
    status: fc.constantFrom(0, 200, 204, 302, 400, 401, 403, 407, 419, 429, 500),
    responseHeaders: headers(responseHeaderName),
    body: fc.option(hostileText, { nil: undefined }),
    failure: fc.constantFrom(
      undefined,
      ...[
        'net::ERR_FAILED',
        'net::ERR_INVALID_REDIRECT',
        'net::ERR_ABORTED',
        'net::ERR_BLOCKED_BY_RESPONSE',
        'net::ERR_CONNECTION_REFUSED',
      ],
    ),
    preflightId: fc.option(id, { nil: undefined }),
    redirectedFromId: fc.option(id, { nil: undefined }),
    pending: fc.constantFrom(undefined, undefined, undefined, 'authentication-prompt' as const),
    blindSpots: fc.subarray([
      'authorization',
      'cookies',
      'set-cookie',
      'request-headers',
      'cors-verdict',
    ] as const),
  })
  .map((parts): Exchange => {
    const { url: address, method, sent, requestHeaders, status, responseHeaders, body } = parts;
    const { failure, preflightId, redirectedFromId, pending } = parts;
    return {
      id: parts.id,
      kind: parts.kind,
      startedAt: parts.startedAt,
      initiator: parts.initiator,
      blindSpots: parts.blindSpots,
      request: {
        method,
        url: address,
        headers:
          sent === undefined ? requestHeaders : [...requestHeaders, { name: 'Authorization', value: sent }],
      },
      ...(status !== 0 && {
        response: {
          status,
          headers: responseHeaders,
          ...(body !== undefined && { body: { text: body, mimeType: 'application/json' } }),
        },
      }),
      ...(failure !== undefined && { failure }),
      ...(preflightId !== undefined && { preflightId }),
      ...(redirectedFromId !== undefined && { redirectedFromId }),
      ...(pending !== undefined && { pending }),
    };
  });

const jarCookie: fc.Arbitrary<JarCookie> = fc.record({
  name: fc.constantFrom('sid', 'session', '__proto__', ''),
  domain: fc.oneof(fc.constantFrom('app.test', 'api.app.test', ''), hostileText),
  hostOnly: fc.boolean(),
  path: fc.constantFrom('/', '/orders', ''),
  secure: fc.boolean(),
  httpOnly: fc.boolean(),
  sameSite: fc.constantFrom('strict', 'lax', 'none', 'unspecified'),
});

/** A few requests that lead nowhere good. */
export const hostileCapture: fc.Arbitrary<Capture> = fc.record({
  source: fc.constant({ kind: 'live' } as const),
  exchanges: fc.uniqueArray(hostileExchange, { selector: (each) => each.id, minLength: 1, maxLength: 4 }),
  jar: fc.array(jarCookie, { maxLength: 3 }),
});
