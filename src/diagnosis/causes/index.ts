import type { Cause } from '../engine/cause.ts';
import { cookieSamesiteLax } from './cookies/cookie-samesite-lax.ts';
import { cookieSamesiteNoneInsecure } from './cookies/cookie-samesite-none-insecure.ts';
import { credentialsOmitted } from './cookies/credentials-omitted.ts';
import { thirdPartyCookiesBlocked } from './cookies/third-party-cookies-blocked.ts';
import { corsOriginMismatch } from './cors/cors-origin-mismatch.ts';
import { corsOriginMissing } from './cors/cors-origin-missing.ts';
import { corsWildcardWithCredentials } from './cors/cors-wildcard-with-credentials.ts';
import { errorResponseLacksCors } from './cors/error-response-lacks-cors.ts';
import { preflightHeadersNotAllowed } from './cors/preflight-headers-not-allowed.ts';
import { preflightRedirect } from './cors/preflight-redirect.ts';
import { preflightUnauthorized } from './cors/preflight-unauthorized.ts';
import { wildcardHeadersExcludeAuthorization } from './cors/wildcard-headers-exclude-authorization.ts';
import { authorizationMissing } from './credential/authorization-missing.ts';
import { basicRejected } from './credential/basic-rejected.ts';
import { bearerDuplicated } from './credential/bearer-duplicated.ts';
import { bearerPrefixMissing } from './credential/bearer-prefix-missing.ts';
import { tokenPlaceholder } from './credential/token-placeholder.ts';
import { tokenTruncated } from './credential/token-truncated.ts';
import { wrongScheme } from './credential/wrong-scheme.ts';
import { oauthCodeExpired } from './oauth/oauth-code-expired.ts';
import { oauthCodeReused } from './oauth/oauth-code-reused.ts';
import { oauthInvalidGrant } from './oauth/oauth-invalid-grant.ts';
import { oauthIssuerMismatch } from './oauth/oauth-issuer-mismatch.ts';
import { oauthNonceMismatch } from './oauth/oauth-nonce-mismatch.ts';
import { oauthPkceMismatch } from './oauth/oauth-pkce-mismatch.ts';
import { oauthPkceMissing } from './oauth/oauth-pkce-missing.ts';
import { oauthRedirectLoop } from './oauth/oauth-redirect-loop.ts';
import { oauthRedirectUriMismatch } from './oauth/oauth-redirect-uri-mismatch.ts';
import { oauthRefreshReused } from './oauth/oauth-refresh-reused.ts';
import { oauthStateMismatch } from './oauth/oauth-state-mismatch.ts';
import { oauthStateMissing } from './oauth/oauth-state-missing.ts';
import { insufficientScope } from './permission/insufficient-scope.ts';
import { resourceForbidden } from './permission/resource-forbidden.ts';
import { algorithmNone } from './token/algorithm-none.ts';
import { audienceMismatch } from './token/audience-mismatch.ts';
import { clockSkew } from './token/clock-skew.ts';
import { idTokenAsAccessToken } from './token/id-token-as-access-token.ts';
import { issuerMismatch } from './token/issuer-mismatch.ts';
import { tokenExpired } from './token/token-expired.ts';
import { tokenNotYetValid } from './token/token-not-yet-valid.ts';
import { tokenRejected } from './token/token-rejected.ts';

/** Every cause the engine knows. Of two equally sure ones the earlier leads: the more specific stand first. */
export const causes: readonly Cause[] = [
  preflightRedirect,
  preflightUnauthorized,
  wildcardHeadersExcludeAuthorization,
  preflightHeadersNotAllowed,
  errorResponseLacksCors,
  corsWildcardWithCredentials,
  corsOriginMismatch,
  corsOriginMissing,
  tokenPlaceholder,
  bearerDuplicated,
  bearerPrefixMissing,
  tokenTruncated,
  wrongScheme,
  algorithmNone,
  clockSkew,
  tokenExpired,
  tokenNotYetValid,
  idTokenAsAccessToken,
  issuerMismatch,
  audienceMismatch,
  insufficientScope,
  cookieSamesiteNoneInsecure,
  cookieSamesiteLax,
  thirdPartyCookiesBlocked,
  credentialsOmitted,
  oauthRedirectUriMismatch,
  oauthRedirectLoop,
  oauthStateMissing,
  oauthStateMismatch,
  oauthNonceMismatch,
  oauthIssuerMismatch,
  oauthPkceMissing,
  oauthPkceMismatch,
  oauthCodeReused,
  oauthRefreshReused,
  oauthCodeExpired,
  oauthInvalidGrant,
  resourceForbidden,
  basicRejected,
  authorizationMissing,
  tokenRejected,
];
