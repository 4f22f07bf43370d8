import { describe, expect, it } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { factsOver } from '../facts/facts.ts';
import { recoveredBy } from './recovery.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

const failing = exchange({ status: 401, requestHeaders: { authorization: 'Bearer old' } });

function retry(seconds: number, overrides: Overrides = {}): Exchange {
  return exchange({
    id: 'retry',
    startedAt: NOON + seconds * 1_000,
    requestHeaders: { authorization: 'Bearer new' },
    ...overrides,
  });
}

const tokenAnswer = (seconds: number, status = 200) =>
  exchange({
    id: 'token',
    method: 'POST',
    url: 'https://idp.test/token',
    startedAt: NOON + seconds * 1_000,
    status,
  });

function recovered(first: Exchange, ...others: readonly Exchange[]): string | undefined {
  const exchanges = [first, ...others].toSorted((a, b) => a.startedAt - b.startedAt);
  return recoveredBy(first, factsOver({ source: { kind: 'live' }, exchanges }))?.id;
}

describe('a refusal counts as recovered', () => {
  it('where the next try with another credential passes at once', () => {
    expect(recovered(failing, retry(2))).toBe('retry');
  });

  it('where a 403 was followed by a new token, which passes', () => {
    const forbidden = exchange({ status: 403, requestHeaders: { authorization: 'Bearer old' } });
    expect(recovered(forbidden, tokenAnswer(1), retry(2))).toBe('retry');
    expect(recovered(forbidden, tokenAnswer(1, 400), retry(2))).toBeUndefined();
  });

  it('where the page asked whether anybody is signed in, and the user then took a while', () => {
    const probe = exchange({ url: 'https://app.test/me', status: 401 });
    const again = { url: 'https://app.test/me', requestHeaders: { cookie: 'sid=1f2e' } };
    const login = exchange({
      id: 'login',
      method: 'POST',
      url: 'https://app.test/login',
      startedAt: NOON + 300_000,
      responseHeaders: { 'set-cookie': 'sid=1f2e; Path=/; HttpOnly; Secure' },
      responseBody: '{"ok":true}',
    });
    const second = exchange({
      ...again,
      id: 'second',
      requestHeaders: {},
      status: 401,
      startedAt: NOON + 9_000,
    });
    expect(recovered(probe, second, login, retry(302, again))).toBe('retry');
    expect(recovered(probe, retry(302, again))).toBeUndefined();
  });

  it('where a token was issued before a later try', () => {
    expect(recovered(failing, tokenAnswer(12), retry(15))).toBe('retry');
  });

  it('where a proxy asked first (407)', () => {
    const asked = exchange({ status: 407 });
    expect(
      recovered(asked, retry(1, { requestHeaders: { 'proxy-authorization': 'Basic bWlhOmxhbXA=' } })),
    ).toBe('retry');
  });

  it('where GraphQL asked again with a credential, and got an answer', () => {
    const hidden = { responseBody: '{"errors":[{"message":"x","extensions":{"code":"UNAUTHENTICATED"}}]}' };
    const ask = (requestBody: string): Overrides => ({
      method: 'POST',
      requestBody,
      responseBody: '{"data":{"me":1}}',
    });
    const first = exchange({ ...ask('{"query":"{ me }"}'), ...hidden });
    expect(recovered(first, retry(2, ask('{"query":"{ me }"}')))).toBe('retry');
    expect(recovered(first, retry(2, ask('{"query":"{ shop }"}')))).toBeUndefined();
    expect(recovered(first, retry(2, { ...ask('{"query":"{ me }"}'), ...hidden }))).toBeUndefined();
  });

  it('where a call sent to sign-in passes after the sign-in', () => {
    const sent = exchange({ status: 302, responseHeaders: { location: '/login' } });
    expect(recovered(sent, retry(2))).toBe('retry');
    expect(
      recovered(sent, retry(2, { status: 302, responseHeaders: { location: '/login' } })),
    ).toBeUndefined();
  });

  it('where a redirect answers the next try', () => {
    expect(recovered(failing, retry(2, { status: 302 }))).toBe('retry');
  });
});

describe('a refusal does not count as recovered', () => {
  it.each<[string, Exchange, readonly Exchange[]]>([
    ['where the next try is refused, too', failing, [retry(2, { status: 401 })]],
    [
      'where the next try is refused and only a third passes',
      failing,
      [retry(2, { id: 'second', status: 401 }), retry(4)],
    ],
    [
      'where the same credential passes later',
      failing,
      [retry(2, { requestHeaders: { authorization: 'Bearer old' } })],
    ],
    ['where somebody pressed a button later', failing, [retry(15)]],
    ['where the token request failed', failing, [tokenAnswer(12, 400), retry(15)]],
    ['where the token was issued, and the try came much later', failing, [tokenAnswer(12), retry(90)]],
    ['where another URL passes', failing, [retry(2, { url: 'https://api.app.test/status' })]],
    ['where another method passes', failing, [retry(2, { method: 'POST' })]],
    ['where the try before it passed', failing, [retry(-2)]],
    ['where CORS hides the answer to the next try', failing, [retry(2, { failure: 'net::ERR_FAILED' })]],
    ['where it was a 403', exchange({ status: 403 }), [retry(2)]],
    ['where it was a preflight’s turn', failing, [retry(2, { kind: 'preflight' })]],
  ])('%s', (_, first, others) => {
    expect(recovered(first, ...others)).toBeUndefined();
  });
});
