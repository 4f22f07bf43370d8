import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { jwt } from '../jwt.fixture.ts';
import { dpopProof } from './proof.fixture.ts';

const NONCE = 'eyJ7S_zG.eyJH0-Z.HX4w-7v';
const authorization = `DPoP ${jwt()}`;
// RFC 9449 §9.
const asks = challenge(
  'DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof"',
);
const first = (overrides: Parameters<typeof refused>[1] = {}) =>
  refused(authorization, {
    requestHeaders: { dpop: dpopProof() },
    responseHeaders: { ...asks, 'dpop-nonce': NONCE },
    ...overrides,
  });

export const cases: CauseCases = {
  finds: {
    'the page gave up': { exchanges: [first()] },
    'the retry was made without it': {
      exchanges: [
        first({ id: 'first', startedAt: NOON - 500 }),
        first({ requestHeaders: { dpop: dpopProof({ jti: 'another' }) } }),
      ],
    },
    'a token endpoint asks for it': {
      exchanges: [
        first({
          method: 'POST',
          url: 'https://app.test/token',
          status: 400,
          requestHeaders: {
            'content-type': 'application/x-www-form-urlencoded',
            dpop: dpopProof({ htm: 'POST', htu: 'https://app.test/token' }),
          },
          requestBody: 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&client_id=spa',
          responseHeaders: { 'dpop-nonce': NONCE },
          // RFC 9449 §8.
          responseBody:
            '{"error":"use_dpop_nonce","error_description":"Authorization server requires nonce in DPoP proof"}',
        }),
      ],
    },
    'the page of another origin cannot read it': {
      exchanges: [
        first({
          url: 'https://api.other.test/orders',
          responseHeaders: {
            ...asks,
            'dpop-nonce': NONCE,
            'access-control-allow-origin': 'https://app.test',
          },
        }),
      ],
    },
    'the server forgot to give it': { exchanges: [first({ responseHeaders: asks })] },
  },
  ignores: {
    'a retry carried it': {
      exchanges: [
        call({
          id: 'later',
          startedAt: NOON + 500,
          status: 401,
          requestHeaders: { authorization, dpop: dpopProof({ nonce: NONCE, jti: 'another' }) },
        }),
        first(),
      ],
    },
    'the server speaks of the proof, not of a nonce': {
      exchanges: [first({ responseHeaders: challenge('DPoP error="invalid_dpop_proof", algs="ES256"') })],
    },
  },
  cannotTell: {
    'the answer’s headers were not recorded': {
      exchanges: [
        refused(authorization, {
          blindSpots: ['response-headers'],
          requestHeaders: { dpop: dpopProof() },
          responseBody: '{"error":"use_dpop_nonce"}',
        }),
      ],
    },
  },
};
