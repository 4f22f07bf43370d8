import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, expressError, refused } from '../call.fixture.ts';
import { bearer, numericDate } from '../jwt.fixture.ts';

const inAnHour = { nbf: numericDate(3_600), exp: numericDate(7_200) };

export const cases: CauseCases = {
  finds: {
    'nbf is an hour ahead, and the body only says invalid or expired': {
      exchanges: [
        refused(bearer(inAnHour), {
          responseHeaders: challenge('Bearer realm="api"'),
          responseBody:
            '{"detail":"Given token not valid for any token type","code":"token_not_valid","messages":[{"token_class":"AccessToken","token_type":"access","message":"Token is invalid or expired"}]}',
        }),
      ],
    },
    'the server says not active': {
      exchanges: [refused(bearer(inAnHour), { responseBody: expressError('jwt not active') })],
    },
    'ruby-jwt says so with the word signature': {
      exchanges: [
        refused(bearer(inAnHour), { responseBody: '{"error":"Signature nbf has not been reached"}' }),
      ],
    },
    'a minute is enough where the server says it': {
      exchanges: [
        refused(bearer({ nbf: numericDate(60) }), {
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The token is not valid yet"',
          ),
        }),
      ],
    },
    'iat lies in the future': {
      exchanges: [
        refused(bearer({ iat: numericDate(1_800), exp: numericDate(5_400) }), {
          responseHeaders: challenge('Bearer realm="api", error="invalid_token"'),
        }),
      ],
    },
  },
  ignores: {
    'nbf has passed': {
      exchanges: [
        refused(bearer({ nbf: numericDate(-1) }), {
          responseHeaders: challenge('Bearer error="invalid_token"'),
        }),
      ],
    },
    'a minute is within what validators allow, and the server says nothing': {
      exchanges: [
        refused(bearer({ nbf: numericDate(60) }), {
          responseHeaders: challenge('Bearer error="invalid_token"'),
        }),
      ],
    },
    'nbf is ahead, and the server names the signature': {
      exchanges: [refused(bearer(inAnHour), { responseBody: '{"message":"Invalid signature"}' })],
    },
  },
};
