/**
 * What a JWT was issued for. Nothing in RFC 7519 says it; issuers leave marks: a declared type, or claims that
 * only one kind of token has.
 */

export type TokenKind =
  | 'access'
  | 'id'
  | 'refresh'
  /** Tells a client that a session ended (OpenID Connect Back-Channel Logout §2.4). */
  | 'logout'
  /** A DPoP proof (RFC 9449 §4.2). */
  | 'proof'
  | 'unknown';

export interface KindMark {
  readonly name: string;
  readonly where: 'claim' | 'header';
  /** A clause that stands alone: "RFC 9068 gives this type to access tokens". */
  readonly because: string;
}

export interface TokenKindReading {
  readonly kind: TokenKind;
  /** What speaks for `kind`; for `unknown`, all that was found. */
  readonly marks: readonly KindMark[];
}

type Members = Readonly<Record<string, unknown>>;
type KnownKind = Exclude<TokenKind, 'unknown'>;

interface Vote {
  readonly kind: KnownKind;
  /** The issuer names the kind; `circumstantial` marks only go with it. */
  readonly weight: 'declared' | 'strong' | 'circumstantial';
  readonly mark: KindMark;
}

/**
 * Reads the marks. Some APIs take ID tokens by design (Firebase, Google IAP, Kubernetes with OpenID Connect): the
 * kind is `id` there, too, and what to make of it is the caller's to judge.
 */
export function tokenKind(header: Members, claims: Members): TokenKindReading {
  const votes = [...declaredVotes(header, claims), ...accessVotes(header, claims), ...idVotes(claims)];
  const kind = decide(votes);
  return {
    kind,
    marks: votes.filter((vote) => kind === 'unknown' || vote.kind === kind).map(({ mark }) => mark),
  };
}

function decide(votes: readonly Vote[]): TokenKind {
  for (const weight of ['declared', 'strong', 'circumstantial'] as const) {
    const kinds = new Set(votes.filter((vote) => vote.weight === weight).map(({ kind }) => kind));
    if (kinds.size > 1) return 'unknown';
    const [only] = kinds;
    if (only) return only;
  }
  return 'unknown';
}

function vote(
  kind: KnownKind,
  weight: Vote['weight'],
  where: KindMark['where'],
  name: string,
  because: string,
): Vote {
  return { kind, weight, mark: { name, where, because } };
}

const HEADER_TYPES: ReadonlyMap<string, readonly [KnownKind, string]> = new Map([
  ['at+jwt', ['access', 'RFC 9068 gives this type to access tokens']],
  ['rt+jwt', ['refresh', 'this type is given to refresh tokens']],
  ['logout+jwt', ['logout', 'OpenID Connect gives this type to logout tokens']],
  ['dpop+jwt', ['proof', 'RFC 9449 gives this type to DPoP proofs']],
]);

const NAMED_KINDS: ReadonlyMap<string, KnownKind> = new Map([
  ['access', 'access'],
  ['access_token', 'access'],
  ['bearer', 'access'],
  // djangorestframework-simplejwt: one token that is renewed by itself.
  ['sliding', 'access'],
  ['id', 'id'],
  ['id_token', 'id'],
  ['refresh', 'refresh'],
  ['refresh_token', 'refresh'],
]);

const KEYCLOAK_TYPES: ReadonlyMap<string, KnownKind> = new Map([
  ...NAMED_KINDS,
  ['dpop', 'access'],
  ['offline', 'refresh'],
  ['logout', 'logout'],
]);

/** Where Descope's own session keeps the token: in its session or its refresh cookie. */
const DESCOPE_NAMES: ReadonlyMap<string, KnownKind> = new Map([
  ['ds', 'access'],
  ['dsr', 'refresh'],
]);

const SALESFORCE_TYPES: ReadonlyMap<string, KnownKind> = new Map([['sfdc-core-token', 'access']]);

const BY_USE = 'the issuer names the use of the token in this claim';
const BY_TYPE = 'the issuer names the type of token in this claim';

const NAMING_CLAIMS: readonly (readonly [string, ReadonlyMap<string, KnownKind>, string])[] = [
  ['typ', KEYCLOAK_TYPES, 'Keycloak names the kind of token in this claim'],
  ['token_use', NAMED_KINDS, BY_USE],
  ['tokenUse', NAMED_KINDS, BY_USE],
  ['purpose', NAMED_KINDS, BY_USE],
  ['token_type', NAMED_KINDS, BY_TYPE],
  ['tokenType', NAMED_KINDS, BY_TYPE],
  ['type', NAMED_KINDS, BY_TYPE],
  ['drn', DESCOPE_NAMES, 'Descope names in this claim what the token is kept as'],
];

function declaredVotes(header: Members, claims: Members): Vote[] {
  const votes: Vote[] = [];
  const type = HEADER_TYPES.get(
    text(header, 'typ')
      ?.toLowerCase()
      .replace(/^application\//, '') ?? '',
  );
  if (type) votes.push(vote(type[0], 'declared', 'header', 'typ', type[1]));
  for (const [name, kinds, because] of NAMING_CLAIMS) {
    const kind = kinds.get(text(claims, name)?.toLowerCase() ?? '');
    if (kind) votes.push(vote(kind, 'declared', 'claim', name, because));
  }
  if (SALESFORCE_TYPES.has(text(header, 'tty') ?? ''))
    votes.push(vote('access', 'declared', 'header', 'tty', 'Salesforce gives this type to access tokens'));
  if (isLogoutEvent(claims))
    votes.push(vote('logout', 'declared', 'claim', 'events', 'it tells that a session ended'));
  const jti = text(claims, 'jti') ?? '';
  if (jti.startsWith('AT.'))
    votes.push(vote('access', 'declared', 'claim', 'jti', 'Okta begins the ids of access tokens with AT.'));
  if (jti.startsWith('ID.'))
    votes.push(vote('id', 'declared', 'claim', 'jti', 'Okta begins the ids of ID tokens with ID.'));
  return votes;
}

/** OpenID Connect Back-Channel Logout §2.4. */
function isLogoutEvent(claims: Members): boolean {
  const events = has(claims, 'events') ? claims['events'] : undefined;
  return (
    typeof events === 'object' &&
    events !== null &&
    Object.hasOwn(events, 'http://schemas.openid.net/event/backchannel-logout')
  );
}

/** Claims that only the access or session tokens of one product have. */
const ACCESS_CLAIMS: readonly (readonly [string, string])[] = [
  ['kubernetes.io', 'service account tokens are made to be sent to an API'],
  ['apptype', 'AD FS puts it into access tokens only'],
  ['aut', 'WSO2 puts it into access tokens only'],
  ['https://stytch.com/session', 'Stytch puts it into session tokens, which APIs take'],
  ['sessionHandle', 'SuperTokens puts it into access tokens only'],
  ['app_access', 'Directus puts it into access tokens only'],
];

function accessVotes(header: Members, claims: Members): Vote[] {
  const votes: Vote[] = [];
  const access = (
    weight: Vote['weight'],
    name: string,
    because: string,
    where: KindMark['where'] = 'claim',
  ) => votes.push(vote('access', weight, where, name, because));
  for (const name of ['scope', 'scp', 'scopes']) {
    if (has(claims, name))
      access('strong', name, 'it says what the client may do, which ID tokens leave out');
  }
  if (isMicrosoft(claims)) {
    for (const name of ['idtyp', 'appidacr', 'azpacr']) {
      if (has(claims, name)) access('strong', name, 'Microsoft Entra ID puts it into access tokens only');
    }
    if (has(header, 'nonce'))
      access('strong', 'nonce', 'Microsoft puts it into the header of tokens for its own APIs', 'header');
  }
  for (const [name, because] of ACCESS_CLAIMS) if (has(claims, name)) access('strong', name, because);
  if (has(claims, 'cid') && has(claims, 'uid'))
    access('strong', 'cid', 'Okta puts it into access tokens only');
  if (isOwnApplication(claims['aud'])) access('strong', 'aud', 'FastAPI Users names its own API here');
  if (has(claims, 'aal') && has(claims, 'session_id'))
    access('strong', 'aal', 'Supabase puts it into the tokens that its APIs take');
  if (/^https?:\/\//.test(text(claims, 'azp') ?? '')) {
    access('circumstantial', 'azp', 'it names the page’s origin, as in session tokens of Clerk');
  }
  if (has(claims, 'permissions')) access('circumstantial', 'permissions', 'it says what the bearer may do');
  if (has(claims, 'client_id') && !isOwnAudience(claims)) {
    access('circumstantial', 'client_id', 'RFC 9068 puts the client’s id into access tokens');
  }
  return votes;
}

const HASHES: ReadonlyMap<string, string> = new Map([
  ['at_hash', 'OpenID Connect puts the hash of the access token into the ID token'],
  ['c_hash', 'OpenID Connect puts the hash of the code into the ID token'],
  ['s_hash', 'the hash of the state stands in ID tokens only'],
]);

const ID_TOKEN_ISSUERS: readonly (readonly [RegExp, string])[] = [
  [/^https:\/\/securetoken\.google\.com\//, 'Firebase issues ID tokens only, and APIs take them by design'],
  [
    /^(?:https:\/\/)?accounts\.google\.com$/,
    'Google’s access tokens are opaque; the JWTs it issues are ID tokens',
  ],
  [/^https:\/\/appleid\.apple\.com$/, 'Apple issues ID tokens only'],
  [/^https:\/\/cloud\.google\.com\/iap$/, 'Google’s Identity-Aware Proxy states who the user is with it'],
];

function idVotes(claims: Members): Vote[] {
  const votes: Vote[] = [];
  const id = (weight: Vote['weight'], name: string, because: string) =>
    votes.push(vote('id', weight, 'claim', name, because));
  for (const [name, because] of HASHES) if (has(claims, name)) id('strong', name, because);
  const issuer = text(claims, 'iss') ?? '';
  const known = ID_TOKEN_ISSUERS.find(([pattern]) => pattern.test(issuer));
  if (known) id('strong', 'iss', known[1]);
  // Weaker than a scope: older Keycloaks copy the nonce into access tokens.
  if (has(claims, 'nonce'))
    id('circumstantial', 'nonce', 'it binds an ID token to the sign-in that asked for it');
  if (isOwnAudience(claims))
    id('circumstantial', 'aud', 'the token is meant for the client that asked for it, not for an API');
  if (isMicrosoft(claims) && !['azp', 'appid', 'idtyp'].some((name) => has(claims, name))) {
    id(
      'circumstantial',
      'iss',
      'Microsoft Entra ID names the client in access tokens, and this token names none',
    );
  }
  return votes;
}

function isOwnApplication(audience: unknown): boolean {
  return Array.isArray(audience) && audience.includes('fastapi-users:auth');
}

/** The client itself is the one audience. */
function isOwnAudience(claims: Members): boolean {
  const audience = has(claims, 'aud') ? claims['aud'] : undefined;
  const only = Array.isArray(audience) && audience.length === 1 ? audience[0] : audience;
  if (typeof only !== 'string') return false;
  return only === text(claims, 'azp') || only === text(claims, 'client_id');
}

function isMicrosoft(claims: Members): boolean {
  return /^https:\/\/(?:login\.microsoftonline\.(?:com|us)|sts\.windows\.net|login\.partner\.microsoftonline\.cn|[\w-]{1,63}\.(?:b2clogin|ciamlogin)\.com)\//.test(
    text(claims, 'iss') ?? '',
  );
}

function has(members: Members, name: string): boolean {
  return Object.hasOwn(members, name) && members[name] !== undefined && members[name] !== null;
}

function text(members: Members, name: string): string | undefined {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
