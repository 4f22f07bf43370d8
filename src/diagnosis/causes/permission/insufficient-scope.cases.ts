import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const wantsWrite = challenge(
  'Bearer realm="api", error="insufficient_scope", error_description="Insufficient Scope", scope="write:orders"',
);

export const cases: CauseCases = {
  finds: {
    'the challenge names a scope that the token lacks': {
      exchanges: [
        refused(bearer({ scope: 'openid read:profile' }), {
          method: 'POST',
          status: 403,
          responseHeaders: wantsWrite,
          responseBody: expressError('Forbidden'),
        }),
      ],
    },
    'the scopes stand in scp, as a list': {
      exchanges: [
        refused(bearer({ scope: undefined, scp: ['read:profile'] }), {
          status: 403,
          responseHeaders: wantsWrite,
        }),
      ],
    },
    'the challenge names none': {
      exchanges: [
        refused(bearer(), {
          status: 403,
          responseHeaders: challenge(
            'Bearer error="insufficient_scope", error_description="The request requires higher privileges than provided by the access token."',
          ),
        }),
      ],
    },
    'only the body says it, of an opaque token': {
      exchanges: [
        refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA', {
          status: 403,
          responseBody:
            '{"error":{"code":403,"message":"Request had insufficient authentication scopes.","status":"PERMISSION_DENIED","details":[{"reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}',
        }),
      ],
    },
    // https://fastapi.tiangolo.com/advanced/security/oauth2-scopes/
    'FastAPI names it in a challenge without an error': {
      exchanges: [
        refused(bearer({ scope: 'me' }), {
          responseHeaders: challenge('Bearer scope="me items"'),
          responseBody: '{"detail":"Not enough permissions"}',
        }),
      ],
    },
    // https://api.slack.com/methods/chat.postMessage#errors
    'Slack says it inside a success': {
      exchanges: [
        refused('Bearer xoxb-17', {
          status: 200,
          responseBody: '{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"identify"}',
        }),
      ],
    },
    // https://learn.microsoft.com/graph/resolve-auth-errors
    'Microsoft Graph names one in the body': {
      exchanges: [
        refused(bearer({ scope: undefined, scp: 'openid profile' }), {
          status: 403,
          responseBody:
            '{"error":{"code":"Forbidden","message":"Missing scope permissions on the request. API requires one of \'Calendars.Read\'. Scopes on the request \'openid, profile\'"}}',
        }),
      ],
    },
  },
  ignores: {
    'the token holds the scope': {
      exchanges: [
        refused(bearer({ scope: 'openid write:orders' }), { status: 403, responseHeaders: wantsWrite }),
      ],
    },
    'nobody speaks of scopes': {
      exchanges: [
        refused(bearer({ scope: 'openid read:profile' }), {
          status: 403,
          responseBody: '{"message":"Forbidden"}',
        }),
      ],
    },
  },
};
