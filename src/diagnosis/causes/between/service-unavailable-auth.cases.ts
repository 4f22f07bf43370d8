import { exchange, NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const token = (status: number, secondsBefore: number, id = 'token') =>
  exchange({
    id,
    startedAt: NOON - secondsBefore * 1_000,
    method: 'POST',
    url: 'https://idp.test/token',
    requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
    requestBody: 'grant_type=refresh_token&refresh_token=r1&client_id=spa',
    status,
    responseHeaders: { 'access-control-allow-origin': '*' },
    responseBody: status === 200 ? '{"access_token":"tGzv3JOk","token_type":"Bearer"}' : 'upstream error',
  });
const rejected = refused(bearer(), { responseHeaders: challenge('Bearer error="invalid_token"') });

export const cases: CauseCases = {
  finds: {
    'Envoy could not fetch the keys': {
      exchanges: [
        refused(bearer(), {
          responseHeaders: {
            server: 'envoy',
            ...challenge('Bearer realm="https://app.test/api", error="invalid_token"'),
          },
          responseBody: 'Jwks remote fetch is failed',
        }),
      ],
    },
    'the authorizer of the gateway broke, which shows as 500': {
      // Gateway response types of Amazon API Gateway: AUTHORIZER_CONFIGURATION_ERROR.
      exchanges: [
        call({
          status: 500,
          requestHeaders: { authorization: bearer() },
          responseHeaders: { 'x-amzn-errortype': 'AuthorizerConfigurationException' },
          responseBody: '{"message":null}',
        }),
      ],
    },
    'the token endpoint was down when the token was to be renewed': {
      exchanges: [token(503, 2), rejected],
    },
  },
  ignores: {
    'the token endpoint came back': { exchanges: [token(503, 4, 'first'), token(200, 2), rejected] },
    'that was minutes ago': { exchanges: [token(503, 300), rejected] },
  },
};
