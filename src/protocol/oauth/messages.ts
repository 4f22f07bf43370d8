/** The messages of OAuth 2.0 and OpenID Connect, as they stand in URLs and bodies. Nothing here judges them. */

/** RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1. */
export interface AuthorizationRequest {
  readonly clientId: string;
  /** Absent where the request was pushed (RFC 9126) and the URL names only its `request_uri`. */
  readonly responseType?: string;
  readonly responseMode?: string;
  readonly redirectUri?: string;
  readonly scope?: string;
  readonly state?: string;
  readonly nonce?: string;
  readonly prompt?: string;
  readonly acrValues?: string;
  readonly maxAge?: string;
  readonly codeChallenge?: string;
  readonly codeChallengeMethod?: string;
}

/** RFC 6749 §4.1.2 and §4.1.2.1, RFC 9207; for the implicit and hybrid flows their tokens. */
export interface AuthorizationResponse {
  readonly code?: string;
  readonly state?: string;
  readonly issuer?: string;
  readonly idToken?: string;
  readonly accessToken?: string;
  readonly error?: string;
  readonly errorDescription?: string;
}

/** RFC 6749 §4.1.3, §4.3.2, §4.4.2 and §6. */
export interface TokenRequest {
  readonly grantType: string;
  readonly clientId?: string;
  readonly code?: string;
  readonly codeVerifier?: string;
  readonly redirectUri?: string;
  readonly refreshToken?: string;
  readonly scope?: string;
}

/** RFC 6749 §5.1 and §5.2. */
export interface TokenResponse {
  readonly accessToken?: string;
  readonly refreshToken?: string;
  readonly idToken?: string;
  readonly tokenType?: string;
  /** Seconds. */
  readonly expiresIn?: number;
  readonly scope?: string;
  readonly error?: string;
  readonly errorDescription?: string;
}

/** Names and values, from a query, a fragment, a form or a flat JSON object. The first of a name counts. */
export type Parameters = ReadonlyMap<string, string>;

/** Members of `Message` by the name that stands on the wire. */
type WireNames<Message> = Readonly<Record<string, keyof Message>>;

const AUTHORIZATION_REQUEST: WireNames<AuthorizationRequest> = {
  client_id: 'clientId',
  response_type: 'responseType',
  response_mode: 'responseMode',
  redirect_uri: 'redirectUri',
  scope: 'scope',
  state: 'state',
  nonce: 'nonce',
  prompt: 'prompt',
  acr_values: 'acrValues',
  max_age: 'maxAge',
  code_challenge: 'codeChallenge',
  code_challenge_method: 'codeChallengeMethod',
};

const AUTHORIZATION_RESPONSE: WireNames<AuthorizationResponse> = {
  code: 'code',
  state: 'state',
  iss: 'issuer',
  id_token: 'idToken',
  access_token: 'accessToken',
  error: 'error',
  error_description: 'errorDescription',
};

const TOKEN_REQUEST: WireNames<TokenRequest> = {
  grant_type: 'grantType',
  client_id: 'clientId',
  code: 'code',
  code_verifier: 'codeVerifier',
  redirect_uri: 'redirectUri',
  refresh_token: 'refreshToken',
  scope: 'scope',
};

const TOKEN_RESPONSE: WireNames<TokenResponse> = {
  access_token: 'accessToken',
  refresh_token: 'refreshToken',
  id_token: 'idToken',
  token_type: 'tokenType',
  scope: 'scope',
  error: 'error',
  error_description: 'errorDescription',
};

/**
 * Codes with which authorization servers send people back: RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6,
 * RFC 8707 §2, RFC 9126, RFC 9396 §5, and what Google, GitHub, Amazon and LinkedIn add.
 */
const AUTHORIZATION_ERRORS: ReadonlySet<string> = new Set([
  'invalid_request',
  'unauthorized_client',
  'access_denied',
  'unsupported_response_type',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'interaction_required',
  'login_required',
  'account_selection_required',
  'consent_required',
  'invalid_request_uri',
  'invalid_request_object',
  'request_not_supported',
  'request_uri_not_supported',
  'registration_not_supported',
  'unmet_authentication_requirements',
  'invalid_target',
  'invalid_authorization_details',
  'invalid_client',
  'invalid_redirect_uri',
  'redirect_uri_mismatch',
  'redirect_mismatch',
  'application_suspended',
  'immediate_failed',
  'user_cancelled_login',
  'user_cancelled_authorize',
]);

/** `undefined` where the parameters are none: no client, or neither a response type nor a pushed request. */
export function readAuthorizationRequest(parameters: Parameters): AuthorizationRequest | undefined {
  if (!parameters.has('client_id')) return undefined;
  if (!parameters.has('response_type') && !parameters.has('request_uri')) return undefined;
  return pick<AuthorizationRequest>(parameters, AUTHORIZATION_REQUEST);
}

/** `undefined` where the parameters are none: a code or token with its state, or an error by a code of the standards. */
export function readAuthorizationResponse(parameters: Parameters): AuthorizationResponse | undefined {
  // A request for authorization may carry a `code_challenge` and a `state`, too.
  if (parameters.has('client_id') && parameters.has('response_type')) return undefined;
  const error = parameters.get('error');
  const delivers = ['code', 'id_token', 'access_token'].some((name) => parameters.has(name));
  const isAnswer = error !== undefined ? AUTHORIZATION_ERRORS.has(error) : delivers;
  if (!isAnswer || !(parameters.has('state') || parameters.has('iss') || error !== undefined))
    return undefined;
  return pick<AuthorizationResponse>(parameters, AUTHORIZATION_RESPONSE);
}

/** `undefined` where there is no `grant_type`. */
export function readTokenRequest(parameters: Parameters): TokenRequest | undefined {
  if (!parameters.has('grant_type')) return undefined;
  return pick<TokenRequest>(parameters, TOKEN_REQUEST);
}

/** `undefined` where the members hold neither a token nor an `error`. */
export function readTokenResponse(parameters: Parameters): TokenResponse | undefined {
  const message = pick<TokenResponse>(parameters, TOKEN_RESPONSE);
  if (!(message.accessToken ?? message.idToken ?? message.error)) return undefined;
  const expiresIn = Number(parameters.get('expires_in') ?? Number.NaN);
  return { ...message, ...(Number.isFinite(expiresIn) && { expiresIn }) };
}

/** From `a=1&b=2`, percent-encoded, with or without a leading `?` or `#`. */
export function parametersOf(encoded: string): Parameters {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(encoded.replace(/^[?#]/, '')))
    if (!parameters.has(name)) parameters.set(name, value);
  return parameters;
}

/** The strings and numbers at the top of a JSON object; empty where the text is none. */
export function membersOf(json: string): Parameters {
  const parameters = new Map<string, string>();
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return parameters;
  }
  if (typeof value !== 'object' || value === null) return parameters;
  for (const [name, member] of Object.entries(value))
    if (typeof member === 'string' || typeof member === 'number') parameters.set(name, String(member));
  return parameters;
}

function pick<Message>(parameters: Parameters, names: WireNames<Message>): Message {
  const picked: Partial<Record<keyof Message, string>> = {};
  for (const [wire, name] of Object.entries(names)) {
    const value = parameters.get(wire);
    if (value !== undefined) picked[name as keyof Message] = value;
  }
  // The callers have seen to the members that must be there.
  return picked as Message;
}
