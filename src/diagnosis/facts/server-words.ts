import type { Exchange } from '../../exchange/exchange.ts';
import type { Challenge } from '../../protocol/http-auth/challenges.ts';
import type { Pointer } from '../engine/cause.ts';

/** What a server can mean when it says no. The names are ours; the table below is what servers really write. */
export type Meaning =
  | 'expired'
  | 'not-yet-valid'
  | 'audience'
  | 'issuer'
  | 'algorithm'
  | 'signature'
  | 'key-not-found'
  | 'malformed'
  | 'token-kind'
  | 'revoked'
  | 'missing-credential'
  | 'scheme'
  | 'scope'
  | 'role'
  | 'csrf'
  | 'sender-constrained'
  | 'redirect-uri'
  | 'session'
  | 'rate'
  | 'locked'
  | 'password'
  /** No reason beyond "this token will not do". */
  | 'invalid-token'
  /** No reason beyond "you may not". */
  | 'forbidden';

export interface ServerWord {
  readonly meaning: Meaning;
  readonly at: Pointer;
  /** The words as they stand there. */
  readonly mark: string;
}

/** One row, one way of saying it. The first row that fits a text wins, so the more specific stand first. */
const ROWS: readonly (readonly [Meaning, RegExp])[] = [
  ['csrf', /\bcsrf\b|\bxsrf\b|anti-?forgery/i],
  [
    'redirect-uri',
    /redirect[ _]ur[il][^.\n]{0,80}?(?:mismatch|invalid|not (?:registered|match|allow)|did not match|does not match|must match)|(?:invalid|mismatching|unregistered|illegal)[ _](?:parameter:? )?redirect[ _]ur[il]|AADSTS50011/i,
  ],
  ['sender-constrained', /\bdpop\b|cnf claim|certificate[- ]bound/i],
  ['invalid-token', /invalid,? (?:or|and|\/) ?(?:has )?expired|expired or (?:is )?invalid|invalid\/expired/i],
  [
    'revoked',
    /token (?:has been |is |was )?(?:revoked|inactive|blacklisted|blocklisted)|not active token|logged out/i,
  ],
  [
    'not-yet-valid',
    /not (?:yet |be )?(?:valid|active|used) (?:yet|before)|(?:jwt|token) (?:is )?not (?:yet )?active|immature|not yet valid|issued in the future|"nbf" claim|'nbf' claim|nbf claim|used too early|before the current time/i,
  ],
  [
    'expired',
    /(?:jwt|token|session|signature|credential)s?[^.\n"]{0,30}? (?:is |has |was |already )*expired|expired[ _-](?:access[ _-])?(?:token|jwt|signature|session)|token_?expired|lifetime validation|"exp" claim timestamp check failed|exp claim|'exp' claim|AADSTS700082|AADSTS50173/i,
  ],
  ['audience', /audience|\baud\b|wrong recipient/i],
  ['issuer', /\bissuer\b|\biss\b|unrecognized iss/i],
  [
    'key-not-found',
    /(?:signature |signing |matching |applicable |suitable |public )key[^.\n]{0,30}? (?:was )?not (?:be )?found|no (?:applicable|matching|suitable) (?:key|signing)|unable to find (?:a )?(?:signing|matching) key|unknown kid|kid[^.\n]{0,20} not found|could not find (?:a )?(?:signing|matching) key/i,
  ],
  ['algorithm', /algorithm|\balg\b|"alg"/i],
  ['signature', /(?<!payload\.)signature|verification failed|could not verify|failed to verify/i],
  [
    'missing-credential',
    /no (?:authorization|auth|access|bearer|jwt|api)? ?(?:token|key|header|credentials?)(?: was| were)? (?:provided|found|given|supplied|present|in)|(?:missing|no|required)[ _](?:the )?(?:authorization|authentication|bearer|jwt|access|api|auth)(?:[ _](?:header|token|key|credentials?|cookie))+|(?:credentials|authentication) (?:were |was )?not provided|not authenticated|credentials_required|(?:jwt|token|authorization header|access token)(?: is| was)? (?:missing|required|empty|not found|not present|not provided)|missing cookie|requires a (?:valid )?bearer token|full authentication is required|no authorization|unauthenticated|login required|authentication required|AuthorizationHeaderMissing/i,
  ],
  [
    'scheme',
    /format is authorization: bearer|unsupported (?:authorization|authentication) (?:scheme|type|method)|(?:invalid|wrong) (?:authorization|authentication) (?:scheme|header format|type)|bad_authorization_header|credentials_bad_(?:scheme|format)|expected ['"]?bearer/i,
  ],
  [
    'malformed',
    /malformed|not enough segments|expected 3 parts|invalid (?:compact )?(?:jwt|jws|token format)|(?:not|unable to|could not|cannot) (?:be )?(?:pars|decod)|two dots|not a (?:valid )?(?:jwt|json)|invalid base64|illegal base64|cannot decode|token parsing failed|bad token;|invalid_request.{0,40}token/i,
  ],
  [
    'token-kind',
    /wrong type|token_use|\bid[ _]token|not an access token|(?:wrong|invalid|unexpected) token type/i,
  ],
  [
    'scope',
    /insufficient[ _](?:authentication )?scopes?|missing (?:required )?scopes?|scopes? (?:is |are )?(?:missing|required|insufficient)|requires? (?:the )?scope|scope_?insufficient/i,
  ],
  [
    'role',
    /(?:missing|required|requires?|lacks?|without|insufficient)[^.\n]{0,40}?(?:\brole|\bgroup|privilege|permission|claim)|not an? (?:admin|member)|insufficient[_ ](?:role|permission|privilege)/i,
  ],
  [
    'locked',
    /account[^.\n]{0,20}?(?:locked|disabled|suspended|not verified|deactivated)|user is (?:banned|disabled|blocked)|email[^.\n]{0,10}not (?:verified|confirmed)/i,
  ],
  ['rate', /too many (?:requests|attempts)|rate limit/i],
  [
    'password',
    /(?:invalid|wrong|bad|incorrect|unknown)[^.\n]{0,20}?(?:password|user ?name|login|e-?mail)|(?:user ?name|password)[^.\n]{0,30}?(?:invalid|incorrect|wrong|not match)/i,
  ],
  [
    'session',
    /session[^.\n]{0,20}?(?:invalid|not found|unknown|missing|required)|(?:no|invalid|missing) session|please (?:log|sign) in|not (?:logged|signed) in/i,
  ],
  [
    'invalid-token',
    /invalid[_ ]?token|token[^.\n]{0,20}?(?:invalid|not valid|rejected)|bad credentials|could not validate credentials|invalid (?:access |bearer )?(?:credentials|jwt|authorization)|E0000011/i,
  ],
  ['forbidden', /forbidden|access(?: is)? denied|not allowed|permission|not authorized|unauthorized/i],
];

/** More of a body than this is not an error message. */
const READ_AT_MOST = 4_000;

/** What the server's challenge and body say, most telling part first. */
export function serverWords(exchange: Exchange, challenges: readonly Challenge[]): readonly ServerWord[] {
  const fromChallenges = challenges.flatMap((challenge) =>
    ['error_description', 'error'].flatMap((name) => {
      const text = challenge.parameters.get(name);
      return text
        ? read(text, { part: 'response-header', exchangeId: exchange.id, name: 'www-authenticate' })
        : [];
    }),
  );
  const body = exchange.response?.body;
  const fromBody =
    body && body.encoding === undefined
      ? read(messageOf(body.text.slice(0, READ_AT_MOST)), { part: 'response-body', exchangeId: exchange.id })
      : [];
  return [...fromChallenges, ...fromBody];
}

function read(text: string, at: Pointer): ServerWord[] {
  const said = text.slice(0, READ_AT_MOST);
  for (const [meaning, pattern] of ROWS) {
    const match = pattern.exec(said);
    if (match) return [{ meaning, at, mark: match[0] }];
  }
  return [];
}

/** HTML error pages say it between their tags, and their style sheets say nothing. */
export function messageOf(text: string): string {
  if (!/^\s*</.test(text)) return text;
  return text.replace(/<(style|script)\b[^>]*>[^<]*/gi, ' ').replace(/<[^>]*>/g, ' ');
}
