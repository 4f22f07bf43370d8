import type { Dialect } from './dialect.ts';

/** What servers write when a check against cross-site request forgery fails; the ambiguous ones first. */
export const csrf: readonly Dialect[] = [
  // The error handler of csurf's README, which very many took over: it does not say which of the two it is.
  { meaning: 'csrf', statuses: [403], words: /\bform tampered with\b/i },
  {
    // It wants another Content-Type, no token: https://www.apollographql.com/docs/apollo-server/security/cors#csrf
    meaning: 'forbidden',
    vendor: 'Apollo',
    words: /blocked as a potential Cross-Site Request Forgery/i,
  },
  {
    // Django before 3.2, CakePHP, Jira: either may be meant.
    meaning: 'csrf',
    words:
      /(?:csrf|xsrf)[ -]token (?:is )?(?:missing or (?:incorrect|invalid)|(?:incorrect|invalid) or missing)|(?:missing or invalid|invalid or missing) (?:csrf|xsrf)|(?:csrf|xsrf) token[^.\n]{0,60}did not match or is missing|xsrf check failed/i,
  },
  {
    meaning: 'csrf-origin',
    words:
      /(?:origin|referer) checking failed|referr?er header is missing|referrer does not match the host|HTTP Origin header \([^)\n]{0,200}\) didn(?:'|’|&#39;)t match|cross-site [a-z]+ form submissions are forbidden|cross-origin request detected|InvalidCrossOriginRequest|invalid cors request|forbidden - (?:origin|referer) (?:invalid|not supplied)|\borigin not allowed\b|"INVALID_ORIGIN"|"MISSING_OR_NULL_ORIGIN"|requires a .{0,6}Referer header.{0,6} to be sent|(?:csrf|xsrf)[^.\n]{0,60}(?:origin|referr?er)[^\n]{0,80}(?:mismatch|invalid|missing|not (?:match|allow|trust)|rejected)/i,
  },
  {
    meaning: 'csrf-missing',
    words:
      /(?:csrf|xsrf) cookie not set|requires a (?:csrf|xsrf) cookie|(?:csrf|xsrf)[ -](?:session )?token (?:is |was )?(?:missing|required|not (?:found|provided|set|present))|(?:missing|no) (?:the )?(?:csrf|xsrf)[ -_]?(?:token|cookie|secret|header)|no (?:csrf|xsrf)[ -]token|no token was found to compare|invalid csrf token (?:'|&#39;)null(?:'|&#39;)|csrf token because your session was not found|required anti-?forgery [^.\n]{0,120}(?:is not present|was not provided)|no valid crumb|x-csrf-token request header is missing|FST_CSRF_MISSING_SECRET/i,
  },
  {
    meaning: 'csrf-mismatch',
    words:
      /(?:csrf|xsrf)[^.\n]{0,60}(?:mismatch|incorrect|invalid|(?:do|does|did) not match|expired|wrong)|(?:invalid|bad|expired|wrong|mismatched|incorrect)(?: or expired)? (?:csrf|xsrf)|E_?BAD_?CSRF_?TOKEN|FST_CSRF_INVALID_TOKEN|anti-?forgery token (?:could not be decrypted|was meant for)|anti-?forgery (?:cookie )?token[^.\n]{0,60}(?:do|does) not match|validation of the provided anti-?forgery token|rest_cookie_invalid_nonce|InvalidAuthenticityToken|the change you wanted was rejected|invalid form key|x-csrf-token request header is invalid|<title>page expired|^\s*page expired/i,
  },
  {
    // Rails and Yii say the same of a token that is missing and of one that is wrong.
    meaning: 'csrf',
    words: /can(?:'|’|&#39;)t verify csrf|unable to verify your data submission|csrf verification failed/i,
  },
];
