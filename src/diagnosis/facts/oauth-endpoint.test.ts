import { describe, expect, it } from 'vitest';
import { exchange, NOON } from '../../exchange/exchange.fixture.ts';
import { diagnose } from '../index.ts';
import { factsOver } from './facts.ts';
import { oauthEndpoint } from './oauth-endpoint.ts';

const signIn = exchange({
  id: 'sign-in',
  kind: 'navigation',
  url: 'https://idp.test/auth?client_id=spa&response_type=code',
  startedAt: NOON - 1_000,
});

function endpoint(url: string, afterSignIn = false) {
  const main = exchange({ url });
  const exchanges = afterSignIn ? [signIn, main] : [main];
  return oauthEndpoint(main, factsOver({ source: { kind: 'live' }, exchanges }));
}

describe('an endpoint of an authorization server', () => {
  it.each([
    ['https://idp.test/.well-known/openid-configuration', 'discovery'],
    ['https://idp.test/.well-known/oauth-authorization-server/tenant', 'discovery'],
    ['https://login.microsoftonline.com/shop/discovery/v2.0/keys', 'keys'],
    ['https://idp.test/realms/shop/protocol/openid-connect/certs', 'keys'],
    ['https://tenant.auth0.test/.well-known/jwks.json', 'keys'],
    ['https://tenant.okta.test/oauth2/v1/keys', 'keys'],
    ['https://idp.test/realms/shop/protocol/openid-connect/userinfo', 'userinfo'],
    ['https://idp.test/oauth2/v2.0/token', 'token'],
  ])('is told by its path: %s', (url, what) => expect(endpoint(url)).toBe(what));

  it.each([
    ['https://idp.test/token', 'token'],
    ['https://idp.test/jwks', 'keys'],
    ['https://idp.test/me', 'userinfo'],
    ['https://idp.test/token/revocation', 'revocation'],
  ])('is told by where people signed in: %s', (url, what) => {
    expect(endpoint(url, true)).toBe(what);
    expect(endpoint(url)).toBeUndefined();
  });

  it.each(['https://api.app.test/keys', 'https://api.app.test/me', 'https://api.app.test/tokens'])(
    'is not %s',
    (url) => expect(endpoint(url, true)).toBeUndefined(),
  );

  it('stands beside the fault of CORS that keeps the page from it', () => {
    const main = exchange({
      url: 'https://idp.test/realms/shop/protocol/openid-connect/userinfo',
      failure: 'net::ERR_FAILED',
      requestHeaders: { origin: 'https://app.test', 'sec-fetch-mode': 'cors' },
    });
    const [failure] = diagnose({ source: { kind: 'live' }, exchanges: [main] }).failures;
    expect(failure?.findings.map(({ code, role }) => `${role} ${code}`)).toEqual([
      'lead cors-origin-missing',
      'also oauth-token-endpoint-blocked',
    ]);
  });
});
