import { hostNameOf, pathOf } from '../../exchange/address.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Facts } from './facts.ts';

/** The steps of a sign-in by the browser itself (Federated Credential Management API §3). */
export type FedcmEndpoint =
  | 'well-known'
  | 'config'
  | 'accounts'
  | 'client-metadata'
  | 'assertion'
  | 'unknown';

/** Why a step of it ended the sign-in. */
export type FedcmFault =
  | { readonly kind: 'unreachable' | 'redirect' | 'status' | 'cors' | 'not-json' }
  /** The answer lacks what the step needs. */
  | { readonly kind: 'lacks'; readonly member: string }
  /** The well-known file does not name the configuration that was asked for. */
  | { readonly kind: 'not-listed'; readonly config: Exchange }
  /** The identity provider refused to issue a token. */
  | { readonly kind: 'refused'; readonly code: string };

export interface FedcmFailure {
  readonly endpoint: FedcmEndpoint;
  readonly fault: FedcmFault;
}

const JSON_AT_MOST = 100_000;

/** Did this exchange end a FedCM sign-in? `undefined` where it did not, or is none. */
export function fedcmFailure(exchange: Exchange, facts: Facts): FedcmFailure | undefined {
  if (!isFedcm(exchange)) return undefined;
  const endpoint = endpointOf(exchange, facts);
  const fault = faultOf(exchange, endpoint, facts);
  return fault && { endpoint, fault };
}

/** Fetch Metadata: no page can make a request with this destination. */
function isFedcm({ kind, request }: Exchange): boolean {
  return kind !== 'preflight' && headerValue(request.headers, 'sec-fetch-dest') === 'webidentity';
}

function endpointOf(exchange: Exchange, facts: Facts): FedcmEndpoint {
  const { method, url } = exchange.request;
  if (isWellKnown(exchange)) return 'well-known';
  for (const earlier of facts.onApi(exchange)) {
    const named = earlier.id === exchange.id ? undefined : namedIn(earlier, url);
    if (named) return named;
  }
  if (method === 'POST') return 'assertion';
  if (/[?&]client_id=/.test(url)) return 'client-metadata';
  if ('accounts_endpoint' in jsonOf(exchange)) return 'config';
  if ('accounts' in jsonOf(exchange) || /account/i.test(pathOf(url))) return 'accounts';
  return /config|fedcm[^/]*\.json/i.test(pathOf(url)) ? 'config' : 'unknown';
}

const ENDPOINTS: readonly (readonly [string, FedcmEndpoint])[] = [
  ['accounts_endpoint', 'accounts'],
  ['client_metadata_endpoint', 'client-metadata'],
  ['id_assertion_endpoint', 'assertion'],
];

/** The configuration names the endpoints, relative to itself. */
function namedIn(config: Exchange, address: string): FedcmEndpoint | undefined {
  if (!isFedcm(config)) return undefined;
  const members = jsonOf(config);
  return ENDPOINTS.find(([member]) => {
    const named = members[member];
    if (typeof named !== 'string' || !URL.canParse(named, config.request.url)) return false;
    return new URL(named, config.request.url).href.replace(/\?.*$/s, '') === address.replace(/\?.*$/s, '');
  })?.[1];
}

function faultOf(exchange: Exchange, endpoint: FedcmEndpoint, facts: Facts): FedcmFault | undefined {
  const { response, failure } = exchange;
  if (facts.cors(exchange)?.blocked) return { kind: 'cors' };
  if (!response)
    return failure === undefined || /ABORTED/.test(failure) ? undefined : { kind: 'unreachable' };
  if (response.status >= 300 && response.status < 400) return { kind: 'redirect' };
  const members = jsonOf(exchange);
  const refused = members['error'];
  if (endpoint === 'assertion' && typeof refused === 'object' && refused !== null)
    return { kind: 'refused', code: codeIn(refused) };
  if (response.status >= 400) return { kind: 'status' };
  if (endpoint === 'unknown') return undefined;
  const type = headerValue(response.headers, 'content-type');
  if (type !== undefined && !/json/i.test(type)) return { kind: 'not-json' };
  const text = response.body?.text;
  if (text === undefined || text.trim() === '' || response.body?.cutFrom !== undefined) return undefined;
  if (!isObject(text)) return { kind: 'not-json' };
  return lacking(exchange, endpoint, members, facts);
}

function lacking(
  exchange: Exchange,
  endpoint: FedcmEndpoint,
  members: Members,
  facts: Facts,
): FedcmFault | undefined {
  const needed = NEEDED[endpoint]?.find((names) => !names.some((name) => name in members));
  if (needed) return { kind: 'lacks', member: needed.join(' or ') };
  if (endpoint !== 'well-known' || ('accounts_endpoint' in members && 'login_url' in members))
    return undefined;
  const listed = members['provider_urls'];
  if (!Array.isArray(listed)) return undefined;
  const config = facts.capture.exchanges.find(
    (other) =>
      isFedcm(other) &&
      isWithin(other.request.url, exchange.request.url) &&
      Math.abs(other.startedAt - exchange.startedAt) < TOGETHER_MS &&
      'id_assertion_endpoint' in jsonOf(other),
  );
  return config && !listed.includes(config.request.url) ? { kind: 'not-listed', config } : undefined;
}

/** Each of these lists must have one member that is there. */
const NEEDED: Readonly<Partial<Record<FedcmEndpoint, readonly (readonly string[])[]>>> = {
  'well-known': [['provider_urls']],
  config: [['accounts_endpoint'], ['id_assertion_endpoint']],
  accounts: [['accounts']],
  assertion: [['token', 'continue_on']],
};

/** The browser asks for the well-known file and the configuration at the same time. */
const TOGETHER_MS = 10_000;

/** The well-known file stands at the site’s own name, the configuration there or below. */
function isWithin(address: string, wellKnown: string): boolean {
  const host = hostNameOf(address);
  const site = hostNameOf(wellKnown);
  return host === site || host.endsWith(`.${site}`);
}

function isWellKnown({ request }: Exchange): boolean {
  return pathOf(request.url).endsWith('/.well-known/web-identity');
}

type Members = Readonly<Record<string, unknown>>;

function jsonOf({ response }: Exchange): Members {
  const body = response?.body;
  if (!body || body.encoding !== undefined || body.text.length > JSON_AT_MOST) return {};
  return parsed(body.text) ?? {};
}

function isObject(text: string): boolean {
  return text.length > JSON_AT_MOST || parsed(text) !== undefined;
}

function parsed(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Members)
      : undefined;
  } catch {
    return undefined;
  }
}

/** `code` since Chrome 120, `error` in the standard of today. */
function codeIn(refused: object): string {
  const { code, error } = refused as { readonly code?: unknown; readonly error?: unknown };
  if (typeof code === 'string' && code !== '') return code;
  return typeof error === 'string' && error !== '' ? error : 'an error without a code';
}
