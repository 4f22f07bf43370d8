import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'a property of the sign-in answer was misspelt': {
      exchanges: [
        refused('Bearer undefined', {
          responseHeaders: challenge(
            'Bearer realm="api", error="invalid_token", error_description="Invalid Compact JWS"',
          ),
          responseBody: expressError('Unauthorized'),
        }),
      ],
    },
    'the key in localStorage is absent': {
      exchanges: [
        refused('Bearer null', {
          responseBody:
            '{"statusCode":401,"code":"FST_JWT_AUTHORIZATION_TOKEN_INVALID","error":"Unauthorized","message":"Authorization token is invalid: The token is malformed."}',
        }),
      ],
    },
    'an await was forgotten': {
      exchanges: [
        refused('Bearer [object Promise]', { responseBody: '{"message":"Unauthorized","statusCode":401}' }),
      ],
    },
    'nothing stands after the scheme': {
      exchanges: [
        refused('Bearer ', {
          responseHeaders: challenge('Bearer'),
          responseBody: '{"detail":"Not authenticated"}',
        }),
      ],
    },
    'a template was not filled in': {
      exchanges: [
        refused('Bearer {{access_token}}', {
          status: 400,
          responseHeaders: challenge('Bearer error="invalid_request"'),
        }),
      ],
    },
    'user name and password are both undefined': {
      exchanges: [
        refused(`Basic ${btoa('undefined:undefined')}`, {
          responseHeaders: challenge('Basic realm="Orders"'),
        }),
      ],
    },
  },
  ignores: {
    'a real token stands there': {
      exchanges: [refused(bearer(), { responseHeaders: challenge('Bearer error="invalid_token"') })],
    },
    'an opaque token only begins like one': {
      exchanges: [
        refused('Bearer null1f7b2c9d4e5a6b8c', {
          responseHeaders: challenge('Bearer error="invalid_token"'),
        }),
      ],
    },
    'the name of a test key could be the key': {
      exchanges: [refused('Bearer my-token', { responseHeaders: challenge('Bearer error="invalid_token"') })],
    },
    'no header was sent at all': {
      exchanges: [refused(undefined, { responseHeaders: challenge('Bearer') })],
    },
  },
};
