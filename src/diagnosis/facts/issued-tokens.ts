import type { Body, Exchange } from '../../exchange/exchange.ts';

/** A token that an answer of the capture delivered. */
export interface IssuedToken {
  readonly text: string;
  readonly kind: IssuedKind;
  readonly by: Exchange;
  /** When its lifetime ends by the `expires_in` beside it, by this computer's clock. Milliseconds since the epoch. */
  readonly expiresAt?: number;
  /** `DPoP`, `Bearer`: as the answer named it (RFC 6749 §7.1). */
  readonly tokenType?: string;
}

export type IssuedKind = 'access' | 'refresh' | 'id';

/** Larger answers are data, not tokens. Characters. */
const READ_AT_MOST = 100_000;
/** Shorter texts are words. Characters. */
const SHORTEST = 12;
/** `data.attributes.tokens.access.token` is as deep as answers of sign-ins go. */
const DEEPEST = 4;

/** By the member's name in lower case, without `_` and `-`. */
const KINDS: ReadonlyMap<string, IssuedKind> = new Map([
  ['accesstoken', 'access'],
  ['access', 'access'],
  ['token', 'access'],
  ['jwt', 'access'],
  ['jwttoken', 'access'],
  ['authtoken', 'access'],
  ['bearertoken', 'access'],
  ['apitoken', 'access'],
  ['plaintexttoken', 'access'],
  ['idtoken', 'id'],
  ['refreshtoken', 'refresh'],
  ['refresh', 'refresh'],
]);

const TELLTALE = /token|"access"|"refresh"|"jwt"/i;

/** The tokens in a JSON answer, wherever a sign-in or a renewal puts them. Never throws. */
export function issuedBy(exchange: Exchange): readonly IssuedToken[] {
  const { response } = exchange;
  if (!response || response.status >= 400) return [];
  const found: IssuedToken[] = [];
  collect(jsonOf(response.body), undefined, DEEPEST, exchange, found);
  return found;
}

/** The refresh token that a request sends to have it exchanged; `undefined` where its body holds none. */
export function presentedForRefresh({ request }: Exchange): string | undefined {
  const { body, method } = request;
  if (method !== 'POST' || !body || body.encoding !== undefined || !/refresh/i.test(body.text))
    return undefined;
  const form = body.mimeType.includes('x-www-form-urlencoded') && body.text.length <= READ_AT_MOST;
  const members: unknown = form
    ? Object.fromEntries(new URLSearchParams(body.text))
    : withoutNesting(jsonOf(body));
  if (!isMembers(members)) return undefined;
  const named = Object.entries(members).find(
    ([name, value]) => kindOf(name) === 'refresh' && isToken(value),
  )?.[1];
  return typeof named === 'string' ? named : undefined;
}

/** Cognito puts the token one level down, under `AuthParameters`. */
function withoutNesting(value: unknown): unknown {
  if (!isMembers(value)) return value;
  return Object.assign({}, value, ...Object.values(value).filter(isMembers)) as unknown;
}

function collect(
  value: unknown,
  within: IssuedKind | undefined,
  depth: number,
  by: Exchange,
  found: IssuedToken[],
): void {
  if (!isMembers(value) || depth === 0) return;
  for (const [name, member] of Object.entries(value)) {
    const kind = kindOf(name);
    if (kind && isToken(member)) {
      const named = within !== undefined && UNSPECIFIC.has(name.toLowerCase()) ? within : kind;
      found.push({ text: member, kind: named, by, ...besides(value, named, by) });
    } else collect(member, holderKind(name, depth), depth - 1, by, found);
  }
}

/** Inner names that leave it to the outer: `tokens: { refresh: { token } }`. */
const UNSPECIFIC: ReadonlySet<string> = new Set(['token', 'jwt']);

/** Below `data` stand the operations of GraphQL: `data: { refresh: { token } }` delivers an access token. */
function holderKind(name: string, depth: number): IssuedKind | undefined {
  if (depth >= DEEPEST - 1) return undefined;
  return name === 'access' || name === 'refresh' ? name : undefined;
}

function besides(
  members: Readonly<Record<string, unknown>>,
  kind: IssuedKind,
  by: Exchange,
): Pick<IssuedToken, 'expiresAt' | 'tokenType'> {
  if (kind !== 'access') return {};
  const type = members['token_type'] ?? members['tokenType'] ?? members['TokenType'];
  const lifetime = members['expires_in'] ?? members['expiresIn'] ?? members['ExpiresIn'];
  const seconds = typeof lifetime === 'string' && /^\d{1,9}$/.test(lifetime) ? Number(lifetime) : lifetime;
  return {
    ...(typeof seconds === 'number' && seconds > 0 && seconds < 1e9 && { expiresAt: endOf(by, seconds) }),
    ...(typeof type === 'string' && { tokenType: type }),
  };
}

function endOf({ startedAt, endedAt }: Exchange, seconds: number): number {
  return (endedAt ?? startedAt) + seconds * 1_000;
}

function kindOf(name: string): IssuedKind | undefined {
  return KINDS.get(name.replace(/[_-]/g, '').toLowerCase());
}

/** One word, long enough to be no answer like `"access": "granted"`. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && value.length >= SHORTEST && /^[\x21-\x7e]+$/.test(value);
}

function jsonOf(body: Body | undefined): unknown {
  if (!body || body.encoding !== undefined || body.text.length > READ_AT_MOST) return undefined;
  if (!/^\s*\{/.test(body.text) || !TELLTALE.test(body.text)) return undefined;
  try {
    return JSON.parse(body.text);
  } catch {
    return undefined;
  }
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
