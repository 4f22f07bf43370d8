import { sha256 } from '@noble/hashes/sha2.js';
import { base64url } from 'jose';

/**
 * How a code verifier relates to a code challenge.
 *
 * - `fits`: the server computes the same (RFC 7636 §4.6).
 * - `hashed-as-plain`: the challenge is the verifier's SHA-256, but its method says, or without one means, `plain`.
 * - `plain-as-hashed`: the challenge is the verifier itself, but its method says `S256`.
 * - `other-encoding`: it is the SHA-256, but not in base64url without padding (§4.2).
 * - `differs`: they have nothing to do with each other.
 * - `unknown`: a method of neither name, or a verifier too long to be one.
 */
export type PkceFit =
  | 'fits'
  | 'hashed-as-plain'
  | 'plain-as-hashed'
  | 'other-encoding'
  | 'differs'
  | 'unknown';

/** RFC 7636 §4.1: 43 to 128 characters; some servers take more. */
const VERIFIER_AT_MOST = 4_096;

/** Compares as the server does; `method` absent means `plain` (RFC 7636 §4.3). */
export function pkceFit(verifier: string, challenge: string, method = 'plain'): PkceFit {
  if (verifier.length > VERIFIER_AT_MOST || (method !== 'plain' && method !== 'S256')) return 'unknown';
  const hash = sha256(new TextEncoder().encode(verifier));
  const hashed = base64url.encode(hash);
  if (method === 'plain') {
    if (challenge === verifier) return 'fits';
    return challenge === hashed ? 'hashed-as-plain' : 'differs';
  }
  if (challenge === hashed) return 'fits';
  if (challenge === verifier) return 'plain-as-hashed';
  return isOtherEncoding(challenge, hash, hashed) ? 'other-encoding' : 'differs';
}

function isOtherEncoding(challenge: string, hash: Uint8Array, hashed: string): boolean {
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (challenge.toLowerCase() === hex || challenge === base64url.encode(hex)) return true;
  // A `+` of base64 becomes a blank where it stands unescaped in a query.
  const asUrl = challenge.replace(/[+ ]/g, '-').replace(/\//g, '_').replace(/=/g, '');
  return asUrl === hashed;
}

/**
 * Another verifier's challenge, written as `challenge` was from `verifier`: with the same method and the same fault.
 * `undefined` where the two have nothing to do with each other.
 */
export function encodeChallengeLike(
  challenge: string,
  verifier: string,
  other: () => string,
): string | undefined {
  if (verifier.length > VERIFIER_AT_MOST) return undefined;
  const forms = challengeForms(verifier);
  const index = forms.indexOf(challenge);
  return index === -1 ? undefined : challengeForms(other())[index];
}

/** Right and wrong ones, in one order. */
function challengeForms(verifier: string): string[] {
  const hash = sha256(new TextEncoder().encode(verifier));
  const hashed = base64url.encode(hash);
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const base64 = hashed.replace(/-/g, '+').replace(/_/g, '/');
  return [
    hashed,
    `${hashed}=`,
    base64,
    `${base64}=`,
    base64.replace(/\+/g, ' '),
    hex,
    hex.toUpperCase(),
    base64url.encode(hex),
  ];
}
