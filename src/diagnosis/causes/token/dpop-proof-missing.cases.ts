import type { CauseCases } from '../../engine/cause-cases.ts';
import { challenge, expressError, refused } from '../call.fixture.ts';
import { jwt } from '../jwt.fixture.ts';
import { dpopProof } from './proof.fixture.ts';

const bound = jwt({ cnf: { jkt: 'G4Z4Sgkh1BLObqyL6a5w0pmRKMjq_6eRfMMd-3bDXIA' } });
const asksForDpop = challenge('DPoP algs="ES256 RS256"');

export const cases: CauseCases = {
  finds: {
    'express-oauth2-jwt-bearer answers 400 and says no more': {
      exchanges: [
        refused(`DPoP ${bound}`, {
          status: 400,
          responseHeaders: asksForDpop,
          responseBody: expressError('Bad Request'),
        }),
      ],
    },
    'an opaque token under the scheme': {
      exchanges: [
        refused('DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU', {
          responseHeaders: challenge('DPoP error="invalid_token", algs="ES256"'),
        }),
      ],
    },
    'a token endpoint asks for it': {
      exchanges: [
        refused(undefined, {
          method: 'POST',
          url: 'https://idp.test/token',
          initiator: 'https://idp.test',
          status: 400,
          requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
          requestBody: 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&client_id=spa',
          responseBody: '{"error":"invalid_dpop_proof","error_description":"DPoP proof is missing"}',
        }),
      ],
    },
  },
  ignores: {
    'the proof was sent': {
      exchanges: [
        refused(`DPoP ${bound}`, {
          requestHeaders: { dpop: dpopProof() },
          responseHeaders: asksForDpop,
        }),
      ],
    },
    'a plain token, and the server takes both': {
      exchanges: [
        refused(`Bearer ${jwt()}`, {
          responseHeaders: challenge('Bearer error="invalid_token", DPoP algs="ES256"'),
        }),
      ],
    },
  },
  cannotTell: {
    'the file was cleaned of credentials': {
      exchanges: [
        refused(undefined, { status: 400, blindSpots: ['authorization'], responseHeaders: asksForDpop }),
      ],
    },
  },
};
