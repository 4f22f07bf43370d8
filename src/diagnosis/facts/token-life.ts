import { pathOf } from '../../exchange/address.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import { type IssuedToken, issuedBy, presentedForRefresh } from './issued-tokens.ts';
import { memo } from './memo.ts';
import type { OAuthMessage } from './oauth.ts';
import { isSignOutUrl } from './sign-out.ts';

/** An attempt to renew the access token. */
export interface Refresh {
  readonly exchange: Exchange;
  readonly outcome:
    | 'renewed'
    | 'refused'
    /** Neither a token nor a refusal was seen: a new cookie, a body that was not recorded, no answer. */
    | 'unknown';
}

/** How the tokens of a capture came, were renewed and were given back. */
export interface TokenLife {
  /** In order. */
  readonly issued: readonly IssuedToken[];
  readonly refreshes: readonly Refresh[];
  /** Requests that end a session or revoke a token, and were not refused. */
  readonly signOuts: readonly Exchange[];
  /** Texts that were sent to have them exchanged for new tokens. */
  readonly presented: ReadonlySet<string>;
  /** Requests by the token under Authorization, in order. */
  readonly sent: ReadonlyMap<string, readonly Exchange[]>;
}

interface Reading {
  oauth(exchange: Exchange): OAuthMessage | undefined;
  token(exchange: Exchange): { readonly text: string } | undefined;
}

export function tokenLifeOf(exchanges: readonly Exchange[], { oauth, token }: Reading): TokenLife {
  const requests = exchanges.filter(({ kind }) => kind !== 'preflight');
  const ofSessions = requests.filter(mayConcernSession);
  const issuedIn = memo(issuedBy);
  return {
    issued: requests.flatMap((exchange) => [...issuedIn(exchange), ...inRedirect(exchange, oauth(exchange))]),
    refreshes: ofSessions.flatMap((exchange) => {
      if (!triesRefresh(exchange, oauth(exchange))) return [];
      return [{ exchange, outcome: outcomeOf(exchange, issuedIn(exchange)) }];
    }),
    signOuts: ofSessions.filter(isSignOut),
    presented: new Set(ofSessions.flatMap((exchange) => presentedForRefresh(exchange) ?? [])),
    sent: byText(requests, (exchange) => token(exchange)?.text),
  };
}

/** Captures are long, and few of their requests renew a token or end a session: by
 * address, or by sending something. */
function mayConcernSession({ request }: Exchange): boolean {
  return request.method !== 'GET' || SESSION_WORDS.test(request.url);
}

const SESSION_WORDS = /log|sign|session|revo|refresh|renew|prompt=none|client_id/i;

/** Of the implicit and hybrid flows (RFC 6749 §4.2.2): the redirect back carries the tokens. */
function inRedirect(by: Exchange, message: OAuthMessage | undefined): readonly IssuedToken[] {
  if (message?.kind !== 'authorization-response') return [];
  const { accessToken, idToken } = message.response;
  return [
    ...(accessToken === undefined ? [] : [{ text: accessToken, kind: 'access' as const, by }]),
    ...(idToken === undefined ? [] : [{ text: idToken, kind: 'id' as const, by }]),
  ];
}

function byText(
  exchanges: readonly Exchange[],
  textOf: (exchange: Exchange) => string | undefined,
): Map<string, readonly Exchange[]> {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const text = textOf(exchange);
    if (text === undefined) continue;
    const group = groups.get(text);
    if (group) group.push(exchange);
    else groups.set(text, [exchange]);
  }
  return groups;
}

/** Paths under which frameworks renew a session: `/auth/refresh`, `/api/token/refresh/`, `/refreshToken`. */
const REFRESH_PATH = /[/._-](?:refresh|renew)(?:[_-]?(?:access)?[_-]?(?:tokens?|session|jwt))?(?:\/|$)/i;

/** Is this an attempt to renew a token: by grant (RFC 6749 §6), by its body, by its path, or by a silent sign-in? */
function triesRefresh(exchange: Exchange, message: OAuthMessage | undefined): boolean {
  if (message?.kind === 'token-request') return message.request.grantType === 'refresh_token';
  if (message?.kind === 'authorization-request')
    return message.request.prompt === 'none' && exchange.kind !== 'navigation';
  if (isSignOut(exchange)) return false;
  if (presentedForRefresh(exchange) !== undefined) return true;
  const isCall = exchange.kind === 'fetch' || exchange.kind === 'other';
  return isCall && REFRESH_PATH.test(pathOf(exchange.request.url)) && !isReload(exchange);
}

/** `GET /orders/refresh` of data tells nothing of tokens; only sessions are renewed by a GET on a path of their own. */
function isReload({ request }: Exchange): boolean {
  return request.method === 'GET' && !/auth|token|session|login|sso|user/i.test(request.url);
}

function outcomeOf({ response, failure }: Exchange, issued: readonly IssuedToken[]): Refresh['outcome'] {
  if (response && response.status >= 400) return 'refused';
  if (failure !== undefined || !response) return 'unknown';
  return issued.some(({ kind }) => kind === 'access') ? 'renewed' : 'unknown';
}

/** `/oauth2/v1/revoke`, `/token/revoke`, `/auth/revoke-token`; not `/invitations/7/revoke`. */
const REVOCATION_PATH =
  /(?:auth|token|session|connect)[^?#]{0,80}[/_-](?:revoke|revocation)|[/_-](?:revoke|revocation)[/_-]?tokens?(?:\/|$)/i;

/** RFC 7009, OpenID Connect RP-Initiated Logout, and what applications call the same. */
function isSignOut(exchange: Exchange): boolean {
  const { response } = exchange;
  return response !== undefined && response.status < 400 && asksToSignOut(exchange);
}

/** Is this request meant to end a session or to revoke a token? */
function asksToSignOut({ request }: Exchange): boolean {
  const path = pathOf(request.url);
  if (isSignOutUrl(request.url) || REVOCATION_PATH.test(path)) return true;
  if (request.method === 'DELETE') return /\/(?:sessions?|tokens?)(?:\/current)?\/?$/i.test(path);
  const target = headerValue(request.headers, 'x-amz-target') ?? '';
  return /\.(?:GlobalSignOut|RevokeToken)$/.test(target);
}

/** Some servers take the refresh token itself as credential where it is renewed or given back. */
export function takesRefreshTokens(exchange: Exchange): boolean {
  return REFRESH_PATH.test(pathOf(exchange.request.url)) || asksToSignOut(exchange);
}
