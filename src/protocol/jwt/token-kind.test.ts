import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus } from '../corpus.fixture.ts';
import { tokenKind } from './token-kind.ts';

interface Row {
  readonly idp: string;
  readonly tokenUse: string;
  readonly header: Record<string, unknown> | null;
  readonly payload: Record<string, unknown> | null;
}

const rows = corpus<{ rows: readonly Row[] }>('claims.json', { rows: [] }).rows.filter(
  ({ payload }) => payload !== null,
);

/** What the table calls otherwise, or what no claim of the row shows; each with its reason. */
const READ_OTHERWISE: Readonly<Record<string, string>> = {
  // Only two claims of that token are in the table, and both kinds of token can have them.
  'Microsoft Entra ID (groups overage)': 'unknown',
  // Made to be sent to an API as they are.
  Clerk: 'access',
  'Clerk (JWT template)': 'access',
  'Kubernetes service account (bound)': 'access',
  'Kubernetes service account (EKS)': 'access',
  // A statement for a cloud's token exchange; nothing in it says more.
  'GitHub Actions OIDC': 'unknown',
};

describe.skipIf(!hasCorpus)('tokens of identity providers', () => {
  it.each(rows)('$idp, $tokenUse', ({ idp, tokenUse, header, payload }) => {
    const { kind, marks } = tokenKind(header ?? {}, payload ?? {});
    expect(kind).toBe(READ_OTHERWISE[idp] ?? tokenUse);
    if (kind !== 'unknown') expect(marks.length).toBeGreaterThan(0);
  });
});

describe('the kind of a token', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['a nonce', {}, { aud: 'client', nonce: 'n' }, 'id'],
    ['the hash of an access token', {}, { aud: 'client', at_hash: 'h' }, 'id'],
    ['its client as audience', {}, { aud: 'client', azp: 'client' }, 'id'],
    ['its client as audience, and scopes', {}, { aud: 'client', azp: 'client', scp: 'a' }, 'access'],
    ['an RFC 9068 type, whatever else', { typ: 'application/at+JWT' }, { nonce: 'n' }, 'access'],
    ['a Keycloak type, and a copied nonce', {}, { typ: 'Bearer', nonce: 'n' }, 'access'],
    ['a Keycloak ID type', {}, { typ: 'ID', at_hash: 'h' }, 'id'],
    ['a Keycloak offline type', {}, { typ: 'Offline', scope: 'openid offline_access' }, 'refresh'],
    ['the type that Django names', {}, { token_type: 'refresh' }, 'refresh'],
    ['a scope and a copied nonce', {}, { scope: 'read', nonce: 'n' }, 'access'],
    ['a scope and a hash: marks of both', {}, { scope: 'read', at_hash: 'h' }, 'unknown'],
    [
      'an Entra issuer and no client',
      {},
      { iss: 'https://login.microsoftonline.com/t/v2.0', aud: 'c', tid: 't' },
      'id',
    ],
    [
      'an Entra issuer and a client',
      {},
      { iss: 'https://login.microsoftonline.com/t/v2.0', aud: 'c', azp: 'd', azpacr: '1', roles: [] },
      'access',
    ],
    ['Google as issuer', {}, { iss: 'https://accounts.google.com', aud: 'c' }, 'id'],
    [
      'Identity-Aware Proxy as issuer',
      {},
      { iss: 'https://cloud.google.com/iap', aud: '/projects/1/apps/a' },
      'id',
    ],
    // https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview
    [
      'a B2C issuer, no client',
      {},
      {
        iss: 'https://shop.b2clogin.com/775527ff/v2.0/',
        aud: '90c0fe63',
        tfp: 'B2C_1_signin',
        nonce: '12345',
      },
      'id',
    ],
    [
      'a B2C issuer and a client',
      {},
      { iss: 'https://shop.b2clogin.com/775527ff/v2.0/', aud: '2ff3', azp: '90c0fe63', scp: 'read' },
      'access',
    ],
    [
      'Apple as issuer',
      {},
      { iss: 'https://appleid.apple.com', aud: 'test.app', nonce_supported: true },
      'id',
    ],
    // https://help.salesforce.com: JWT-Based Access Tokens
    [
      'the type of Salesforce',
      { typ: 'JWT', tty: 'sfdc-core-token', tnk: 'core/prod/00D' },
      { aud: ['https://shop.my.salesforce.com'], scp: 'api' },
      'access',
    ],
    ['scopes of Laravel Passport', {}, { aud: '3', jti: 'a1', sub: '1', scopes: [] }, 'access'],
    ['the type of Flask-JWT-Extended', {}, { fresh: false, type: 'refresh', sub: '1' }, 'refresh'],
    ['a sliding token of Django', {}, { token_type: 'sliding', user_id: 1 }, 'access'],
    ['the use that Cognito names', {}, { token_use: 'id', 'cognito:username': 'u' }, 'id'],
    ['the purpose that Curity names', {}, { purpose: 'access_token', delegationId: 'd' }, 'access'],
    ['the name of Descope’s refresh cookie', {}, { drn: 'DSR', amr: ['email'] }, 'refresh'],
    ['the audience of FastAPI Users', {}, { sub: '1', aud: ['fastapi-users:auth'] }, 'access'],
    ['a type in the claim, written by hand', {}, { typ: 'refresh', sub: '1' }, 'refresh'],
    ['the marks of Okta', {}, { cid: '0oa', uid: '00u', sub: 'u' }, 'access'],
    ['the marks of AD FS', {}, { apptype: 'Public', appid: 'c', ver: '1.0' }, 'access'],
    // OpenID Connect Back-Channel Logout §2.4
    [
      'a logout event',
      { typ: 'logout+jwt' },
      { sid: 's', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
      'logout',
    ],
    ['the type of a DPoP proof', { typ: 'dpop+jwt' }, { htm: 'GET', htu: 'https://app.test/' }, 'proof'],
    ['no mark at all', { typ: 'JWT' }, { sub: 'a', exp: 1 }, 'unknown'],
  ])('with %s', (_, header, claims, kind) => {
    expect(tokenKind(header, claims).kind).toBe(kind);
  });

  it('names its marks and where they stand', () => {
    expect(tokenKind({ typ: 'at+jwt' }, { scope: 'a' }).marks).toMatchObject([
      { name: 'typ', where: 'header' },
      { name: 'scope', where: 'claim' },
    ]);
  });

  it('is read from any claims', () => {
    fc.assert(fc.property(fc.object(), fc.object(), (header, claims) => void tokenKind(header, claims)));
  });
});
