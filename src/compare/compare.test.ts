import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { jwtOf } from '../diagnosis/causes/jwt.fixture.ts';
import { hostileCapture } from '../diagnosis/engine/hostile.fixture.ts';
import { factsOver } from '../diagnosis/facts/facts.ts';
import { diagnose, resolvePointer } from '../diagnosis/index.ts';
import { exchange, NOON, preflight } from '../exchange/exchange.fixture.ts';
import type { Capture, Exchange } from '../exchange/exchange.ts';
import { compareCaptures, compareExchanges, firstDifference } from './compare.ts';
import type { Comparison } from './difference.ts';
import { counterpartsOf } from './pairing.ts';

const captureOf = (...exchanges: readonly Exchange[]): Capture => ({ source: { kind: 'live' }, exchanges });
const diagnosed = (capture: Capture) => ({ capture, diagnosis: diagnose(capture) });
const compared = (good: readonly Exchange[], bad: readonly Exchange[]) =>
  compareCaptures(diagnosed(captureOf(...good)), diagnosed(captureOf(...bad)));
const linesOf = (comparison: Comparison | undefined) =>
  comparison?.differences.map(({ label, good, bad }) => `${label}: ${good.text} → ${bad.text}`);
const bearer = (claims: object, header: object = {}) => ({
  authorization: `Bearer ${jwtOf({ ...claims }, { ...header })}`,
});
const CLAIMS = { iss: 'https://idp.test', aud: 'orders', scope: 'orders:read', exp: NOON / 1_000 + 600 };

describe('requests beside each other', () => {
  test('the audience comes first where the audience is the cause, ids and times not at all', () => {
    const good = exchange({ requestHeaders: bearer({ ...CLAIMS, jti: 'a', iat: 1 }) });
    const bad = exchange({
      status: 401,
      requestHeaders: {
        ...bearer({ ...CLAIMS, aud: 'billing', scope: 'orders:write', jti: 'b', iat: 2 }),
        'x-request-id': '7',
      },
      responseHeaders: {
        'www-authenticate': 'Bearer error="invalid_token", error_description="invalid audience"',
      },
    });
    const { comparisons } = compared([good], [bad]);
    expect(linesOf(comparisons[0])?.slice(0, 2)).toEqual([
      'Claim aud: orders → billing',
      'Claim scope: orders:read → orders:write',
    ]);
    expect(comparisons[0]?.differences[1]).toMatchObject({
      lists: { added: ['orders:write'], removed: ['orders:read'] },
    });
  });

  test('any two can be compared: that they go elsewhere is said, records by a sign', () => {
    const [good, bad] = [
      exchange({ url: 'https://api.test/v1/me' }),
      exchange({ id: 'b', url: 'https://api.test/v1/orders/77' }),
    ];
    const facts = factsOver(captureOf(good, bad));
    const comparison = compareExchanges({ exchange: good, facts }, { exchange: bad, facts });
    expect(linesOf(comparison)).toContain('Path: /v1/me → /v1/orders/*');
  });

  test('an issuer that differs as the environments do stands behind what differs otherwise', () => {
    const good = exchange({
      url: 'http://localhost:3000/api/orders/7',
      initiator: 'http://localhost:5173',
      requestHeaders: bearer({ ...CLAIMS, iss: 'https://idp-dev.shop.test/realms/shop' }),
    });
    const bad = exchange({
      url: 'https://shop.test/v1/api/orders/9',
      initiator: 'https://shop.test',
      status: 403,
      requestHeaders: bearer({ ...CLAIMS, iss: 'https://idp.shop.test/realms/shop', roles: ['viewer'] }),
    });
    const { comparisons, pattern } = compared([good], [bad]);
    const differences = comparisons[0]?.differences ?? [];
    const at = (label: string) => differences.findIndex((each) => each.label === label);
    expect(pattern).toBe('one-environment-fails');
    expect(differences.find(({ label }) => label === 'Claim iss')?.asEnvironments).toBe(true);
    expect(at('Claim roles')).toBeGreaterThanOrEqual(0);
    expect(at('Claim roles')).toBeLessThan(at('Claim iss'));
    expect(at('Claim roles')).toBeLessThan(at('Host'));
  });

  test('nothing of who the user is: only that it is another', () => {
    const good = exchange({ requestHeaders: bearer({ ...CLAIMS, sub: 'ada', email: 'ada@app.test' }) });
    const bad = exchange({
      status: 403,
      requestHeaders: bearer({ ...CLAIMS, sub: 'bob', email: 'bob@app.test' }),
    });
    const text = JSON.stringify(compared([good], [bad]));
    expect(text).toContain('"label":"Claim sub"');
    expect(text).not.toMatch(/\b(?:ada|bob)\b/);
  });

  test('the preflight’s lists are laid side by side', () => {
    const asks = {
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'x-tenant',
      origin: 'https://app.test',
    };
    const allow = (headers: string) => ({
      'access-control-allow-origin': 'https://app.test',
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': headers,
    });
    const call = {
      method: 'PUT',
      preflightId: 'preflight',
      requestHeaders: { origin: 'https://app.test', 'x-tenant': 'a' },
    };
    const good = [
      preflight({ requestHeaders: asks, responseHeaders: allow('x-tenant, content-type') }),
      exchange({ ...call, responseHeaders: { 'access-control-allow-origin': 'https://app.test' } }),
    ];
    const bad = [
      preflight({ requestHeaders: asks, responseHeaders: allow('content-type') }),
      exchange({ ...call, status: 0, failure: 'net::ERR_FAILED' }),
    ];
    expect(compared(good, bad).comparisons[0]?.differences[0]).toMatchObject({
      role: 'cors',
      what: 'allow-headers',
      lists: { added: [], removed: ['x-tenant'] },
    });
  });

  test('redirects are followed hop by hop', () => {
    const chain = (last: string) => [
      exchange({
        id: 'a',
        kind: 'navigation',
        url: 'https://app.test/account',
        status: 302,
        responseHeaders: { location: '/step' },
      }),
      exchange({
        id: 'b',
        kind: 'navigation',
        url: 'https://app.test/step',
        status: 302,
        redirectedFromId: 'a' as Exchange['id'],
        responseHeaders: { location: last },
      }),
      exchange({
        id: 'c',
        kind: 'navigation',
        url: `https://app.test${last}`,
        redirectedFromId: 'b' as Exchange['id'],
      }),
    ];
    const [good, bad] = [captureOf(...chain('/callback')), captureOf(...chain('/login'))];
    const comparison = compareExchanges(
      { exchange: good.exchanges[0]!, facts: factsOver(good) },
      { exchange: bad.exchanges[0]!, facts: factsOver(bad) },
    );
    expect(comparison.differences.find(({ role }) => role === 'redirect')).toMatchObject({
      hop: 2,
      good: { text: 'goes to https://app.test/callback' },
      bad: { text: 'goes to https://app.test/login' },
    });
  });

  test('members of a body by name, never by value', () => {
    const body = (text: string) => ({
      method: 'POST',
      requestHeaders: { 'content-type': 'application/json' },
      requestBody: text,
    });
    const { comparisons } = compared(
      [exchange(body('{"amount":"geheim-1","currency":"EUR"}'))],
      [exchange({ ...body('{"amount":"geheim-2"}'), status: 403 })],
    );
    expect(linesOf(comparisons[0])).toContain('Members of the body: currency → without');
    expect(JSON.stringify(comparisons)).not.toContain('geheim');
  });

  test('what a file could not show is no difference', () => {
    const good = exchange({ requestHeaders: bearer(CLAIMS) });
    const bad = exchange({ status: 401, blindSpots: ['authorization', 'cookies'] });
    const roles = compared([good], [bad]).comparisons[0]?.differences.map(({ role }) => role);
    expect(new Set(roles)).toEqual(new Set(['outcome']));
  });
});

describe('counterparts', () => {
  const get = (id: string, url: string, more: Parameters<typeof exchange>[0] = {}) =>
    exchange({ id, url, ...more });

  test.each([
    ['another record', 'https://api.test/orders/7', 'https://api.test/orders/812'],
    ['another host', 'http://localhost:3000/orders', 'https://api.app.example/orders'],
    ['another base path', 'http://localhost:3000/api/orders', 'https://app.example/v1/api/orders'],
    [
      'a UUID',
      'https://api.test/users/0b0e7f5e-8f5b-4a3c-9a58-0d6c2f7e1a11/me',
      'https://api.test/users/5/me',
    ],
    ['another version', 'https://api.test/v1/orders', 'https://api.test/v2/orders'],
  ])('%s is the same route', (_, one, other) => {
    expect(compared([get('g', one)], [get('b', other, { status: 401 })]).comparisons).toHaveLength(1);
  });

  test.each([
    ['no-such-route', get('g', 'https://api.test/users')],
    ['other-method', get('g', 'https://api.test/orders', { method: 'DELETE' })],
    ['fails-alike', get('b', 'https://api.test/orders', { status: 401 })],
  ])('none: %s', (reason, good) => {
    const { comparisons, unpaired, pattern } = compared(
      [good],
      [get('b', 'https://api.test/orders', { status: 401 })],
    );
    expect({ comparisons, unpaired, pattern }).toEqual({
      comparisons: [],
      unpaired: [{ id: 'b', reason }],
      pattern: undefined,
    });
  });

  test('GraphQL goes by its operation', () => {
    const ask = (id: string, name: string, status = 200) =>
      exchange({
        id,
        method: 'POST',
        url: 'https://api.test/graphql',
        status,
        requestHeaders: { 'content-type': 'application/json' },
        requestBody: JSON.stringify({ operationName: name, query: `query ${name} { me }` }),
      });
    expect(
      compared([ask('o', 'Orders'), ask('m', 'Me')], [ask('b', 'Me', 401)]).comparisons.map(
        ({ good }) => good,
      ),
    ).toEqual(['m']);
    expect(compared([ask('o', 'Orders')], [ask('b', 'Me', 401)]).unpaired).toMatchObject([
      { reason: 'no-such-route' },
    ]);
  });

  test('worked before, fails now: the nearest of the same kind and credential, in the same capture', () => {
    const sent = { requestHeaders: bearer(CLAIMS) };
    const capture = captureOf(
      get('early', 'https://api.test/orders', { ...sent, startedAt: NOON - 9_000 }),
      get('late', 'https://api.test/orders', { ...sent, startedAt: NOON - 1_000 }),
      get('anonymous', 'https://api.test/orders', { startedAt: NOON - 500 }),
      get('page', 'https://api.test/orders', { ...sent, kind: 'navigation', startedAt: NOON - 100 }),
      get('bad', 'https://api.test/orders', { ...sent, status: 401, startedAt: NOON }),
    );
    const failure = diagnose(capture).failures.find(({ exchangeId }) => exchangeId === 'bad')!;
    expect(counterpartsOf(failure, factsOver(capture)).map(({ id }) => id)).toEqual([
      'late',
      'early',
      'anonymous',
      'page',
    ]);
  });
});

describe('whatever is compared', () => {
  it('a request with itself, and a capture with itself, give no difference', () => {
    fc.assert(
      fc.property(hostileCapture, (capture) => {
        const facts = factsOver(capture);
        for (const each of capture.exchanges) {
          const party = { exchange: each, facts };
          expect(compareExchanges(party, party).differences).toEqual([]);
        }
        expect(compareCaptures(diagnosed(capture), diagnosed(structuredClone(capture))).comparisons).toEqual(
          [],
        );
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('does not throw, and points at places that are there', () => {
    fc.assert(
      fc.property(hostileCapture, hostileCapture, (good, bad) => {
        const result = compareCaptures(diagnosed(good), diagnosed(bad));
        firstDifference(result);
        const sides = result.comparisons.flatMap(({ differences }) =>
          differences.flatMap((each) => [
            { capture: good, ...each.good },
            { capture: bad, ...each.bad },
          ]),
        );
        for (const { capture, evidence, text } of sides) {
          expect(text.length).toBeLessThanOrEqual(200);
          for (const { at } of evidence)
            expect({ at, text: resolvePointer(at, capture)?.text }).toHaveProperty(
              'text',
              expect.any(String),
            );
        }
        for (const one of good.exchanges)
          for (const other of bad.exchanges)
            compareExchanges(
              { exchange: one, facts: factsOver(good) },
              { exchange: other, facts: factsOver(bad) },
            );
      }),
      { numRuns: 50 },
    );
  }, 120_000);
});
