import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { bearer } from '../jwt.fixture.ts';

const part = (text: string) => Buffer.from(text).toString('base64url');

/** As Auth0 hands it out where no API was asked for: the header names the issuer, the rest is for its own /userinfo. */
function encrypted(vector = 'bm90LXNlY3JldA'): string {
  const header = part(JSON.stringify({ alg: 'dir', enc: 'A256GCM', iss: 'https://shop.idp.test/' }));
  return `Bearer ${header}..${vector}.${part('nothing that anybody encrypted, only long enough')}.c29tZS10YWctaGVyZS4`;
}

export const cases: CauseCases = {
  finds: {
    'an API that expects a signed token finds it malformed': {
      exchanges: [
        refused(encrypted(), {
          responseHeaders: challenge(
            'Bearer realm="api", error="invalid_token", error_description="Invalid Compact JWS"',
          ),
        }),
      ],
    },
    'ASP.NET Core has no key to decrypt it': {
      exchanges: [refused(encrypted(), { responseBody: 'IDX10609: Decryption failed. No Keys tried.' })],
    },
    'the server gives no reason': {
      exchanges: [refused(encrypted(), { responseBody: '{"message":"Unauthorized"}' })],
    },
  },
  ignores: {
    'the token is signed, not encrypted': {
      exchanges: [refused(bearer(), { responseBody: '{"message":"Unauthorized"}' })],
    },
    'this API has accepted encrypted tokens': {
      exchanges: [
        call({
          id: 'before',
          startedAt: NOON - 5_000,
          requestHeaders: { authorization: encrypted('YW5vdGhlci1vbmU') },
        }),
        refused(encrypted(), { responseBody: '{"message":"Unauthorized"}' }),
      ],
    },
    'the server has read it: it has expired': {
      exchanges: [
        refused(encrypted(), {
          responseHeaders: challenge('Bearer error="invalid_token", error_description="The token expired"'),
        }),
      ],
    },
  },
};
