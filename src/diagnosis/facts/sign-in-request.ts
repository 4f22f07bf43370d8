import type { Body, Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { parametersOf } from '../../protocol/oauth/messages.ts';
import type { Facts } from './facts.ts';
import { messageOf } from './server-words.ts';

/** Somebody's user name and password, posted to be let in. */
export interface SignInRequest {
  /** `unseen`: the address is one to sign in at, and the body was not recorded. */
  readonly by: 'form' | 'json' | 'graphql' | 'password-grant' | 'cognito' | 'unseen';
  /** The address or the operation says so too, not the fields alone. */
  readonly named: boolean;
}

/** The server's no to it. */
export interface SignInRefusal {
  readonly request: SignInRequest;
  /**
   * `words`: the server blames the pair. `status`: 401 and no reason. `form`: a success that holds the words.
   * `redirect`: back to the form, with an error in the address.
   */
  readonly by: 'words' | 'status' | 'form' | 'redirect';
  /** Which of the two the server blames; `pair` where it does not say. */
  readonly blames: 'password' | 'user' | 'pair';
  /** The words as a reader is shown them; absent where they stand too far down the page. */
  readonly mark?: string;
}

/** Characters: a form or an object of a sign-in is small. */
const REQUEST_AT_MOST = 65_536;
/** Characters: what a reader is shown of a body. */
const SHOWN_AT_MOST = 4_000;
/** Characters: pages have long heads. */
const PAGE_AT_MOST = 100_000;

/** `login`, `sign_in`, `logon`, `userLogin`, `signInWithPassword`, `wp-login`; not `blogindex`, not `signing`. */
const SIGN_IN_WORD =
  /(?:^|[^a-z])(?:log|sign)[-_]?(?:in|on)s?(?:with|user|attempt)?(?![a-z])|[a-z](?:Log|Sign)(?:I|O)n(?![a-z])|(?:log|sign)[iI]nWith/i;
const SIGN_IN_END =
  /\/(?:auth|authn|authenticate|authentication|authorize|sessions?|tokens?|credentials|local|auth-with-password|token_?auth|obtain_token)(?:\/(?:email|local|create|obtain|password))?\/?$|verifyPassword$/i;
/** Addresses at which a password is chosen, changed or found again, or a second factor is asked for. */
const OTHER_PURPOSE =
  /sign[-_]?up|regist|reset|forgot|recover|(?:change|update|set|new|confirm)[-_]?passw|passw(?:or)?ds?[-_/]?(?:change|reset|update|confirm|edit|new)|invit|activat|verif(?:y(?!Password)|ication)|refresh|revoke|introspect|logout|sign[-_]?out|\botp\b|\bmfa\b|2fa/i;
/** Fields of forms that do so. */
const OTHER_FIELD =
  /confirm|repeat|again|(?:new|old|current|prev(?:ious)?)[-_]?passw|passw(?:or)?d[-_]?[12]|(?:first|last|full)[-_]?name|birth|phone[-_]?number|terms/i;
const PASSWORD_FIELD = /(?:passw(?:or)?d|passwd|pwd|passcode)\]?$|(?:^|[[._-])pass\]?$/i;
const USER_FIELD =
  /(?:user(?:[-_]?name)?|e-?mail(?:[-_]?address)?|login|identifier|identity|account|uid|phone)\]?$|^log$|^(?:user[-_]?)?id$/i;
const SIGN_IN_OPERATION =
  /^(?:\w{0,40}(?:log_?in|sign_?in|authenticate|tokenAuth)\w{0,20}|tokenCreate|createToken|createSession|obtainToken|customerAccessTokenCreate|generateCustomerToken)$/i;

/** Says the answer, in whatever tongue, that the pair or one half of it is wrong? Only where a pair was posted. */
const WRONG_PAIR: readonly (readonly [blames: SignInRefusal['blames'], words: RegExp])[] = [
  [
    'pair',
    /(?:invalid|incorrect|wrong|bad|unknown|mismatched)[ _-](?:login[ _-]|user[ _-])?(?:user ?names?|user|e-?mails?|logins?|identifier|account|id)(?:[ _]address)?,?[ _]?(?:and\/or|or|and|\/|&)[ _]?(?:the )?(?:password|passphrase)/i,
  ],
  [
    'pair',
    /(?:e-?mail|user ?name)[^.\n]{0,30}(?:and\/or|or|and) password[^.\n]{0,40}(?:not correct|incorrect|invalid|wrong|(?:did|do|does)(?: not|n.t) match)|enter a correct [^.\n]{1,60} and password/i,
  ],
  [
    'pair',
    /(?:invalid|bad|wrong|incorrect)[ _](?:login[ _]|user[ _])?credentials?|credentials (?:do|did|does)(?: not|n.t) match|(?:provided|given) credentials|credentials (?:are|were|is) (?:invalid|incorrect|wrong|not (?:valid|correct))|LOGIN_BAD_CREDENTIALS|INVALID_LOGIN_CREDENTIALS|CredentialsSignin|email_password_mismatch/i,
  ],
  [
    'password',
    /(?:incorrect|wrong)[ _-]password|password (?:is |was |you entered[^.\n]{0,80} is )?(?:incorrect|wrong|not correct)\b|password_incorrect|INVALID_PASSWORD\b/i,
  ],
  [
    'user',
    /EMAIL_NOT_FOUND|UserNotFoundException|\buser (?:does not exist|not found|was not found)|no (?:such )?(?:user|account)[^.\n]{0,30}(?:found|exists?|with)|unknown (?:user|e-?mail|account)|(?:account|e-?mail)[^.\n]{0,20}(?:does not exist|not found|not registered)/i,
  ],
  [
    'pair',
    /invalid login attempt|failed to authenticate|(?:login|sign-?in|authentication) (?:has )?failed|unable to (?:log|sign) ?in|E0000004|AADSTS5012[56]|NotAuthorizedException/i,
  ],
  [
    'pair',
    /(?:benutzername|e-?mail)[^.\n]{0,20}(?:oder|und)[^.\n]{0,20}(?:passwort|kennwort)|mot de passe[^.\n]{0,30}(?:incorrect|invalide)|contraseña[^.\n]{0,20}(?:incorrecta|inv[aá]lida)|senha[^.\n]{0,20}(?:incorreta|inv[aá]lida)/i,
  ],
];
/** Good enough where the status says 401, 400 or 403; a validation writes the same. */
const INVALID_PASSWORD = /\binvalid password\b/i;

/** A second step, or an account that may not sign in whatever the password: the pair was right, or was not looked at. */
const ANOTHER_REASON =
  /RequiresTwoFactor|LockedOut|"NotAllowed"|mfa[_ -]?(?:required|token)|otp[_ -]?required|two[- _]?factor|PASSWORD_LOGIN_DISABLED|USER_DISABLED|captcha/i;

/** Reads a request as a sign-in with user name and password; `undefined` for all others. Never throws. */
export function signInRequest(exchange: Exchange, facts: Facts): SignInRequest | undefined {
  const { method, url, body } = exchange.request;
  if (method !== 'POST' || exchange.kind === 'preflight') return undefined;
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]{0,1000})/i.exec(url)?.[1] ?? '';
  const oauth = facts.oauth(exchange);
  if (oauth?.kind === 'token-request') {
    const { grantType } = oauth.request;
    return /^password$|\/password-realm$/.test(grantType) ? { by: 'password-grant', named: true } : undefined;
  }
  if (OTHER_PURPOSE.test(path)) return undefined;
  const named = SIGN_IN_WORD.test(path) || SIGN_IN_END.test(path);
  if (body === undefined)
    return exchange.blindSpots.includes('request-body') && SIGN_IN_WORD.test(path)
      ? { by: 'unseen', named }
      : undefined;
  if (body.encoding !== undefined || body.text.length > REQUEST_AT_MOST) return undefined;
  const target = headerValue(exchange.request.headers, 'x-amz-target') ?? '';
  if (target.startsWith('AWSCognitoIdentityProviderService.')) return cognito(target, body.text);
  return byFields(body, named);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
function cognito(target: string, text: string): SignInRequest | undefined {
  const asks = /\.InitiateAuth$/.test(target) && /USER_PASSWORD_AUTH|USER_SRP_AUTH/.test(text);
  const proves = /\.RespondToAuthChallenge$/.test(target) && /PASSWORD_VERIFIER/.test(text);
  return asks || proves ? { by: 'cognito', named: true } : undefined;
}

function byFields(body: Body, named: boolean): SignInRequest | undefined {
  const { text, mimeType } = body;
  if (/^\s*\{/.test(text)) {
    const members = jsonMembers(text);
    const operation = members.find(([name]) => name === 'query')?.[1];
    if (operation !== undefined && /\bmutation\b/.test(operation)) return graphql(operation, members);
    return asRequest(
      'json',
      members.map(([name]) => name),
      named,
    );
  }
  const names = mimeType.includes('multipart/form-data')
    ? [...text.matchAll(/name="([^"\r\n]{1,80})"/g)].map(([, name = '']) => name)
    : [...parametersOf(text).keys()];
  return asRequest('form', names, named);
}

/** Without an address that says so, only a small form with both fields is one: more are a profile or an order. */
function asRequest(by: 'json' | 'form', names: readonly string[], named: boolean): SignInRequest | undefined {
  if (names.some((name) => OTHER_FIELD.test(name))) return undefined;
  if (names.filter((name) => PASSWORD_FIELD.test(name)).length !== 1) return undefined;
  const small = names.length <= 5 && names.some((name) => USER_FIELD.test(name));
  return named || small ? { by, named } : undefined;
}

function graphql(query: string, members: readonly (readonly [string, string])[]): SignInRequest | undefined {
  const field = /\{\s{0,100}(?:\w{1,80}\s{0,10}:\s{0,10})?(\w{1,80})/.exec(query.slice(0, 2_000))?.[1] ?? '';
  if (!SIGN_IN_OPERATION.test(field)) return undefined;
  const inline = /\bpassword\s{0,10}:/i.test(query);
  return inline || members.some(([name]) => PASSWORD_FIELD.test(name))
    ? { by: 'graphql', named: true }
    : undefined;
}

/** Names and texts of the members of a JSON object, those of nested objects among them. */
function jsonMembers(text: string): readonly (readonly [string, string])[] {
  try {
    return membersIn(JSON.parse(text), 0);
  } catch {
    return [];
  }
}

function membersIn(value: unknown, depth: number): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 3) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [name, typeof member === 'string' ? member : ''] as const,
    ...membersIn(member, depth + 1),
  ]);
}

/** How the server refused a sign-in; `undefined` where it did not, or for another reason than the pair. */
export function signInRefusal(exchange: Exchange, facts: Facts): SignInRefusal | undefined {
  const { response } = exchange;
  if (!response || !MAY_REFUSE.has(response.status)) return undefined;
  const request = signInRequest(exchange, facts);
  if (!request) return undefined;
  if (response.status === 302 || response.status === 303) return sentBack(exchange, request);
  const text = textOf(exchange);
  if (ANOTHER_REASON.test(text) || namesAnotherReason(exchange, facts)) return undefined;
  const found = blamed(text, response.status) ?? grantRefused(text, request);
  // Settings ask for the password once more before they change: nobody signs in by that.
  if (found?.blames === 'password' && !request.named) return undefined;
  if (response.status === 200) return found && refusedInside(exchange, request, found);
  if (found) {
    const { words, blames } = found;
    return { request, by: 'words', blames, ...shown(exchange, words) };
  }
  if (response.status !== 401 || !request.named || ALWAYS_SAYS_WHY.has(request.by)) return undefined;
  // A gate before everything challenges; a sign-in that is refused has nothing to challenge for.
  return facts.challenges(exchange).length === 0 ? { request, by: 'status', blames: 'pair' } : undefined;
}

/** A token endpoint names its error (RFC 6749 §5.2); of what nobody saw, a bare 401 says nothing. */
const ALWAYS_SAYS_WHY: ReadonlySet<SignInRequest['by']> = new Set(['password-grant', 'cognito', 'unseen']);

/** 404 is for a user that is not there. */
const MAY_REFUSE: ReadonlySet<number> = new Set([200, 302, 303, 400, 401, 403, 404, 422]);

/** Spring Security and others send the browser back to the form, and say so in the address. */
function sentBack({ response }: Exchange, request: SignInRequest): SignInRefusal | undefined {
  const location = headerValue(response?.headers ?? [], 'location') ?? '';
  const [path = '', query = ''] = location.slice(0, 2_000).split('?', 2);
  const back = SIGN_IN_WORD.test(path) && !/callback/i.test(path);
  const failed = /(?:^|&)(?:login_?|auth_?)?(?:error|err|failed|failure|fail)(?:[=&]|$)/i.test(query);
  return back && failed && request.named ? { request, by: 'redirect', blames: 'pair' } : undefined;
}

/** A success that is none: the form again, or an error in place of a session. Words alone are not enough. */
function refusedInside(
  exchange: Exchange,
  request: SignInRequest,
  { words, blames }: Blamed,
): SignInRefusal | undefined {
  const text = exchange.response?.body?.text.slice(0, PAGE_AT_MOST) ?? '';
  const again = request.named && /^\s*</.test(text) && /type=["']?password\b/i.test(text);
  const error =
    /^\s*\{/.test(text) &&
    /"errors?"\s*:\s*(?:\[\s*\{|\{|"[^"]|true)|"(?:success|ok|authenticated)"\s*:\s*false|"status"\s*:\s*"(?:error|fail|4\d\d)/i.test(
      text,
    ) &&
    !/"(?:access_?token|id_?token|token|jwt)"\s*:\s*"/i.test(text);
  return again || error ? { request, by: 'form', blames, ...shown(exchange, words) } : undefined;
}

/** Something other than the pair, in the server's own words. */
function namesAnotherReason(exchange: Exchange, facts: Facts): boolean {
  return (
    facts.saysThat(
      exchange,
      'locked',
      'rate',
      'csrf',
      'csrf-missing',
      'csrf-mismatch',
      'csrf-origin',
      'client',
      'policy',
      'network',
      'firewall',
      'provider-down',
      'unknown-route',
      'header-size',
    ) !== undefined
  );
}

interface Blamed {
  readonly words: string;
  readonly blames: SignInRefusal['blames'];
}

function blamed(text: string, status: number): Blamed | undefined {
  for (const [blames, pattern] of WRONG_PAIR) {
    const words = pattern.exec(text)?.[0];
    if (words !== undefined) return { words, blames };
  }
  const words =
    status === 401 || status === 400 || status === 403 ? INVALID_PASSWORD.exec(text)?.[0] : undefined;
  return words === undefined ? undefined : { words, blames: 'password' };
}

/** RFC 6749 §5.2: of a password grant, the pair is the grant. */
function grantRefused(text: string, { by }: SignInRequest): Blamed | undefined {
  return by === 'password-grant' && text.includes('"invalid_grant"')
    ? { words: 'invalid_grant', blames: 'pair' }
    : undefined;
}

/** The body as a reader is shown it. */
function textOf({ response }: Exchange): string {
  const { body } = response ?? {};
  if (!body || body.encoding !== undefined) return '';
  return inOneLine(body.text.slice(0, /^\s*</.test(body.text) ? PAGE_AT_MOST : SHOWN_AT_MOST));
}

function inOneLine(text: string): string {
  return messageOf(text).replace(/\s+/g, ' ');
}

function shown({ response }: Exchange, words: string): { readonly mark?: string } {
  const text = inOneLine(response?.body?.text.slice(0, SHOWN_AT_MOST) ?? '');
  return text.includes(words) ? { mark: words } : {};
}
