import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, expressError, refused } from '../call.fixture.ts';
import { bearer, jwt } from '../jwt.fixture.ts';

const whole = jwt({ name: 'Mia Berger' }, { alg: 'HS256' });

export const cases: CauseCases = {
  finds: {
    'a column of 100 characters cut the payload': {
      exchanges: [refused(`Bearer ${whole.slice(0, 100)}`, { responseBody: expressError('Unauthorized') })],
    },
    'only the first part is left': {
      exchanges: [
        refused(`Bearer ${whole.split('.')[0]}`, {
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="Expected 3 parts in JWT; got 1"',
          ),
          responseBody:
            '{"code":"PGRST301","details":null,"hint":null,"message":"Expected 3 parts in JWT; got 1"}',
        }),
      ],
    },
    'the signature of an HS256 token is too short': {
      exchanges: [
        refused(`Bearer ${whole.slice(0, -20)}`, {
          responseHeaders: challenge('Bearer error="invalid_token"'),
          responseBody: '{"message":"Invalid signature"}',
        }),
      ],
    },
    'the part for the signature is empty': {
      exchanges: [
        refused(`Bearer ${whole.slice(0, whole.lastIndexOf('.') + 1)}`, {
          responseBody: expressError('jwt signature is required'),
        }),
      ],
    },
  },
  ignores: {
    'the token is whole, and its signature is wrong': {
      exchanges: [refused(`Bearer ${whole}`, { responseBody: '{"message":"Invalid signature"}' })],
    },
    'an unsigned token ends with the point': {
      exchanges: [
        refused(bearer({}, { alg: 'none' }), { responseBody: expressError('jwt signature is required') }),
      ],
    },
    'a short token is opaque': {
      exchanges: [refused('Bearer tGzv3JOkF0XG5Qx2TlKWIA', { responseBody: expressError('jwt malformed') })],
    },
  },
};
