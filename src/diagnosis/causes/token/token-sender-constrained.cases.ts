import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, expressError, refused } from '../call.fixture.ts';
import { bearer, jwt } from '../jwt.fixture.ts';
import { dpopProof } from './proof.fixture.ts';

const jkt = { cnf: { jkt: 'ct1Oq46vyRRl8yMfGPRw-K09F-4RGGYKM5m4-24va68' } };
const certificate = { cnf: { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' } };
const asksForDpop = challenge('DPoP algs="RS256 ES256"');
const OPAQUE = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU';

const tokenAnswer = (type: string) =>
  call({
    id: 'token',
    method: 'POST',
    url: 'https://app.test/token',
    startedAt: NOON - 2_000,
    responseBody: JSON.stringify({ access_token: OPAQUE, token_type: type, expires_in: 3_600 }),
  });

export const cases: CauseCases = {
  finds: {
    'express-oauth2-jwt-bearer answers 400 and asks for DPoP': {
      exchanges: [
        refused(bearer(jkt), {
          status: 400,
          responseHeaders: asksForDpop,
          responseBody: expressError('Bad Request'),
        }),
      ],
    },
    'the server gives no reason': {
      exchanges: [refused(bearer(jkt), { responseHeaders: challenge('Bearer error="invalid_token"') })],
    },
    'an opaque token that was issued with token_type DPoP': {
      exchanges: [tokenAnswer('DPoP'), refused(`Bearer ${OPAQUE}`, { responseHeaders: asksForDpop })],
    },
    'the server names the certificate': {
      exchanges: [
        refused(bearer(certificate), {
          // The words of RFC 8705 §3.
          responseHeaders: challenge(
            'Bearer error="invalid_token", error_description="The access token is certificate-bound, and the certificate does not match"',
          ),
        }),
      ],
    },
  },
  ignores: {
    'it was sent as DPoP, with its proof': {
      exchanges: [
        refused(`DPoP ${jwt(jkt)}`, {
          requestHeaders: { dpop: dpopProof() },
          responseHeaders: challenge('DPoP error="invalid_token", algs="ES256"'),
        }),
      ],
    },
    'the token is bound to nothing': {
      exchanges: [refused(bearer(), { responseHeaders: asksForDpop })],
    },
    'it was issued with token_type Bearer': {
      exchanges: [tokenAnswer('Bearer'), refused(`Bearer ${OPAQUE}`, { responseHeaders: asksForDpop })],
    },
    'it is bound to a certificate, and nobody says that it was missing': {
      exchanges: [
        refused(bearer(certificate), { responseHeaders: challenge('Bearer error="invalid_token"') }),
      ],
    },
    'it is bound, and the server names the audience': {
      exchanges: [
        refused(bearer(jkt), {
          responseHeaders: challenge('Bearer error="invalid_token", error_description="Invalid audience"'),
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
