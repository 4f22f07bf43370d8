import type { Dialect } from './dialect.ts';

/** What people write in middleware of their own, after the tutorials that very many applications follow. */
export const handmade: readonly Dialect[] = [
  {
    meaning: 'missing-credential',
    statuses: [400, 401, 403],
    words:
      /\bno (?:auth(?:entication|orization)? )?token(?:[,;:.!"]|$)|\btoken (?:is )?required for auth|\bno bearer token\b|\bplease (?:provide|supply|send) (?:a |an |your )?(?:valid )?(?:auth(?:entication|orization)? |access |bearer )?token\b/i,
  },
  {
    meaning: 'revoked',
    statuses: [400, 401, 403],
    words:
      /\b(?:recently )?changed (?:the(?:ir)? |your )?password\b[^.\n]{0,5}? ?please (?:log|sign) in again|password (?:was|has been) changed (?:since|after)|(?:log|sign)(?:ged|ned) in (?:on|from) another device/i,
  },
  {
    meaning: 'invalid-token',
    statuses: [400, 401, 403],
    words:
      /\binvalid (?:or expired )?token\b[.!,]{0,2} please (?:log|sign) in|(?:failed to|could not|cannot|unable to) (?:authenticate|validate|verify) (?:the |your )?token\b|belonging to this token (?:does )?no(?:t| longer)|token failed\b/i,
  },
  {
    meaning: 'forbidden',
    statuses: [401, 403],
    words:
      /\b(?:can|may) only [a-z]{2,12}(?: or [a-z]{2,12})? your own\b|\bnot (?:the|an) (?:owner|author|creator)\b|\b(?:does not|doesn['’]t) belong to you\b|\b(?:does not|doesn['’]t|do not|don['’]t) have access\b|\bnot your (?:own )?[a-z]{3,20}\b/i,
  },
];
