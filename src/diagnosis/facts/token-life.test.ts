import { describe, expect, it } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import { expectQuick, MEGABYTES } from '../../protocol/hostile.fixture.ts';
import { factsOver } from './facts.ts';
import { issuedBy, presentedForRefresh } from './issued-tokens.ts';

type Overrides = NonNullable<Parameters<typeof exchange>[0]>;

const ACCESS = 'access-token-0001';
const REFRESH = 'refresh-token-0001';
const ID = 'id-token-00000001';

const issued = (body: unknown) =>
  issuedBy(exchange({ responseBody: JSON.stringify(body) })).map(({ kind, text }) => `${kind} ${text}`);

const life = (...overrides: Overrides[]) =>
  factsOver({
    source: { kind: 'live' },
    exchanges: overrides.map((each, index) => exchange({ id: `e${index}`, method: 'POST', ...each })),
  }).tokenLife();

describe('tokens in answers', () => {
  it.each<[string, unknown, readonly string[]]>([
    [
      'RFC 6749',
      { access_token: ACCESS, refresh_token: REFRESH, id_token: ID },
      [`access ${ACCESS}`, `refresh ${REFRESH}`, `id ${ID}`],
    ],
    ['simplejwt', { refresh: REFRESH, access: ACCESS }, [`refresh ${REFRESH}`, `access ${ACCESS}`]],
    [
      'Cognito',
      { AuthenticationResult: { AccessToken: ACCESS, IdToken: ID, RefreshToken: REFRESH } },
      [`access ${ACCESS}`, `id ${ID}`, `refresh ${REFRESH}`],
    ],
    ['Firebase', { idToken: ID, refreshToken: REFRESH }, [`id ${ID}`, `refresh ${REFRESH}`]],
    ['Strapi', { jwt: ACCESS, user: { id: 1 } }, [`access ${ACCESS}`]],
    [
      'tokens by their kind',
      { data: { tokens: { access: { token: ACCESS }, refresh: { token: REFRESH } } } },
      [`access ${ACCESS}`, `refresh ${REFRESH}`],
    ],
    [
      'GraphQL, whatever the operation is called',
      { data: { refreshToken: { token: ACCESS, refreshToken: REFRESH } } },
      [`access ${ACCESS}`, `refresh ${REFRESH}`],
    ],
    ['GraphQL, with a short name', { data: { refresh: { token: ACCESS } } }, [`access ${ACCESS}`]],
    ['no tokens', { access: 'granted', token: null, refresh: 30, tokens: [ACCESS] }, []],
  ])('are found: %s', (_, body, expected) => {
    expect(issued(body)).toEqual(expected);
  });

  it('have the lifetime and the type that stand beside them', () => {
    const [token] = issuedBy(
      exchange({
        responseBody: JSON.stringify({ access_token: ACCESS, expires_in: '3600', token_type: 'DPoP' }),
      }),
    );
    expect(token).toMatchObject({ expiresAt: NOON + 40 + 3_600_000, tokenType: 'DPoP' });
  });

  it('are none in refusals', () => {
    expect(issuedBy(exchange({ status: 400, responseBody: JSON.stringify({ token: ACCESS }) }))).toEqual([]);
  });

  it.each(MEGABYTES)('are looked for in a megabyte of %s at once', (_, text) => {
    expectQuick(() => issuedBy(exchange({ responseBody: `{"token":"${text}"}` })));
    expectQuick(() => presentedForRefresh(exchange({ method: 'POST', requestBody: `refresh${text}` })));
  });
});

describe('an attempt to refresh', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  it.each<[string, Overrides]>([
    ['by grant', { requestHeaders: form, requestBody: `grant_type=refresh_token&refresh_token=${REFRESH}` }],
    ['by its body', { requestBody: JSON.stringify({ refresh: REFRESH }) }],
    [
      'at Cognito',
      {
        requestBody: JSON.stringify({
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: REFRESH },
        }),
      },
    ],
    ['by its path', { url: 'https://api.app.test/auth/refresh' }],
    ['by its path, with a cookie alone', { method: 'GET', url: 'https://api.app.test/auth/refresh_token' }],
    [
      'by a silent sign-in',
      {
        method: 'GET',
        kind: 'frame',
        url: 'https://idp.test/auth?client_id=spa&response_type=code&prompt=none',
      },
    ],
  ])('is told %s', (_, overrides) => {
    expect(life(overrides).refreshes).toHaveLength(1);
  });

  it.each<[string, Overrides]>([
    ['a sign-in', { requestBody: JSON.stringify({ username: 'u', password: 'p' }) }],
    ['fresh data', { method: 'GET', url: 'https://api.app.test/orders/refresh' }],
    [
      'a refresh token given back',
      {
        url: 'https://idp.test/oauth2/revoke',
        requestHeaders: form,
        requestBody: `refresh_token=${REFRESH}`,
      },
    ],
  ])('is not %s', (_, overrides) => {
    expect(life(overrides).refreshes).toEqual([]);
  });

  it.each<[string, Overrides, string]>([
    ['renewed', { responseBody: JSON.stringify({ access: ACCESS }) }, 'renewed'],
    ['refused', { status: 401 }, 'refused'],
    ['renewed by a cookie, or not', { status: 204 }, 'unknown'],
    ['without an answer', { status: 0, failure: 'net::ERR_FAILED' }, 'unknown'],
  ])('is %s', (_, overrides, outcome) => {
    const { refreshes } = life({ url: 'https://api.app.test/auth/refresh', ...overrides });
    expect(refreshes.map((each) => each.outcome)).toEqual([outcome]);
  });
});

describe('a sign-out', () => {
  it.each<[string, Overrides]>([
    ['at its usual path', { url: 'https://api.app.test/auth/logout' }],
    ['by navigation', { method: 'GET', kind: 'navigation', url: 'https://idp.test/connect/endsession?x=1' }],
    ['by revocation', { url: 'https://idp.test/oauth2/v1/revoke' }],
    ['by deleting the session', { method: 'DELETE', url: 'https://api.app.test/sessions/current' }],
    ['at Cognito', { requestHeaders: { 'x-amz-target': 'AWSCognitoIdentityProviderService.GlobalSignOut' } }],
  ])('is told %s', (_, overrides) => {
    expect(life(overrides).signOuts).toHaveLength(1);
  });

  it.each<[string, Overrides]>([
    ['refused', { url: 'https://api.app.test/auth/logout', status: 403 }],
    ['something else deleted', { method: 'DELETE', url: 'https://api.app.test/orders/1' }],
    ['an article about it', { url: 'https://api.app.test/articles/logout-explained' }],
    ['an invitation taken back', { url: 'https://api.app.test/invitations/7/revoke' }],
  ])('is not %s', (_, overrides) => {
    expect(life(overrides).signOuts).toEqual([]);
  });
});
