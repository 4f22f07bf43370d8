import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { jwt, numericDate } from '../jwt.fixture.ts';

const opaque = 'Bearer tGzv3JOkF0XG5Qx2TlKWIA%3D%3D';
const invalidToken = { responseHeaders: challenge('Bearer error="invalid_token"') };

export const cases: CauseCases = {
  finds: {
    'the value was read from a cookie and not decoded; express-jwt': {
      exchanges: [refused(`Bearer%20${jwt()}`, { responseBody: expressError('Unauthorized') })],
    },
    'express-oauth2-jwt-bearer answers 400': {
      exchanges: [
        refused(`Bearer%20${jwt()}`, {
          status: 400,
          responseHeaders: challenge('Bearer realm="api"'),
          responseBody: expressError('Bad Request'),
        }),
      ],
    },
    'the blank became a plus sign': {
      exchanges: [refused(`Bearer+${jwt()}`, { responseBody: expressError('Unauthorized') })],
    },
    'the padding of an opaque token is encoded': { exchanges: [refused(opaque, invalidToken)] },
    'a JWT ends in an encoded blank': { exchanges: [refused(`Bearer ${jwt()}%20`, invalidToken)] },
  },
  ignores: {
    'the same token as it is': {
      exchanges: [refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA==', invalidToken)],
    },
    'the blank is there, and the token has expired': {
      exchanges: [
        refused(`Bearer ${jwt({ exp: numericDate(-600) })}`, { responseBody: expressError('jwt expired') }),
      ],
    },
    'the API takes the header elsewhere': {
      exchanges: [
        call({
          id: 'earlier',
          url: 'https://app.test/api/me',
          startedAt: NOON - 1_000,
          requestHeaders: { authorization: opaque },
        }),
        refused(opaque, { status: 403, responseBody: '{"message":"Forbidden"}' }),
      ],
    },
  },
};
