import type { Exchange } from '../../exchange/exchange.ts';
import type { Facts } from './facts.ts';

/** What a page asks of an authorization server without leaving (RFC 8414 §2, OpenID Connect Discovery §3). */
export type OAuthEndpoint = 'token' | 'keys' | 'discovery' | 'userinfo' | 'revocation';

/** Paths that nothing else has. */
const BY_PATH: readonly (readonly [OAuthEndpoint, RegExp])[] = [
  ['discovery', /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(?:\/|$)/],
  [
    'keys',
    /\/\.well-known\/(?:jwks|keys|openid-configuration\/jwks)(?:\.json)?$|\/discovery\/(?:v2\.0\/)?keys$|\/openid-connect\/certs$|\/oauth2\/v\d\/(?:keys|certs)$/,
  ],
  ['token', /\/(?:openid-connect|connect|oauth2?|oidc)\/(?:v[\d.]{1,4}\/)?token$/],
  ['userinfo', /\/(?:openid-connect|connect|oauth2|oidc)\/(?:v[\d.]{1,4}\/)?userinfo$/i],
  ['revocation', /\/(?:openid-connect|connect|oauth2?|oidc)\/(?:v[\d.]{1,4}\/)?(?:revoke|revocation)$/],
];

/** Paths that mean it on the origin of an authorization server only. */
const BY_PLACE: readonly (readonly [OAuthEndpoint, RegExp])[] = [
  ['token', /\/token$/],
  ['keys', /\/(?:jwks|keys|certs)(?:\.json)?$/],
  ['userinfo', /\/(?:userinfo|me)$/i],
  ['revocation', /\/(?:revoke|revocation)$/],
];

/** Which endpoint of an authorization server this exchange asks; `undefined` for everything else, pages included. */
export function oauthEndpoint(exchange: Exchange, facts: Facts): OAuthEndpoint | undefined {
  if (exchange.kind !== 'fetch') return undefined;
  if (facts.oauth(exchange)?.kind === 'token-request') return 'token';
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(exchange.request.url)?.[1] ?? '';
  const told = BY_PATH.find(([, pattern]) => pattern.test(path));
  if (told) return told[0];
  const meant = BY_PLACE.find(([, pattern]) => pattern.test(path));
  return meant && isAuthorizationServer(exchange, facts) ? meant[0] : undefined;
}

/** Another origin than the page’s, and one where people signed in: an application that is its own has other paths. */
function isAuthorizationServer(exchange: Exchange, facts: Facts): boolean {
  if (exchange.initiator === facts.api(exchange)) return false;
  return facts
    .oauthExchanges()
    .some(
      ([other, { kind }]) => kind !== 'authorization-response' && facts.api(other) === facts.api(exchange),
    );
}

/** Why no connection came about, in plain words; both browsers' names. */
const UNREACHABLE: readonly (readonly [RegExp, string])[] = [
  [/ERR_CONNECTION_REFUSED|NS_ERROR_CONNECTION_REFUSED/, 'connection refused'],
  [/ERR_NAME_NOT_RESOLVED|NS_ERROR_UNKNOWN_HOST/, 'the host’s name is not known'],
  [/ERR_CERT_|ERR_SSL_|SEC_ERROR_|SSL_ERROR_|MOZILLA_PKIX_ERROR_/, 'its certificate or TLS was not accepted'],
  [/ERR_ADDRESS_UNREACHABLE/, 'the address is not reachable'],
  [/ERR_(?:CONNECTION_)?TIMED_OUT|NS_ERROR_NET_TIMEOUT/, 'no answer in time'],
  [
    /ERR_CONNECTION_(?:RESET|CLOSED|FAILED)|ERR_EMPTY_RESPONSE|NS_ERROR_NET_(?:RESET|INTERRUPT|EMPTY_RESPONSE)/,
    'the connection broke off',
  ],
];

/** In plain words why the server could not be reached; `undefined` where it answered, or the browser never asked it. */
export function unreachable({ failure, response }: Exchange): string | undefined {
  if (failure === undefined || response !== undefined) return undefined;
  return UNREACHABLE.find(([pattern]) => pattern.test(failure))?.[1];
}
