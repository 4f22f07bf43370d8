import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const invalid = challenge('Bearer realm="api", error="invalid_token"');
const unexpectedIssuer = challenge(
  'Bearer realm="api", error="invalid_token", error_description="Unexpected \'iss\' value"',
);
const local = { iss: 'http://localhost:8080/realms/dev' };
const production = { url: 'https://api.prod.shop.test/orders', initiator: 'https://api.prod.shop.test' };

export const cases: CauseCases = {
  finds: {
    'the token of a local Keycloak reaches a public API, and the API names the issuer': {
      exchanges: [
        refused(bearer(local), {
          responseHeaders: unexpectedIssuer,
          responseBody: expressError('Unauthorized'),
        }),
      ],
    },
    'the same, and the API gives no reason': {
      exchanges: [refused(bearer(local), { responseHeaders: invalid })],
    },
    'a staging issuer, and a host that says prod': {
      exchanges: [
        refused(bearer({ iss: 'https://idp.staging.shop.test' }), {
          ...production,
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="no applicable key found in the JSON Web Key Set"',
          ),
        }),
      ],
    },
    'this API accepted tokens of the same issuer without staging': {
      exchanges: [
        call({
          id: 'before',
          startedAt: NOON - 5_000,
          requestHeaders: { authorization: bearer({ iss: 'https://idp.test' }) },
        }),
        refused(bearer({ iss: 'https://staging.idp.test' }), { responseHeaders: invalid }),
      ],
    },
    'the audience is the same API in staging': {
      exchanges: [
        refused(bearer({ aud: 'https://api-staging.shop.test' }), {
          url: 'https://api.shop.test/orders',
          initiator: 'https://api.shop.test',
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The audience is invalid"',
          ),
        }),
      ],
    },
  },
  ignores: {
    'the API runs on this computer, too': {
      exchanges: [
        refused(bearer(local), {
          url: 'http://localhost:3000/orders',
          initiator: 'http://localhost:3000',
          responseHeaders: unexpectedIssuer,
        }),
      ],
    },
    'the host names no environment': {
      exchanges: [
        refused(bearer({ iss: 'https://idp.staging.shop.test' }), { responseHeaders: unexpectedIssuer }),
      ],
    },
    'one provider serves development and test': {
      exchanges: [
        refused(bearer({ iss: 'https://idp.dev.shop.test' }), {
          url: 'https://api.qa.shop.test/orders',
          initiator: 'https://api.qa.shop.test',
          responseHeaders: invalid,
        }),
      ],
    },
    'this API has accepted tokens of that issuer': {
      exchanges: [
        call({
          id: 'before',
          startedAt: NOON - 5_000,
          requestHeaders: { authorization: bearer({ ...local, sub: 'user-1' }) },
        }),
        refused(bearer(local), { responseHeaders: invalid }),
      ],
    },
    'the issuer is local, and the server names the audience': {
      exchanges: [
        refused(bearer(local), {
          responseHeaders: challenge('Bearer error="invalid_token", error_description="Invalid audience"'),
        }),
      ],
    },
    'the server names the date': {
      exchanges: [
        refused(bearer(local), {
          responseHeaders: challenge('Bearer error="invalid_token", error_description="token expired"'),
        }),
      ],
    },
  },
};
