import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Pointer } from '../engine/cause.ts';

/** A refusal that no status shows: it stands inside a success. */
export interface HiddenError {
  readonly means: Refusal;
  /** `code`: a name or number made for it. `words`: only a sentence says so. */
  readonly by: 'code' | 'words';
  readonly protocol: HiddenIn;
  readonly at: Pointer;
  /** The code, or the words, as they stand there; absent where the place cannot be read as text. */
  readonly mark?: string;
  /** What the server says about it, as it stands at `saidAt`. */
  readonly messages: readonly string[];
  readonly saidAt: Pointer;
}

export type HiddenIn = 'GraphQL' | 'JSON' | 'JSON-RPC' | 'Socket.IO' | 'SOAP' | 'gRPC' | 'Bayeux';

type Refusal = 'unauthenticated' | 'forbidden';
type Members = Readonly<Record<string, unknown>>;

/** A reason inside a body, before it is known where it stands. */
interface Reason {
  readonly means: Refusal;
  readonly by: 'code' | 'words';
  readonly mark: string;
  readonly messages: readonly string[];
}

/** Characters: GraphQL can carry data beside its errors. */
const GRAPHQL_AT_MOST = 65_536;
/** Characters: an error alone is short. */
const ERROR_AT_MOST = 4_000;
/** Characters: an envelope around no data. */
const SHORT = 600;

/** Without one of these no body refuses: a look that costs little, before anything is parsed. */
const TELLTALE =
  /un-?auth|not[ _]auth|forbidden|denied|expired|credential|permission|privilege|invalid|log(?:ged)?[ _]?in|sign(?:ed)?[ _]?in|revoked|jwt|token|oauth|inactive|40[13]|session|scope|not[ _]allowed|FailedAuth|FailedCheck/i;

/** Reads a 2xx whose body, or trailer, says no; `undefined` for every real success. Never throws. */
export function hiddenError(exchange: Exchange): HiddenError | undefined {
  const { response, kind } = exchange;
  if (!response || response.status < 200 || response.status > 299) return undefined;
  if (kind !== 'fetch' && kind !== 'other') return undefined;
  return grpcTrailer(exchange) ?? inBody(exchange);
}

function inBody(exchange: Exchange): HiddenError | undefined {
  const body = exchange.response?.body;
  if (!body || body.encoding !== undefined || body.text.length > GRAPHQL_AT_MOST) return undefined;
  const { text } = body;
  const first = /\S/.exec(text.slice(0, 100))?.[0] ?? '';
  if (first === '{' || first === '[') return inJson(exchange, text);
  if (text.length <= ERROR_AT_MOST && /^(?:data|event|id|--)/.test(text)) return inStream(exchange, text);
  if (/^(?:\d{1,5}:)?44/.test(text)) return placed(exchange, 'Socket.IO', text, socketIoRefusal(text));
  if (first === '<' && text.length <= ERROR_AT_MOST && text.includes('Fault'))
    return placed(exchange, 'SOAP', text, soapFault(text));
  return undefined;
}

/** Server-sent events, or parts of `multipart/mixed`: the refusal is all that came. */
function inStream(exchange: Exchange, text: string): HiddenError | undefined {
  const parts = [...text.matchAll(/^(?:data: ?)?(\{[^\r\n]{2,4000}\})\s*$/gm)].map(([, json = '']) => json);
  const found = parts.filter((json) => json !== '{}').map((json) => inJson(exchange, json));
  return found.length > 0 && found.every((each) => each !== undefined) ? found[0] : undefined;
}

/** Looks at what costs least first: the name that the body begins with, then its words; only then is it parsed. */
function inJson(exchange: Exchange, text: string): HiddenError | undefined {
  const name = /^\s*(?:\[\s*)?\{\s*"([^"\\]{1,40})"/.exec(text)?.[1]?.toLowerCase() ?? '';
  if (!ENVELOPE.has(name) && !OTHER_FIRST_NAMES.has(name)) return undefined;
  if ((text.length > ERROR_AT_MOST || name === 'data') && !mayHoldErrors(text)) return undefined;
  if (!TELLTALE.test(text)) return undefined;
  const value = parsed(text);
  if (value === undefined) return undefined;
  const answers = Array.isArray(value) ? value : [value];
  if (answers.length === 0 || answers.length > 50) return undefined;
  const readings = answers.map((answer) => readAnswer(answer, exchange, text.length));
  // Of a batch every answer has to refuse: the others were delivered.
  const first = readings[0];
  if (!first || readings.some((reading) => reading === undefined)) return undefined;
  return placed(exchange, first.protocol, text, first.reason);
}

function mayHoldErrors(text: string): boolean {
  return text.includes('"errors"') || (text.length <= SHORT && /40[13]|false/.test(text));
}

interface Reading {
  readonly protocol: HiddenIn;
  readonly reason: Reason;
}

function readAnswer(answer: unknown, exchange: Exchange, length: number): Reading | undefined {
  if (!isMembers(answer)) return undefined;
  if (isGraphQl(answer)) return within('GraphQL', graphQlRefusal(answer));
  if (length > ERROR_AT_MOST || isAboutErrors(exchange.request.url)) return undefined;
  if (answer['jsonrpc'] !== undefined) return within('JSON-RPC', rpcRefusal(answer));
  if (answer['channel'] !== undefined && answer['successful'] === false)
    return within('Bayeux', bayeuxRefusal(answer));
  if (Array.isArray(answer['responses'])) return within('JSON', batchRefusal(answer['responses']));
  return within('JSON', envelopeRefusal(answer));
}

function within(protocol: HiddenIn, reason: Reason | undefined): Reading | undefined {
  return reason && { protocol, reason };
}

/** Pages about errors, logs and texts hold such words as their content. */
function isAboutErrors(url: string): boolean {
  return /\/(?:logs?|audits?|events?|errors?|error-?codes|docs?|articles?|posts?|blog|faqs?|help|i18n|locales?|translations?|messages|comments|search)(?:[/?#.]|$)/i.test(
    url,
  );
}

// GraphQL

/** `data` and `errors` are all that an answer holds, `extensions` aside (GraphQL §7.1; `message`, `type` of old servers). */
function isGraphQl(answer: Members): boolean {
  const { errors } = answer;
  if (!Array.isArray(errors) || errors.length === 0 || errors.length > 50) return false;
  if (!Object.keys(answer).every((name) => GRAPHQL_MEMBERS.has(name))) return false;
  const first: unknown = errors[0];
  return isMembers(first) && (Object.hasOwn(answer, 'data') || GRAPHQL_ERROR.some((name) => name in first));
}

const GRAPHQL_MEMBERS: ReadonlySet<string> = new Set([
  'data',
  'errors',
  'extensions',
  'hasNext',
  'label',
  'path',
]);
const GRAPHQL_ERROR = ['extensions', 'locations', 'path', 'errorType'] as const;

/** Where one field was delivered, a refused neighbour may be meant: a page asks for more than everybody sees. */
function graphQlRefusal({ data, errors }: Members): Reason | undefined {
  if (
    isMembers(data) &&
    Object.entries(data).some(([name, value]) => name !== '__typename' && value !== null)
  )
    return undefined;
  for (const error of errors as readonly unknown[]) {
    const reason = isMembers(error) && reasonOf(error);
    if (reason) return reason;
  }
  return undefined;
}

// Everything else in JSON

/** Names of members that say how it went, not what was asked for. */
const ENVELOPE: ReadonlySet<string> = new Set([
  ...[
    'error',
    'errors',
    'fault',
    'exception',
    'success',
    'ok',
    'successful',
    'result',
    'data',
    'meta',
    'info',
  ],
  ...[
    'message',
    'messages',
    'msg',
    'errmsg',
    'error_msg',
    'error_message',
    'errormessage',
    'error_description',
  ],
  ...['error_uri', 'detail', 'details', 'title', 'type', 'instance', 'reason', 'hint', 'warning', 'extra'],
  ...['code', 'errcode', 'error_code', 'errorcode', 'status', 'status_code', 'statuscode', 'httpstatus'],
  ...['timestamp', 'path', 'request_id', 'requestid', 'trace_id', 'traceid', 'documentation_url', 'needed'],
  ...['stat', 'issuccess', 'iserror', 'haserror', 'errormsg', 'statusmessage', 'statustext', 'description'],
  ...['retcode', 'ret', 'resultcode', 'responsecode', 'cause', 'isok'],
  ...['provided', 'response_metadata', 'stack', 'redirect', 'login', 'loginurl', 'login_url'],
]);

/** Names that the other forms begin with. */
const OTHER_FIRST_NAMES: ReadonlySet<string> = new Set([
  ...[
    'payload',
    'extensions',
    'hasnext',
    'jsonrpc',
    'id',
    'channel',
    'responses',
    'successful',
    'clientid',
    'advice',
  ],
]);

/** Members that, where they hold something, are what was asked for. */
const PAYLOAD = ['data', 'result', 'meta', 'info', 'extra'] as const;

function envelopeRefusal(answer: Members): Reason | undefined {
  const names = Object.keys(answer);
  if (!names.every((name) => ENVELOPE.has(name.toLowerCase()))) return undefined;
  if (PAYLOAD.some((name) => holdsMuch(answer[name]))) return undefined;
  const error = answer['error'] ?? answer['errors'] ?? answer['fault'];
  if (Array.isArray(error)) return unanimous(error);
  if (isMembers(error)) return reasonOf(error) ?? (saysNo(answer) ? reasonOf(answer) : undefined);
  if (typeof error === 'string' && error !== '') return errorText(error, answer);
  return saysNo(answer) ? reasonOf(answer) : undefined;
}

/** `{"error":"invalid_token"}`: a code, or where the answer says besides that it failed, a sentence. */
function errorText(error: string, answer: Members): Reason | undefined {
  const means = meaningOfCode(error);
  const messages = textsOf(answer);
  if (means) return { means, by: 'code', mark: error, messages };
  const numbered = numberOf(answer);
  if (numbered) return { ...numbered, messages };
  return fromWords(messages);
}

/** A list of several different errors is somebody's documentation, not a refusal. */
function unanimous(errors: readonly unknown[]): Reason | undefined {
  if (errors.length === 0 || errors.length > 5) return undefined;
  const reasons = errors.map((error) => {
    if (typeof error === 'string') return fromWords([error]);
    return isMembers(error) ? reasonOf(error) : undefined;
  });
  const first = reasons[0];
  return first && reasons.every((reason) => reason?.means === first.means) ? first : undefined;
}

/** JSON-RPC 2.0 §5.1; 100 is Odoo's for everything. */
function rpcRefusal({ error }: Members): Reason | undefined {
  return isMembers(error) ? reasonOf(error) : undefined;
}

/** `403::Handshake denied` (Bayeux §error). */
function bayeuxRefusal({ error }: Members): Reason | undefined {
  const status = typeof error === 'string' ? /^40[13](?=:)/.exec(error)?.[0] : undefined;
  if (status === undefined || typeof error !== 'string') return undefined;
  return { means: refusalOf(Number(status))!, by: 'code', mark: error, messages: [error] };
}

/** The answers of a batch with a status each (Microsoft Graph, OData JSON batch). */
function batchRefusal(responses: readonly unknown[]): Reason | undefined {
  const reasons = responses.map((each) => (isMembers(each) ? numberOf(each) : undefined));
  const first = reasons[0];
  return first && reasons.every((reason) => reason !== undefined) ? { ...first, messages: [] } : undefined;
}

const NO_WORDS: ReadonlySet<unknown> = new Set(['error', 'fail', 'failed', 'failure', 'ko', 'nok', 'denied']);

/** What codes of an envelope say where all is well. */
const NO_FAULT: ReadonlySet<unknown> = new Set([
  undefined,
  null,
  0,
  '0',
  200,
  '200',
  '',
  'ok',
  'OK',
  'SUCCESS',
  'success',
]);

function saysNo(answer: Members): boolean {
  if (['success', 'ok', 'successful', 'result', 'isSuccess'].some((name) => answer[name] === false))
    return true;
  if (
    NO_WORDS.has(lower(answer['stat'])) ||
    NO_WORDS.has(lower(answer['status'])) ||
    NO_WORDS.has(lower(answer['result']))
  )
    return true;
  if (typeof answer['errcode'] === 'number' && answer['errcode'] !== 0) return true;
  if (typeof answer['status'] === 'string' && meaningOfCode(answer['status'])) return true;
  const code = answer['code'] ?? answer['retcode'] ?? answer['errorCode'] ?? answer['resultCode'];
  return textsOf(answer).length > 0 && (numberOf(answer) !== undefined || !NO_FAULT.has(code));
}

function holdsMuch(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isMembers(value)) return Object.keys(value).length > 0 && reasonOf(value) === undefined;
  return typeof value === 'string' ? value.length > 200 : false;
}

// One error object, of whatever make

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

function reasonOf(error: Members): Reason | undefined {
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

function numberOf(answer: Members): Omit<Reason, 'messages'> | undefined {
  for (const name of ['code', 'status', 'statusCode', 'status_code', 'errcode', 'error_code', 'httpStatus']) {
    const value = answer[name];
    const number = typeof value === 'string' && /^40[13]$/.test(value) ? Number(value) : value;
    const means = typeof number === 'number' ? refusalOf(number) : undefined;
    if (means) return { means, by: 'code', mark: String(value) };
  }
  return undefined;
}

function refusalOf(status: number): Refusal | undefined {
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

function textsOf(answer: Members): string[] {
  return [...TEXTS, 'error'].flatMap((name) => {
    const value = answer[name];
    return typeof value === 'string' && value !== '' ? [value.slice(0, ERROR_AT_MOST)] : [];
  });
}

// Names and words

/** Names that servers give the two refusals, in small letters without `_`, `-` and blanks. */
const UNAUTHENTICATED: ReadonlySet<string> = new Set([
  ...['unauthenticated', 'unauthorized', 'unauthorised', 'unauthenticatederror', 'unauthorizederror'],
  ...['unauthorizedexception', 'authenticationerror', 'authenticationexception', 'authenticationfailed'],
  ...[
    'authenticationrequired',
    'authrequired',
    'loginrequired',
    'notauthenticated',
    'notauthed',
    'notloggedin',
  ],
  ...[
    'authnotauthenticated',
    'invalidauth',
    'invalidtoken',
    'invalidaccesstoken',
    'invalidjwt',
    'jwtexpired',
  ],
  ...['tokenexpired', 'expiredtoken', 'tokenrevoked', 'tokeninvalid', 'accesstokenexpired', 'missingtoken'],
  ...['tokenexpirederror', 'jsonwebtokenerror', 'expiredsignatureerror', 'invalidtokenerror', 'missingauth'],
  ...['notoken', 'sessionexpired', 'sessionexpiredexception', 'invalidsession', 'invalidsessionid'],
  ...['credentialsrequired', 'invalidcredentials', 'oauthexception', 'accountinactive', 'authentication'],
  ...['autherror', 'unauthenticatedexception', 'invalidgrant', 'invalidheaders', 'authenticationneeded'],
  ...['failedauthentication', 'invalidsecuritytoken', 'invalidsecurity', 'messageexpired', 'failedcheck'],
  ...['securitytokenunavailable', 'jwtinvalid', 'invalidauthenticationtoken', 'usernotauthenticated'],
]);
const FORBIDDEN: ReadonlySet<string> = new Set([
  ...[
    'forbidden',
    'forbiddenerror',
    'forbiddenexception',
    'accessdenied',
    'accessdeniedexception',
    'accesserror',
  ],
  ...['permissiondenied', 'permissiondeniederror', 'permissionerror', 'notauthorized', 'authnotauthorized'],
  ...['notpermitted', 'insufficientscope', 'insufficientscopes', 'insufficientpermissions', 'missingscope'],
  ...['insufficientpermission', 'nopermission', 'notallowedtokentype', 'authorizationerror', 'authorization'],
  ...['insufficientaccess', 'insufficientprivileges', 'authorizationfailed', 'accessforbidden', 'notallowed'],
  ...['notauthorizederror', 'operationforbidden', 'missingpermission', 'missingpermissions'],
]);

/** `odoo.http.SessionExpiredException`, `wsse:FailedAuthentication`: the last part is the name. */
function meaningOfCode(code: string): Refusal | undefined {
  if (code.length > 80) return undefined;
  const last = code.slice(1 + Math.max(code.lastIndexOf('.'), code.lastIndexOf(':'), code.lastIndexOf('/')));
  const name = last.replace(/[-_\s]/g, '').toLowerCase();
  if (UNAUTHENTICATED.has(name)) return 'unauthenticated';
  if (FORBIDDEN.has(name)) return 'forbidden';
  return undefined;
}

/** Sentences that mean it and nothing else. */
const UNAUTHENTICATED_WORDS =
  /\bun-?authenticated\b|\bnot (?:been )?authenticated\b|\bnot logged[ -]in\b|\bnot signed[ -]in\b|must (?:be logged|log|sign|be signed) in\b|please (?:log|sign) in\b|(?:login|log in|sign-?in|authentication|authorization) (?:is )?required|(?:jwt|token|session|signature)(?: has| is| was)?(?: been)? (?:expired|revoked|invalid|malformed|missing)\b|(?:invalid|expired|missing|bad|no|malformed) (?:or (?:expired|missing|invalid) )?(?:access |auth |bearer |id |jwt |api |session |authentication |authorization )?(?:token|jwt|session|signature|credentials?)\b|authentication (?:failed|error|invalid|credentials)|auth(?:entication)? (?:token|header) (?:is )?(?:missing|invalid|required)|could not (?:verify|decode) jwt|jwtexpired|invalid_(?:auth|token)|failed to authenticate|could not authenticate|unable to authenticate|^unauthorized\.?$|unauthorized (?:access|request|user)|authorization has been denied/i;
const FORBIDDEN_WORDS =
  /\bforbidden\b|access(?: is| was)? denied|permission(?:s)? denied|(?:do|does)(?: not|n['’]t) have (?:the )?(?:required |necessary |sufficient )?(?:permission|access|privilege|right)|\bnot authori[sz]ed\b|insufficient (?:permission|privilege|scope|right)|not (?:allowed|permitted) to (?:access|perform|view|see|do)|action is unauthorized|lacks? (?:the )?(?:required )?(?:permission|scope|role)/i;
/** What is left of them where another code stands beside the words. */
const PLAIN_WORDS =
  /jwt|session expired|not authenticated|unauthenticated|not logged|must (?:be logged|log) in/i;
const MESSAGE_AT_MOST = 300;

function fromWords(messages: readonly string[]): Reason | undefined {
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

// Socket.IO, SOAP, gRPC

/** A CONNECT_ERROR packet, by itself or among others (Socket.IO protocol 5 and Engine.IO 3's length before it). */
function socketIoRefusal(text: string): Reason | undefined {
  if (text.length > ERROR_AT_MOST) return undefined;
  const packet = text.split('\u001e').find((each) => /^(?:\d{1,5}:)?44/.test(each));
  const payload = packet && /^(?:\d{1,5}:)?44(?:\/[^,]{0,200},)?(.*)$/s.exec(packet)?.[1];
  if (!payload) return undefined;
  const value = parsed(payload);
  if (typeof value === 'string') return fromWords([value]);
  return isMembers(value) ? reasonOf(value) : undefined;
}

/** SOAP 1.1 §4.4, 1.2 §5.4; codes of WS-Security (SOAP Message Security 1.1 §12). */
function soapFault(text: string): Reason | undefined {
  if (!/<(?:[\w-]+:)?Fault[\s>]/.test(text)) return undefined;
  const codes = [...text.matchAll(/<(?:[\w-]+:)?(?:faultcode|Value)[^<>]*>([^<]{1,200})</g)].map(
    ([, code = '']) => code.trim(),
  );
  const messages = [...text.matchAll(/<(?:[\w-]+:)?(?:faultstring|Text)[^<>]*>([^<]{1,600})</g)].map(
    ([, message = '']) => message.trim(),
  );
  const code = codes.find((each) => meaningOfCode(each) !== undefined);
  if (code !== undefined) return { means: meaningOfCode(code)!, by: 'code', mark: code, messages };
  return fromWords(messages);
}

/** 16 is UNAUTHENTICATED, 7 PERMISSION_DENIED (gRPC status codes); without a message they come as headers. */
function grpcTrailer(exchange: Exchange): HiddenError | undefined {
  const headers = exchange.response?.headers ?? [];
  if (!/grpc|connect/i.test(headerValue(headers, 'content-type') ?? '')) return undefined;
  const means = grpcMeaning(headerValue(headers, 'grpc-status'));
  if (means) {
    const message = headerValue(headers, 'grpc-message');
    return {
      means,
      by: 'code',
      protocol: 'gRPC',
      at: { part: 'response-header', exchangeId: exchange.id, name: 'grpc-status' },
      saidAt: { part: 'response-header', exchangeId: exchange.id, name: 'grpc-message' },
      messages: message === undefined ? [] : [message],
    };
  }
  const body = exchange.response?.body;
  if (!body || body.text.length > ERROR_AT_MOST) return undefined;
  const text =
    body.encoding === 'base64' || /grpc-web-text/i.test(body.mimeType) ? unpacked(body.text) : body.text;
  const trailer =
    /grpc-status: ?(\d{1,2})/i.exec(text)?.[1] ?? CONNECT[/"code":"(\w{1,30})"/.exec(text)?.[1] ?? ''];
  const found = grpcMeaning(trailer);
  if (!found) return undefined;
  const readable = text === body.text;
  const at: Pointer = { part: 'response-body', exchangeId: exchange.id };
  const message = /grpc-message: ?([^\r\n]{1,300})/i.exec(text)?.[1];
  return {
    means: found,
    by: 'code',
    protocol: 'gRPC',
    at,
    saidAt: at,
    messages: readable && message !== undefined ? [message] : [],
  };
}

/** Connect's end of stream names what gRPC numbers. */
const CONNECT: Readonly<Record<string, string>> = { unauthenticated: '16', permission_denied: '7' };

function grpcMeaning(status: string | undefined): Refusal | undefined {
  if (status === '16') return 'unauthenticated';
  return status === '7' ? 'forbidden' : undefined;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 as Latin-1: enough to find the trailer's words between its lengths. */
function unpacked(base64: string): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const character of base64) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) {
      // Frames are encoded one by one: padding starts anew.
      bits = 0;
      continue;
    }
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      text += String.fromCharCode((held >> bits) & 0xff);
    }
  }
  return text;
}

// Places

/** Joined to its place in the body; what does not stand there verbatim (escapes) is not quoted. */
function placed(
  exchange: Exchange,
  protocol: HiddenIn,
  text: string,
  reason: Reason | undefined,
): HiddenError | undefined {
  if (!reason) return undefined;
  const { means, by, mark } = reason;
  const head = text.slice(0, ERROR_AT_MOST);
  const messages = [...new Set(reason.messages)].flatMap((message) => {
    const escaped = JSON.stringify(message).slice(1, -1);
    return [message, escaped].find((each) => text.includes(each)) ?? [];
  });
  const at: Pointer = { part: 'response-body', exchangeId: exchange.id };
  return {
    means,
    by,
    protocol,
    at,
    saidAt: at,
    ...(head.includes(mark) && { mark }),
    messages,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
