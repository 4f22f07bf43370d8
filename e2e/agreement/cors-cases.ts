// What pages ask and servers answer across origins: every form of every header that decides, one after another.

/** A header with several values stands several times. `PAGE` in a value is the origin of the page that asks. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** `nothing`: the server hangs up. */
export type Answer = { readonly status: number; readonly headers: Headers } | 'nothing';

export interface CorsCase {
  /** Unique; what a reader looks for when the case fails. */
  readonly name: string;
  readonly page: 'usual' | 'opaque';
  readonly site: 'same-site' | 'cross-site';
  readonly fetch: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly credentials: 'omit' | 'same-origin' | 'include';
    readonly mode?: 'cors' | 'same-origin' | 'no-cors';
    readonly redirect?: 'follow' | 'error';
    /** Instead of the server's: a scheme that CORS does not know. */
    readonly url?: string;
  };
  readonly preflight: Answer;
  readonly answer: Answer;
  /** Where the answer redirects to, and what is answered there. */
  readonly target?: { readonly preflight: Answer; readonly answer: Answer };
}

const CREDENTIALS = ['omit', 'include'] as const;
const SITES = ['same-site', 'cross-site'] as const;

const ORIGIN = 'Access-Control-Allow-Origin';
const ALLOW_CREDENTIALS = 'Access-Control-Allow-Credentials';
const METHODS = 'Access-Control-Allow-Methods';
const HEADERS = 'Access-Control-Allow-Headers';

const token = { Authorization: 'Bearer tGzv3JOkF0XG5Qx2TlKWIA' };
const open = { [ORIGIN]: 'PAGE', [ALLOW_CREDENTIALS]: 'true' };
const passes = {
  ...open,
  [METHODS]: 'GET, POST, PUT, PATCH, DELETE',
  [HEADERS]: 'authorization, content-type, x-one',
};
const ok = (headers: Headers = open, status = 200): Answer => ({ status, headers });
const asked = (headers: Headers = passes, status = 204): Answer => ({ status, headers });

type Part = Partial<Omit<CorsCase, 'name' | 'fetch'>> & { readonly fetch?: Partial<CorsCase['fetch']> };

function corsCase(name: string, { fetch, ...rest }: Part): CorsCase {
  return {
    name,
    page: 'usual',
    site: 'same-site',
    preflight: asked(),
    answer: ok(),
    ...rest,
    fetch: { method: 'GET', headers: {}, credentials: 'omit', ...fetch },
  };
}

/** Forms of Access-Control-Allow-Origin, most of them wrong. */
const ORIGINS: Readonly<Record<string, string | readonly string[] | undefined>> = {
  exact: 'PAGE',
  missing: undefined,
  star: '*',
  null: 'null',
  'trailing slash': 'PAGE/',
  'another port': 'https://app.test:1',
  'no port': 'https://app.test',
  'another scheme': 'http://app.test',
  'another host': 'https://www.app.test',
  list: 'PAGE, https://www.app.test',
  'list without blanks': 'PAGE,https://www.app.test',
  'two with a blank': 'PAGE https://www.app.test',
  twice: ['PAGE', 'PAGE'],
  'star and origin': ['*', 'PAGE'],
  'upper case': 'HTTPS://APP.TEST',
  'blanks around': '  PAGE  ',
  'without scheme': 'app.test',
  'two stars': '**',
  empty: '',
  'no origin at all': 'https://',
  pattern: 'https://*.app.test',
  'any of a scheme': 'https:',
  True: 'true',
};

function originHeader(value: string | readonly string[] | undefined, more: Headers): Headers {
  return value === undefined ? more : { ...more, [ORIGIN]: value };
}

function* origins(): Generator<CorsCase> {
  const { [ORIGIN]: _, ...restOfPreflight } = passes;
  for (const [form, value] of Object.entries(ORIGINS)) {
    for (const site of SITES) {
      for (const credentials of CREDENTIALS) {
        const where = `origin ${form}, ${site}, ${credentials}`;
        yield corsCase(`preflight: ${where}`, {
          site,
          fetch: { headers: token, credentials },
          preflight: asked(originHeader(value, restOfPreflight)),
        });
        yield corsCase(`answer: ${where}`, {
          site,
          fetch: { credentials },
          answer: ok(originHeader(value, { [ALLOW_CREDENTIALS]: 'true' })),
        });
      }
    }
  }
}

const STATUSES = [200, 204, 206, 300, 301, 302, 304, 307, 400, 401, 403, 404, 405, 429, 500, 502, 503];

function* statuses(): Generator<CorsCase> {
  const answers: Readonly<Record<string, Headers>> = {
    'with CORS': passes,
    'without CORS': {},
    'with a Location': { ...passes, Location: '/elsewhere' },
    'with a Location, without CORS': { Location: 'https://api.other.test/elsewhere' },
    'with a challenge': { 'WWW-Authenticate': 'Bearer realm="api"' },
  };
  for (const status of STATUSES) {
    for (const [form, headers] of Object.entries(answers)) {
      yield corsCase(`preflight ${status} ${form}`, {
        fetch: { headers: token },
        preflight: asked(headers, status),
      });
    }
  }
  for (const method of ['GET', 'PUT', 'DELETE'])
    for (const site of SITES)
      for (const credentials of CREDENTIALS)
        yield corsCase(`preflight without an answer, ${method}, ${site}, ${credentials}`, {
          site,
          fetch: { method, headers: token, credentials },
          preflight: 'nothing',
        });
  yield corsCase('answer: none', { answer: 'nothing' });
  yield corsCase('preflight passes, answer: none', { fetch: { headers: token }, answer: 'nothing' });
}

function* allowCredentials(): Generator<CorsCase> {
  const forms: Readonly<Record<string, string | readonly string[] | undefined>> = {
    true: 'true',
    missing: undefined,
    True: 'True',
    TRUE: 'TRUE',
    'blanks around': ' true ',
    list: 'true, true',
    twice: ['true', 'true'],
    false: 'false',
    one: '1',
    empty: '',
    star: '*',
  };
  const { [ALLOW_CREDENTIALS]: _, ...preflight } = passes;
  for (const [form, value] of Object.entries(forms)) {
    const more = value === undefined ? {} : { [ALLOW_CREDENTIALS]: value };
    for (const site of SITES) {
      for (const credentials of ['omit', 'same-origin', 'include'] as const) {
        const where = `credentials ${form}, ${site}, ${credentials}`;
        yield corsCase(`preflight: ${where}`, {
          site,
          fetch: { headers: token, credentials },
          preflight: asked({ ...preflight, ...more }),
        });
        yield corsCase(`answer: ${where}`, {
          site,
          fetch: { credentials },
          answer: ok({ [ORIGIN]: 'PAGE', ...more }),
        });
      }
    }
  }
}

function* methods(): Generator<CorsCase> {
  const forms: Readonly<Record<string, string | readonly string[] | undefined>> = {
    missing: undefined,
    star: '*',
    exact: 'PUT,PATCH,DELETE,patch,REPORT',
    'lower case': 'put,delete,report',
    'blanks between': ' PUT ,  PATCH , DELETE ',
    others: 'GET, POST',
    'no token': 'PUT PATCH',
    quoted: '"PUT"',
    'empty items': ',,PUT,,PATCH,',
    twice: ['PUT', 'PATCH'],
    empty: '',
    'star among others': 'GET, *',
  };
  const { [METHODS]: _, ...preflight } = passes;
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'patch', 'DELETE', 'put', 'REPORT']) {
    for (const [form, value] of Object.entries(forms)) {
      for (const credentials of CREDENTIALS) {
        yield corsCase(`${method}: methods ${form}, ${credentials}`, {
          fetch: { method, headers: { 'X-One': '1' }, credentials },
          preflight: asked({ ...preflight, ...(value !== undefined && { [METHODS]: value }) }),
        });
      }
    }
  }
}

function* headers(): Generator<CorsCase> {
  const forms: Readonly<Record<string, string | readonly string[] | undefined>> = {
    missing: undefined,
    star: '*',
    exact: 'authorization,content-type,x-one',
    'upper case': 'AUTHORIZATION, CONTENT-TYPE, X-ONE',
    others: 'x-two',
    'some of them': 'x-one',
    'no token': 'x one, authorization',
    'a colon': 'authorization:',
    'star and the name': '*, authorization',
    twice: ['authorization', 'x-one'],
    'empty items': ',authorization,,',
    empty: '',
  };
  const sets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    authorization: token,
    'one of its own': { 'X-One': '1' },
    JSON: { 'Content-Type': 'application/json' },
    several: { ...token, 'X-One': '1', 'X-Two': '2' },
  };
  const { [HEADERS]: _, ...preflight } = passes;
  for (const [what, sent] of Object.entries(sets)) {
    for (const [form, value] of Object.entries(forms)) {
      for (const credentials of CREDENTIALS) {
        yield corsCase(`${what}: headers ${form}, ${credentials}`, {
          fetch: { method: 'POST', headers: sent, credentials },
          preflight: asked({ ...preflight, ...(value !== undefined && { [HEADERS]: value }) }),
        });
      }
    }
  }
}

/** These need no preflight, or only just do. */
function* safelisted(): Generator<CorsCase> {
  const sets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'a form': { 'Content-Type': 'application/x-www-form-urlencoded' },
    text: { 'Content-Type': 'text/plain; charset=utf-8' },
    'another text': { 'Content-Type': 'text/plainer' },
    accept: { Accept: 'application/json' },
    'accept with a parenthesis': { Accept: 'application/(json)' },
    'a language': { 'Accept-Language': 'de-CH, de;q=0.9' },
    'a range': { Range: 'bytes=0-99' },
    'a range from the end': { Range: 'bytes=-99' },
    'a long value': { Accept: 'a'.repeat(129) },
  };
  for (const [what, sent] of Object.entries(sets)) {
    yield corsCase(`${what}, allowed`, {
      fetch: { method: 'POST', headers: sent },
      preflight: asked({ ...passes, [HEADERS]: '*' }),
    });
    yield corsCase(`${what}, its preflight refused`, {
      fetch: { method: 'POST', headers: sent },
      preflight: asked({}, 405),
    });
  }
}

function* errors(): Generator<CorsCase> {
  for (const status of [200, 400, 401, 403, 404, 407, 419, 429]) {
    for (const [form, cors] of Object.entries({ 'with CORS': open, 'without CORS': {} })) {
      for (const credentials of CREDENTIALS) {
        yield corsCase(`${status} ${form}, ${credentials}, after a preflight`, {
          fetch: { headers: token, credentials },
          answer: ok({ ...cors, 'WWW-Authenticate': 'Bearer error="invalid_token"' }, status),
        });
        yield corsCase(`${status} ${form}, ${credentials}`, {
          fetch: { credentials },
          answer: ok(cors, status),
        });
      }
    }
  }
  for (const [form, cors] of Object.entries({ 'with CORS': open, 'without CORS': {} }))
    yield corsCase(`500 ${form}`, { fetch: { headers: token }, answer: ok(cors, 500) });
}

/** `HERE`, `THERE` and `HOME` in a Location: the same server, a third one, the page’s own. */
function* redirects(): Generator<CorsCase> {
  const targets: Readonly<Record<string, Headers>> = {
    'with CORS': open,
    'without CORS': {},
    'for any origin': { [ORIGIN]: '*' },
    'for null': { [ORIGIN]: 'null', [ALLOW_CREDENTIALS]: 'true' },
  };
  for (const to of ['HERE', 'THERE', 'HOME']) {
    for (const status of [301, 302, 307]) {
      for (const [form, cors] of Object.entries(targets)) {
        for (const credentials of CREDENTIALS) {
          yield corsCase(`${status} to ${to}, ${form}, ${credentials}`, {
            fetch: { credentials },
            answer: ok({ ...open, Location: `${to}/TARGET` }, status),
            target: { preflight: asked(), answer: ok(cors) },
          });
        }
      }
    }
    yield corsCase(`redirect to ${to} that lacks CORS itself`, {
      answer: ok({ Location: `${to}/TARGET` }, 302),
      target: { preflight: asked(), answer: ok() },
    });
    for (const [form, preflight] of Object.entries({
      passes: asked({ ...passes, [ORIGIN]: '*', [HEADERS]: '*' }),
      'is refused': asked({}, 401),
      'names the page': asked(),
      'gets no answer': 'nothing' as const,
    })) {
      yield corsCase(`redirect to ${to} with a header of its own, whose preflight ${form}`, {
        fetch: { headers: { 'X-One': '1' } },
        answer: ok({ ...open, Location: `${to}/TARGET` }, 302),
        target: { preflight, answer: ok({ [ORIGIN]: '*' }) },
      });
    }
  }
  yield corsCase('redirect to an address with a password', {
    answer: ok({ ...open, Location: 'PASSWORD/TARGET' }, 302),
    target: { preflight: asked(), answer: ok() },
  });
}

function* opaque(): Generator<CorsCase> {
  for (const form of ['exact', 'missing', 'star', 'null', 'another host', 'list']) {
    const value = form === 'exact' ? 'PAGE' : ORIGINS[form];
    for (const credentials of CREDENTIALS) {
      const more = originHeader(value, { [ALLOW_CREDENTIALS]: 'true' });
      yield corsCase(`a page without an origin: ${form}, ${credentials}`, {
        page: 'opaque',
        fetch: { credentials },
        answer: ok(more),
      });
      yield corsCase(`a page without an origin, preflight: ${form}, ${credentials}`, {
        page: 'opaque',
        fetch: { credentials, headers: token },
        preflight: asked({ ...passes, ...originHeader(value, { [ORIGIN]: [] }) }),
        answer: ok(originHeader('null', { [ALLOW_CREDENTIALS]: 'true' })),
      });
    }
  }
}

/** Refused before anything is sent: no extension sees these. */
function* neverSent(): Generator<CorsCase> {
  yield corsCase('mode same-origin across origins', { fetch: { mode: 'same-origin' } });
  yield corsCase('a scheme that CORS does not know', { fetch: { url: 'foo:bar' } });
  yield corsCase('no-cors that follows no redirect', { fetch: { mode: 'no-cors', redirect: 'error' } });
}

/** The same cases in the same order, always. */
export function corsCases(): readonly CorsCase[] {
  return [
    ...origins(),
    ...statuses(),
    ...allowCredentials(),
    ...methods(),
    ...headers(),
    ...safelisted(),
    ...errors(),
    ...redirects(),
    ...opaque(),
    ...neverSent(),
  ];
}
