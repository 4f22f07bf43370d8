import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const accepted = (iss: string) =>
  call({ id: 'before', startedAt: NOON - 5_000, requestHeaders: { authorization: bearer({ iss }) } });
const invalid = challenge('Bearer realm="api", error="invalid_token"');

export const cases: CauseCases = {
  finds: {
    'express-jwt names the issuer that it expects': {
      exchanges: [
        refused(bearer({ iss: 'https://idp.test/' }), {
          responseHeaders: { 'content-type': 'text/html; charset=utf-8' },
          responseBody: expressError(
            'UnauthorizedError: jwt issuer invalid. expected: https://idp.test<br> &nbsp; &nbsp;at new UnauthorizedError',
          ),
        }),
      ],
    },
    'ASP.NET Core names it in the challenge': {
      exchanges: [
        refused(bearer({ iss: 'https://sts.windows.net/2f1d/' }), {
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The issuer is invalid"',
          ),
        }),
      ],
    },
    'tokens that this API accepted came from another': {
      exchanges: [
        accepted('https://idp.test'),
        refused(bearer({ iss: 'https://partner.idp.test' }), { responseHeaders: invalid }),
      ],
    },
    'the server names it of a token that the file leaves out': {
      exchanges: [
        refused(undefined, {
          blindSpots: ['authorization'],
          responseHeaders: { 'content-type': 'text/html; charset=utf-8' },
          responseBody: expressError('UnauthorizedError: jwt issuer invalid. expected: https://idp.test'),
        }),
      ],
    },
    'the token names no issuer': {
      exchanges: [
        refused(bearer({ iss: undefined }), {
          responseHeaders: challenge(
            'Bearer realm="api", error="invalid_token", error_description="Missing \'iss\' claim"',
          ),
        }),
      ],
    },
  },
  ignores: {
    'tokens that this API accepted came from the same': {
      exchanges: [
        accepted('https://idp.test'),
        refused(bearer({ sub: 'user-1' }), { responseHeaders: invalid }),
      ],
    },
    'nothing is known of what this API accepts': {
      exchanges: [refused(bearer({ iss: 'https://staging.idp.test' }), { responseHeaders: invalid })],
    },
    'the issuer is another, and the server names the signature': {
      exchanges: [
        accepted('https://idp.test'),
        refused(bearer({ iss: 'https://staging.idp.test' }), {
          responseBody: '{"message":"Invalid signature"}',
        }),
      ],
    },
  },
};
