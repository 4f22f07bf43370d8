import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const api = 'https://abc123.execute-api.eu-central-1.amazonaws.com';
// Gateway response types of Amazon API Gateway: MISSING_AUTHENTICATION_TOKEN.
const missing = {
  status: 403,
  responseHeaders: {
    'x-amzn-errortype': 'MissingAuthenticationTokenException',
    'access-control-allow-origin': '*',
  },
  responseBody: '{"message":"Missing Authentication Token"}',
} as const;

export const cases: CauseCases = {
  finds: {
    'the stage is left out': {
      exchanges: [
        call({
          id: 'orders',
          startedAt: NOON - 500,
          url: `${api}/prod/orders`,
          responseHeaders: { 'access-control-allow-origin': '*' },
        }),
        refused(bearer(), { url: `${api}/orders`, ...missing }),
      ],
    },
    'no token at all, and none is what it means': {
      exchanges: [refused(undefined, { url: `${api}/prod/ordrs`, ...missing })],
    },
  },
  ignores: {
    'the route is known and a token is missing': {
      exchanges: [
        refused(undefined, {
          url: `${api}/prod/orders`,
          responseHeaders: {
            'x-amzn-errortype': 'UnauthorizedException',
            'access-control-allow-origin': '*',
          },
          responseBody: '{"message":"Unauthorized"}',
        }),
      ],
    },
  },
};
