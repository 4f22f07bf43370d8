import type { JWK } from 'jose';
import { readToken } from '../jwt/token.ts';

/** A DPoP proof as sent (RFC 9449 §4.2). Nothing is verified. */
export interface Proof {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** `undefined` for a value that is no signed JWT: no proof at all (RFC 9449 §4.3, step 2). Never throws. */
export function readProof(value: string): Proof | undefined {
  const reading = readToken(value.trim());
  return reading.kind === 'jws' ? { header: reading.header, claims: reading.claims } : undefined;
}

/** The public key inside the proof; `undefined` where there is none, or a private or secret one. */
export function embeddedKey({ header }: Proof): JWK | undefined {
  const { jwk } = header;
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) return undefined;
  return Object.hasOwn(jwk, 'd') || Object.hasOwn(jwk, 'k') ? undefined : (jwk as JWK);
}

/** Where a proof departs from RFC 9449 §4.2 by itself, or does not fit its request (§4.3). */
export interface ProofMismatch {
  readonly what: 'typ' | 'alg' | 'jwk' | 'jti' | 'htm' | 'htu' | 'iat' | 'ath';
  /** `missing`: the proof has no such part. */
  readonly how: 'missing' | 'wrong';
}

/** What can be read from the proof and its request alone; signature, hashes and time take more. */
export function proofMismatches(
  proof: Proof,
  request: { readonly method: string; readonly url: string; readonly carriesToken: boolean },
): readonly ProofMismatch[] {
  const { header, claims } = proof;
  const found: ProofMismatch[] = [];
  const check = (what: ProofMismatch['what'], value: unknown, right: boolean) => {
    if (value === undefined) found.push({ what, how: 'missing' });
    else if (!right) found.push({ what, how: 'wrong' });
  };
  const type = header['typ'];
  check('typ', type, typeof type === 'string' && /^(?:application\/)?dpop\+jwt$/i.test(type));
  const { alg, jwk } = header;
  check('alg', alg, typeof alg === 'string' && /^(?:[RPE]S|Ed|ML-DSA)/.test(alg));
  check('jwk', jwk, embeddedKey(proof) !== undefined);
  check('jti', claims['jti'], typeof claims['jti'] === 'string');
  check('htm', claims['htm'], claims['htm'] === request.method);
  check('htu', claims['htu'], isSameTarget(claims['htu'], request.url));
  check('iat', claims['iat'], typeof claims['iat'] === 'number');
  // Beside a token only (RFC 9449 §4.2).
  if (request.carriesToken) check('ath', claims['ath'], typeof claims['ath'] === 'string');
  return found;
}

/** Query and fragment are left out, and what RFC 3986 §6.2.2 and §6.2.3 call the same is the same (RFC 9449 §4.3). */
export function isSameTarget(htu: unknown, url: string): boolean {
  if (typeof htu !== 'string' || !URL.canParse(htu) || !URL.canParse(url)) return false;
  return bare(htu) === bare(url);
}

function bare(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname.replace(/%[0-9a-f]{2}/gi, normalised)}`;
}

/** RFC 3986 §6.2.2.1, §6.2.2.2. */
function normalised(escaped: string): string {
  const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : escaped.toUpperCase();
}
