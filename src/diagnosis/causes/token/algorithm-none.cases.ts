import type { CauseCases } from '../../engine/cause-cases.ts';
import { expressError, refused } from '../call.fixture.ts';
import { bearer, numericDate } from '../jwt.fixture.ts';

const unsigned = { alg: 'none', kid: undefined };

export const cases: CauseCases = {
  finds: {
    'fastify refuses the unsigned token': {
      exchanges: [
        refused(bearer({}, unsigned), {
          responseBody:
            '{"statusCode":401,"code":"FAST_JWT_MISSING_SIGNATURE","error":"Unauthorized","message":"Unsigned authorization token"}',
        }),
      ],
    },
    'jsonwebtoken asks for a signature': {
      exchanges: [refused(bearer({}, unsigned), { responseBody: expressError('jwt signature is required') })],
    },
    'the unsigned token has expired, too': {
      exchanges: [refused(bearer({ exp: numericDate(-7_200) }, unsigned))],
    },
  },
  ignores: {
    'the token is signed, and the algorithm is not the API’s': {
      exchanges: [refused(bearer({}, { alg: 'HS256' }), { responseBody: expressError('invalid algorithm') })],
    },
    'the 403 does not speak of the token': {
      exchanges: [refused(bearer({}, unsigned), { status: 403, responseBody: '{"message":"Forbidden"}' })],
    },
  },
};
