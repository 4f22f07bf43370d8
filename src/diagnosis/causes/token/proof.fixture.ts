import { jwtOf, numericDate } from '../jwt.fixture.ts';

type Members = Readonly<Record<string, unknown>>;

/** The public key of RFC 9449 §4.1. */
const KEY = {
  kty: 'EC',
  crv: 'P-256',
  x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
  y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
};

/** A proof as clients make it for `call()`, a second before noon; nobody signed it. */
export function dpopProof(claims: Members = {}, header: Members = {}): string {
  return jwtOf(
    {
      jti: 'e1j3V_bKic8-LAEB',
      htm: 'GET',
      htu: 'https://app.test/api/orders',
      iat: numericDate(-1),
      ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo',
      ...claims,
    },
    { typ: 'dpop+jwt', alg: 'ES256', jwk: KEY, kid: undefined, ...header },
  );
}
