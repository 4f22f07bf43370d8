import type { Cause } from '../engine/cause.ts';
import { cookieSamesiteLax } from './cookies/cookie-samesite-lax.ts';
import { cookieSamesiteNoneInsecure } from './cookies/cookie-samesite-none-insecure.ts';
import { credentialsOmitted } from './cookies/credentials-omitted.ts';
import { thirdPartyCookiesBlocked } from './cookies/third-party-cookies-blocked.ts';
import { blockedByPolicy } from './cors/blocked-by-policy.ts';
import { challengeNotExposed } from './cors/challenge-not-exposed.ts';
import { corsCredentialsMissing } from './cors/cors-credentials-missing.ts';
import { corsMultipleOrigins } from './cors/cors-multiple-origins.ts';
import { corsOriginMismatch } from './cors/cors-origin-mismatch.ts';
import { corsOriginMissing } from './cors/cors-origin-missing.ts';
import { corsRedirect } from './cors/cors-redirect.ts';
import { corsWildcardWithCredentials } from './cors/cors-wildcard-with-credentials.ts';
import { errorResponseLacksCors } from './cors/error-response-lacks-cors.ts';
import { localNetworkBlocked } from './cors/local-network-blocked.ts';
import { mixedContent } from './cors/mixed-content.ts';
import { preflightHeadersNotAllowed } from './cors/preflight-headers-not-allowed.ts';
import { preflightMethodNotAllowed } from './cors/preflight-method-not-allowed.ts';
import { preflightNoResponse } from './cors/preflight-no-response.ts';
import { preflightOriginMissing } from './cors/preflight-origin-missing.ts';
import { preflightRedirect } from './cors/preflight-redirect.ts';
import { preflightStatus } from './cors/preflight-status.ts';
import { preflightUnauthorized } from './cors/preflight-unauthorized.ts';
import { wildcardHeadersExcludeAuthorization } from './cors/wildcard-headers-exclude-authorization.ts';
import { authorizationMissing } from './credential/authorization-missing.ts';
import { basicRejected } from './credential/basic-rejected.ts';
import { bearerDuplicated } from './credential/bearer-duplicated.ts';
import { bearerPrefixMissing } from './credential/bearer-prefix-missing.ts';
import { tokenPlaceholder } from './credential/token-placeholder.ts';
import { tokenTruncated } from './credential/token-truncated.ts';
import { wrongScheme } from './credential/wrong-scheme.ts';
import { oauthRedirectUriMismatch } from './oauth/oauth-redirect-uri-mismatch.ts';
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
  preflightStatus,
  preflightNoResponse,
  localNetworkBlocked,
  mixedContent,
  blockedByPolicy,
  corsRedirect,
  wildcardHeadersExcludeAuthorization,
  preflightMethodNotAllowed,
  preflightHeadersNotAllowed,
  preflightOriginMissing,
  errorResponseLacksCors,
  corsMultipleOrigins,
  corsWildcardWithCredentials,
  corsCredentialsMissing,
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
  resourceForbidden,
  basicRejected,
  authorizationMissing,
  tokenRejected,
  // Advice, but for one case: never before a name for the refusal.
  challengeNotExposed,
];
