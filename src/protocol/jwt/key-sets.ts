import type { JWK } from 'jose';
import type { Capture, Exchange, ExchangeId } from '../../exchange/exchange.ts';

/** The public keys that an answer of the capture held (RFC 7517 §5). */
export interface KeySet {
  readonly exchangeId: ExchangeId;
  readonly url: string;
  readonly keys: readonly JWK[];
}

/** A larger answer is no key set, not even one with certificates. Characters. */
const READ_AT_MOST = 65_536;
/** More keys than any issuer publishes. */
const KEYS_AT_MOST = 100;

const PUBLIC_KEY_TYPES: ReadonlySet<unknown> = new Set(['RSA', 'EC', 'OKP']);
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'k'] as const;

/** What the capture's answers tell of issuers and their keys. */
export interface KeyDirectory {
  readonly sets: readonly KeySet[];
  /** `jwks_uri` by issuer, from discovery documents (OpenID Connect Discovery §4.2, RFC 8414 §3.2). */
  readonly uris: ReadonlyMap<string, string>;
}

/** Every key set and discovery document that the capture's answers hold. Never throws. */
export function keyDirectoryOf({ exchanges }: Pick<Capture, 'exchanges'>): KeyDirectory {
  const sets: KeySet[] = [];
  const uris = new Map<string, string>();
  for (const exchange of exchanges) {
    const document = documentIn(exchange);
    if (!document) continue;
    const { issuer, jwks_uri: uri, keys } = document;
    if (typeof issuer === 'string' && typeof uri === 'string') uris.set(issuer, uri);
    const own = Array.isArray(keys) ? keys.slice(0, KEYS_AT_MOST).filter(isPublicKey) : [];
    if (own.length > 0) sets.push({ exchangeId: exchange.id, url: exchange.request.url, keys: own });
  }
  return { sets, uris };
}

function documentIn({ response }: Exchange): Readonly<Record<string, unknown>> | undefined {
  const body = response?.body;
  if (!body || response.status !== 200 || body.encoding !== undefined || body.cutFrom !== undefined)
    return undefined;
  if (body.text.length > READ_AT_MOST || !/^\s*\{/.test(body.text)) return undefined;
  if (!/"(?:keys|jwks_uri)"/.test(body.text)) return undefined;
  try {
    const value: unknown = JSON.parse(body.text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isPublicKey(key: unknown): key is JWK {
  if (typeof key !== 'object' || key === null) return false;
  const { kty, use } = key as JWK;
  if (!PUBLIC_KEY_TYPES.has(kty) || use === 'enc') return false;
  return PRIVATE_MEMBERS.every((name) => !Object.hasOwn(key, name));
}

/**
 * The newest of the key sets that this issuer itself publishes: where its discovery document points, else below its own
 * address. Hosts with many tenants publish many sets, so that the host alone decides only for issuers without a path.
 */
export function keySetOf(issuer: unknown, { sets, uris }: KeyDirectory): KeySet | undefined {
  if (typeof issuer !== 'string') return undefined;
  const uri = uris.get(issuer);
  if (uri !== undefined) return sets.findLast(({ url }) => url === uri);
  if (!URL.canParse(issuer)) return undefined;
  const base = issuer.replace(/\/?$/, '/');
  return sets.findLast(({ url }) => url.startsWith(base));
}
