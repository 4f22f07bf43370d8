import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, expressError, refused } from '../call.fixture.ts';
import { bearer, numericDate } from '../jwt.fixture.ts';

export const cases: CauseCases = {
  finds: {
    'the stored token already begins with the scheme': {
      exchanges: [
        refused(`Bearer ${bearer()}`, {
          status: 400,
          responseHeaders: challenge('Bearer realm="api", DPoP algs="RS256 ES256"'),
          responseBody: expressError('Bad Request'),
        }),
      ],
    },
    'the token behind it has expired, too': {
      exchanges: [
        refused(`bearer ${bearer({ exp: numericDate(-600) })}`, {
          responseHeaders: challenge('Bearer error="invalid_token"'),
          responseBody: '{"message":"Bad token; invalid JSON"}',
        }),
      ],
    },
    'an opaque token stands behind it': {
      exchanges: [
        refused('Bearer Bearer tGzv3JOkF0XG5Qx2TlKWIA', {
          responseBody:
            '{"detail":"Authorization header must contain two space-delimited values","code":"bad_authorization_header"}',
          responseHeaders: challenge('Bearer realm="api"'),
        }),
      ],
    },
  },
  ignores: {
    'the scheme stands once': {
      exchanges: [
        refused(bearer(), { status: 400, responseHeaders: challenge('Bearer error="invalid_request"') }),
      ],
    },
    'the token itself begins with the word': {
      exchanges: [
        refused('Bearer bearer-7f3c1a9f6b13', { responseHeaders: challenge('Bearer error="invalid_token"') }),
      ],
    },
  },
};
