import type { Dialect } from './dialect.ts';

/** What applications call the people who may do more than others. */
const PERSONS =
  '(?:(?:super|system|site|global|tenant|org(?:anization)?|workspace|project|team|group|branch|saas)[ -]?)?' +
  '(?:admin(?:istrator)?|owner|moderator|manager|editor|staff|superuser|supervisor|operator|member|master|host|' +
  'teacher|instructor|student|employee|doctor|vendor|seller|provider|employer|recruiter|customer|client|driver|' +
  'commenter|contributor|reviewer|maintainer|auditor|ceo|hr|dm)';

function roleWords(): RegExp {
  return new RegExp(
    [
      `\\bonly (?:for )?(?:the )?(?:[a-z]{2,20} )?${PERSONS}s?(?:(?:/|, | or | and )${PERSONS}s?){0,3} (?:can|may|are|is|users?)\\b`,
      `\\b${PERSONS}s? only\\b`,
      `\\b${PERSONS}s? (?:role|permissions?|privileges?|access|rights?|account) (?:is |are )?(?:required|needed)\\b`,
      `\\brequires? (?:an? |the )?${PERSONS} (?:role|permissions?|privileges?|access|rights?)\\b`,
      `\\b(?:not|n['’]t) an? ${PERSONS}\\b|\\buser is not (?:admin|staff)\\b`,
      '\\b(?:invalid|wrong|insufficient) (?:user )?role\\b|\\brole (?:is )?not (?:allowed|permitted|authorized|sufficient)\\b',
    ].join('|'),
    'i',
  );
}

/** What people write in middleware of their own, after the tutorials that very many applications follow. */
export const handmade: readonly Dialect[] = [
  {
    meaning: 'missing-credential',
    statuses: [400, 401, 403],
    words:
      /(?:^|[":] ?)(?:the )?(?:auth(?:orization)? )?header (?:does not exist|is (?:missing|absent)|not (?:found|set|sent))|\bmissing (?:bearer )?auth(?:oriz|entic)ation(?:[.!"]|$)|\b(?:not|n['’]t) authenticate(?:[.!"]|$)|\b(?:must|need to|have to) (?:be|get) (?:authenticated|logged[ -]?in|signed[ -]?in)\b|\bno (?:auth(?:entication|orization)? )?token(?:[,;:.!"]|$)|\btoken (?:is )?required for auth|\bno bearer token\b|\bplease (?:provide|supply|send) (?:a |an |your )?(?:valid )?(?:auth(?:entication|orization)? |access |bearer )?token\b/i,
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
      /\bvalid (?:[a-z]{2,12} )?token (?:is )?required\b|\btoken (?:is )?missing (?:an? |the |its )?(?:user|subject|sub|claim|e-?mail|phone|required|tenant|role)|\btoken[^.\n"]{0,20} (?:is|was) wrong\b|\b(?:bad|wrong) (?:access |auth |api )?token\b|\binvalid (?:api|auth|authentication|access|security|firebase|user|login) token\b|\binvalid (?:or expired )?token\b[.!,]{0,2} please (?:log|sign) in|(?:failed to|could not|cannot|unable to) (?:authenticate|validate|verify) (?:the |your )?token\b|belonging to this token (?:does )?no(?:t| longer)|token failed\b/i,
  },
  {
    meaning: 'expired',
    words: /\bsession (?:has |was )?(?:timed?[ -]?out|ended)\b/i,
  },
  {
    meaning: 'locked',
    statuses: [400, 401, 403],
    words:
      /\b(?:inactive|disabled|deactivated|suspended|banned|blocked) (?:user|account|profile|member)\b|\b(?:user|account)[ _](?:is |has been )?(?:pending|revoked|deactivated|not[ _]active|not[ _]approved)\b|\b(?:pending|awaiting) (?:admin(?:istrator)? )?approval\b/i,
  },
  {
    meaning: 'role',
    statuses: [401, 403],
    words: roleWords(),
  },
  {
    meaning: 'csrf-origin',
    statuses: [403],
    words:
      /\b(?:invalid|bad|untrusted|disallowed|unexpected) (?:request )?origin\b|\borigin (?:is |was )?(?:invalid|untrusted|not trusted|rejected|refused)\b|请求来源(?:无效|不合法)/i,
  },
  {
    meaning: 'request-signature',
    statuses: [401, 403],
    words: /\b(?:missing|no) (?:request |webhook |hmac |x-[a-z0-9-]{1,40} )?signature(?:[.!"]|$| header)/i,
  },
  {
    meaning: 'forbidden',
    statuses: [401, 403],
    words:
      /\b(?:can|may) (?:only [a-z]{2,12}|[a-z]{2,12} only)[^.\n"]{0,40} (?:your|their)\b|\bonly (?:the |an? )?[^.,\n"]{2,40} (?:can|may|is allowed to|are allowed to) |\b(?:you are|you['’]re|(?:user|role|account|employee|student|task) is) not (?:the |an? )?(?:owner|author|creator|host|assigned|part of|in|on) |\bnot (?:the|an) (?:owner|author|creator|host)\b|\bnot assigned to (?:you|this|your)\b|\bno access to\b|\b[a-z]{3,20}s cannot [a-z]{3,20} (?:in|to|this|the|other)\b|\b(?:does not|doesn['’]t) belong to you\b|\b(?:does not|doesn['’]t|do not|don['’]t) have access\b|\bnot your (?:own )?[a-z]{3,20}\b/i,
  },
];
