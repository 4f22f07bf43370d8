import type { Exchange, TokenSignature } from '../../../exchange/exchange.ts';
import type { Evidence } from '../../engine/cause.ts';
import { tokenHeader } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { type RefusedJwt, readableJwt } from './claims.ts';

/** The `alg` of a signed token; `undefined` where it names none, or says `none`. */
export function algorithmOf({ header }: RefusedJwt): string | undefined {
  const { alg } = header;
  return typeof alg === 'string' && alg.toLowerCase() !== 'none' ? alg : undefined;
}

/** The algorithms of the tokens that this API accepted. */
export function acceptedAlgorithms(failing: Exchange, facts: Facts): readonly string[] {
  const all = facts.acceptedOn(failing).flatMap((accepted) => {
    const jwt = readableJwt(accepted, facts);
    return (jwt && algorithmOf(jwt)) ?? [];
  });
  return [...new Set(all)];
}

/** The answer that the token's signature was checked against. */
export function keySetEvidence(checked: TokenSignature, note: string): Evidence | undefined {
  if (checked.result === 'no-keys') return undefined;
  return { label: 'Key set', at: { part: 'url', exchangeId: checked.keysFrom }, note };
}

/** The `kid` in the token's header, or that there is none. */
export function keyIdEvidence(failing: Exchange, { header }: RefusedJwt): Evidence {
  if (typeof header['kid'] === 'string') return tokenHeader(failing, 'kid');
  return {
    label: 'Token header kid',
    at: { part: 'token-header', exchangeId: failing.id, name: 'kid', absent: true },
  };
}
