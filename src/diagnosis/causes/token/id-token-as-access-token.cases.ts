import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const idToken = {
  aud: 'spa-client',
  azp: 'spa-client',
  scope: undefined,
  nonce: 'n-0S6_WzA2Mj',
  at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng',
  name: 'Mia Berger',
};
const audience = challenge(
  'Bearer realm="api", error="invalid_token", error_description="Unexpected \'aud\' value"',
);

export const cases: CauseCases = {
  finds: {
    'nonce and at_hash mark it, and the server names the audience': {
      exchanges: [refused(bearer(idToken), { responseHeaders: audience })],
    },
    'Cognito names the use, and the server gives no reason': {
      exchanges: [
        refused(bearer({ aud: 'spa-client', scope: undefined, token_use: 'id' }), {
          responseBody: '{"message":"Unauthorized"}',
        }),
      ],
    },
    'an API that takes access tokens only': {
      exchanges: [
        call({ id: 'before', startedAt: NOON - 5_000, requestHeaders: { authorization: bearer() } }),
        refused(bearer(idToken), { responseHeaders: challenge('Bearer error="invalid_token"') }),
      ],
    },
  },
  ignores: {
    'Firebase issues ID tokens only': {
      exchanges: [
        refused(bearer({ iss: 'https://securetoken.google.com/shop', aud: 'shop', scope: undefined }), {
          responseBody: '{"error":"Unauthorized"}',
        }),
      ],
    },
    'the token holds a scope and a type of access tokens': {
      exchanges: [
        refused(bearer({ aud: 'spa-client', client_id: 'spa-client' }, { typ: 'at+jwt' }), {
          responseHeaders: audience,
        }),
      ],
    },
    'this API has accepted ID tokens': {
      exchanges: [
        call({ id: 'before', startedAt: NOON - 5_000, requestHeaders: { authorization: bearer(idToken) } }),
        refused(bearer({ ...idToken, sub: 'user-1' }), {
          responseHeaders: challenge('Bearer error="invalid_token"'),
        }),
      ],
    },
    'the server names the signature': {
      exchanges: [refused(bearer(idToken), { responseBody: '{"message":"Invalid signature"}' })],
    },
  },
};
