import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Header } from '../../exchange/exchange.ts';
import { corpus, hasCorpus } from '../corpus.fixture.ts';
import { expectQuick, MEGABYTES } from '../hostile.fixture.ts';
import { type CorsVerdict, corsCheck, isCrossOrigin, needsPreflight, preflightCheck } from './cors.ts';
import { unsafeHeaderNames } from './safelist.ts';

type Table = Readonly<Record<string, string | readonly string[]>>;

interface Case {
  readonly id: string;
  readonly request: {
    readonly method: string;
    readonly origin: string;
    readonly url?: string;
    readonly headers?: Table;
    readonly credentials?: string;
    readonly mode?: string;
  };
  readonly preflightIfSent?: { readonly status: number; readonly headers: Table } | null;
  readonly response?: { readonly status: number; readonly headers: Table };
  readonly hops?: readonly {
    readonly server: string;
    readonly responseHeaders: Table;
    readonly preflightGetsNoAllowOrigin?: boolean;
  }[];
  readonly preflightOnly?: boolean;
  readonly expectedPass?: boolean;
  readonly expectedPreflight?: boolean;
  readonly expectedAccessControlRequestHeaders?: string | null;
  readonly chromiumError?: string;
}

const { cases } = corpus<{ cases: readonly Case[] }>('cors-cases.json', { cases: [] });

const list = (table: Table = {}): Header[] =>
  Object.entries(table).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((each) => ({ name, value: each })),
  );

function judge({ request, preflightIfSent, response, preflightOnly }: Case): CorsVerdict {
  const headers = list(request.headers);
  const credentials = request.credentials === 'include' ? 'include' : 'omit';
  const { origin, method } = request;
  if (!isCrossOrigin(origin, request.url ?? '')) return { passed: true, lines: [] };
  if (preflightOnly || needsPreflight(method, headers).needed) {
    if (!preflightIfSent) return { passed: false, lines: [] };
    const asked = preflightCheck({
      origin,
      credentials,
      method,
      requestHeaders: unsafeHeaderNames(headers),
      preflight: { status: preflightIfSent.status, headers: list(preflightIfSent.headers) },
    });
    if (!asked.passed || preflightOnly) return asked;
  }
  return corsCheck({ origin, credentials, headers: list(response?.headers) });
}

/** Cases that turn on what no record of a request shows. */
const BEYOND_A_RECORD: ReadonlySet<string> = new Set([
  // A listener on the upload makes the browser ask first.
  'gecko-preflight/87',
]);

/** Fetch §4.3: the origin of a request that was sent on from one foreign origin to another is opaque. */
function judgeHops({ request: { origin, method, headers }, hops = [] }: Case): boolean {
  let asking = origin;
  let before = origin;
  for (const { server, responseHeaders, preflightGetsNoAllowOrigin } of hops) {
    if (before !== origin && isCrossOrigin(before, server)) asking = 'null';
    before = server;
    if (asking !== 'null' && !isCrossOrigin(origin, server)) continue;
    const preflight = { status: 200, headers: preflightGetsNoAllowOrigin ? [] : list(responseHeaders) };
    const requestHeaders = unsafeHeaderNames(list(headers));
    const refused =
      needsPreflight(method, list(headers)).needed &&
      !preflightCheck({ origin: asking, credentials: 'omit', method, requestHeaders, preflight }).passed;
    if (refused || !corsCheck({ origin: asking, credentials: 'omit', headers: list(responseHeaders) }).passed)
      return false;
  }
  return true;
}

describe.skipIf(!hasCorpus)('the cases of web-platform-tests, Firefox and Chromium', () => {
  it.each(
    cases.filter((each) => each.expectedPass !== undefined && !each.hops && !BEYOND_A_RECORD.has(each.id)),
  )('$id passes or fails as there', (each) => {
    const verdict = judge(each);
    expect(verdict.passed).toBe(each.expectedPass);
    if (each.chromiumError) expect(`k${verdict.reason}`).toBe(each.chromiumError);
    if (!verdict.passed) expect(verdict.lines.some(({ passed }) => !passed)).toBe(true);
  });

  it.each(cases.filter((each) => each.expectedPreflight !== undefined))(
    '$id asks first, or does not, as there',
    (each) => {
      expect(needsPreflight(each.request.method, list(each.request.headers)).needed).toBe(
        each.expectedPreflight,
      );
    },
  );

  it.each(cases.filter((each) => each.expectedAccessControlRequestHeaders !== undefined))(
    '$id asks for the same headers',
    (each) => {
      expect(unsafeHeaderNames(list(each.request.headers)).join(',')).toBe(
        each.expectedAccessControlRequestHeaders ?? '',
      );
    },
  );

  it.each(cases.filter((each) => each.hops))('$id passes or fails as there', (each) => {
    expect(judgeHops(each)).toBe(each.expectedPass);
  });
});

const ORIGIN = 'https://app.test';
const answer = (headers: Table, credentials: 'include' | 'omit' | 'unknown' = 'omit') =>
  corsCheck({ origin: ORIGIN, credentials, headers: list(headers) });
const ask = (headers: Table, overrides: Partial<Parameters<typeof preflightCheck>[0]> = {}, status = 204) =>
  preflightCheck({
    origin: ORIGIN,
    credentials: 'omit',
    method: 'PUT',
    requestHeaders: ['authorization'],
    preflight: { status, headers: list({ 'Access-Control-Allow-Origin': ORIGIN, ...headers }) },
    ...overrides,
  });

// The reasons and parameters of the next two tables are those that Chromium 156 gave.
describe('the CORS check', () => {
  it.each<[string, Table, 'include' | 'omit', string | undefined]>([
    ['the origin itself', { 'access-control-allow-origin': ORIGIN }, 'omit', undefined],
    ['a star', { 'Access-Control-Allow-Origin': '*' }, 'omit', undefined],
    [
      'a star with credentials',
      { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' },
      'include',
      'WildcardOriginNotAllowed',
    ],
    ['no header', {}, 'omit', 'MissingAllowOriginHeader'],
    ['an empty header', { 'Access-Control-Allow-Origin': '' }, 'omit', 'InvalidAllowOriginValue'],
    ['a pattern', { 'Access-Control-Allow-Origin': 'https://*.app.test' }, 'omit', 'AllowOriginMismatch'],
    [
      'a pattern without scheme',
      { 'Access-Control-Allow-Origin': '*.app.test' },
      'omit',
      'InvalidAllowOriginValue',
    ],
    [
      'a host without scheme',
      { 'Access-Control-Allow-Origin': 'app.test' },
      'omit',
      'InvalidAllowOriginValue',
    ],
    ['null', { 'Access-Control-Allow-Origin': 'null' }, 'omit', 'AllowOriginMismatch'],
    [
      'a slash behind the origin',
      { 'Access-Control-Allow-Origin': `${ORIGIN}/` },
      'omit',
      'AllowOriginMismatch',
    ],
    ['another scheme', { 'Access-Control-Allow-Origin': 'http://app.test' }, 'omit', 'AllowOriginMismatch'],
    [
      'a list',
      { 'Access-Control-Allow-Origin': `${ORIGIN}, https://b.test` },
      'omit',
      'MultipleAllowOriginValues',
    ],
    ['two headers', { 'Access-Control-Allow-Origin': [ORIGIN, ORIGIN] }, 'omit', 'MultipleAllowOriginValues'],
    [
      'a star and an origin',
      { 'Access-Control-Allow-Origin': ['*', ORIGIN] },
      'omit',
      'MultipleAllowOriginValues',
    ],
    [
      'credentials allowed',
      { 'Access-Control-Allow-Origin': ORIGIN, 'Access-Control-Allow-Credentials': 'true' },
      'include',
      undefined,
    ],
    [
      'credentials not spoken of',
      { 'Access-Control-Allow-Origin': ORIGIN },
      'include',
      'InvalidAllowCredentials',
    ],
    [
      'credentials allowed in upper case',
      { 'Access-Control-Allow-Origin': ORIGIN, 'Access-Control-Allow-Credentials': 'True' },
      'include',
      'InvalidAllowCredentials',
    ],
  ])('with %s', (_, headers, credentials, reason) => {
    const verdict = answer(headers, credentials);
    expect(verdict.reason).toBe(reason);
    expect(verdict.passed).toBe(reason === undefined);
  });

  it('shows what was asked and what came', () => {
    expect(answer({ 'Access-Control-Allow-Origin': 'https://b.test' }, 'include')).toEqual({
      passed: false,
      reason: 'AllowOriginMismatch',
      failedParameter: 'https://b.test',
      lines: [
        {
          check: 'origin',
          asked: ORIGIN,
          got: 'https://b.test',
          header: 'access-control-allow-origin',
          passed: false,
        },
        {
          check: 'credentials',
          asked: 'true',
          got: '',
          header: 'access-control-allow-credentials',
          passed: false,
        },
      ],
    });
  });

  it('does not accuse where nobody knows of credentials, and says so', () => {
    for (const headers of [
      { 'Access-Control-Allow-Origin': '*' },
      { 'Access-Control-Allow-Origin': ORIGIN },
    ]) {
      const { passed, lines } = answer(headers, 'unknown');
      expect(passed).toBe(true);
      expect(lines.at(-1)?.note).toContain('not known');
    }
  });
});

describe('the preflight', () => {
  const allowed = { 'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Allow-Headers': 'Authorization' };

  it.each<
    [
      string,
      Table,
      Partial<Parameters<typeof preflightCheck>[0]>,
      number,
      string | undefined,
      string | undefined,
    ]
  >([
    ['all allowed', allowed, {}, 204, undefined, undefined],
    ['401', allowed, {}, 401, 'PreflightInvalidStatus', undefined],
    [
      '401 and no origin: the origin comes first',
      {},
      { preflight: { status: 401, headers: [] } },
      401,
      'PreflightMissingAllowOriginHeader',
      undefined,
    ],
    ['a redirect', { Location: '/login' }, {}, 302, 'PreflightDisallowedRedirect', undefined],
    ['304', allowed, {}, 304, 'PreflightInvalidStatus', undefined],
    [
      'another origin',
      { ...allowed, 'Access-Control-Allow-Origin': 'https://b.test' },
      {},
      204,
      'PreflightAllowOriginMismatch',
      'https://b.test',
    ],
    [
      'credentials not allowed',
      allowed,
      { credentials: 'include' },
      204,
      'PreflightInvalidAllowCredentials',
      '',
    ],
    [
      'no methods',
      { 'Access-Control-Allow-Headers': 'authorization' },
      {},
      204,
      'MethodDisallowedByPreflightResponse',
      'PUT',
    ],
    [
      'methods in lower case',
      { ...allowed, 'Access-Control-Allow-Methods': 'put' },
      {},
      204,
      'MethodDisallowedByPreflightResponse',
      'PUT',
    ],
    [
      'no method, and none needed',
      { 'Access-Control-Allow-Headers': 'authorization' },
      { method: 'POST' },
      204,
      undefined,
      undefined,
    ],
    [
      'no headers',
      { 'Access-Control-Allow-Methods': 'PUT' },
      {},
      204,
      'HeaderDisallowedByPreflightResponse',
      'authorization',
    ],
    [
      'headers that are no names',
      { ...allowed, 'Access-Control-Allow-Headers': 'a b' },
      {},
      204,
      'InvalidAllowHeadersPreflightResponse',
      undefined,
    ],
    [
      'methods that are no names',
      { ...allowed, 'Access-Control-Allow-Methods': 'PUT; GET' },
      {},
      204,
      'InvalidAllowMethodsPreflightResponse',
      undefined,
    ],
  ])('with %s', (_, headers, overrides, status, reason, failedParameter) => {
    const verdict = ask(headers, overrides, status);
    expect(verdict.reason).toBe(reason);
    expect(verdict.failedParameter).toBe(failedParameter);
  });

  it('lets a star stand for authorization as Chromium does, and says that the standard does not', () => {
    const { passed, lines } = ask({ ...allowed, 'Access-Control-Allow-Headers': '*' });
    expect(passed).toBe(true);
    expect(lines.at(-1)?.note).toContain('standard');
  });

  it('takes a star by its letter with credentials', () => {
    const star = {
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Methods': 'PUT',
      'Access-Control-Allow-Headers': '*',
    };
    expect(ask(star, { credentials: 'include' }).reason).toBe('HeaderDisallowedByPreflightResponse');
    expect(ask(star, { credentials: 'include', requestHeaders: ['*'] }).passed).toBe(true);
  });

  it('has a line for each header', () => {
    const { lines } = ask(allowed, { requestHeaders: ['authorization', 'x-a', 'x-b'] });
    expect(
      lines.filter(({ check }) => check === 'header').map(({ asked, passed }) => [asked, passed]),
    ).toEqual([
      ['authorization', true],
      ['x-a', false],
      ['x-b', false],
    ]);
  });
});

describe('asking first', () => {
  it.each<[string, Table, readonly string[]]>([
    [
      'GET',
      { Accept: '*/*', 'User-Agent': 'x', Cookie: 'a=b', 'Sec-Fetch-Site': 'cross-site', ':path': '/' },
      [],
    ],
    ['DELETE', {}, ['method DELETE']],
    [
      'POST',
      { 'Content-Type': 'application/json', Authorization: 'Bearer x' },
      ['header authorization', 'header content-type'],
    ],
    ['POST', { 'Content-Type': 'text/plain;charset=UTF-8' }, []],
  ])('%s with %j', (method, headers, because) => {
    expect(needsPreflight(method, list(headers))).toEqual({ needed: because.length > 0, because });
  });
});

describe('an origin', () => {
  it.each([
    ['https://app.test', 'https://app.test/a', false],
    ['https://app.test', 'https://app.test:443/', false],
    ['https://app.test', 'https://api.app.test/', true],
    ['https://app.test', 'http://app.test/', true],
    ['https://app.test', 'https://app.test:8443/', true],
    ['null', 'https://app.test/', true],
    ['https://app.test', 'data:text/plain,a', false],
  ])('%s calls %s: foreign is %s', (initiator, url, foreign) => {
    expect(isCrossOrigin(initiator, url)).toBe(foreign);
  });
});

describe('hostile headers', () => {
  it('no header throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.constantFrom('include', 'omit', 'unknown'),
        (a, b, credentials) => {
          const headers = list({
            'Access-Control-Allow-Origin': a,
            'Access-Control-Allow-Headers': b,
            'Access-Control-Allow-Methods': b,
          });
          corsCheck({ origin: b, credentials, headers });
          preflightCheck({
            origin: a,
            credentials,
            method: b,
            requestHeaders: [a],
            preflight: { status: 200, headers },
          });
          needsPreflight(a, list({ [b]: a }));
          isCrossOrigin(a, b);
        },
      ),
    );
  });

  it.each(MEGABYTES)('a megabyte of %s is judged at once', (_, text) => {
    expectQuick(() => answer({ 'Access-Control-Allow-Origin': text }));
    expectQuick(() => ask({ 'Access-Control-Allow-Headers': text }));
    expectQuick(() => needsPreflight('GET', list({ accept: text, 'content-type': text })));
  });
});
