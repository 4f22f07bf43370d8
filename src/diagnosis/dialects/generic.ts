import type { Dialect } from './dialect.ts';

/** Ways of saying it that many share. The first row that fits a text wins, so the more specific stand first. */
export const generic: readonly Dialect[] = [
  {
    meaning: 'invalid-token',
    words: /(?:missing|no|without|lacks)[^.\n"']{0,20}["' ]exp["' ] ?claim|no expiration/i,
  },
  { meaning: 'malformed', words: /multiple (?:methods used|(?:bearer |access )?tokens)/i },
  {
    meaning: 'step-up',
    words:
      /\bfresh token|mfa_required|insufficient_user_authentication|re-?authenticat(?:e|ion) (?:is )?required/i,
  },
  { meaning: 'csrf', words: /\bcsrf\b|\bxsrf\b|anti-?forgery/i },
  {
    meaning: 'redirect-uri',
    words:
      /redirect[ _]ur[il][^.\n]{0,80}?(?:mismatch|invalid|not (?:registered|match|allow)|did not match|does not match|must match)|(?:invalid|mismatching|unregistered|illegal)[ _](?:parameter:? )?redirect[ _]ur[il]|AADSTS50011/i,
  },
  { meaning: 'sender-constrained', words: /\bdpop\b|cnf claim|certificate[- ]bound/i },
  {
    meaning: 'invalid-token',
    words: /invalid,? (?:or|and|\/) ?(?:has )?expired|expired or (?:is )?invalid|invalid\/expired/i,
  },
  {
    meaning: 'revoked',
    words:
      /token (?:has been |is |was )?(?:revoked|inactive|blacklisted|blocklisted)|not active token|logged out/i,
  },
  {
    meaning: 'not-yet-valid',
    words:
      /not (?:yet |be )?(?:valid|active|used) (?:yet|before)|(?:jwt|token) (?:is )?not (?:yet )?active|immature|not yet valid|issued in the future|"nbf" claim|'nbf' claim|nbf claim|used too early|before the current time/i,
  },
  {
    meaning: 'expired',
    words:
      /(?:jwt|token|session|signature|credential)s?[^.\n"]{0,30}? (?:is |has |was |already )*expired|expired[ _-](?:access[ _-])?(?:token|jwt|signature|session)|token_?expired|lifetime validation|"exp" claim timestamp check failed|exp claim|'exp' claim|AADSTS700082|AADSTS50173/i,
  },
  {
    meaning: 'audience',
    words:
      /audience|\baud\b|wrong recipient|not (?:intended|meant|issued) for this (?:service|api|application|server)/i,
  },
  { meaning: 'issuer', words: /\bissuer\b|InvalidIssuer\b|\biss\b|unrecognized iss/i },
  {
    meaning: 'key-not-found',
    words:
      /(?:signature |signing |matching |applicable |suitable |public )key[^.\n]{0,30}? (?:was )?not (?:be )?found|no (?:applicable|matching|suitable) (?:key|signing)|unable to find (?:a )?(?:signing|matching) key|(?:find|found|no) (?:an? |any )?appropriate key|(?:^|["':.] ?)key (?:was )?not found\b|unknown kid|kid[^.\n]{0,20} not found|could not find (?:a )?(?:signing|matching) key/i,
  },
  { meaning: 'algorithm', words: /algorithm|\balg\b|"alg"/i },
  {
    meaning: 'signature',
    words: /(?<!payload\.)signature(?! nbf has)|verification failed|could not verify|failed to verify/i,
  },
  {
    meaning: 'missing-credential',
    words:
      /no (?:authorization|auth|access|bearer|jwt|api)? ?(?:token|key|header|credentials?)(?: was| were)? (?:provided|found|given|supplied|present|in)|(?:missing|no|required)[ _](?:the )?(?:authorization|authentication|bearer|jwt|access|api|auth)(?:[ _](?:header|token|key|credentials?|cookie))+|(?:credentials|authentication) (?:were |was )?not provided|not authenticated|credentials_required|(?:jwt|token|authorization header|access token)(?: is| was)? (?:missing|required|empty|not found|not present|not provided)|missing cookie|requires a (?:valid )?bearer token|full authentication is required|no authorization|unauthenticated|login required|authentication required|AuthorizationHeaderMissing/i,
  },
  {
    meaning: 'scheme',
    words:
      /format is authorization: bearer|unsupported (?:authorization|authentication) (?:scheme|type|method)|(?:invalid|wrong) (?:authorization|authentication) (?:scheme|header format|type)|bad_authorization_header|credentials_bad_(?:scheme|format)|expected ['"]?bearer/i,
  },
  {
    meaning: 'malformed',
    words:
      /malformed|not enough segments|expected 3 parts|invalid (?:compact )?(?:jwt|jws|token format)|(?:not|unable to|could not|cannot) (?:be )?(?:pars|decod)|two dots|not a (?:valid )?(?:jwt|json)|invalid base64|illegal base64|cannot decode|token parsing failed|bad token;|invalid_request.{0,40}token/i,
  },
  {
    meaning: 'token-kind',
    words: /wrong type|token_use|\bid[ _]token|not an access token|(?:wrong|invalid|unexpected) token type/i,
  },
  {
    meaning: 'scope',
    words:
      /insufficient[ _](?:authentication )?scopes?|missing (?:required )?scopes?|scopes? (?:is |are )?(?:missing|required|insufficient)|requires? (?:the )?scope|scope_?insufficient/i,
  },
  {
    meaning: 'role',
    words:
      /(?:missing|required|requires?|lacks?|without|insufficient)[^.\n]{0,40}?(?:\brole|\bgroup|privilege|permission|claim)|not an? (?:admin|member)|insufficient[_ ](?:role|permission|privilege)/i,
  },
  {
    meaning: 'locked',
    words:
      /account[^.\n]{0,20}?(?:locked|disabled|suspended|not verified|deactivated)|user is (?:banned|disabled|blocked)|email[^.\n]{0,10}not (?:verified|confirmed)/i,
  },
  { meaning: 'rate', words: /too many (?:requests|attempts)|rate limit/i },
  {
    meaning: 'password',
    words:
      /(?:invalid|wrong|bad|incorrect|unknown)[^.\n]{0,20}?(?:password|user ?name|login|e-?mail)|(?:user ?name|password)[^.\n]{0,30}?(?:invalid|incorrect|wrong|not match)/i,
  },
  {
    meaning: 'session',
    words:
      /session[^.\n]{0,20}?(?:invalid|not found|unknown|missing|required)|(?:no|invalid|missing) session|please (?:log|sign) in|not (?:logged|signed) in/i,
  },
  {
    meaning: 'invalid-token',
    words:
      /invalid[_ ]?token|token[^.\n]{0,20}?(?:invalid|not valid|rejected)|bad credentials|could not validate credentials|invalid (?:access |bearer )?(?:credentials|jwt|authorization)|E0000011/i,
  },
  {
    meaning: 'forbidden',
    words: /forbidden|access(?: is)? denied|not allowed|permission|not authorized|unauthorized/i,
  },
];
