import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus } from '../corpus.fixture.ts';
import { grantsOf } from './grants.ts';

const short = (claims: Record<string, unknown>) =>
  grantsOf(claims).map(({ kind, value, claim }) => `${kind} ${value} at ${claim}`);

describe('grants', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['scopes in a text', { scope: 'read  write' }, ['scope read at scope', 'scope write at scope']],
    ['scopes in a list', { scp: ['read', 'write'] }, ['scope read at scp', 'scope write at scp']],
    ['permissions', { permissions: ['a:b'] }, ['permission a:b at permissions']],
    [
      'roles and groups',
      { roles: ['Admin User'], groups: ['g'] },
      ['role Admin User at roles', 'group g at groups'],
    ],
    ['one role in a text, blanks and all', { role: 'super admin' }, ['role super admin at role']],
    [
      'roles of Keycloak',
      { realm_access: { roles: ['a'] }, resource_access: { 'my.client': { roles: ['b'] } } },
      ['role a at realm_access.roles', 'role b at resource_access.my.client.roles'],
    ],
    ['groups of Cognito', { 'cognito:groups': ['g'] }, ['group g at cognito:groups']],
    ['directory roles of Entra', { wids: ['62e9'] }, ['role 62e9 at wids']],
    ['namespaced claims', { 'https://app.test/roles': ['a'] }, ['role a at https://app.test/roles']],
    [
      'names of an object',
      { 'urn:zitadel:iam:org:project:roles': { admin: { '1': 'x' } } },
      ['role admin at urn:zitadel:iam:org:project:roles'],
    ],
    [
      'roles with more to them',
      { roles: [{ id: 1, name: 'admin' }, 7, null] },
      ['role admin at roles', 'role 7 at roles'],
    ],
    [
      'roles of Hasura',
      { 'https://hasura.io/jwt/claims': { 'x-hasura-allowed-roles': ['u'] } },
      ['role u at https://hasura.io/jwt/claims.x-hasura-allowed-roles'],
    ],
    [
      'roles of Clerk',
      { o: { id: 'org', rol: 'admin', per: 'read,write' } },
      ['role admin at o.rol', 'permission read at o.per', 'permission write at o.per'],
    ],
    [
      'roles of Hasura, as JSON in a text',
      { 'https://hasura.io/jwt/claims': '{"x-hasura-default-role":"u"}' },
      ['role u at https://hasura.io/jwt/claims.x-hasura-default-role'],
    ],
    [
      'authorities of Spring Security',
      { authorities: [{ authority: 'ROLE_USER' }, 'orders:read'] },
      ['role ROLE_USER at authorities', 'permission orders:read at authorities'],
    ],
    [
      'authorities in one text',
      { auth: 'x', authorities: 'ROLE_A,b' },
      ['role ROLE_A at authorities', 'permission b at authorities'],
    ],
    ['a custom claim of Firebase', { admin: true, editor: false }, ['role admin at admin']],
    [
      'groups as WSO2 joins them',
      { groups: 'Internal/everyone, ops' },
      ['group Internal/everyone at groups', 'group ops at groups'],
    ],
    [
      'permissions of a resource at Keycloak',
      { authorization: { permissions: [{ rsname: 'orders', scopes: ['view'] }] } },
      ['permission orders at authorization.permissions'],
    ],
    ['the role inside a whole user', { user: { id: 1, role: 'clerk' } }, ['role clerk at user.role']],
    [
      'roles by the name that WS-Federation gave them',
      { 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role': 'Buyer' },
      ['role Buyer at http://schemas.microsoft.com/ws/2008/06/identity/claims/role'],
    ],
    [
      'scopes of Salesforce',
      { scp: 'refresh_token api' },
      ['scope refresh_token at scp', 'scope api at scp'],
    ],
    ['no metadata that users write themselves', { user_metadata: { role: 'admin' } }, []],
  ])('are found: %s', (_, claims, expected) => {
    expect(short(claims)).toEqual(expected);
  });

  it('are none where the shape is another', () => {
    expect(
      grantsOf({
        scope: 7,
        roles: null,
        realm_access: 'roles',
        resource_access: { a: ['roles'] },
        groups: true,
      }),
    ).toEqual([]);
  });

  it('are read from any claims, of any size', () => {
    fc.assert(fc.property(fc.object(), (claims) => void grantsOf(claims)));
    expect(grantsOf({ scope: 'a '.repeat(100_000) })).toHaveLength(100_000);
    expect(grantsOf({ [`${'a'.repeat(500_000)}/roles`]: ['x'] })).toHaveLength(1);
  });
});

interface Row {
  readonly idp: string;
  readonly payload: Record<string, unknown> | null;
}

const { rows } = corpus<{ rows: readonly Row[] }>('claims.json', { rows: [] });

describe.skipIf(!hasCorpus)('tokens of identity providers', () => {
  it.each(rows.filter(({ payload }) => payload && ('scope' in payload || 'scp' in payload)))(
    '$idp: its scopes are found',
    ({ payload }) => {
      expect(grantsOf(payload ?? {}).some(({ kind }) => kind === 'scope')).toBe(true);
    },
  );

  it.each(rows.filter(({ payload }) => payload && 'realm_access' in payload))(
    '$idp: its roles are found',
    ({ payload }) => {
      expect(grantsOf(payload ?? {}).filter(({ kind }) => kind === 'role').length).toBeGreaterThan(3);
    },
  );
});
