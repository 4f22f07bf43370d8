import { describe, expect, it } from 'vitest';
import { exchange, NOON, preflight } from '../../exchange/exchange.fixture.ts';
import type { Exchange, ExchangeId } from '../../exchange/exchange.ts';
import { bearer } from '../causes/jwt.fixture.ts';
import { factsOver } from './facts.ts';
import { memo, memoFor } from './memo.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

const over = (...exchanges: readonly Exchange[]) => factsOver({ source: { kind: 'live' }, exchanges });
const ids = (exchanges: readonly Exchange[]) => exchanges.map(({ id }) => id);
const at = (id: string, overrides: Overrides = {}) => exchange({ id, ...overrides });
const sent = (authorization: string) => ({ requestHeaders: { authorization } });

describe('the API of a request', () => {
  it.each([
    ['https://API.app.test/orders?x=1', 'https://api.app.test'],
    ['https://mia:lamp@api.app.test:8443/', 'https://api.app.test:8443'],
    ['wss://api.app.test/live', 'https://api.app.test'],
    ['ws://localhost:3000/live', 'http://localhost:3000'],
    ['https://[::1]:3000/', 'https://[::1]:3000'],
    ['not a url', 'not a url'],
  ])('%s is called at %s', (url, api) => {
    const subject = exchange({ url });
    expect(over(subject).api(subject)).toBe(api);
  });
});

describe('the server’s clock', () => {
  it('is its Date', () => {
    const subject = exchange({ responseHeaders: { date: 'Sun, 22 Nov 2026 14:00:00 GMT' } });
    const facts = over(subject);
    expect(facts.serverTime(subject)).toBe(NOON + 2 * 3_600_000);
    expect(facts.judgedAt(subject)).toBe(NOON + 2 * 3_600_000);
    expect(facts.serverAhead(subject)).toBe(2 * 3_600_000 - 40);
  });

  it('agrees where it stands within the exchange, give or take its whole seconds', () => {
    const slow = { ...exchange(), endedAt: NOON + 8_000 };
    expect(over(slow).serverAhead(slow)).toBe(0);
    const rounded = { ...exchange({ startedAt: NOON + 999 }), endedAt: NOON + 1_100 };
    expect(over(rounded).serverAhead(rounded)).toBe(0);
  });

  it.each<[string, Overrides]>([
    ['without a Date', { responseHeaders: { date: [] } }],
    ['with a Date that is none', { responseHeaders: { date: 'yesterday' } }],
    ['of an answer out of a cache', { responseHeaders: { age: '0' } }],
    ['without an answer', { status: 0 }],
  ])('is not known %s; then this computer’s counts', (_, overrides) => {
    const subject = exchange(overrides);
    const facts = over(subject);
    expect(facts.serverTime(subject)).toBeUndefined();
    expect(facts.serverAhead(subject)).toBeUndefined();
    expect(facts.judgedAt(subject)).toBe(NOON + 40);
  });

  it('is not known of what never asked the server', () => {
    const { response, ...rest } = exchange();
    const cached = { ...rest, response: { ...response!, answeredBy: 'service-worker' as const } };
    expect(over(cached).serverTime(cached)).toBeUndefined();
  });
});

describe('the token of a request', () => {
  it.each<[string, string, string | undefined]>([
    ['behind Bearer', bearer(), 'jws'],
    ['without a scheme', bearer().slice(7), 'jws'],
    ['behind Bearer Bearer', `Bearer ${bearer()}`, 'jws'],
    ['behind Token, where it is a JWT', bearer().replace('Bearer', 'Token'), 'jws'],
    ['behind DPoP', 'DPoP tGzv3JOkF0XG5Qx2TlKWIA', 'opaque'],
    ['not in Basic', `Basic ${btoa('mia:lamp')}`, undefined],
    ['not in a placeholder', 'Bearer undefined', undefined],
    ['not behind a scheme of the server’s own', 'Token 9944b09199c62bcf9418', undefined],
  ])('is read %s', (_, authorization, kind) => {
    const subject = exchange(sent(authorization));
    expect(over(subject).token(subject)?.reading.kind).toBe(kind);
  });
});

describe('what an API accepted', () => {
  const first = at('first', { startedAt: NOON - 3, ...sent(bearer()) });
  const second = at('second', { startedAt: NOON - 2, url: 'https://api.app.test/b', ...sent(bearer()) });
  const other = at('other', { startedAt: NOON - 1, ...sent(bearer({ aud: 'b' })) });
  const elsewhere = at('elsewhere', { url: 'https://api.other.test/', ...sent(bearer({ aud: 'c' })) });
  const refused = at('refused', { status: 401, ...sent(bearer({ aud: 'd' })) });
  const hidden = at('hidden', { failure: 'net::ERR_FAILED', ...sent(bearer({ aud: 'e' })) });
  const asked = preflight({ id: 'asked', ...sent(bearer({ aud: 'f' })) });
  const facts = over(first, second, other, elsewhere, refused, hidden, asked);

  it('is the last request with each credential', () => {
    expect(ids(facts.acceptedOn(refused))).toEqual(['second', 'other']);
  });

  it('is told by claim, each value once', () => {
    expect(facts.acceptedClaims(refused, 'aud')).toEqual(['"https://api.app.test"', '"b"']);
    expect(facts.acceptedClaims(refused, 'toString')).toEqual([]);
  });

  it('with the same credential is told in order', () => {
    const again = at('again', { status: 403, ...sent(bearer()) });
    expect(ids(over(first, second, other, again).acceptedWith(again))).toEqual(['first', 'second']);
  });

  it('with the same cookie counts where no Authorization was sent', () => {
    const cookie = { requestHeaders: { cookie: 'sid=1' } };
    const subject = at('subject', { status: 403, ...cookie });
    expect(ids(over(at('ok', cookie), at('none'), subject).acceptedWith(subject))).toEqual(['ok']);
  });

  it('without any credential is not counted as the same', () => {
    const subject = at('subject', { status: 403 });
    expect(over(at('ok'), subject).acceptedWith(subject)).toEqual([]);
  });
});

it('finds the preflight, the hop before and the other tries of a request', () => {
  const hop = at('hop', { url: 'https://api.app.test/old', startedAt: NOON - 2 });
  const try1 = at('try', { startedAt: NOON - 1 });
  const asked = preflight({ startedAt: NOON - 3 });
  const main = { ...at('main', { preflightId: 'preflight' }), redirectedFromId: 'hop' as ExchangeId };
  const facts = over(asked, hop, try1, main);
  expect(facts.preflightOf(main)?.id).toBe('preflight');
  expect(facts.redirectedFrom(main)?.id).toBe('hop');
  expect(ids(facts.again(main))).toEqual(['try', 'main']);
});

it('knows which answers carried CORS headers', () => {
  const main = at('main');
  const with1 = at('with', { responseHeaders: { 'Access-Control-Allow-Origin': '*' } });
  expect(ids(over(with1, main).answeredWithCors(main))).toEqual(['with']);
});

describe('what the server says', () => {
  const subject = exchange({
    status: 401,
    responseHeaders: {
      'www-authenticate': 'Bearer error="invalid_token", error_description="The token is expired"',
    },
  });
  const facts = over(subject);

  it('is found by what it means', () => {
    expect(facts.saysThat(subject, 'audience', 'expired')?.mark).toBe('The token is expired');
    expect(facts.saysThat(subject, 'audience')).toBeUndefined();
  });

  it('contradicts where it names another reason, and not where it only refuses', () => {
    expect(facts.saysOtherwise(subject, 'audience')?.meaning).toBe('expired');
    expect(facts.saysOtherwise(subject, 'expired')).toBeUndefined();
  });
});

it.each(['authorization', 'request-headers'] as const)(
  'cannot have seen Authorization with the blind spot %s',
  (spot) => {
    const subject = exchange({ blindSpots: [spot] });
    expect(over(subject).sawAuthorization(subject)).toBe(false);
    expect(over(subject).sawAuthorization(exchange({ blindSpots: ['cookies'] }))).toBe(true);
  },
);

describe.each([
  ['memo', memo],
  ['memoFor', memoFor<object>()],
])('%s', (_, remembering) => {
  it('computes once for each object, also what is undefined', () => {
    const asked: object[] = [];
    const nothing = remembering((key: object) => void asked.push(key));
    const [one, other] = [{}, {}];
    expect([one, one, other, one].map(nothing)).toEqual([undefined, undefined, undefined, undefined]);
    expect(asked).toEqual([one, other]);
  });

  it('keeps the answers of functions, and of keys, apart while one asks for another', () => {
    const [first, second] = [{ next: undefined as object | undefined }, {}];
    first.next = second;
    const name = remembering((key: object) => (key === first ? 'first' : 'second'));
    const names: (key: object) => string = remembering(
      (key: object) => `${name(key)}${key === first ? ` ${names(second)}` : ''}`,
    );
    expect([first, second, first].map(names)).toEqual(['first second', 'second', 'first second']);
    expect(name(first)).toBe('first');
  });
});

describe('a refusal that no status shows', () => {
  const hidden = at('hidden', { ...sent('Bearer a'), responseBody: '{"ok":false,"error":"invalid_auth"}' });
  const redirected = at('redirected', {
    ...sent('Bearer a'),
    status: 302,
    responseHeaders: { location: '/login' },
  });
  const form = at('form', {
    ...sent('Bearer a'),
    url: 'https://api.app.test/login',
    redirectedFromId: 'redirected' as ExchangeId,
  });

  it('stands for the status that it should have', () => {
    const facts = over(hidden, redirected, form);
    expect([hidden, redirected, form].map(facts.refusal)).toEqual([401, 401, 200]);
  });

  it('accepts no credential, and neither does the page to sign in on', () => {
    expect(over(hidden, redirected, form).acceptedWith(hidden)).toEqual([]);
  });

  it('says what its error says, and not the rest of the body', () => {
    const facts = over(at('x', { responseBody: '{"error":"invalid_token","message":"jwt expired"}' }));
    expect(facts.says(facts.capture.exchanges[0]!).map(({ meaning }) => meaning)).toContain('expired');
  });
});

describe('the token of a Socket.IO connection', () => {
  const poll = 'https://app.test/socket.io/?EIO=4&transport=polling&sid=fnarhy8kP-6ILdoIAAAA';
  const connect = at('connect', {
    url: `${poll}&t=1`,
    method: 'POST',
    requestBody: `40${JSON.stringify({ token: bearer().slice('Bearer '.length) })}`,
  });

  it('counts for the other requests of the connection, and for no other', () => {
    const same = at('same', { url: `${poll}&t=2`, responseBody: '44{"message":"jwt expired"}' });
    const other = at('other', { url: poll.replace('fnar', 'abcd') });
    const facts = over(connect, same, other);
    expect([connect, same].map((each) => facts.token(each)?.reading.kind)).toEqual(['jws', 'jws']);
    expect(facts.token(other)).toBeUndefined();
  });
});
