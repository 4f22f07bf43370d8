import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer, jwt, numericDate } from '../jwt.fixture.ts';

const key = '9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b';

export const cases: CauseCases = {
  finds: {
    'a server that takes Token gets Bearer': {
      exchanges: [
        refused(`Bearer ${key}`, {
          responseHeaders: challenge('Token'),
          responseBody: '{"detail":"Authentication credentials were not provided."}',
        }),
      ],
    },
    'hapi takes Bearer and gets Token': {
      exchanges: [
        refused(`Token ${jwt()}`, {
          responseHeaders: challenge('Bearer'),
          responseBody: '{"statusCode":401,"error":"Unauthorized","message":"Missing authentication"}',
        }),
      ],
    },
    'no challenge tells, and a JWT under Token is odd enough': {
      exchanges: [
        refused(`Token ${jwt({}, { alg: 'HS256' })}`, { responseBody: expressError('Unauthorized') }),
      ],
    },
    'Bearer is misspelt, and the token has expired': {
      exchanges: [
        refused(`Baerer ${jwt({ exp: numericDate(-600) })}`, {
          responseBody: expressError('UnauthorizedError: Format is Authorization: Bearer [token]'),
        }),
      ],
    },
    'an opaque token under Token, and nobody says more': {
      exchanges: [refused(`token ${key}`, { responseBody: '' })],
    },
    'the API took Bearer before': {
      exchanges: [
        call({
          id: 'earlier',
          url: 'https://app.test/api/me',
          startedAt: NOON - 1_000,
          requestHeaders: { authorization: `Bearer ${key}` },
        }),
        refused(`Token ${key}`, { responseBody: '{"detail":"Invalid token."}' }),
      ],
    },
    'a server that wants Digest gets Basic': {
      exchanges: [
        refused(`Basic ${btoa('mia:lamp-0815')}`, {
          responseHeaders: challenge(
            'Digest realm="Orders", nonce="da7d08d360e3aeae", algorithm=MD5, qop="auth"',
          ),
        }),
      ],
    },
  },
  ignores: {
    'the API took Token before': {
      exchanges: [
        call({
          id: 'earlier',
          url: 'https://app.test/api/me',
          startedAt: NOON - 1_000,
          requestHeaders: { authorization: 'Token 16c7e42f292c6912e7710c838347ae178b4a0815' },
        }),
        refused(`Token ${key}`, { responseBody: '' }),
      ],
    },
    'a scheme with a meaning of its own': {
      exchanges: [refused('Hawk id="dh37fgj492je", mac="x"', { responseBody: 'Unauthorized' })],
    },
    'the scheme is the one asked for, in other letters': {
      exchanges: [refused(`bearer ${jwt()}`, { responseHeaders: challenge('Bearer realm="api"') })],
    },
    'one of several challenges names it': {
      exchanges: [
        refused(bearer(), { responseHeaders: challenge('Bearer realm="api", DPoP algs="RS256 ES256"') }),
      ],
    },
    'no challenge tells, and the token is the server’s own kind': {
      exchanges: [refused(`Token ${key}`, { responseBody: '{"detail":"Invalid token."}' })],
    },
  },
};
