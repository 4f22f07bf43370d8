import { NOON } from '../../../exchange/exchange.fixture.ts';
import type { ExchangeId } from '../../../exchange/exchange.ts';
import type { Case, CauseCases } from '../../engine/cause-cases.ts';
import { call, challenge, refused } from '../call.fixture.ts';
import { jwt, numericDate } from '../jwt.fixture.ts';
import { dpopProof } from './proof.fixture.ts';

const token = jwt({ cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } });
const invalid = challenge('DPoP error="invalid_dpop_proof", algs="ES256"');
const ID = 'main' as ExchangeId;

function withProof(proof: string, responseHeaders: Readonly<Record<string, string>> = invalid) {
  return refused(`DPoP ${token}`, { requestHeaders: { dpop: proof }, responseHeaders });
}

/** What hashes and keys told before. */
function checked(fault: 'ath' | 'jkt' | 'signature', proof = dpopProof()): Case {
  return { exchanges: [withProof(proof)], signatures: { [ID]: { proof: [fault] } } };
}

export const cases: CauseCases = {
  finds: {
    'it is for another URL': {
      exchanges: [
        withProof(dpopProof({ htu: 'https://app.test/api/users' }), {
          // express-oauth2-jwt-bearer
          ...challenge('DPoP error="invalid_dpop_proof", error_description="DPoP Proof htu mismatch"'),
        }),
      ],
    },
    'it is for another method': { exchanges: [withProof(dpopProof({ htm: 'POST' }))] },
    'its type is that of any JWT': { exchanges: [withProof(dpopProof({}, { typ: 'JWT' }))] },
    'it carries the private key': {
      exchanges: [withProof(dpopProof({}, { jwk: { kty: 'EC', crv: 'P-256', x: 'a', y: 'b', d: 'c' } }))],
    },
    'it has no hash of the token': { exchanges: [withProof(dpopProof({ ath: undefined }))] },
    'it was made half an hour ago': { exchanges: [withProof(dpopProof({ iat: numericDate(-1_800) }))] },
    'its hash is that of another token': checked('ath'),
    'the token is bound to another key': checked('jkt'),
    'another key signed it': checked('signature'),
    'it is no JWT': { exchanges: [withProof('eyJhbGciOiJFUzI1NiJ9')] },
    'it was sent before': {
      exchanges: [
        call({
          id: 'before',
          startedAt: NOON - 900,
          requestHeaders: { authorization: `DPoP ${token}`, dpop: dpopProof() },
        }),
        withProof(dpopProof()),
      ],
    },
    'it fits, and the API sees another address behind its proxy': {
      exchanges: [
        withProof(dpopProof(), {
          ...challenge('DPoP error="invalid_dpop_proof", error_description="Invalid htu in DPoP proof"'),
        }),
      ],
    },
    'it fits, and the server gives no particulars': { exchanges: [withProof(dpopProof())] },
  },
  ignores: {
    'it fits, and nobody speaks of it': {
      exchanges: [withProof(dpopProof(), challenge('DPoP error="invalid_token", algs="ES256"'))],
    },
    'query and fragment are left out of htu': {
      exchanges: [
        refused(`DPoP ${token}`, {
          url: 'https://app.test/api/orders?page=2',
          requestHeaders: { dpop: dpopProof() },
          responseHeaders: challenge('DPoP error="invalid_token", algs="ES256"'),
        }),
      ],
    },
    'the server asks for a nonce first': {
      exchanges: [
        withProof(dpopProof({ iat: numericDate(-1_800) }), {
          ...challenge('DPoP error="use_dpop_nonce"'),
          'dpop-nonce': 'eyJ7S_zG.eyJH0-Z.HX4w-7v',
        }),
      ],
    },
    'the server names the scope': {
      exchanges: [
        refused(`DPoP ${token}`, {
          status: 403,
          requestHeaders: { dpop: dpopProof({ htm: 'POST' }) },
          responseHeaders: challenge('DPoP error="insufficient_scope", scope="orders:write"'),
        }),
      ],
    },
  },
};
