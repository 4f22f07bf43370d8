import { deflateRawSync, gzipSync } from 'node:zlib';

/**
 * Kinds of place where a secret may stand in a HAR file, each a function that puts one there. Whoever finds a place
 * that is missing adds a line.
 */

/** Parts of a HAR file that differ from a dull refused request. */
export interface Parts {
  readonly url?: string;
  readonly method?: string;
  readonly requestHeaders?: readonly Pair[];
  readonly postData?: object;
  readonly request?: object;
  readonly status?: number;
  readonly responseHeaders?: readonly Pair[];
  readonly content?: object;
  readonly response?: object;
  readonly entry?: object;
  readonly log?: object;
  /** Entries that come before. */
  readonly before?: readonly Parts[];
}

type Pair = readonly [name: string, value: string];

/**
 * What may be planted.
 *
 * - `random`: letters and digits, for places that nothing but the value's looks gives away
 * - `header`: printable ASCII too, words among it: the place tells by itself
 * - `any`: quotes, line breaks and other scripts as well: the place tells, and it can write anything
 * - `digits`: few digits
 * - the others: personal data
 */
export type Plantable =
  | 'random'
  | 'header'
  | 'any'
  | 'digits'
  | 'email'
  | 'name'
  | 'ipv4'
  | 'ipv6'
  | 'phone'
  | 'id';

export interface Place {
  readonly takes: Plantable;
  readonly plant: (secret: string) => Parts;
}

export function harWith(parts: Parts): object {
  const { before = [], log = {} } = parts;
  const all = [...before, parts];
  return {
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages: [],
      entries: all.map((each, index) => entryOf(each, index)),
      ...log,
    },
  };
}

/** One file with all of them. */
export function harOf(all: readonly Parts[]): object {
  const flat = all.flatMap(({ before = [], ...parts }): Parts[] => [...before, parts]);
  return harWith({ ...flat.at(-1), before: flat.slice(0, -1) });
}

function entryOf(parts: Parts, index: number): object {
  const { url = 'https://api.app.test/v1/orders', method = parts.postData ? 'POST' : 'GET' } = parts;
  const content = parts.content ?? { mimeType: 'application/json', text: '{"error":"unauthorized"}' };
  return {
    startedDateTime: new Date(Date.UTC(2026, 10, 22, 12, 0, index)).toISOString(),
    time: 12,
    request: {
      method,
      url,
      httpVersion: 'HTTP/2',
      headers: headersOf([['Accept', 'application/json'], ...(parts.requestHeaders ?? [])]),
      cookies: [],
      queryString: [],
      headersSize: -1,
      bodySize: -1,
      ...(parts.postData && { postData: parts.postData }),
      ...parts.request,
    },
    response: {
      status: parts.status ?? 401,
      statusText: 'Unauthorized',
      httpVersion: 'HTTP/2',
      headers: headersOf([
        ['Date', 'Sun, 22 Nov 2026 12:00:00 GMT'],
        ['WWW-Authenticate', 'Bearer realm="orders"'],
        ...(parts.responseHeaders ?? []),
      ]),
      cookies: [],
      content: { size: 10, ...content },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      ...parts.response,
    },
    cache: {},
    timings: { send: 0, wait: 12, receive: 0 },
    _resourceType: 'fetch',
    ...parts.entry,
  };
}

function headersOf(pairs: readonly Pair[]): object[] {
  return pairs.map(([name, value]) => ({ name, value }));
}

// ——— encodings

export const pct = encodeURIComponent;
export const b64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
export const b64url = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');
export const hex = (text: string): string => Buffer.from(text).toString('hex');
export const html = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
export const inString = (text: string): string => JSON.stringify(text).slice(1, -1);
const entities = (text: string): string => [...text].map((char) => `&#${char.codePointAt(0)};`).join('');
const hexEntities = (text: string): string =>
  [...text].map((char) => `&#x${char.codePointAt(0)!.toString(16)};`).join('');
const unicode = (text: string): string =>
  text
    .split('')
    .map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
const hexEscapes = (text: string): string =>
  text
    .split('')
    .map((char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .join('');
const overPercent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const quotedPrintable = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      /[A-Za-z0-9 ]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
    .replace(/(.{20})/g, '$1=\r\n');
const lines = (text: string, width: number, end = '\n'): string =>
  text.replace(new RegExp(`(.{${width}})`, 'g'), `$1${end}`);
const half = (text: string): [string, string] => [
  text.slice(0, Math.floor(text.length / 2)),
  text.slice(Math.floor(text.length / 2)),
];

export function jwt(
  claims: object,
  header: object = { alg: 'RS256', typ: 'JWT', kid: 'k1' },
  signature = 'c2lnbmF0dXJlLW9mLXRoZS10b2tlbi1hbmQtbW9yZQ',
): string {
  return `${b64url(JSON.stringify(header))}.${b64url(JSON.stringify(claims))}.${signature}`;
}
const CLAIMS = {
  iss: 'https://idp.test/',
  aud: 'orders',
  exp: 1795391256,
  iat: 1795387656,
  scope: 'orders:read',
};

// ——— ways of planting

const sends = (name: string, value: (s: string) => string = (s) => s): ((s: string) => Parts) => {
  return (s) => ({ requestHeaders: [[name, value(s)]] });
};
const answers = (name: string, value: (s: string) => string = (s) => s): ((s: string) => Parts) => {
  return (s) => ({ responseHeaders: [[name, value(s)]] });
};
const posts = (mimeType: string, text: (s: string) => string): ((s: string) => Parts) => {
  return (s) => ({ postData: { mimeType, text: text(s) } });
};
const postsJson = (value: (s: string) => unknown) =>
  posts('application/json', (s) => JSON.stringify(value(s)));
const postsForm = (text: (s: string) => string) => posts('application/x-www-form-urlencoded', text);
const gives = (mimeType: string, text: (s: string) => string): ((s: string) => Parts) => {
  return (s) => ({ content: { mimeType, text: text(s) } });
};
const givesJson = (value: (s: string) => unknown) =>
  gives('application/json', (s) => JSON.stringify(value(s)));
const givesPage = (text: (s: string) => string) =>
  gives('text/html; charset=utf-8', (s) => `<!doctype html><html><body>${text(s)}</body></html>`);
const givesText = (text: (s: string) => string) => gives('text/plain', text);
const asks = (url: (s: string) => string): ((s: string) => Parts) => {
  return (s) => ({ url: url(s) });
};
const part = (head: string, body: string): string =>
  `--b0und\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n--b0und--\r\n`;
const multipart = (head: string) => posts('multipart/form-data; boundary=b0und', (s) => part(head, s));
/** Signs in with the secret in a place that tells; the refused request repeats it where nothing does. */
const knownFrom = (first: (s: string) => Parts, then: (s: string) => Parts): ((s: string) => Parts) => {
  return (s) => ({
    ...then(s),
    before: [{ status: 200, content: { mimeType: 'application/json', text: '{}' }, ...first(s) }],
  });
};
const signsIn = postsJson((s) => ({ user: 'someone', password: s }));
const echo = (then: (s: string) => Parts) => knownFrom(signsIn, then);
const soap = (inner: string): string =>
  `<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>${inner}</soap:Header><soap:Body/></soap:Envelope>`;
const saml = (inner: string): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a"><saml:Assertion>${inner}</saml:Assertion></samlp:Response>`;

type Table = Readonly<Record<string, (secret: string) => Parts>>;

/** Nothing but its looks gives the value away. */
const RANDOM: Table = {
  // request headers
  'Authorization, no scheme': sends('Authorization'),
  'Authorization, scheme in lower case': sends('authorization', (s) => `bearer ${s}`),
  'Authorization, invented scheme': sends('Authorization', (s) => `Frobnicate ${s}`),
  'Authorization, scheme with colon': sends('Authorization', (s) => `Token: ${s}`),
  'Authorization, scheme and parameters': sends('Authorization', (s) => `Frobnicate id="a", tag=${s}`),
  'Authorization, AWS': sends(
    'Authorization',
    (s) =>
      `AWS4-HMAC-SHA256 Credential=${s}/20261122/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=00`,
  ),
  'Authorization, Hawk mac': sends(
    'Authorization',
    (s) => `Hawk id="dh37", ts="1353832234", nonce="j4h3g2", mac="${s}="`,
  ),
  'Authorization, OAuth 1': sends(
    'Authorization',
    (s) => `OAuth oauth_consumer_key="a", oauth_token="${s}", oauth_signature="b%3D"`,
  ),
  'Authorization, SharedKey': sends('Authorization', (s) => `SharedKey myaccount:${s}=`),
  'Authorization, Negotiate': sends('Authorization', (s) => `Negotiate ${b64(`NTLMSSP\0${s}`)}`),
  'Authorization, GoogleLogin': sends('Authorization', (s) => `GoogleLogin auth=${s}`),
  'Authorization, MAC': sends('Authorization', (s) => `MAC id="${s}", nonce="1:x", mac="y"`),
  'Authorization, two in one': sends('Authorization', (s) => `Basic bWlhOng=, Bearer ${s}`),
  'Authorization, line continued': sends('Authorization', (s) => `Bearer\t${s}`),
  'Signature header': sends('Signature', (s) => `sig1=:${b64(s)}:`),
  'Signature-Input': sends('Signature-Input', (s) => `sig1=("@method");keyid="${s}";created=1`),
  'header of no telling name': sends('X-Blob'),
  'header of no telling name, in a list': sends('X-Blob', (s) => `a; b=${s}; c`),
  'header of no telling name, base64': sends('X-Blob', (s) => b64(`x:${s}`)),
  'header of no telling name, JSON': sends('X-Context', (s) => JSON.stringify({ a: { b: [s] } })),
  'header of no telling name, base64 of JSON': sends('X-Context', (s) =>
    b64(JSON.stringify({ a: { b: [s] } })),
  ),
  'header with a telling prefix of the value': sends('X-Blob', (s) => `ghp_${s}`),
  'header x-goog-*': sends('X-Goog-IAM-Authorization-Token'),
  'header x-goog-api-client': sends('X-Goog-Api-Client', (s) => `gl-js/ fire/9.0 ${s}`),
  'header x-firebase-appcheck': sends('X-Firebase-AppCheck'),
  'header x-ms-*': sends('x-ms-encryption-key-sha256'),
  'header x-amz-*': sends('x-amz-server-side-encryption-customer-key-MD5'),
  'header baggage': sends('baggage', (s) => `userId=${s},tier=gold`),
  'header tracestate': sends('tracestate', (s) => `vendor=${s}`),
  'header User-Agent': sends('User-Agent', (s) => `Cli/1.0 (key ${s})`),
  'header Accept': sends('Accept-Version', (s) => `v1; ${s}`),
  'header Accept-Language, abused': sends('Accept-Language', (s) => `en, x-${s}`),
  'header If-None-Match': sends('If-None-Match', (s) => `"${s}"`),
  'header If-Match': sends('If-Match', (s) => `W/"${s}"`),
  'header Host': sends('Host', (s) => `api.app.test?${s}`),
  'header Via': sends('Via', (s) => `1.1 ${s}`),
  'header Cache-Control': sends('Cache-Control', (s) => `no-cache, x=${s}`),
  'header Forwarded': sends('Forwarded', (s) => `for=_${s};proto=https`),
  'header Early-Data': sends('Early-Data'),
  'header Content-Type, parameter': sends('Content-Type', (s) => `application/json; token=${s}`),
  'header Content-Disposition': sends('Content-Disposition', (s) => `attachment; filename="${s}.txt"`),
  'header Digest': sends('Repr-Digest', (s) => `sha-256=:${b64(s)}:`),
  'Sec-WebSocket-Protocol, kubernetes': sends(
    'Sec-WebSocket-Protocol',
    (s) => `base64url.bearer.authorization.k8s.io.${b64url(s)}, v4.channel.k8s.io`,
  ),
  'Sec-WebSocket-Protocol, graphql': sends('Sec-WebSocket-Protocol', (s) => `graphql-ws, ${s}`),
  'Referer path': sends('Referer', (s) => `https://app.test/reset/${s}`),
  'Referer fragmentless query': sends('Referer', (s) => `https://app.test/?${s}`),
  'Origin userinfo': sends('Origin', (s) => `https://${s}@app.test`),
  cookie: sends('Cookie', (s) => `a=1; zz=${s}`),
  'cookie, name': sends('Cookie', (s) => `${s}=1`),
  'cookie, JSON percent-encoded': sends('Cookie', (s) => `p=${pct(JSON.stringify({ x: [s] }))}`),
  'cookie, j: prefix': sends('Cookie', (s) => `p=j%3A${pct(JSON.stringify({ x: s }))}`),
  'cookie, PHP serialized': sends('Cookie', (s) => `p=${pct(`a:1:{s:1:"x";s:${s.length}:"${s}";}`)}`),
  'cookie, query inside': sends('Cookie', (s) => `p=a=1&b=${s}&c=2`),
  'cookie, base64 of a query': sends('Cookie', (s) => `p=${b64(`a=1&b=${s}`)}`),
  'cookie, comma list': sends('Cookie', (s) => `p=1,${s},2`),
  'cookie, hex': sends('Cookie', (s) => `p=${hex(s)}`),
  'cookie, Flask session': sends(
    'Cookie',
    (s) => `session=${b64url(JSON.stringify({ x: s }))}.aSGk.${s.slice(0, 27)}`,
  ),
  'cookie, Rails session': sends(
    'Cookie',
    (s) => `_app_session=${pct(`${b64(JSON.stringify({ session_id: s }))}--${hex(s).slice(0, 40)}`)}`,
  ),
  'HAR cookies list': (s) => ({ request: { cookies: [{ name: 'zz', value: s }] } }),
  'HAR cookies list, answer': (s) => ({ response: { cookies: [{ name: 'zz', value: s }] } }),
  'HAR queryString': (s) => ({ request: { queryString: [{ name: 'q', value: s }] } }),
  // response headers
  'Set-Cookie': answers('Set-Cookie', (s) => `zz=${s}; Path=/; HttpOnly`),
  'Set-Cookie, path': answers('Set-Cookie', (s) => `zz=1; Path=/u/${s}`),
  'Set-Cookie, unknown attribute': answers('Set-Cookie', (s) => `zz=1; Path=/; Note=${s}`),
  'Set-Cookie, several lines in one': answers('Set-Cookie', (s) => `a=1; Path=/\nzz=${s}; Path=/`),
  'Location, relative path': answers('Location', (s) => `/magic/${s}`),
  'Location, nested three deep': answers(
    'Location',
    (s) => `https://a.test/?u=${pct(`https://b.test/?u=${pct(`https://c.test/?token=${pct(s)}`)}`)}`,
  ),
  'Location, hash route': answers('Location', (s) => `https://app.test/#/cb?code=${s}`),
  'Location, custom scheme': answers('Location', (s) => `com.app.test:/cb?code=${s}`),
  'Location, custom scheme and host': answers('Location', (s) => `myapp://cb/${s}`),
  'Content-Location': answers('Content-Location', (s) => `/files/${s}`),
  Refresh: answers('Refresh', (s) => `5;url=/next?t=${s}`),
  Link: answers('Link', (s) => `</p?cursor=${s}>; rel="next"; title="x"`),
  'WWW-Authenticate opaque': answers(
    'WWW-Authenticate',
    (s) => `Digest realm="r", qop="auth", nonce="a", opaque="${s}"`,
  ),
  'WWW-Authenticate realm': answers('WWW-Authenticate', (s) => `Bearer realm="${s}"`),
  'WWW-Authenticate, error_description that quotes the token': answers(
    'WWW-Authenticate',
    (s) => `Bearer error="invalid_token", error_description="no such token: ${s}"`,
  ),
  'WWW-Authenticate, error_description that cuts the token': knownFrom(
    sends('Authorization', (s) => `Bearer ${s}`),
    answers('WWW-Authenticate', (s) => `Bearer error_description="bad token ${s.slice(0, 18)}..."`),
  ),
  'WWW-Authenticate, Negotiate': answers('WWW-Authenticate', (s) => `Negotiate ${b64(s)}`),
  'WWW-Authenticate, claims challenge': answers(
    'WWW-Authenticate',
    (s) =>
      `Bearer error="insufficient_claims", claims="${b64(JSON.stringify({ access_token: { nbf: { value: s } } }))}"`,
  ),
  'Server-Timing': answers('Server-Timing', (s) => `db;dur=5;desc="${s}"`),
  'Report-To': answers('Report-To', (s) =>
    JSON.stringify({ group: 'g', max_age: 1, endpoints: [{ url: `https://r.test/${s}/report` }] }),
  ),
  'Reporting-Endpoints': answers('Reporting-Endpoints', (s) => `g="https://r.test/report?s=${s}"`),
  NEL: answers('NEL', (s) => JSON.stringify({ report_to: s, max_age: 1 })),
  'CSP report-uri': answers('Content-Security-Policy', (s) => `default-src 'self'; report-uri /csp/${s}`),
  'CSP report-uri, absolute': answers(
    'Content-Security-Policy-Report-Only',
    (s) => `default-src 'self'; report-uri https://o1.sentry.test/api/1/security/?sentry_key=${s}`,
  ),
  'Alt-Svc': answers('Alt-Svc', (s) => `h3=":443"; ma=1; persist=${s}`),
  ETag: answers('ETag', (s) => `"${s}"`),
  Server: answers('Server', (s) => `nginx (${s})`),
  'X-Powered-By': answers('X-Powered-By', (s) => `x ${s}`),
  'X-Cache': answers('X-Cache', (s) => `HIT ${s}`),
  'Access-Control-Expose-Headers': answers('Access-Control-Expose-Headers', (s) => `X-A, ${s}`),
  'Access-Control-Allow-Origin with a path': answers(
    'Access-Control-Allow-Origin',
    (s) => `https://app.test/${s}`,
  ),
  Vary: answers('Vary', (s) => `Origin, ${s}`),
  'X-RateLimit key': answers('X-RateLimit-Key'),
  'Retry-After': answers('Retry-After'),
  'Content-Disposition, answer': answers(
    'Content-Disposition',
    (s) => `attachment; filename*=UTF-8''${s}.pdf`,
  ),
  SourceMap: answers('SourceMap', (s) => `/maps/a.map?token=${s}`),
  'Clear-Site-Data': answers('Clear-Site-Data', (s) => `"cookies", "${s}"`),
  'X-SendFile': answers('X-Accel-Redirect', (s) => `/internal/${s}`),
  'grpc-message': answers('grpc-message', (s) => `bad%20token%20${s}`),
  'X-Debug': answers('X-Debug-Info', (s) => `user=1 tok:${s}`),
  'DPoP-Nonce': answers('DPoP-Nonce'),
  'OpenID session state': answers('Location', (s) => `https://app.test/cb#session_state=${s}&x=1`),
  'status text': (s) => ({ response: { statusText: `No ${s}` } }),
  redirectURL: (s) => ({ status: 302, response: { redirectURL: `/cb?code=${s}` } }),
  _error: (s) => ({ response: { _error: `net::ERR_${s}` } }),
  _failureText: (s) => ({ entry: { _failureText: `failed ${s}` } }),
  // URLs
  'path, after reset': asks((s) => `https://app.test/reset/${s}`),
  'path, after an unknown word': asks((s) => `https://app.test/z/${s}`),
  'path, with an ending': asks((s) => `https://app.test/invite/${s}.json`),
  'path, with a prefix': asks((s) => `https://app.test/invite/tok_${s}`),
  'path, Slack webhook': asks((s) => `https://hooks.slack.com/services/T00000000/B00000000/${s}`),
  'path, Discord webhook': asks((s) => `https://discord.com/api/webhooks/123456789012345678/${s}`),
  'path, Telegram bot': asks((s) => `https://api.telegram.org/bot110201543:${s}/sendMessage`),
  'path, Teams webhook': asks((s) => `https://outlook.office.com/webhook/a@b/IncomingWebhook/${s}/c`),
  'path, JWT': asks((s) => `https://app.test/verify/${jwt({ sub: s })}`),
  'path, percent-encoded': asks((s) => `https://app.test/verify/${overPercent(s)}`),
  'path, base64': asks((s) => `https://app.test/verify/${b64url(`id=${s}`)}`),
  'path, matrix parameter': asks((s) => `https://app.test/a;v=1;tok=${s}/b`),
  'path, jsessionid': asks((s) => `https://app.test/a.jsp;jsessionid=${s}.node1?x=1`),
  'path, ASP.NET session': asks((s) => `https://app.test/(S(${s}))/a.aspx`),
  'path, tilde and dots': asks((s) => `https://app.test/~${s}/..%2f/x`),
  'query, S3 presigned': asks(
    (s) =>
      `https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${s}%2F20261122%2Feu%2Fs3%2Faws4_request&X-Amz-Date=20261122T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0`,
  ),
  'query, S3 security token': asks(
    (s) => `https://b.s3.amazonaws.com/k?X-Amz-Security-Token=${pct(`${s}//////////`)}`,
  ),
  'query, GCS presigned': asks(
    (s) =>
      `https://storage.googleapis.com/b/k?GoogleAccessId=x%40y.iam.gserviceaccount.com&Expires=1&Signature=${pct(b64(s))}`,
  ),
  'query, Azure SAS': asks(
    (s) => `https://a.blob.core.windows.net/c/b?sv=2020-08-04&st=2026&se=2027&sr=b&sp=r&sig=${pct(b64(s))}`,
  ),
  'query, CloudFront': asks((s) => `https://d.cloudfront.net/k?Policy=${s}__&Key-Pair-Id=K1`),
  'query, no name': asks((s) => `https://app.test/v?${s}`),
  'query, name is the secret': asks((s) => `https://app.test/v?${s}=1`),
  'query, unknown name': asks((s) => `https://app.test/v?zz=${s}`),
  'query, array name': asks((s) => `https://app.test/v?f[token][]=${s}`),
  'query, JSON': asks((s) => `https://app.test/v?filter=${pct(JSON.stringify({ a: { b: s } }))}`),
  'query, base64 of JSON': asks(
    (s) => `https://app.test/v?state=${b64url(JSON.stringify({ r: '/x', n: s }))}`,
  ),
  'query, unknown name, base64 of JSON': asks(
    (s) => `https://app.test/v?zz=${b64url(JSON.stringify({ r: '/x', n: s }))}`,
  ),
  'query, double-encoded': asks((s) => `https://app.test/v?u=${pct(pct(`https://x.test/?code=${s}`))}`),
  'query, nested four deep': asks(
    (s) =>
      `https://a.test/?u=${pct(`https://b.test/?u=${pct(`https://c.test/?u=${pct(`https://d.test/?u=${pct(`https://e.test/r/${s}`)}`)}`)}`)}`,
  ),
  'query, relative address inside': asks((s) => `https://app.test/login?next=${pct(`/invite/${s}?a=1`)}`),
  'query, semicolons': asks((s) => `https://app.test/v?a=1;tok=${s};b=2`),
  'query, GraphQL': asks((s) => `https://app.test/graphql?query=${pct(`{ me(token: "${s}") { id } }`)}`),
  'query, GraphQL variables': asks(
    (s) => `https://app.test/graphql?operationName=X&variables=${pct(JSON.stringify({ v: s }))}`,
  ),
  'query, persisted query': asks(
    (s) =>
      `https://app.test/graphql?extensions=${pct(JSON.stringify({ persistedQuery: { version: 1 }, t: s }))}`,
  ),
  'query, SAMLRequest deflated': asks(
    (s) =>
      `https://idp.test/sso?SAMLRequest=${pct(b64(deflateRawSync(`<samlp:AuthnRequest ID="_1"><saml:Subject><saml:NameID>${s}</saml:NameID></saml:Subject></samlp:AuthnRequest>`)))}`,
  ),
  'query, SAML RelayState': asks((s) => `https://idp.test/sso?RelayState=${s}`),
  'query, SAML signature': asks((s) => `https://idp.test/sso?SigAlg=x&Signature=${pct(b64(s))}`),
  'query, key of Google': asks((s) => `https://maps.googleapis.com/x?key=AIza${s}`),
  'query, unescaped JSON': asks((s) => `https://app.test/v?d={"a":"${s}"}`),
  'userinfo, user alone': asks((s) => `https://${s}@api.app.test/x`),
  fragment: asks((s) => `https://app.test/cb#${s}`),
  'fragment, hash route with a path': asks((s) => `https://app.test/#/reset/${s}`),
  'fragment, hash bang': asks((s) => `https://app.test/#!/a?b=${s}`),
  'fragment, text fragment': asks((s) => `https://app.test/x#:~:text=${s}`),
  'data: address': asks((s) => `data:text/plain;base64,${b64(s)}`),
  'blob: address': asks((s) => `blob:https://app.test/${s}`),
  'WebSocket address': asks((s) => `wss://ws.app.test/socket?ticket=${s}`),
  // other parts of an entry
  'caller, address': (s) => ({
    entry: {
      _initiator: {
        type: 'script',
        stack: {
          callFrames: [
            { functionName: 'f', url: `https://app.test/a.js?t=${s}`, lineNumber: 1, columnNumber: 1 },
          ],
        },
      },
    },
  }),
  'caller, address path': (s) => ({
    entry: {
      _initiator: {
        type: 'script',
        stack: {
          callFrames: [
            { functionName: 'f', url: `https://app.test/${s}/a.js`, lineNumber: 1, columnNumber: 1 },
          ],
        },
      },
    },
  }),
  'caller, function': (s) => ({
    entry: {
      _initiator: {
        type: 'script',
        stack: {
          callFrames: [
            { functionName: `eval_${s}`, url: 'https://app.test/a.js', lineNumber: 1, columnNumber: 1 },
          ],
        },
      },
    },
  }),
  'caller, asynchronous parent': (s) => ({
    entry: {
      _initiator: {
        type: 'script',
        stack: {
          callFrames: [],
          parent: {
            description: s,
            callFrames: [{ functionName: s, url: `https://app.test/${s}`, lineNumber: 1, columnNumber: 1 }],
          },
        },
      },
    },
  }),
  'initiator address': (s) => ({
    entry: { _initiator: { type: 'parser', url: `https://app.test/p?code=${s}`, lineNumber: 3 } },
  }),
  'page title': (s) => ({
    entry: { pageref: 'p1' },
    log: {
      pages: [
        {
          startedDateTime: '2026-11-22T12:00:00Z',
          id: 'p1',
          title: `https://app.test/inbox?code=${s}`,
          pageTimings: {},
        },
      ],
    },
  }),
  'page title, no address': (s) => ({
    entry: { pageref: 'p1' },
    log: {
      pages: [{ startedDateTime: '2026-11-22T12:00:00Z', id: 'p1', title: `Reset ${s}`, pageTimings: {} }],
    },
  }),
  'page id': (s) => ({
    entry: { pageref: s },
    log: { pages: [{ startedDateTime: '2026-11-22T12:00:00Z', id: s, title: 'x', pageTimings: {} }] },
  }),
  'page, underscore field': (s) => ({
    log: {
      pages: [
        {
          id: 'p',
          title: 'x',
          _url: `https://app.test/?t=${s}`,
          comment: s,
          startedDateTime: '2026-11-22T12:00:00Z',
          pageTimings: {},
        },
      ],
    },
  }),
  'comment of an entry': (s) => ({ entry: { comment: `token ${s}` } }),
  'comment of a request': (s) => ({ request: { comment: s } }),
  'comment of an answer': (s) => ({
    response: { comment: s, content: { size: 1, mimeType: 'text/plain', text: 'x', comment: s } },
  }),
  'comment of the creator': (s) => ({
    log: { creator: { name: 'WebInspector', version: '1', comment: s }, comment: s },
  }),
  'creator’s name': (s) => ({ log: { creator: { name: `Tool ${s}`, version: '1' } } }),
  'creator’s version': (s) => ({ log: { creator: { name: 'Tool', version: s } } }),
  browser: (s) => ({ log: { browser: { name: s, version: s, comment: s } } }),
  'log, unknown field': (s) => ({ log: { _custom: { token: s } } }),
  'entry, unknown fields': (s) => ({ entry: { _token: s, _headers: { a: s }, custom: s } }),
  'request, unknown fields': (s) => ({ request: { _token: s, _charlesStatus: s } }),
  connection: (s) => ({ entry: { connection: s } }),
  'priority and resource type': (s) => ({ entry: { _priority: s, _resourceType: s } }),
  cache: (s) => ({
    entry: { cache: { beforeRequest: { eTag: s, lastAccess: s, hitCount: 1 }, comment: s } },
  }),
  timings: (s) => ({ entry: { timings: { send: 0, wait: 1, receive: 1, comment: s } } }),
  'http version': (s) => ({ request: { httpVersion: s } }),
  method: (s) => ({ method: s.slice(0, 60) }),
  'WebSocket messages': (s) => ({
    url: 'wss://ws.app.test/',
    entry: {
      _webSocketMessages: [
        { type: 'send', time: 1, opcode: 1, data: JSON.stringify({ type: 'auth', token: s }) },
      ],
    },
  }),
  'event stream messages': (s) => ({
    entry: { _eventSourceMessages: [{ time: 1, eventName: 'x', eventId: s, data: s }] },
  }),
  'own report’s fields': (s) => ({
    entry: {
      _keyhole: {
        id: 'r1',
        kind: 'fetch',
        blindSpots: [],
        initiator: `https://app.test/${s}`,
        topLevelUrl: `https://app.test/?t=${s}`,
      },
    },
    log: {
      _keyhole: {
        credentials: 'whole',
        note: s,
        jar: [
          {
            name: 'sid',
            domain: 'app.test',
            hostOnly: true,
            path: `/${s}`,
            secure: true,
            httpOnly: true,
            sameSite: 'lax',
          },
        ],
      },
    },
  }),
  'own report’s id': (s) => ({
    entry: { _keyhole: { id: s, kind: 'fetch', blindSpots: [] } },
    log: { _keyhole: { credentials: 'whole' } },
  }),
  'media type of what was sent': (s) => ({ postData: { mimeType: `application/json; x=${s}`, text: '{}' } }),
  'media type of the answer': (s) => ({ content: { mimeType: `text/plain; x=${s}`, text: 'no' } }),
  // bodies sent
  'JSON, unknown member': postsJson((s) => ({ a: { b: [{ c: s }] } })),
  'JSON, member’s name': postsJson((s) => ({ sessions: { [s]: { a: 1 } } })),
  'JSON, a list alone': postsJson((s) => [[s]]),
  'JSON, a text alone': postsJson((s) => s),
  'JSON, base64 of JSON': postsJson((s) => ({ d: b64(JSON.stringify({ x: s })) })),
  'JSON, base64 of gzip': postsJson((s) => ({ d: b64(gzipSync(JSON.stringify({ x: s }))) })),
  'JSON, percent-encoded JSON': postsJson((s) => ({ d: pct(JSON.stringify({ x: s })) })),
  'JSON, an address': postsJson((s) => ({ redirect_uri: `https://app.test/cb?token=${s}` })),
  'JSON, an address of no protocol': postsJson((s) => ({ link: `//app.test/reset/${s}` })),
  'JSON, scope': postsJson((s) => ({ note: `scope token ${s}` })),
  'JSON, data: address': postsJson((s) => ({
    img: `data:application/json;base64,${b64(JSON.stringify({ a: s }))}`,
  })),
  'JSON, database address': postsJson((s) => ({ dsn: `postgres://app:${s}@db.test:5432/x` })),
  'JSON, list of bytes': postsJson((s) => ({ key: [...Buffer.from(s)] })),
  'JSON, cut off': posts('application/json', (s) => `{"a":"x","b":{"c":"${s}`),
  'JSON, wrong type': posts('text/plain', (s) => JSON.stringify({ a: s })),
  NDJSON: posts('application/x-ndjson', (s) => `{"a":1}\n{"b":"${s}"}\n`),
  'form, unknown name': postsForm((s) => `a=1&zz=${s}`),
  'form, name': postsForm((s) => `${s}=1&b=2`),
  'form, double-encoded': postsForm((s) => `a=${pct(pct(`x=${s}`))}`),
  'form, JSON': postsForm((s) => `payload=${pct(JSON.stringify({ token: s }))}`),
  'form, SAMLResponse': postsForm(
    (s) => `SAMLResponse=${pct(b64(saml(`<saml:Subject><saml:NameID>${s}</saml:NameID></saml:Subject>`)))}`,
  ),
  'form, SAMLResponse, signature': postsForm(
    (s) =>
      `SAMLResponse=${pct(b64(saml(`<ds:Signature><ds:SignatureValue>\n${lines(s, 10)}</ds:SignatureValue></ds:Signature>`)))}`,
  ),
  'form, SAMLResponse, encrypted': postsForm(
    (s) =>
      `SAMLResponse=${pct(b64(saml(`<xenc:CipherData><xenc:CipherValue>${b64(s)}</xenc:CipherValue></xenc:CipherData>`)))}`,
  ),
  'form, wresult': postsForm(
    (s) =>
      `wa=wsignin1.0&wresult=${pct(`<t:RequestSecurityTokenResponse><wsse:BinarySecurityToken>${s}</wsse:BinarySecurityToken></t:RequestSecurityTokenResponse>`)}`,
  ),
  'form, base64 with line breaks': postsForm((s) => `zz=${pct(lines(b64(`${s}${s}`), 20, '\r\n'))}`),
  'postData params': (s) => ({
    postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'zz', value: s }] },
  }),
  'postData params, file': (s) => ({
    postData: {
      mimeType: 'multipart/form-data',
      params: [{ name: 'f', fileName: s, value: s, contentType: s, comment: s }],
    },
  }),
  'postData comment': (s) => ({ postData: { mimeType: 'text/plain', text: 'x', comment: s } }),
  'postData base64': (s) => ({
    postData: { mimeType: 'application/json', encoding: 'base64', text: b64(JSON.stringify({ a: s })) },
  }),
  'multipart, unknown name': multipart('name="zz"'),
  'multipart, file': multipart('name="f"; filename="a.txt"'),
  'multipart, file name': posts('multipart/form-data; boundary=b0und', (s) =>
    part(`name="f"; filename="${s}.txt"`, 'x'),
  ),
  'multipart, JSON part': posts('multipart/form-data; boundary=b0und', (s) =>
    part('name="j"', JSON.stringify({ x: s })),
  ),
  'multipart, boundary': posts(
    'multipart/form-data',
    (s) => `--${s}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--${s}--`,
  ),
  'multipart, file that is JSON': posts(
    'multipart/form-data; boundary=b0und',
    (s) =>
      `--b0und\r\nContent-Disposition: form-data; name="f"; filename="k.json"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ private_key: s })}\r\n--b0und--\r\n`,
  ),
  'multipart/related': posts(
    'multipart/related; boundary=b0und',
    (s) => `--b0und\r\nContent-Type: application/json\r\n\r\n{"a":"${s}"}\r\n--b0und--`,
  ),
  'multipart/mixed batch': posts(
    'multipart/mixed; boundary=b0und',
    (s) =>
      `--b0und\r\nContent-Type: application/http\r\n\r\nGET /x HTTP/1.1\r\nAuthorization: Bearer ${s}\r\n\r\n\r\n--b0und--`,
  ),
  'protobuf as text': posts('application/x-protobuf', (s) => `\n\u0004\u0012\u001c${s}\u0018\u0001`),
  'gRPC-Web': posts('application/grpc-web+proto', (s) => `\u0000\u0000\u0000\u0000 \n\u001c${s}`),
  'gRPC-Web text': posts('application/grpc-web-text', (s) => b64(`\u0000\u0000\u0000\u0000 \n\u001c${s}`)),
  MessagePack: posts('application/msgpack', (s) => `\u0081\u00a5token\u00bc${s}`),
  CBOR: posts('application/cbor', (s) => `\u00a1atx\u001c${s}`),
  'octet stream': posts('application/octet-stream', (s) => `\u0000\u0001${s}\u0002`),
  'GraphQL literal': postsJson((s) => ({ query: `query { node(id: "${s}") { id } }` })),
  'GraphQL variables': postsJson((s) => ({
    query: 'query($a: ID) { node(id: $a) { id } }',
    variables: { a: { b: s } },
  })),
  'GraphQL batch': postsJson((s) => [{ query: '{a}' }, { variables: { x: s } }]),
  'JSON-RPC params': postsJson((s) => ({ jsonrpc: '2.0', method: 'auth', params: ['x', s], id: 1 })),
  'XML attribute': posts('application/xml', (s) => `<a b="1" c="${s}"/>`),
  'XML text': posts('application/xml', (s) => `<a><b>${s}</b></a>`),
  'XML CDATA': posts('application/xml', (s) => `<a><b><![CDATA[${s}]]></b></a>`),
  'XML comment': posts('application/xml', (s) => `<a><!-- ${s} --></a>`),
  'XML processing instruction': posts('application/xml', (s) => `<?x ${s}?><a/>`),
  'XML entity': posts('application/xml', (s) => `<!DOCTYPE a [<!ENTITY k "${s}">]><a>&k;</a>`),
  'SOAP, BinarySecurityToken': posts('text/xml', (s) =>
    soap(
      `<wsse:Security><wsse:BinarySecurityToken EncodingType="x">${s}</wsse:BinarySecurityToken></wsse:Security>`,
    ),
  ),
  'SOAP, assertion': posts('text/xml', (s) => soap(`<saml:Assertion AssertionID="${s}"/>`)),
  YAML: posts('application/yaml', (s) => `a:\n  - b: ${s}\n`),
  CSV: posts('text/csv', (s) => `id,zz\n1,${s}\n`),
  'PEM key': posts(
    'text/plain',
    (s) => `-----BEGIN RSA PRIVATE KEY-----\n${lines(s, 10)}\n-----END RSA PRIVATE KEY-----\n`,
  ),
  'PEM key in JSON': postsJson((s) => ({
    a: `-----BEGIN PRIVATE KEY-----\n${s}\n-----END PRIVATE KEY-----\n`,
  })),
  'PEM key cut off': posts('text/plain', (s) => `-----BEGIN PRIVATE KEY-----\n${s}`),
  'SSH key': posts('text/plain', (s) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${s} me`),
  'PuTTY key': posts(
    'text/plain',
    (s) => `PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 1\n${s}\nPrivate-MAC: 00\n`,
  ),
  'Java properties': posts('text/plain', (s) => `a.b.c=${s}\n`),
  'source map': gives('application/json', (s) =>
    JSON.stringify({
      version: 3,
      sources: ['a.ts'],
      sourcesContent: [`const k = "${s}";`],
      mappings: 'AAAA',
    }),
  ),
  'HTTP message as text': posts('message/http', (s) => `GET / HTTP/1.1\r\nCookie: a=${s}\r\n\r\n`),
  'curl in a log': posts('text/plain', (s) => `curl -u mia:${s} https://api.app.test`),
  'curl header in a log': posts('text/plain', (s) => `curl -H 'X-Thing: ${s}' https://api.app.test`),
  'form without its type': posts('', (s) => `a=1&zz=${s}`),
  'JavaScript object': posts('text/plain', (s) => `{a: '${s}', b: 1}`),
  // bodies received
  'answer, JSON, unknown member': givesJson((s) => ({ a: { b: s } })),
  'answer, base64 of JSON': (s) => ({
    content: { mimeType: 'application/json', encoding: 'base64', text: b64(JSON.stringify({ a: s })) },
  }),
  'answer, base64 of bytes': (s) => ({
    content: { mimeType: 'application/octet-stream', encoding: 'base64', text: b64(`\u0000\u0001${s}`) },
  }),
  'answer, bytes as text': gives('application/octet-stream', (s) => `\u0000\u0001${s}`),
  'answer, JSONP': gives('application/javascript', (s) => `cb({"a":"${s}"});`),
  'answer, guarded JSON': gives('application/json', (s) => `)]}',\n{"a":"${s}"}`),
  'answer, while(1)': gives('application/json', (s) => `while(1);{"a":"${s}"}`),
  'answer, error that quotes the token': givesJson((s) => ({
    error: 'invalid_token',
    error_description: `The token '${s}' is not known`,
  })),
  'answer, stack trace': givesText((s) => `Error: bad token ${s}\n    at verify (/srv/app.js:1:2)`),
  'answer, log line': givesText((s) => `2026-11-22T12:00:00Z WARN auth failed token=${s} user=7`),
  'answer, log line in brackets': givesText((s) => `[auth] [${s}] failed`),
  'answer, whole request repeated': givesJson((s) => ({ request: { headers: { 'x-thing': s } } })),
  'page, input': givesPage((s) => `<input type=hidden name=zz value=${s}>`),
  'page, input in single quotes': givesPage((s) => `<input value='${s}' type='hidden'>`),
  'page, meta': givesPage((s) => `<meta property="x" content="${s}">`),
  'page, data attribute': givesPage((s) => `<div data-zz="${s}"></div>`),
  'page, data attribute with JSON': givesPage(
    (s) => `<div data-props="${html(JSON.stringify({ a: { b: s } }))}"></div>`,
  ),
  'page, id': givesPage((s) => `<div id="${s}" class="x"></div>`),
  'page, inline script': givesPage((s) => `<script>var a=1,b="${s}";</script>`),
  'page, inline script, template': givesPage((s) => `<script>const u = \`/x/${s}/\`;</script>`),
  'page, JSON script': givesPage(
    (s) => `<script type="application/json" id="x">{"props":{"a":"${s}"}}</script>`,
  ),
  'page, nonce': givesPage((s) => `<script nonce="${s}">1</script>`),
  'page, integrity': givesPage((s) => `<link rel="x" href="/a?t=${s}">`),
  'page, comment': givesPage((s) => `<!-- build ${s} -->`),
  'page, link': givesPage((s) => `<a href="/reset/${s}">reset</a>`),
  'page, mail link': givesPage((s) => `<a href="mailto:x@y.test?body=${s}">mail</a>`),
  'page, form action': givesPage((s) => `<form action="/cb?code=${s}" method=post></form>`),
  'page, iframe': givesPage((s) => `<iframe src="https://x.test/e/${s}"></iframe>`),
  'page, srcdoc': givesPage((s) => `<iframe srcdoc="&lt;input value=&quot;${s}&quot;&gt;"></iframe>`),
  'page, image': givesPage((s) => `<img src="/p.png?t=${s}" srcset="/q.png?t=${s} 2x">`),
  'page, event handler': givesPage((s) => `<button onclick="go('${s}')">x</button>`),
  'page, style': givesPage((s) => `<style>a{background:url(/x?t=${s})}</style>`),
  'page, text': givesPage((s) => `<p>Your key: ${s}</p>`),
  'page, textarea': givesPage((s) => `<textarea name="zz">${s}</textarea>`),
  'page, template': givesPage((s) => `<template><b>${s}</b></template>`),
  'page, meta refresh': givesPage((s) => `<meta http-equiv="refresh" content="0;url=/x?t=${s}">`),
  'page, SAML form': givesPage(
    (s) =>
      `<form method="post" action="https://sp.test/acs"><input type="hidden" name="SAMLResponse" value="${b64(saml(`<saml:AttributeStatement><saml:Attribute Name="uid"><saml:AttributeValue>${s}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`))}"/></form>`,
  ),
  'page, ASP.NET view state': givesPage(
    (s) => `<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUK${b64(s)}" />`,
  ),
  'script, constant': gives('application/javascript', (s) => `const A="${s}";`),
  'script, concatenated': gives('application/javascript', (s) => `const A="${s}"+"x";`),
  'script, member': gives('text/javascript', (s) => `window.cfg={k:'${s}',n:2}`),
  'script, in a comment': gives('text/javascript', (s) => `// ${s}\nx()`),
  'style sheet': gives('text/css', (s) => `@import url("/x.css?t=${s}");`),
  'event stream': gives('text/event-stream', (s) => `id: ${s}\nevent: x\ndata: {"a":"${s}"}\n\n`),
  'event stream, plain': gives('text/event-stream', (s) => `data: ${s}\n\n`),
  Markdown: gives('text/markdown', (s) => `[x](https://x.test/${s})\n\n\`${s}\``),
  iCalendar: gives('text/calendar', (s) => `BEGIN:VEVENT\nURL:https://meet.test/${s}\nEND:VEVENT`),
  RSS: gives(
    'application/rss+xml',
    (s) => `<rss><item><guid>${s}</guid><link>https://x.test/${s}</link></item></rss>`,
  ),
  'HLS list': gives(
    'application/vnd.apple.mpegurl',
    (s) => `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="https://k.test/${s}"\nseg.ts?t=${s}`,
  ),
  SVG: gives('image/svg+xml', (s) => `<svg><text>${s}</text></svg>`),
  LDIF: givesText((s) => `dn: cn=x\nuserPassword:: ${b64(s)}`),
  'HTTP Basic inside an error': givesText((s) => `sent: Basic ${b64(`mia:${s}`)}`),
  SQL: givesText((s) => `INSERT INTO t VALUES (1,'${s}')`),
  redis: givesText((s) => `redis://:${s}@cache.test:6379/0`),
  'Azure connection string': givesText(
    (s) =>
      `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${b64(s)};EndpointSuffix=core.windows.net`,
  ),
  npmrc: givesText((s) => `//registry.test/:_authToken=${s}`),
  netrc: givesText((s) => `machine api.test login mia password ${s}`),
  kubeconfig: gives('application/yaml', (s) => `users:\n- user:\n    client-key-data: ${b64(s)}\n`),
  'Docker config': givesJson((s) => ({ auths: { 'r.test': { auth: b64(`mia:${s}`) } } })),
  'JWKS private key': givesJson((s) => ({ keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB', d: s }] })),
  JWE: sends('Authorization', (s) => `Bearer ${b64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.${s}.dGFn`),
  PASETO: sends('Authorization', (s) => `Bearer v2.local.${s}${s}`),
  Macaroon: sends('Macaroons', (s) => b64url(`0021location x\n0011cid ${s}\n`)),
  Biscuit: sends('Authorization', (s) => `Bearer biscuit:${s}==`),
  'JWT, nested in a claim': sends(
    'Authorization',
    (s) => `Bearer ${jwt({ ...CLAIMS, act: jwt({ sub: s }) })}`,
  ),
  'JWT, address in a kept claim': sends(
    'Authorization',
    (s) => `Bearer ${jwt({ ...CLAIMS, htu: `https://a.test/?code=${s}` })}`,
  ),
  'JWT, in a query value of a form': postsForm((s) => `client_assertion=${jwt({ ...CLAIMS, sub: s })}`),
  'JWT, header jku': sends(
    'Authorization',
    (s) => `Bearer ${jwt(CLAIMS, { alg: 'RS256', jku: `https://idp.test/k?x=${s}` })}`,
  ),
  'JWT, claim’s name': sends('Authorization', (s) => `Bearer ${jwt({ ...CLAIMS, [s]: 1 })}`),
  'JWT, signature': sends('Authorization', (s) => `Bearer ${jwt(CLAIMS, undefined, s)}`),
  'JWT, cut in the signature': sends(
    'Authorization',
    (s) => `Bearer ${jwt(CLAIMS, undefined, s.slice(0, 20))}`,
  ),
  'JWT, confirmation': sends(
    'Authorization',
    (s) => `Bearer ${jwt({ ...CLAIMS, cnf: { jwk: { kty: 'oct', k: s } } })}`,
  ),
  'DPoP proof': sends('DPoP', (s) =>
    jwt(
      { htm: 'GET', htu: 'https://api.app.test/v1/orders', jti: s, iat: 1 },
      { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', d: s } },
    ),
  ),
  // encodings of what only its looks gives away
  'unlabelled, entities': givesPage((s) => `<p>${entities(s)}</p>`),
  'unlabelled, hexadecimal entities': givesPage((s) => `<p>${hexEntities(s)}</p>`),
  'unlabelled, unicode escapes': gives('application/json', (s) => `{"a":"${unicode(s)}"}`),
  'unlabelled, hexadecimal escapes': gives('text/javascript', (s) => `var a="${hexEscapes(s)}"`),
  'unlabelled, all percent': postsForm((s) => `zz=${overPercent(s)}`),
  'unlabelled, hexadecimal': givesText((s) => `x ${hex(s)} y`),
  'unlabelled, base64 with line breaks': givesText((s) =>
    lines(b64(`the value is ${s} and more text follows here`), 24),
  ),
  'unlabelled, inside a larger base64': givesText((s) => b64(`some words before it ${s} and words after`)),
  'unlabelled, base64 twice': givesText((s) => b64(b64(`x ${s}`))),
  'unlabelled, in JSON in JSON in JSON': givesJson((s) => ({
    a: JSON.stringify({ b: JSON.stringify({ c: JSON.stringify({ d: s }) }) }),
  })),
  'unlabelled, UTF-16 in base64': givesText((s) => b64(Buffer.from(s, 'utf16le'))),
};

const basic = (s: string): string => `Basic ${b64(s)}`;

/** The place tells what stands there; printable ASCII only. */
const TELLING_HEADERS: Table = {
  'Basic, user without password': sends('Authorization', (s) => basic(`${s}:`)),
  'Basic, password': sends('Authorization', (s) => basic(`mia:${s}`)),
  'Basic, password with colons': sends('Authorization', (s) => basic(`mia:a:${s}`)),
  'Basic, not encoded': sends('Authorization', (s) => `Basic mia:${s}`),
  'Basic, scheme in odd case': sends('AUTHORIZATION', (s) => `bAsIc ${b64(`mia:${s}`)}`),
  'Proxy, Basic': sends('Proxy-Authorization', (s) => basic(`mia:${s}`)),
  'Bearer, human': sends('Authorization', (s) => `Bearer ${s.replace(/\s/g, '-')}`),
  'X-Api-Key': sends('X-Api-Key'),
  x_api_key: sends('x_api_key'),
  'X-API-KEY': sends('X-API-KEY'),
  apikey: sends('apikey'),
  'Api-Token': sends('Api-Token'),
  'X-Access-Token': sends('X-Access-Token'),
  'X-Auth': sends('X-Auth'),
  'X-Auth-Key': sends('X-Auth-Key'),
  'X-Vault-Token': sends('X-Vault-Token'),
  'X-Amz-Security-Token': sends('X-Amz-Security-Token'),
  'PRIVATE-TOKEN': sends('PRIVATE-TOKEN'),
  'X-Shopify-Access-Token': sends('X-Shopify-Access-Token'),
  'X-Figma-Token': sends('X-Figma-Token'),
  'X-Session': sends('X-Session'),
  'X-CSRFToken': sends('X-CSRFToken'),
  'X-XSRF-TOKEN': sends('X-XSRF-TOKEN'),
  RequestVerificationToken: sends('RequestVerificationToken'),
  'X-Password': sends('X-Password'),
  'X-Passcode': sends('X-Passcode'),
  'X-OTP': sends('X-OTP'),
  'X-GitHub-OTP': sends('X-GitHub-OTP'),
  'X-Client-Secret': sends('X-Client-Secret'),
  'X-Signature': sends('X-Signature'),
  'X-Hub-Signature-256': sends('X-Hub-Signature-256', (s) => `sha256=${s}`),
  'Stripe-Signature': sends('Stripe-Signature', (s) => `t=1,v1=${s.replace(/[,;\s]/g, '')}`),
  'X-Functions-Key': sends('x-functions-key'),
  'X-Parse-REST-API-Key': sends('X-Parse-REST-API-Key'),
  'DD-APPLICATION-KEY': sends('DD-APPLICATION-KEY'),
  'X-Ms-Token-Aad-Access-Token': sends('X-MS-TOKEN-AAD-ACCESS-TOKEN'),
  'X-Goog-Api-Key': sends('X-Goog-Api-Key'),
  'Cf-Access-Client-Secret': sends('CF-Access-Client-Secret'),
  'X-Forwarded-Access-Token': sends('X-Forwarded-Access-Token'),
  'X-Forwarded-Client-Cert': sends('X-Forwarded-Client-Cert', (s) => `Hash=0;Cert="${pct(s)}"`),
  'Private key header': sends('X-Private-Key'),
  'Secret header': sends('X-Webhook-Secret'),
  'Sec-WebSocket-Key': sends('Sec-WebSocket-Key'),
  'Cookie, human': sends('Cookie', (s) => `session=${s.replace(/[;\s]/g, '-')}`),
  'Cookie, percent-encoded': sends('Cookie', (s) => `session=${pct(s)}`),
  'Digest response': sends(
    'Authorization',
    (s) => `Digest username="mia", realm="r", nonce="n", uri="/", response="${s.replace(/["\\]/g, '')}"`,
  ),
  'OAuth 1 secret': sends('Authorization', (s) => `OAuth oauth_signature="${pct(s)}"`),
  'answer, X-Auth-Token': answers('X-Auth-Token'),
  'answer, X-Subject-Token': answers('X-Subject-Token'),
  'answer, X-CSRF-Token': answers('X-CSRF-Token'),
  'answer, Set-Cookie': answers('Set-Cookie', (s) => `session=${s.replace(/[;,\s]/g, '-')}; Path=/`),
  'Authentication-Info': answers('Authentication-Info', (s) => `nextnonce="${s.replace(/["\\]/g, '')}"`),
};

/** The place tells, and can hold any characters. */
const TELLING: Table = {
  'userinfo, password': asks((s) => `https://mia:${pct(s)}@api.app.test/x`),
  'userinfo in a query': asks((s) => `https://app.test/?u=${pct(`https://mia:${pct(s)}@api.app.test/x`)}`),
  'userinfo in text': givesText((s) => `cannot open postgres://mia:${pct(s)}@db.test/x`),
  'query, password': asks((s) => `https://app.test/?user=mia&password=${pct(s)}`),
  'query, PASSWORD in odd case': asks((s) => `https://app.test/?PassWord=${pct(s)}`),
  'query, access_token': asks((s) => `https://app.test/?access_token=${pct(s)}`),
  'query, api_key': asks((s) => `https://app.test/?api_key=${pct(s)}`),
  'query, apikey': asks((s) => `https://app.test/?apikey=${pct(s)}`),
  'query, api-key': asks((s) => `https://app.test/?api-key=${pct(s)}`),
  'query, subscription-key': asks((s) => `https://app.test/?subscription-key=${pct(s)}`),
  'query, sig': asks((s) => `https://app.test/?sv=1&sig=${pct(s)}`),
  'query, code': asks((s) => `https://app.test/cb?code=${pct(s)}&state=1`),
  'query, state': asks((s) => `https://app.test/cb?code=1&state=${pct(s)}`),
  'query, id_token_hint': asks((s) => `https://app.test/logout?id_token_hint=${pct(s)}`),
  'query, login_ticket': asks((s) => `https://app.test/cas?ticket=ST-1-${pct(s)}`),
  'query, otp': asks((s) => `https://app.test/?otp=${pct(s)}`),
  'query, secret': asks((s) => `https://app.test/?secret=${pct(s)}`),
  'query, name percent-encoded': asks((s) => `https://app.test/?%70assword=${pct(s)}`),
  'query, name in brackets': asks((s) => `https://app.test/?user%5Bpassword%5D=${pct(s)}`),
  'query, GraphQL literal': asks(
    (s) =>
      `https://app.test/graphql?query=${pct(`mutation { login(password: ${JSON.stringify(s)}) { id } }`)}`,
  ),
  'query, GraphQL variables': asks(
    (s) => `https://app.test/graphql?variables=${pct(JSON.stringify({ input: { password: s } }))}`,
  ),
  'fragment, access_token': asks((s) => `https://app.test/cb#access_token=${pct(s)}&token_type=Bearer`),
  'fragment, hash route query': asks((s) => `https://app.test/#/cb?token=${pct(s)}`),
  'form, password': postsForm((s) => `user=mia&password=${pct(s)}`),
  'form, password with plus': postsForm(
    (s) => `user=mia&password=${new URLSearchParams([['x', s]]).toString().slice(2)}`,
  ),
  'form, nested name': postsForm((s) => `user[password]=${pct(s)}&user[password_confirmation]=${pct(s)}`),
  'form, j_password': postsForm((s) => `j_username=mia&j_password=${pct(s)}`),
  'form, pwd': postsForm((s) => `log=mia&pwd=${pct(s)}`),
  'form, passwd': postsForm((s) => `login=mia&passwd=${pct(s)}`),
  'form, new password': postsForm((s) => `new-password=${pct(s)}`),
  'form, client_secret': postsForm(
    (s) => `grant_type=client_credentials&client_id=a&client_secret=${pct(s)}`,
  ),
  'form, refresh_token': postsForm((s) => `grant_type=refresh_token&refresh_token=${pct(s)}`),
  'form, code_verifier': postsForm((s) => `grant_type=authorization_code&code=1&code_verifier=${pct(s)}`),
  'form, device_code': postsForm((s) => `grant_type=device&device_code=${pct(s)}`),
  'form, subject_token': postsForm((s) => `subject_token=${pct(s)}`),
  'form, __RequestVerificationToken': postsForm((s) => `__RequestVerificationToken=${pct(s)}`),
  'form, JSON': postsForm((s) => `payload=${pct(JSON.stringify({ password: s }))}`),
  'form without its type, password': posts('', (s) => `user=mia&password=${pct(s)}`),
  'postData params, password': (s) => ({
    postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'password', value: s }] },
  }),
  'multipart, password': multipart('name="password"'),
  'multipart, name without quotes': multipart('name=password'),
  'multipart, JSON part, password': posts('multipart/form-data; boundary=b0und', (s) =>
    part('name="j"', JSON.stringify({ password: s })),
  ),
  'multipart, line feeds alone': posts(
    'multipart/form-data; boundary=b0und',
    (s) => `--b0und\nContent-Disposition: form-data; name="password"\n\n${s}\n--b0und--\n`,
  ),
  'JSON, password': postsJson((s) => ({ password: s })),
  'JSON, currentPassword': postsJson((s) => ({ user: { currentPassword: s } })),
  'JSON, pass': postsJson((s) => ({ pass: s })),
  'JSON, pwd': postsJson((s) => ({ pwd: s })),
  'JSON, passphrase': postsJson((s) => ({ passphrase: s })),
  'JSON, secret': postsJson((s) => ({ secret: s })),
  'JSON, client-secret': postsJson((s) => ({ 'client-secret': s })),
  'JSON, apiKey': postsJson((s) => ({ apiKey: s })),
  'JSON, api_secret_key': postsJson((s) => ({ api_secret_key: s })),
  'JSON, privateKey': postsJson((s) => ({ privateKey: s })),
  'JSON, encryptionKey': postsJson((s) => ({ encryptionKey: s })),
  'JSON, signingKey': postsJson((s) => ({ signing_key: s })),
  'JSON, recoveryCodes': postsJson((s) => ({ recoveryCodes: [s, s] })),
  'JSON, securityAnswer': postsJson((s) => ({ securityAnswer: s })),
  'JSON, seed phrase': postsJson((s) => ({ mnemonic: s, seedPhrase: s })),
  'JSON, name and value': postsJson((s) => [{ name: 'password', value: s }]),
  'JSON, value before name': postsJson((s) => ({ fields: [{ value: s, key: 'password' }] })),
  'JSON, field and answer': postsJson((s) => ({
    callbacks: [
      {
        type: 'PasswordCallback',
        output: [{ name: 'prompt', value: 'Password' }],
        input: [{ name: 'IDToken2', value: s }],
      },
    ],
  })),
  'JSON, pair in a list': postsJson((s) => ({ headers: [['Authorization', `Bearer ${s}`]] })),
  'JSON, password in an object': postsJson((s) => ({ password: { value: s } })),
  'JSON, password in a list': postsJson((s) => ({ passwords: [{ v: s }] })),
  'JSON, credentials': postsJson((s) => ({ credentials: { password: { value: s } } })),
  'JSON, in JSON': postsJson((s) => ({ body: JSON.stringify({ password: s }) })),
  'JSON, in JSON in JSON': postsJson((s) => ({
    body: JSON.stringify({ body: JSON.stringify({ password: s }) }),
  })),
  'JSON, base64 of JSON, password': postsJson((s) => ({ d: b64(JSON.stringify({ password: s })) })),
  'JSON, form inside': postsJson((s) => ({ body: `user=mia&password=${pct(s)}` })),
  'JSON, escaped names': posts('application/json', (s) => `{"p\\u0061ssword":${JSON.stringify(s)}}`),
  'JSON, unicode escapes': posts('application/json', (s) => `{"password":"${unicode(s)}"}`),
  'JSON, cut off, password': posts('application/json', (s) => `{"a":1,"password":"${inString(s)}`),
  'JSON, headers of a request': postsJson((s) => ({ headers: { Authorization: `Bearer ${s}` } })),
  'JSON, single quotes': posts('text/plain', (s) => `{'password': '${s.replace(/['\\\n]/g, '')}'}`),
  'NDJSON, password': posts('application/x-ndjson', (s) => `{"a":1}\n${JSON.stringify({ password: s })}\n`),
  'JSONP, password': gives('application/javascript', (s) => `cb(${JSON.stringify({ password: s })});`),
  'guarded JSON, token': gives('application/json', (s) => `)]}',\n${JSON.stringify({ token: s })}`),
  'GraphQL literal, password': postsJson((s) => ({
    query: `mutation { login(email: "x", password: ${JSON.stringify(s)}) { token } }`,
  })),
  'GraphQL input literal, password': postsJson((s) => ({
    query: `mutation { login(input: {password: ${JSON.stringify(s)}}) { token } }`,
  })),
  'GraphQL variables, password': postsJson((s) => ({
    query: 'mutation($i: In!) { login(input: $i) { token } }',
    variables: { i: { password: s } },
  })),
  'GraphQL as text, password': posts(
    'application/graphql',
    (s) => `mutation { login(password: ${JSON.stringify(s)}) { token } }`,
  ),
  'XML element, password': posts(
    'application/xml',
    (s) => `<login><user>mia</user><password>${html(s)}</password></login>`,
  ),
  'XML element, CDATA': posts(
    'application/xml',
    (s) => `<login><password><![CDATA[${s.replace(/\]\]>/g, '')}]]></password></login>`,
  ),
  'XML attribute, password': posts('application/xml', (s) => `<login user="mia" password="${html(s)}"/>`),
  'XML, name and value': posts('application/xml', (s) => `<add key="ApiSecret" value="${html(s)}"/>`),
  'XML, property list': posts(
    'application/xml',
    (s) => `<plist><dict><key>password</key><string>${html(s)}</string></dict></plist>`,
  ),
  'XML-RPC': posts(
    'text/xml',
    (s) =>
      `<methodCall><params><param><value><struct><member><name>password</name><value><string>${html(s)}</string></value></member></struct></value></param></params></methodCall>`,
  ),
  'SOAP, UsernameToken': posts('text/xml', (s) =>
    soap(
      `<wsse:Security><wsse:UsernameToken><wsse:Username>mia</wsse:Username><wsse:Password Type="x#PasswordText">${html(s)}</wsse:Password></wsse:UsernameToken></wsse:Security>`,
    ),
  ),
  'SOAP, session id': posts('text/xml', (s) =>
    soap(`<SessionHeader><sessionId>${html(s)}</sessionId></SessionHeader>`),
  ),
  'YAML, password': posts('application/yaml', (s) => `db:\n  user: mia\n  password: ${JSON.stringify(s)}\n`),
  '.env, quoted': posts('text/plain', (s) => `A=1\nDB_PASSWORD=${JSON.stringify(s)}\n`),
  '.env, all the rest': posts('text/plain', (s) => `A=1\nAPI_TOKEN=${s.replace(/[\s"'\\&<>,;+]/g, '')}\n`),
  'settings, password': posts(
    'text/plain',
    (s) => `[db]\nuser = mia\npassword = ${s.replace(/[\s"'\\&<>,;+]/g, '')}\n`,
  ),
  'connection string': postsJson((s) => ({
    c: `Server=db.test;User Id=sa;Password=${s.replace(/[\s"'\\&<>,;+]/g, '')};`,
  })),
  'header of the original address': sends('X-Original-URL', (s) => `/reset?token=${pct(s)}`),
  'JSON, list of a header': postsJson((s) => ({ headers: { Authorization: [`Bearer ${s}`] } })),
  'SQL, password': posts('text/plain', (s) => `ALTER USER mia PASSWORD '${s.replace(/['\\\n]/g, '')}'`),
  'answer, JSON, access_token': givesJson((s) => ({ access_token: s, token_type: 'Bearer' })),
  'answer, JSON, id_token': givesJson((s) => ({ id_token: s })),
  'answer, JSON, client_secret': givesJson((s) => ({ client_secret: s })),
  'answer, JSON, temporaryPassword': givesJson((s) => ({ temporaryPassword: s })),
  'answer, JSON, sessionId': givesJson((s) => ({ sessionId: s })),
  'answer, JSON, whole request': givesJson((s) => ({
    request: { headers: { Authorization: `Bearer ${s}`, Cookie: `sid=${s}` } },
  })),
  'page, password input': givesPage((s) => `<input type="password" value="${html(s)}">`),
  'page, password input by name': givesPage((s) => `<input value="${html(s)}" name="user[password]">`),
  'page, token input': givesPage((s) => `<input type=hidden name="csrfmiddlewaretoken" value="${html(s)}">`),
  'page, textarea of a key': givesPage((s) => `<textarea name="private_key">${html(s)}</textarea>`),
  'page, data attribute, key': givesPage((s) => `<div data-api-key="${html(s)}"></div>`),
  'page, meta token': givesPage((s) => `<meta name="csrf-token" content="${html(s)}">`),
  'page, script constant': givesPage(
    (s) => `<script>window.apiKey = ${JSON.stringify(s).replace(/</g, '\\u003c')};</script>`,
  ),
  'page, script object': givesPage(
    (s) => `<script>init({user: 1, password: ${JSON.stringify(s).replace(/</g, '\\u003c')}})</script>`,
  ),
  'page, script JSON': givesPage(
    (s) =>
      `<script type="application/json">${JSON.stringify({ a: { accessToken: s } }).replace(/</g, '\\u003c')}</script>`,
  ),
  'script, password constant': gives('text/javascript', (s) => `const DB_PASSWORD = ${JSON.stringify(s)};`),
  'event stream, token': gives(
    'text/event-stream',
    (s) => `event: t\ndata: ${JSON.stringify({ token: s })}\n\n`,
  ),
  'caller, address, token': (s) => ({
    entry: {
      _initiator: {
        type: 'script',
        stack: {
          callFrames: [
            {
              functionName: 'f',
              url: `https://app.test/a.js?token=${pct(s)}`,
              lineNumber: 1,
              columnNumber: 1,
            },
          ],
        },
      },
    },
  }),
  'page title, token': (s) => ({
    entry: { pageref: 'p1' },
    log: {
      pages: [
        {
          startedDateTime: '2026-11-22T12:00:00Z',
          id: 'p1',
          title: `https://app.test/?token=${pct(s)}`,
          pageTimings: {},
        },
      ],
    },
  }),
  'Location, token': answers('Location', (s) => `https://app.test/cb#access_token=${pct(s)}`),
  'Location, nested, token': answers(
    'Location',
    (s) => `https://a.test/?u=${pct(`https://b.test/?u=${pct(`https://c.test/?token=${pct(s)}`)}`)}`,
  ),
  'Referer, token': sends('Referer', (s) => `https://app.test/?token=${pct(s)}`),
  'JWT, unknown claim': sends('Authorization', (s) => `Bearer ${jwt({ ...CLAIMS, plan: { a: [s] } })}`),
  'JWT, sub': sends('Authorization', (s) => `Bearer ${jwt({ ...CLAIMS, sub: s })}`),
  'JWT, unknown header': sends('Authorization', (s) => `Bearer ${jwt(CLAIMS, { alg: 'RS256', z: s })}`),
  'JWT in a cookie, claim': sends('Cookie', (s) => `a=1; t=${jwt({ ...CLAIMS, note: s })}`),
  'JWT in a query, claim': asks((s) => `https://app.test/?zz=${jwt({ ...CLAIMS, note: s })}`),
  'JWT in JSON, claim': givesJson((s) => ({ x: jwt({ ...CLAIMS, note: s }) })),
  'JWT in a header of no telling name': sends('X-Whatever', (s) => jwt({ ...CLAIMS, note: s })),
  'SAML attribute': postsForm(
    (s) =>
      `SAMLResponse=${pct(b64(saml(`<saml:Attribute Name="mail"><saml:AttributeValue>${html(s)}</saml:AttributeValue></saml:Attribute>`)))}`,
  ),
  'SAML attribute with its type': postsForm(
    (s) =>
      `SAMLResponse=${pct(b64(saml(`<saml:Attribute Name="displayName"><saml:AttributeValue xsi:type="xs:string">${html(s)}</saml:AttributeValue></saml:Attribute>`)))}`,
  ),
};

/** Known from a sign-in; repeated where nothing tells, in forms that hide it. */
const KNOWN: Table = {
  'known, in a header': echo(sends('X-Note', (s) => pct(s))),
  'known, in a header, twice encoded': echo(sends('X-Note', (s) => pct(pct(s)))),
  'known, in a path': echo(asks((s) => `https://app.test/z/${pct(s)}/x`)),
  'known, in a query': echo(asks((s) => `https://app.test/?zz=${pct(s)}`)),
  'known, in a query, encoded too much': echo(asks((s) => `https://app.test/?zz=${overPercent(s)}`)),
  'known, in a query, three times encoded': echo(asks((s) => `https://app.test/?zz=${pct(pct(pct(s)))}`)),
  'known, in JSON': echo(givesJson((s) => ({ message: `you typed ${s}!` }))),
  'known, in JSON in JSON': echo(givesJson((s) => ({ message: JSON.stringify({ m: `you typed ${s}!` }) }))),
  'known, in JSON in JSON in JSON': echo(
    givesJson((s) => ({ m: JSON.stringify({ m: JSON.stringify({ m: s }) }) })),
  ),
  'known, unicode escapes': echo(gives('application/json', (s) => `{"m":"${unicode(s)}"}`)),
  'known, unicode escapes in upper case': echo(
    gives(
      'application/json',
      (s) =>
        `{"m":"${unicode(s).replace(/\\u([0-9a-f]{4})/g, (_, hexes: string) => `\\u${hexes.toUpperCase()}`)}"}`,
    ),
  ),
  'known, hexadecimal escapes': echo(
    gives('text/javascript', (s) => `x('${hexEscapes(s.replace(/[^ -~]/g, ''))}')`),
  ),
  'known, entities': echo(givesPage((s) => `<p>${entities(s)}</p>`)),
  'known, hexadecimal entities': echo(givesPage((s) => `<p>${hexEntities(s)}</p>`)),
  'known, named entities': echo(givesPage((s) => `<p>${html(s)}</p>`)),
  'known, entities of entities': echo(givesPage((s) => `<p>${html(html(s))}</p>`)),
  'known, base64': echo(givesText((s) => `x ${b64(s)} y`)),
  'known, base64, second place': echo(givesText((s) => `x ${b64(`a${s}`)} y`)),
  'known, base64, third place': echo(givesText((s) => `x ${b64(`ab${s}`)} y`)),
  'known, base64url of bytes': echo(
    givesText((s) => `x ${b64url(Buffer.concat([Buffer.from([0, 255, 254, 1]), Buffer.from(s)]))} y`),
  ),
  'known, base64 with line breaks': echo(
    givesText((s) => lines(b64(`some text before ${s} and some after`), 16, '\r\n')),
  ),
  'known, base64 percent-encoded': echo(asks((s) => `https://app.test/?zz=${pct(b64(`>>?${s}`))}`)),
  'known, base64 twice': echo(givesText((s) => b64(b64(`xx${s}`)))),
  'known, hexadecimal': echo(givesText((s) => hex(s))),
  'known, hexadecimal in upper case': echo(givesText((s) => hex(s).toUpperCase())),
  'known, hexadecimal with colons': echo(givesText((s) => hex(s).replace(/(..)(?=.)/g, '$1:'))),
  'known, quoted-printable': echo(
    gives(
      'message/rfc822',
      (s) => `Content-Transfer-Encoding: quoted-printable\r\n\r\nhello ${quotedPrintable(s)}`,
    ),
  ),
  'known, split across lines': echo(givesText((s) => half(s).join('\r\n '))),
  'known, gzip in base64': echo(givesJson((s) => ({ z: b64(gzipSync(`hello ${s}`)) }))),
  'known, in lower-case percent': echo(
    asks((s) => `https://app.test/?zz=${pct(s).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())}`),
  ),
  'known, in a data: address': echo(givesPage((s) => `<img src="data:text/plain,${pct(s)}">`)),
  'known, in a cookie': echo(sends('Cookie', (s) => `a=${pct(s)}`)),
  'known, in the status text': echo((s) => ({ response: { statusText: `No ${s}`.replace(/\n/g, ' ') } })),
  'known, in the creator': echo((s) => ({ log: { creator: { name: s, version: '1' } } })),
  'known, in a page title': echo((s) => ({
    entry: { pageref: 'p1' },
    log: {
      pages: [
        {
          startedDateTime: '2026-11-22T12:00:00Z',
          id: 'p1',
          title: `https://app.test/${pct(s)}`,
          pageTimings: {},
        },
      ],
    },
  })),
  'known, as a member’s name': echo(givesJson((s) => ({ [s]: 1 }))),
  'known, in a JWT’s kept claim': echo(
    sends('Authorization', (s) => `Bearer ${jwt({ ...CLAIMS, scope: s })}`),
  ),
  'known, in a SAML audience': echo(
    postsForm((s) => `SAMLResponse=${pct(b64(saml(`<saml:Audience>${html(s)}</saml:Audience>`)))}`),
  ),
  'known, in a multipart name': echo(
    posts('multipart/form-data; boundary=b0und', (s) => part(`name="${html(s)}"`, 'x')),
  ),
  'known, in an XML comment': echo(posts('application/xml', (s) => `<a><!-- ${html(s)} --></a>`)),
};

/** Known from a long token; cut. */
const CUT: Table = {
  'cut at the end': knownFrom(
    sends('Authorization', (s) => `Bearer ${s}`),
    givesText((s) => `no such token ${s.slice(0, 20)}...`),
  ),
  'cut at the beginning': knownFrom(
    sends('X-Api-Key'),
    givesText((s) => `no such token ...${s.slice(8)}`),
  ),
  'cut on both sides': knownFrom(
    sends('Cookie', (s) => `sid=${s}`),
    givesText((s) => `no such token ..${s.slice(5, 25)}..`),
  ),
  'in two pieces': knownFrom(
    sends('Cookie', (s) => `sid=${s}`),
    givesJson((s) => ({ a: half(s)[0], b: half(s)[1] })),
  ),
  'with hyphens': knownFrom(
    sends('Cookie', (s) => `sid=${s}`),
    givesText((s) => s.replace(/(.{7})/g, '$1-')),
  ),
  'taught by another answer': knownFrom(
    givesJson((s) => ({ token: s })),
    asks((s) => `https://app.test/z/${s}`),
  ),
  'taught by a healthy request’s header': knownFrom(
    sends('X-Api-Key'),
    givesText((s) => `key ${s}`),
  ),
  'taught by a healthy request’s address': knownFrom(
    asks((s) => `https://app.test/?token=${s}`),
    givesText((s) => `key ${s}`),
  ),
};

/** Few digits: looked for where they stand. */
const DIGITS: Table = {
  'JSON, pin': postsJson((s) => ({ pin: s })),
  'JSON, pin as a number': postsJson((s) => ({ pin: Number(s) })),
  'JSON, otp': postsJson((s) => ({ otp: s })),
  'JSON, one_time_code': postsJson((s) => ({ one_time_code: s })),
  'JSON, verificationCode': postsJson((s) => ({ verificationCode: s })),
  'JSON, totp': postsJson((s) => ({ totp: s })),
  'JSON, mfaCode as a number': postsJson((s) => ({ mfaCode: Number(s) })),
  'JSON, code': postsJson((s) => ({ code: s })),
  'JSON, cvv': postsJson((s) => ({ card: { cvv: s } })),
  'form, otp': postsForm((s) => `user=mia&otp=${s}`),
  'form, code': postsForm((s) => `user=mia&code=${s}`),
  'form, pin': postsForm((s) => `pin=${s}`),
  'form, verification_code': postsForm((s) => `verification_code=${s}`),
  'form, passcode': postsForm((s) => `passcode=${s}`),
  'form, two-factor list': postsForm((s) => [...s].map((digit, index) => `otp[${index}]=${digit}`).join('&')),
  'multipart, otp': multipart('name="otp"'),
  'header, X-OTP': sends('X-OTP'),
  'text, verification code': givesText((s) => `Your verification code is ${s}.`),
  'text, PIN': givesText((s) => `PIN: ${s}`),
  'text, one-time password': givesText((s) => `Your one-time password is ${s}`),
  'XML element, pin': posts('application/xml', (s) => `<a><pin>${s}</pin></a>`),
  'query, pin': asks((s) => `https://app.test/?pin=${s}`),
  'Basic, password of digits': sends('Authorization', (s) => basic(`mia:${s}`)),
};

const forPeople = (table: Table, takes: Plantable): Readonly<Record<string, Place>> =>
  Object.fromEntries(Object.entries(table).map(([name, plant]) => [`${takes}: ${name}`, { takes, plant }]));

const EMAILS: Table = {
  JSON: givesJson((s) => ({ email: s })),
  'JSON, unknown member': givesJson((s) => ({ z: s })),
  'JSON, text around': givesJson((s) => ({ message: `no account for ${s}.` })),
  form: postsForm((s) => `email=${pct(s)}`),
  'form, unknown name': postsForm((s) => `zz=${pct(s)}`),
  'form, not encoded': postsForm((s) => `zz=${s}`),
  query: asks((s) => `https://app.test/?zz=${pct(s)}`),
  'query, not encoded': asks((s) => `https://app.test/?zz=${s}`),
  'query, login_hint': asks((s) => `https://app.test/?login_hint=${pct(s)}`),
  path: asks((s) => `https://app.test/users/${s}/orders`),
  'path, encoded': asks((s) => `https://app.test/users/${pct(s)}/orders`),
  fragment: asks((s) => `https://app.test/#/users/${s}`),
  'Basic user': sends('Authorization', (s) => basic(`${s}:x`)),
  'Digest user': sends('Authorization', (s) => `Digest username="${s}", realm="r"`),
  userinfo: asks((s) => `https://${pct(s)}:x@api.app.test/`),
  JWT: sends('Authorization', (s) => `Bearer ${jwt({ ...CLAIMS, email: s })}`),
  'JWT, kept claim': sends('Authorization', (s) => `Bearer ${jwt({ ...CLAIMS, roles: [s] })}`),
  cookie: sends('Cookie', (s) => `u=${pct(s)}`),
  header: sends('X-User-Email'),
  'header of no telling name': sends('X-Zz'),
  'header From': sends('From'),
  'mail link': givesPage((s) => `<a href="mailto:${s}">${s}</a>`),
  'page text': givesPage((s) => `<p>Signed in as ${s}</p>`),
  'page, entities': givesPage((s) => `<p>${s.replace('@', '&#64;')}</p>`),
  'SAML NameID': postsForm(
    (s) => `SAMLResponse=${pct(b64(saml(`<saml:NameID Format="x">${s}</saml:NameID>`)))}`,
  ),
  XML: posts('application/xml', (s) => `<a><b c="${s}">${s}</b></a>`),
  'base64 of JSON': givesJson((s) => ({ d: b64(JSON.stringify({ z: s })) })),
  multipart: multipart('name="zz"'),
  'page title': (s) => ({
    entry: { pageref: 'p1' },
    log: {
      pages: [
        {
          startedDateTime: '2026-11-22T12:00:00Z',
          id: 'p1',
          title: `https://app.test/?u=${s}`,
          pageTimings: {},
        },
      ],
    },
  }),
  CSV: posts('text/csv', (s) => `id,mail\n1,${s}\n`),
};

const NAMES: Table = {
  'JWT, name': sends('Authorization', (s) => `Bearer ${jwt({ ...CLAIMS, name: s })}`),
  'JWT, preferred_username': sends(
    'Authorization',
    (s) => `Bearer ${jwt({ ...CLAIMS, preferred_username: s })}`,
  ),
  'JWT, address': sends('Authorization', (s) => `Bearer ${jwt({ ...CLAIMS, address: { formatted: s } })}`),
  'JSON, firstName': givesJson((s) => ({ user: { firstName: s } })),
  'JSON, full_name': givesJson((s) => ({ full_name: s })),
  'JSON, username': postsJson((s) => ({ username: s })),
  'JSON, customer': givesJson((s) => ({ customerName: s })),
  'JSON, billing': givesJson((s) => ({ billingAddress: { street: s } })),
  'form, username': postsForm((s) => `username=${pct(s)}`),
  'form, given-name': postsForm((s) => `given-name=${pct(s)}`),
  'Basic user': sends('Authorization', (s) => basic(`${s}:x`)),
  userinfo: asks((s) => `https://${pct(s)}:x@api.app.test/`),
  'header X-Remote-User': sends('X-Remote-User'),
  'header X-Forwarded-User': sends('X-Forwarded-User'),
  'header X-User-Name': sends('X-User-Name'),
  'known, repeated in text': knownFrom(
    postsJson((s) => ({ username: s, password: 'x' })),
    givesText((s) => `Hello ${s}!`),
  ),
  'SOAP, Username': posts('text/xml', (s) =>
    soap(`<wsse:UsernameToken><wsse:Username>${s}</wsse:Username></wsse:UsernameToken>`),
  ),
  'XML, lastName': posts('application/xml', (s) => `<a><lastName>${s}</lastName></a>`),
  GraphQL: postsJson((s) => ({ query: `mutation { u(firstName: "${s}") { id } }` })),
};

const ADDRESSES: Table = {
  'X-Forwarded-For': sends('X-Forwarded-For', (s) => `${s}, 10.0.0.1`),
  'X-Real-IP': sends('X-Real-IP'),
  'CF-Connecting-IP': sends('CF-Connecting-IP'),
  'True-Client-IP': sends('True-Client-IP'),
  'X-Client-IP': sends('X-Client-IP'),
  Forwarded: sends('Forwarded', (s) => `for="${s.includes(':') ? `[${s}]` : s}:4711";proto=https`),
  'header of no telling name': answers('X-Zz', (s) => `edge ${s}`),
  serverIPAddress: (s) => ({ entry: { serverIPAddress: s } }),
  JSON: givesJson((s) => ({ ip: s })),
  'JSON, unknown member': givesJson((s) => ({ z: `blocked ${s}` })),
  page: givesPage((s) => `<p>Your address: ${s}</p>`),
  text: givesText((s) => `client ${s} refused`),
  query: asks((s) => `https://app.test/?zz=${pct(s)}`),
  cookie: sends('Cookie', (s) => `geo=${pct(s)}`),
  'JWT, ipaddr': sends('Authorization', (s) => `Bearer ${jwt({ ...CLAIMS, ipaddr: s })}`),
  'XML attribute': posts('application/xml', (s) => `<a b="${s}"/>`),
};

const PHONES: Table = {
  'JSON, phone': givesJson((s) => ({ phone: s })),
  'JSON, phone_number': givesJson((s) => ({ user: { phone_number: s } })),
  'JSON, unknown member': givesJson((s) => ({ z: s })),
  text: givesText((s) => `We sent a code to ${s}.`),
  'form, mobile': postsForm((s) => `mobile=${pct(s)}`),
  'form, unknown name': postsForm((s) => `zz=${pct(s)}`),
  JWT: sends('Authorization', (s) => `Bearer ${jwt({ ...CLAIMS, phone_number: s })}`),
  'tel link': givesPage((s) => `<a href="tel:${s.replace(/\s/g, '')}">${s}</a>`),
};

const IDS: Table = {
  'JSON, ssn': postsJson((s) => ({ ssn: s })),
  'JSON, nationalId': postsJson((s) => ({ nationalId: s })),
  'JSON, passportNumber': postsJson((s) => ({ passportNumber: s })),
  'JSON, tax_id': postsJson((s) => ({ tax_id: s })),
  'JSON, driversLicense': postsJson((s) => ({ driversLicense: s })),
  'JSON, dateOfBirth': postsJson((s) => ({ dateOfBirth: s })),
  'JSON, customerNumber': postsJson((s) => ({ customerNumber: s })),
  'form, personalnummer': postsForm((s) => `personalnummer=${pct(s)}`),
  'JSON, cpf': postsJson((s) => ({ cpf: s })),
  'JSON, cardNumber': postsJson((s) => ({ cardNumber: s })),
  'JSON, iban': postsJson((s) => ({ iban: s })),
};

export const PLACES: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(
    Object.entries(RANDOM).map(([name, plant]) => [name, { takes: 'random', plant }] as const),
  ),
  ...Object.fromEntries(
    Object.entries(CUT).map(([name, plant]) => [name, { takes: 'random', plant }] as const),
  ),
  ...Object.fromEntries(
    Object.entries(TELLING_HEADERS).map(([name, plant]) => [name, { takes: 'header', plant }] as const),
  ),
  ...Object.fromEntries(
    Object.entries(TELLING).map(([name, plant]) => [`telling: ${name}`, { takes: 'any', plant }] as const),
  ),
  ...Object.fromEntries(
    Object.entries(KNOWN).map(([name, plant]) => [name, { takes: 'any', plant }] as const),
  ),
  ...Object.fromEntries(
    Object.entries(DIGITS).map(([name, plant]) => [`digits: ${name}`, { takes: 'digits', plant }] as const),
  ),
  ...forPeople(EMAILS, 'email'),
  ...forPeople(NAMES, 'name'),
  ...forPeople(ADDRESSES, 'ipv4'),
  ...forPeople(ADDRESSES, 'ipv6'),
  ...forPeople(PHONES, 'phone'),
  ...forPeople(IDS, 'id'),
};

// ——— random structures

/** Ways of wrapping a text into another, for structures of any depth. Names come from outside. */
export const WRAPS: Readonly<Record<string, (text: string, name: string) => string>> = {
  'JSON member': (text, name) => JSON.stringify({ a: 1, [name]: text, z: null }),
  'JSON deep': (text, name) => JSON.stringify({ a: { [name]: [{ b: text }] } }),
  'JSON list': (text) => JSON.stringify(['x', text, 2]),
  'percent-encoded': (text) => pct(text),
  base64: (text) => b64(text),
  base64url: (text) => b64url(text),
  'base64 in lines': (text) => lines(b64(text), 64, '\r\n'),
  'base64 of gzip': (text) => b64(gzipSync(text)),
  'base64 of deflate': (text) => b64(deflateRawSync(text)),
  query: (text, name) => `https://x.test/p?a=1&${name}=${pct(text)}&z=2`,
  fragment: (text, name) => `https://x.test/p#${name}=${pct(text)}`,
  path: (text, name) => `https://x.test/${name}/${pct(text)}/z`,
  form: (text, name) => `a=1&${name}=${pct(text)}`,
  XML: (text, name) => `<r><${name}>${html(text)}</${name}></r>`,
  'XML attribute': (text, name) => `<r a="1" ${name}="${html(text)}"/>`,
  CDATA: (text, name) => `<r><${name}><![CDATA[${text}]]></${name}></r>`,
  page: (text, name) => `<html><body><input name="${name}" value="${html(text)}"></body></html>`,
  'data attribute': (text, name) => `<p data-${name}="${html(text)}">x</p>`,
  script: (text, name) => `<script>var ${name} = ${JSON.stringify(text).replace(/</g, '\\u003c')};</script>`,
  JWT: (text, name) => jwt({ ...CLAIMS, [`x_${name}`]: text }),
  sentence: (text) => `it was ${text} then`,
  'log line': (text, name) => `12:00 WARN ${name}=${text} x`,
  'event stream': (text) => `event: x\ndata: ${JSON.stringify(text)}\n\n`,
  multipart: (text, name) => part(`name="${name}"`, text),
  SOAP: (text, name) => soap(`<${name}>${html(text)}</${name}>`),
  entities: (text) => entities(text),
  'unicode escapes': (text) => JSON.stringify({ a: 1 }).replace('1', `"${unicode(text)}"`),
};

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');

/** Where a text may stand in an entry. */
export const SPOTS: Readonly<Record<string, (text: string) => Parts>> = {
  'request header': (text) => ({ requestHeaders: [['X-Thing', oneLine(text)]] }),
  'response header': (text) => ({ responseHeaders: [['X-Thing', oneLine(text)]] }),
  Authorization: (text) => ({ requestHeaders: [['Authorization', `Bearer ${oneLine(text)}`]] }),
  Cookie: (text) => ({ requestHeaders: [['Cookie', `a=1; t=${pct(text)}`]] }),
  'Set-Cookie': (text) => ({ responseHeaders: [['Set-Cookie', `t=${pct(text)}; Path=/`]] }),
  Location: (text) => ({ responseHeaders: [['Location', `https://app.test/cb?u=${pct(text)}`]] }),
  Referer: (text) => ({ requestHeaders: [['Referer', `https://app.test/?u=${pct(text)}`]] }),
  'query of the request': (text) => ({ url: `https://api.app.test/x?q=${pct(text)}` }),
  'path of the request': (text) => ({ url: `https://api.app.test/x/${pct(text)}` }),
  'JSON sent': (text) => ({ postData: { mimeType: 'application/json', text: JSON.stringify({ q: text }) } }),
  'form sent': (text) => ({
    postData: { mimeType: 'application/x-www-form-urlencoded', text: `q=${pct(text)}` },
  }),
  'text sent': (text) => ({ postData: { mimeType: 'text/plain', text } }),
  'body of no type': (text) => ({ postData: { mimeType: '', text } }),
  'JSON received': (text) => ({
    content: { mimeType: 'application/json', text: JSON.stringify({ q: text }) },
  }),
  'page received': (text) => ({ content: { mimeType: 'text/html', text: `<p>${html(text)}</p>` } }),
  'text received': (text) => ({ content: { mimeType: 'text/plain', text } }),
  'body in base64': (text) => ({ content: { mimeType: 'text/plain', encoding: 'base64', text: b64(text) } }),
  'page address': (text) => ({
    entry: { pageref: 'p' },
    log: {
      pages: [
        {
          startedDateTime: '2026-11-22T12:00:00Z',
          id: 'p',
          title: `https://app.test/?u=${pct(text)}`,
          pageTimings: {},
        },
      ],
    },
  }),
};

/** Where a sign-in tells a secret, so that it is known. */
export const TEACHERS: Readonly<Record<string, (secret: string) => Parts>> = {
  'JSON password': signsIn,
  'form password': postsForm((s) => `password=${pct(s)}`),
  'Basic password': sends('Authorization', (s) => basic(`mia:${s}`)),
  'JSON client secret': postsJson((s) => ({ client_secret: s })),
  'API key': sends('X-Api-Key', oneLine),
  'address password': asks((s) => `https://mia:${pct(s)}@api.app.test/x`),
  'XML password': posts('application/xml', (s) => `<a><password>${html(s)}</password></a>`),
};
