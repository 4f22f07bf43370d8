import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const forbidden = (authorization: string | undefined, responseBody: string, overrides = {}) =>
  refused(authorization, { status: 403, responseBody, ...overrides });

const ADMINS = '{"error":"forbidden","message":"Requires role \'admin\'"}';

export const cases: CauseCases = {
  finds: {
    'the API names a role that the token lacks': {
      exchanges: [forbidden(bearer({ roles: ['viewer'] }), ADMINS)],
    },
    'Keycloak keeps the roles two levels down': {
      exchanges: [
        forbidden(
          bearer({ realm_access: { roles: ['offline_access', 'viewer'] } }),
          '{"requiredRoles":["shop-admin"]}',
        ),
      ],
    },
    'the token names no roles at all': { exchanges: [forbidden(bearer(), ADMINS)] },
    'a session cookie, which shows nothing': {
      exchanges: [
        forbidden(undefined, '{"message":"Admins only"}', {
          status: 401,
          requestHeaders: { cookie: 'connect.sid=s%3A2_LwVnX3Qlcjm' },
        }),
      ],
    },
    'GraphQL hides it in a success': {
      exchanges: [
        refused(bearer({ roles: ['viewer'] }), {
          method: 'POST',
          status: 200,
          responseBody:
            '{"data":{"users":null},"errors":[{"message":"Requires role \\"admin\\"","path":["users"],"extensions":{"code":"FORBIDDEN"}}]}',
        }),
      ],
    },
    // https://kubernetes.io/docs/reference/access-authn-authz/rbac/
    'Kubernetes names the verb and the resource': {
      exchanges: [
        forbidden(
          bearer({ groups: ['devs'] }),
          '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods is forbidden: User \\"mia\\" cannot list resource \\"pods\\" in API group \\"\\" in the namespace \\"shop\\"","reason":"Forbidden","details":{"kind":"pods"},"code":403}',
        ),
      ],
    },
    // https://cloud.google.com/storage/docs/troubleshooting
    'Google Cloud names the permission': {
      exchanges: [
        forbidden(
          'Bearer ya29.a0AfB_byC',
          '{"error":{"code":403,"message":"mia@app.test does not have storage.objects.get access to the Google Cloud Storage object. Permission \'storage.objects.get\' denied on resource (or it may not exist)."}}',
        ),
      ],
    },
    // https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
    'Azure names the action': {
      exchanges: [
        forbidden(
          bearer({ wids: ['88d8e3e3'] }),
          '{"error":{"code":"AuthorizationFailed","message":"The client \'mia@app.test\' with object id \'17\' does not have authorization to perform action \'Microsoft.Storage/storageAccounts/read\' over scope \'/subscriptions/1\'."}}',
        ),
      ],
    },
    // https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
    'GitHub says it in a header': {
      exchanges: [
        forbidden(
          'Bearer ghs_16C7e42F292c69',
          '{"message":"Resource not accessible by integration","status":"403"}',
          {
            responseHeaders: { 'x-accepted-github-permissions': 'contents=write' },
          },
        ),
      ],
    },
    'Salesforce names none': {
      exchanges: [
        forbidden(
          'Bearer 00D5g000004!AQEAQ',
          '[{"message":"insufficient access rights on cross-reference id: 0015g","errorCode":"INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"}]',
        ),
      ],
    },
  },
  ignores: {
    'the token holds the role': { exchanges: [forbidden(bearer({ roles: ['admin'] }), ADMINS)] },
    'Spring Security’s way to write it': {
      exchanges: [forbidden(bearer({ authorities: ['ROLE_ADMIN'] }), ADMINS)],
    },
    'a scope is missing': {
      exchanges: [
        forbidden(bearer({ roles: ['viewer'] }), '{"message":"Forbidden"}', {
          responseHeaders: challenge('Bearer error="insufficient_scope", scope="admin"'),
        }),
      ],
    },
    'nobody speaks of a role': {
      exchanges: [forbidden(bearer({ roles: ['viewer'] }), '{"message":"Forbidden"}')],
    },
    'nobody said who they are': {
      exchanges: [forbidden(undefined, ADMINS, { status: 401 })],
    },
  },
  cannotTell: {
    // NestJS, a guard that returns false.
    'a guard says no more than no': {
      exchanges: [
        forbidden(
          bearer({ roles: ['viewer'] }),
          '{"message":"Forbidden resource","error":"Forbidden","statusCode":403}',
        ),
      ],
    },
  },
};
