import type { Exchange } from '../../exchange/exchange.ts';
import type { Pointer } from '../engine/cause.ts';
import { grpcTrailer } from './grpc-trailer.ts';
import {
  fromWords,
  isMembers,
  type Members,
  meaningOfCode,
  numberOf,
  type Reason,
  type Refusal,
  reasonOf,
  refusalOf,
  textsOf,
} from './refusal-words.ts';
import { messageOf } from './server-words.ts';

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

/** Characters: GraphQL can carry data beside its errors. */
const GRAPHQL_AT_MOST = 65_536;
/** Characters: an error alone is short. */
const ERROR_AT_MOST = 4_000;
/** Characters: an envelope around no data. */
const SHORT = 600;

/** Without one of these no body refuses: a look that costs little, before anything is parsed. */
const TELLTALE =
  /un-?auth|not[ _]auth|forbidden|denied|expired|credential|permission|privilege|invalid|log(?:ged)?[ _]?in|sign(?:ed)?[ _]?in|revoked|jwt|token|oauth|inactive|40[13]|session|scope|not[ _]allowed|FailedAuth|FailedCheck|登[录陆錄]|权限|过期|失效|无效/i;

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
  const first = readings.find((reading) => reading !== undefined);
  if (!first) return undefined;
  // Of a batch every answer has to refuse: the others were delivered. 207 says that one of them was not (tRPC).
  const isMixed = exchange.response?.status === 207 && first.reason.by === 'code';
  if (!isMixed && readings.some((reading) => reading === undefined)) return undefined;
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
const ENVELOPE: ReadonlySet<string> = new Set(
  [
    'error errors fault exception success ok successful result data meta info message messages msg',
    'errmsg error_msg error_message errormessage error_description error_uri detail details title type',
    'instance reason hint warning extra code errcode error_code errorcode status status_code statuscode',
    'httpstatus timestamp path request_id requestid trace_id traceid documentation_url needed stat',
    'issuccess iserror haserror errormsg statusmessage statustext description retcode ret resultcode',
    'responsecode cause isok provided response_metadata stack redirect login loginurl login_url',
  ].flatMap((line) => line.split(' ')),
);

/** Names that the other forms begin with. */
const OTHER_FIRST_NAMES: ReadonlySet<string> = new Set(
  ['extensions hasnext jsonrpc id channel responses successful clientid advice'].flatMap((line) =>
    line.split(' '),
  ),
);

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

// Socket.IO, SOAP

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

// Places

/** Joined to its place in the body, as readers are shown it; what does not stand there verbatim is not quoted. */
function placed(
  exchange: Exchange,
  protocol: HiddenIn,
  text: string,
  reason: Reason | undefined,
): HiddenError | undefined {
  if (!reason) return undefined;
  const { means, by, mark } = reason;
  const shown = messageOf(text.slice(0, ERROR_AT_MOST));
  const messages = [...new Set(reason.messages)].flatMap((message) => {
    const escaped = JSON.stringify(message).slice(1, -1);
    return [message, escaped].find((each) => shown.includes(each)) ?? [];
  });
  const at: Pointer = { part: 'response-body', exchangeId: exchange.id };
  return {
    means,
    by,
    protocol,
    at,
    saidAt: at,
    ...(shown.includes(mark) && { mark }),
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
