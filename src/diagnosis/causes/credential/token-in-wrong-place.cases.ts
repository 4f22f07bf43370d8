import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer, jwt } from '../jwt.fixture.ts';

/** As express-oauth2-jwt-bearer answers a request without a token. */
const asks = {
  responseHeaders: challenge('Bearer realm="api", DPoP algs="RS256 ES256"'),
  responseBody: expressError('Unauthorized'),
};
/** As express-jwt does. */
const noneFound = {
  responseBody: '{"error":"credentials_required","message":"No authorization token was found"}',
};
const orders = 'https://app.test/api/orders';

export const cases: CauseCases = {
  finds: {
    'the token stands in X-Access-Token': {
      exchanges: [refused(undefined, { ...asks, requestHeaders: { 'x-access-token': jwt() } })],
    },
    'the name of the header has a slip': {
      exchanges: [refused(undefined, { ...asks, requestHeaders: { authentication: bearer() } })],
    },
    'in X-Auth-Token, and the middleware says that there is none': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { 'x-auth-token': jwt() },
          responseBody: '{"success":false,"msg":"No token, authorization denied"}',
        }),
      ],
    },
    'the token stands in the query': {
      exchanges: [refused(undefined, { ...noneFound, url: `${orders}?access_token=${jwt()}` })],
    },
    'an opaque token in X-Auth-Token': {
      exchanges: [
        refused(undefined, { ...asks, requestHeaders: { 'x-auth-token': 'tGzv3JOkF0XG5Qx2TlKWIA' } }),
      ],
    },
    'the token stands in a cookie, and the server says that it saw none': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { cookie: `theme=dark; access_token=${jwt()}` },
          responseHeaders: challenge('Bearer realm="api"'),
          responseBody: '{"detail":"Authentication credentials were not provided."}',
        }),
      ],
    },
  },
  ignores: {
    'the token is in its place': {
      exchanges: [refused(bearer(), { ...asks, requestHeaders: { 'x-access-token': jwt() } })],
    },
    'the server read the token where it stands': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { 'x-access-token': jwt() },
          responseHeaders: challenge('Bearer error="invalid_token", error_description="The token expired"'),
        }),
      ],
    },
    'the API takes the header elsewhere': {
      exchanges: [
        call({
          id: 'earlier',
          url: 'https://app.test/api/me',
          startedAt: NOON - 1_000,
          requestHeaders: { 'x-access-token': jwt() },
        }),
        refused(undefined, { ...asks, requestHeaders: { 'x-access-token': jwt() } }),
      ],
    },
    'the API asks for a scheme of its own: OpenStack’s': {
      exchanges: [
        refused(undefined, {
          requestHeaders: { 'x-auth-token': 'tGzv3JOkF0XG5Qx2TlKWIA' },
          responseHeaders: challenge('Keystone uri="https://identity.app.test/v3"'),
        }),
      ],
    },
    'what the query holds is an invitation': {
      exchanges: [refused(undefined, { ...asks, url: `${orders}?token=inv-4711-0815-abcdef` })],
    },
    'the cookie is one against forged requests': {
      exchanges: [refused(undefined, { ...asks, requestHeaders: { cookie: `XSRF-TOKEN=${jwt()}` } })],
    },
  },
};
