import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { jwt, numericDate } from '../jwt.fixture.ts';

/** As express-oauth2-jwt-bearer answers: the quote before the token does not keep it from reading the header. */
const signatureFailed = {
  responseHeaders: challenge(
    'Bearer realm="api", error="invalid_token", error_description="signature verification failed"',
  ),
  responseBody: expressError('Unauthorized'),
};
const quoted = `Bearer "${jwt()}"`;

export const cases: CauseCases = {
  finds: {
    'the token was stored as JSON': { exchanges: [refused(quoted, signatureFailed)] },
    'express-jwt says no more than that': {
      exchanges: [refused(quoted, { responseBody: '{"error":"invalid_token","message":"invalid token"}' })],
    },
    'the quotes stand around the scheme too': {
      exchanges: [
        refused(`"Bearer ${jwt()}"`, { responseHeaders: challenge('Bearer'), responseBody: 'Unauthorized' }),
      ],
    },
    'an opaque token in single quotes': {
      exchanges: [
        refused("Bearer 'tGzv3JOkF0XG5Qx2TlKWIA'", {
          responseHeaders: challenge('Bearer error="invalid_token"'),
        }),
      ],
    },
    'the token in the quotes has expired as well, and nobody has read it': {
      exchanges: [refused(`Bearer "${jwt({ exp: numericDate(-600) })}"`, signatureFailed)],
    },
  },
  ignores: {
    'no quotes, the same answer': { exchanges: [refused(`Bearer ${jwt()}`, signatureFailed)] },
    'the server read the token and found it expired': {
      exchanges: [
        refused(`Bearer "${jwt({ exp: numericDate(-600) })}"`, { responseBody: expressError('jwt expired') }),
      ],
    },
    'the API takes the header elsewhere': {
      exchanges: [
        call({
          id: 'earlier',
          url: 'https://app.test/api/me',
          startedAt: NOON - 1_000,
          requestHeaders: { authorization: quoted },
        }),
        refused(quoted, { status: 403, responseBody: '{"message":"Forbidden"}' }),
      ],
    },
  },
};
