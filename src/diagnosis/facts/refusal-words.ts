/** The two refusals, by their statuses 401 and 403. */
export type Refusal = 'unauthenticated' | 'forbidden';

export type Members = Readonly<Record<string, unknown>>;

/** A reason inside a body, before it is known where it stands. */
export interface Reason {
  readonly means: Refusal;
  readonly by: 'code' | 'words';
  readonly mark: string;
  readonly messages: readonly string[];
}

/** Characters. */
const TEXT_AT_MOST = 4_000;

/** Where an error object keeps what it is called. */
const CODES = [
  ...['code', 'type', 'errorType', 'error', 'error_code', 'errorCode', 'name', 'status', 'statusCode'],
  ...['reason', 'classification', 'category', 'exception', '__typename', 'httpStatus', 'http_status'],
] as const;
/** Where it keeps a further object that says more. */
const INNER = [
  ...['extensions', 'data', 'json', 'exception', 'originalError', 'response', 'error', 'http', 'debug'],
] as const;
const TEXTS = [
  ...['message', 'msg', 'errmsg', 'error_description', 'detail', 'details', 'error_message', 'error_msg'],
  ...['errorMessage', 'reason', 'title', 'Message'],
] as const;
const DEEPEST = 4;

/** A code that is no refusal says that the words are about something else; these say nothing. */
const VAGUE_CODE =
  /^(?:internal[_ ]?server[_ ]?error|internal|unknown(?:[_ ]?error)?|error|graphql|user|api_?error|exception|dataFetchingException|execution[_ ]?error|bad_user_input|\d+|downstream_service_error|server_?error|graphqlerror|failed|failure)$/i;

/** What one error object, of whatever make, refuses; `undefined` where it is about something else. */
export function reasonOf(error: Members): Reason | undefined {
  const codes = codesOf(error, 0);
  const messages = messagesOf(error, 0);
  for (const code of codes) {
    const isNumber = typeof code === 'number' || /^40[13]$/.test(code);
    const means = isNumber ? refusalOf(Number(code)) : meaningOfCode(String(code));
    if (means)
      return { means: isField(messages) ? 'forbidden' : means, by: 'code', mark: String(code), messages };
  }
  const isOtherwiseNamed = codes.some((code) => typeof code === 'string' && !VAGUE_CODE.test(code));
  const words = fromWords(messages);
  if (!words) return undefined;
  return isOtherwiseNamed && !PLAIN_WORDS.test(words.mark) ? undefined : words;
}

/** AppSync calls a field that the signed-in person may not see `Unauthorized`. */
function isField(messages: readonly string[]): boolean {
  return messages.some((message) => /^Not Authorized to access /i.test(message));
}

/** A status inside a body, as a number or as text. */
export function numberOf(answer: Members): Omit<Reason, 'messages'> | undefined {
  for (const name of ['code', 'status', 'statusCode', 'status_code', 'errcode', 'error_code', 'httpStatus']) {
    const value = answer[name];
    const number = typeof value === 'string' && /^40[13]$/.test(value) ? Number(value) : value;
    const means = typeof number === 'number' ? refusalOf(number) : undefined;
    if (means) return { means, by: 'code', mark: String(value) };
  }
  return undefined;
}

export function refusalOf(status: number): Refusal | undefined {
  if (status === 401 || status === 419) return 'unauthenticated';
  return status === 403 ? 'forbidden' : undefined;
}

function codesOf(error: Members, depth: number): (string | number)[] {
  const here = CODES.flatMap((name): (string | number)[] => {
    const value = error[name];
    if (typeof value === 'number') return [value];
    return typeof value === 'string' && value.length <= 80 ? [value] : [];
  });
  if (depth >= DEEPEST) return here;
  return [
    ...here,
    ...INNER.flatMap((name) => {
      const inner = error[name];
      return isMembers(inner) ? codesOf(inner, depth + 1) : [];
    }),
  ];
}

function messagesOf(error: Members, depth: number): string[] {
  const here = textsOf(error);
  if (depth >= DEEPEST) return here;
  return [
    ...here,
    ...INNER.flatMap((name) => {
      const inner = error[name];
      return isMembers(inner) ? messagesOf(inner, depth + 1) : [];
    }),
  ];
}

/** The sentences of an answer or an error object. */
export function textsOf(answer: Members): string[] {
  return [...TEXTS, 'error'].flatMap((name) => {
    const value = answer[name];
    return typeof value === 'string' && value !== '' ? [value.slice(0, TEXT_AT_MOST)] : [];
  });
}

/** Names that servers give the two refusals, in small letters without `_`, `-` and blanks. */
const UNAUTHENTICATED: ReadonlySet<string> = new Set(
  [
    'unauthenticated unauthorized unauthorised unauthenticatederror unauthorizederror',
    'unauthorizedexception authenticationerror authenticationexception authenticationfailed',
    'authenticationrequired authrequired loginrequired notauthenticated notauthed notloggedin',
    'authnotauthenticated invalidauth invalidtoken invalidaccesstoken invalidjwt jwtexpired',
    'tokenexpired expiredtoken tokenrevoked tokeninvalid accesstokenexpired missingtoken',
    'tokenexpirederror jsonwebtokenerror expiredsignatureerror invalidtokenerror missingauth notoken',
    'sessionexpired sessionexpiredexception invalidsession invalidsessionid credentialsrequired',
    'invalidcredentials oauthexception accountinactive authentication autherror',
    'unauthenticatedexception invalidgrant invalidheaders authenticationneeded failedauthentication',
    'invalidsecuritytoken invalidsecurity messageexpired failedcheck securitytokenunavailable',
    'jwtinvalid invalidauthenticationtoken usernotauthenticated',
  ].flatMap((line) => line.split(' ')),
);
const FORBIDDEN: ReadonlySet<string> = new Set(
  [
    'forbidden forbiddenerror forbiddenexception accessdenied accessdeniedexception accesserror',
    'permissiondenied permissiondeniederror permissionerror notauthorized authnotauthorized',
    'notpermitted insufficientscope insufficientscopes insufficientpermissions missingscope',
    'insufficientpermission nopermission notallowedtokentype authorizationerror authorization',
    'insufficientaccess insufficientprivileges authorizationfailed accessforbidden notallowed',
    'notauthorizederror operationforbidden missingpermission missingpermissions',
  ].flatMap((line) => line.split(' ')),
);

/** `odoo.http.SessionExpiredException`, `wsse:FailedAuthentication`: the last part is the name. */
export function meaningOfCode(code: string): Refusal | undefined {
  if (code.length > 80) return undefined;
  const last = code.slice(1 + Math.max(code.lastIndexOf('.'), code.lastIndexOf(':'), code.lastIndexOf('/')));
  const name = last.replace(/[-_\s]/g, '').toLowerCase();
  if (UNAUTHENTICATED.has(name)) return 'unauthenticated';
  if (FORBIDDEN.has(name)) return 'forbidden';
  return undefined;
}

/** Sentences that mean it and nothing else. */
const UNAUTHENTICATED_WORDS =
  /\bun-?authenticated\b|\bnot (?:been )?authenticated\b|\bnot logged[ -]in\b|\bnot signed[ -]in\b|must (?:be logged|log|sign|be signed) in\b|please (?:log|sign) in\b|(?:login|log in|sign-?in|authentication|authorization) (?:is )?required|(?:jwt|token|session|signature)(?: has| is| was)?(?: been)? (?:expired|revoked|invalid|malformed|missing)\b|(?:invalid|expired|missing|bad|no|malformed) (?:or (?:expired|missing|invalid) )?(?:access |auth |bearer |id |jwt |api |session |authentication |authorization )?(?:token|jwt|session|signature|credentials?)\b|authentication (?:failed|error|invalid|credentials)|auth(?:entication)? (?:token|header) (?:is )?(?:missing|invalid|required)|could not (?:verify|decode) jwt|jwtexpired|invalid_(?:auth|token)|failed to authenticate|could not authenticate|unable to authenticate|^unauthorized\.?$|unauthorized (?:access|request|user)|authorization has been denied|未登[录陆]|请(?:先|重新)?登[录陆]|(?:token|令牌|登[录陆])[^，。"]{0,8}(?:过期|失效|无效)/i;
const FORBIDDEN_WORDS =
  /\bforbidden\b|access(?: is| was)? denied|permission(?:s)? denied|(?:do|does)(?: not|n['’]t) have (?:the )?(?:required |necessary |sufficient )?(?:permission|access|privilege|right)|\bnot authori[sz]ed\b|insufficient (?:permission|privilege|scope|right)|not (?:allowed|permitted) to (?:access|perform|view|see|do)|action is unauthorized|lacks? (?:the )?(?:required )?(?:permission|scope|role)|没有(?:操作|访问)?权限|权限不足|无权(?:限|访问|操作)/i;
/** What is left of them where another code stands beside the words. */
const PLAIN_WORDS =
  /jwt|session expired|not authenticated|unauthenticated|not logged|must (?:be logged|log) in/i;
const MESSAGE_AT_MOST = 300;

/** A refusal that only a sentence tells. */
export function fromWords(messages: readonly string[]): Reason | undefined {
  for (const message of messages) {
    // An error says it shortly; a long text is an article.
    if (message.length > MESSAGE_AT_MOST) continue;
    const unauthenticated = UNAUTHENTICATED_WORDS.exec(message)?.[0];
    if (unauthenticated !== undefined)
      return { means: 'unauthenticated', by: 'words', mark: unauthenticated, messages };
    const forbidden = FORBIDDEN_WORDS.exec(message)?.[0];
    if (forbidden !== undefined) return { means: 'forbidden', by: 'words', mark: forbidden, messages };
  }
  return undefined;
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
