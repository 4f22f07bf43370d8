import type { Exchange } from '../../exchange/exchange.ts';
import type { OAuthMessage } from './oauth.ts';

const KEYS_OR_DISCOVERY =
  /\/\.well-known\/(?:openid-configuration|oauth-authorization-server|jwks)|\/(?:jwks|certs|discovery\/(?:v2\.0\/)?keys)(?:\.json)?(?:[?#]|$)/i;

/** Does it ask an identity provider for a token, its keys or its metadata? */
export function asksProvider(exchange: Exchange, message: OAuthMessage | undefined): boolean {
  if (exchange.kind === 'preflight') return false;
  return message?.kind === 'token-request' || KEYS_OR_DISCOVERY.test(exchange.request.url);
}
