import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const billing = { aud: 'https://billing.app.test' };
const invalid = challenge('Bearer realm="api", error="invalid_token"');
const before = call({ id: 'before', startedAt: NOON - 5_000, requestHeaders: { authorization: bearer() } });

export const cases: CauseCases = {
  finds: {
    'the challenge names aud': {
      exchanges: [
        refused(bearer(billing), {
          responseHeaders: challenge(
            'Bearer realm="api", error="invalid_token", error_description="Unexpected \'aud\' value"',
          ),
        }),
      ],
    },
    'API Gateway writes its challenge without commas': {
      exchanges: [
        refused(bearer(billing), {
          responseHeaders: challenge(
            'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"',
          ),
          responseBody: '{"message":"Unauthorized"}',
        }),
      ],
    },
    'Cloud Endpoints answers 403 for it': {
      exchanges: [
        refused(bearer(billing), {
          status: 403,
          responseBody: '{"code":403,"message":"Audiences in Jwt are not allowed"}',
        }),
      ],
    },
    'tokens that this API accepted have another': {
      exchanges: [before, refused(bearer(billing), { responseHeaders: invalid })],
    },
    'the server names it of a token that the file leaves out': {
      exchanges: [
        refused(undefined, {
          blindSpots: ['authorization'],
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The audience is invalid"',
          ),
        }),
      ],
    },
    'the token has none': {
      exchanges: [
        refused(bearer({ aud: undefined }), {
          responseHeaders: challenge(
            'Bearer realm="api", error="invalid_token", error_description="Missing \'aud\' claim"',
          ),
        }),
      ],
    },
  },
  ignores: {
    'tokens that this API accepted have the same': {
      exchanges: [before, refused(bearer({ sub: 'user-1' }), { responseHeaders: invalid })],
    },
    'nothing is known of what this API accepts': {
      exchanges: [refused(bearer(billing), { responseHeaders: invalid })],
    },
    'the audience is another, and the server names the issuer': {
      exchanges: [
        before,
        refused(bearer(billing), {
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The issuer is invalid"',
          ),
        }),
      ],
    },
  },
};
