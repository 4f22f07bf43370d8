import type { Dialect } from './dialect.ts';

/** What validators say of keys, proofs of possession, the strength of a sign-in and tokens taken back. */
export const tokens: readonly Dialect[] = [
  // RFC 9449 §8, §9.
  { meaning: 'dpop-nonce', words: /use_dpop_nonce|nonce in (?:the )?dpop proof|dpop[ -]nonce/i },
  { meaning: 'dpop-proof', words: /invalid_dpop_proof|dpop (?:proof|header)/i },
  // RFC 9470 §3; Microsoft's claims challenge; what servers without a standard write.
  {
    meaning: 'step-up',
    words:
      /insufficient_user_authentication|insufficient_claims|step-?up auth|(?:higher|stronger|more recent) (?:level of )?authentication|re-?authentication (?:is )?(?:required|needed)|(?:multi-?factor|two-?factor|\bmfa|\b2fa)(?: authentication)?[ _](?:is )?(?:required|needed)|AADSTS5007[69]/i,
  },
  {
    meaning: 'token-encrypted',
    words:
      /encrypted (?:jwt|token)s?[^.\n]{0,20}? not supported|(?:cannot|could not|unable to|failed to) decrypt (?:the )?(?:jwt|jwe|token)|IDX106(?:03|09|18)/i,
  },
  {
    meaning: 'revoked',
    words:
      /token (?:has been |was |is )(?:invalidated|denylisted|deny-listed)|token_revoked|id-token-revoked|TokenIssuedBeforeRevocationTimestamp|user session not found|session (?:is )?not active|session (?:has been |was )(?:revoked|terminated)/i,
  },
  // Spring Security and PostgREST (which leave open which of two it is), Envoy and Istio, Go, ASP.NET Core.
  {
    meaning: 'key-not-found',
    words:
      /another algorithm expected, or no matching key|no suitable key or wrong key type|doesn't have key to match kid(?: or alg)?|no (?:matching )?jwks?(?: key)? (?:was )?found|kid[^.\n]{0,20}? not recogni[sz]ed|unknown key id|key id[^.\n]{0,20}? not (?:found|known)|(?:could not|cannot|unable to) find (?:a |the )?(?:public |signing )?key|IDX1050[13]/i,
  },
  { meaning: 'algorithm', words: /unexpected signing method|signing method \S{1,20} is invalid/i },
  {
    meaning: 'signature',
    words: /jwt verification fails|crypto\/(?:rsa|ecdsa): verification error|IDX1051[17]/i,
  },
];
