import { NOON } from '../../exchange/exchange.fixture.ts';

type Members = Readonly<Record<string, unknown>>;

/** `NOON` and so many seconds, as a NumericDate. */
export function numericDate(secondsAfterNoon: number): number {
  return NOON / 1_000 + secondsAfterNoon;
}

/** An access token as issuers write it: issued a minute before noon, good for an hour. */
export const CLAIMS = {
  iss: 'https://idp.test',
  sub: 'user-4711',
  aud: 'https://api.app.test',
  iat: numericDate(-60),
  exp: numericDate(3_540),
  scope: 'openid read:orders',
  jti: '549c4fa2-1d0b-4f0c-9a52-0d7c1a9f6b13',
} as const;

/** Characters of a signature in base64url (RFC 7518 §3). */
const SIGNATURE_LENGTH: Readonly<Record<string, number>> = { HS256: 43, ES256: 86, RS256: 342 };

/** A JWT in compact form, well formed but for the signature, which nobody made. */
export function jwt(claims: Members = {}, header: Members = {}): string {
  return encode({ ...CLAIMS, ...claims }, header);
}

/** The same from exactly these claims. */
export function jwtOf(claims: Members, header: Members = {}): string {
  return encode(claims, header);
}

export function bearer(claims: Members = {}, header: Members = {}): string {
  return `Bearer ${jwt(claims, header)}`;
}

function encode(claims: Members, header: Members): string {
  const whole = { alg: 'RS256', typ: 'JWT', kid: 'key-2026-01', ...header };
  const signature = 'q9X_c2lnbmF0dXJl-Zm9yIHRlc3Rz'.repeat(12);
  return `${part(whole)}.${part(claims)}.${signature.slice(0, SIGNATURE_LENGTH[whole.alg] ?? 0)}`;
}

function part(members: Members): string {
  return Buffer.from(JSON.stringify(members)).toString('base64url');
}
