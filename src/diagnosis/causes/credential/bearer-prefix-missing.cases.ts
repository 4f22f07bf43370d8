import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, refused } from '../call.fixture.ts';
import { bearer, jwt, numericDate } from '../jwt.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'FastAPI sees a bare JWT as no credential': {
      exchanges: [
        refused(jwt(), {
          responseHeaders: challenge('Bearer'),
          responseBody: '{"detail":"Not authenticated"}',
        }),
      ],
    },
    'koa-jwt names the format it wants': {
      exchanges: [
        refused(jwt({}, { alg: 'HS256' }), {
          responseHeaders: { 'content-type': 'text/plain; charset=utf-8' },
          responseBody: 'Bad Authorization header format. Format is "Authorization: Bearer <token>"',
        }),
      ],
    },
    'the bare JWT has expired, too': {
      exchanges: [
        refused(jwt({ exp: numericDate(-3_000) }), {
          responseHeaders: challenge('Bearer realm="api"'),
          responseBody:
            '{"detail":"Authorization header must contain two space-delimited values","code":"bad_authorization_header"}',
        }),
      ],
    },
    'the bare JWT has expired, and the server says nothing': {
      exchanges: [refused(jwt({ exp: numericDate(-3_000) }), { responseBody: 'Unauthorized' })],
    },
    'an opaque token stands alone': {
      exchanges: [
        refused('tGzv3JOkF0XG5Qx2TlKWIA', {
          responseBody: '{"message":"Format is Authorization: Bearer [token]"}',
        }),
      ],
    },
  },
  ignores: {
    'the scheme is there': {
      exchanges: [
        refused(bearer(), {
          responseHeaders: challenge('Bearer'),
          responseBody: '{"detail":"Could not validate credentials"}',
        }),
      ],
    },
    'the header holds another scheme': {
      exchanges: [
        refused(`Token ${jwt()}`, {
          responseHeaders: challenge('Bearer'),
          responseBody: '{"detail":"Not authenticated"}',
        }),
      ],
    },
  },
};
