import type { Cause } from '../engine/cause.ts';
import { cachedAuthError } from './between/cached-auth-error.ts';
import { gatewayRejected } from './between/gateway-rejected.ts';
import { gatewayUnknownRoute } from './between/gateway-unknown-route.ts';
import { proxyAuthenticationRequired } from './between/proxy-authentication-required.ts';
import { proxyStripsAuthorization } from './between/proxy-strips-authorization.ts';
import { rateLimited } from './between/rate-limited.ts';
import { requestSigningFailed } from './between/request-signing-failed.ts';
import { serviceUnavailableAuth } from './between/service-unavailable-auth.ts';
import { serviceWorkerAnswered } from './between/service-worker-answered.ts';
import { tooManyAttempts } from './between/too-many-attempts.ts';
import { wafBlocked } from './between/waf-blocked.ts';
import { cookieDomainMismatch } from './cookies/cookie-domain-mismatch.ts';
import { cookieExpired } from './cookies/cookie-expired.ts';
import { cookieInvalid } from './cookies/cookie-invalid.ts';
import { cookieNeverSet } from './cookies/cookie-never-set.ts';
import { cookiePartitioned } from './cookies/cookie-partitioned.ts';
import { cookiePathMismatch } from './cookies/cookie-path-mismatch.ts';
import { cookiePrefixInvalid } from './cookies/cookie-prefix-invalid.ts';
import { cookieSamesiteDefault } from './cookies/cookie-samesite-default.ts';
import { cookieSamesiteLax } from './cookies/cookie-samesite-lax.ts';
import { cookieSamesiteNoneInsecure } from './cookies/cookie-samesite-none-insecure.ts';
import { cookieSamesiteStrict } from './cookies/cookie-samesite-strict.ts';
import { cookieSecureOnHttp } from './cookies/cookie-secure-on-http.ts';
import { cookieShadowed } from './cookies/cookie-shadowed.ts';
import { credentialsOmitted } from './cookies/credentials-omitted.ts';
import { httpsDowngrade } from './cookies/https-downgrade.ts';
import { sessionCleared } from './cookies/session-cleared.ts';
import { sessionRejected } from './cookies/session-rejected.ts';
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
import { authorizationDroppedOnRedirect } from './credential/authorization-dropped-on-redirect.ts';
import { authorizationMissing } from './credential/authorization-missing.ts';
import { basicMalformed } from './credential/basic-malformed.ts';
import { basicRejected } from './credential/basic-rejected.ts';
import { bearerDuplicated } from './credential/bearer-duplicated.ts';
import { bearerPrefixMissing } from './credential/bearer-prefix-missing.ts';
import { credentialsInUrl } from './credential/credentials-in-url.ts';
import { credentialsSentTwice } from './credential/credentials-sent-twice.ts';
import { digestRejected } from './credential/digest-rejected.ts';
import { headerTooLarge } from './credential/header-too-large.ts';
import { loginRejected } from './credential/login-rejected.ts';
import { tokenDoubleEncoded } from './credential/token-double-encoded.ts';
import { tokenInWrongPlace } from './credential/token-in-wrong-place.ts';
import { tokenMalformed } from './credential/token-malformed.ts';
import { tokenPlaceholder } from './credential/token-placeholder.ts';
import { tokenQuoted } from './credential/token-quoted.ts';
import { tokenTruncated } from './credential/token-truncated.ts';
import { tokenUrlEncoded } from './credential/token-url-encoded.ts';
import { tokenWhitespace } from './credential/token-whitespace.ts';
import { wrongScheme } from './credential/wrong-scheme.ts';
import { fedcmFailed } from './oauth/fedcm-failed.ts';
import { oauthAccessDenied } from './oauth/oauth-access-denied.ts';
import { oauthCodeExpired } from './oauth/oauth-code-expired.ts';
import { oauthCodeReused } from './oauth/oauth-code-reused.ts';
import { oauthConsentRequired } from './oauth/oauth-consent-required.ts';
import { oauthFrameBlocked } from './oauth/oauth-frame-blocked.ts';
import { oauthInteractionRequired } from './oauth/oauth-interaction-required.ts';
import { oauthInvalidClient } from './oauth/oauth-invalid-client.ts';
import { oauthInvalidGrant } from './oauth/oauth-invalid-grant.ts';
import { oauthInvalidScope } from './oauth/oauth-invalid-scope.ts';
import { oauthIssuerMismatch } from './oauth/oauth-issuer-mismatch.ts';
import { oauthLoginRequired } from './oauth/oauth-login-required.ts';
import { oauthNonceMismatch } from './oauth/oauth-nonce-mismatch.ts';
import { oauthPkceMismatch } from './oauth/oauth-pkce-mismatch.ts';
import { oauthPkceMissing } from './oauth/oauth-pkce-missing.ts';
import { oauthRedirectLoop } from './oauth/oauth-redirect-loop.ts';
import { oauthRedirectUriMismatch } from './oauth/oauth-redirect-uri-mismatch.ts';
import { oauthRefreshReused } from './oauth/oauth-refresh-reused.ts';
import { oauthStateMismatch } from './oauth/oauth-state-mismatch.ts';
import { oauthStateMissing } from './oauth/oauth-state-missing.ts';
import { oauthTokenEndpointBlocked } from './oauth/oauth-token-endpoint-blocked.ts';
import { oauthUnauthorizedClient } from './oauth/oauth-unauthorized-client.ts';
import { oauthUnsupportedResponseType } from './oauth/oauth-unsupported-response-type.ts';
import { samlAudienceMismatch } from './oauth/saml-audience-mismatch.ts';
import { samlExpired } from './oauth/saml-expired.ts';
import { samlInResponseTo } from './oauth/saml-in-response-to.ts';
import { samlRecipientMismatch } from './oauth/saml-recipient-mismatch.ts';
import { samlStatus } from './oauth/saml-status.ts';
import { accountLocked } from './permission/account-locked.ts';
import { challengeMissing } from './permission/challenge-missing.ts';
import { csrfOriginRejected } from './permission/csrf-origin-rejected.ts';
import { csrfTokenMismatch } from './permission/csrf-token-mismatch.ts';
import { csrfTokenMissing } from './permission/csrf-token-missing.ts';
import { errorHiddenInSuccess } from './permission/error-hidden-in-success.ts';
import { explicitDeny } from './permission/explicit-deny.ts';
import { insufficientScope } from './permission/insufficient-scope.ts';
import { loginPageInsteadOf401 } from './permission/login-page-instead-of-401.ts';
import { methodForbidden } from './permission/method-forbidden.ts';
import { resourceForbidden } from './permission/resource-forbidden.ts';
import { roleMissing } from './permission/role-missing.ts';
import { statusMisused } from './permission/status-misused.ts';
import { algorithmMismatch } from './token/algorithm-mismatch.ts';
import { algorithmNone } from './token/algorithm-none.ts';
import { audienceMismatch } from './token/audience-mismatch.ts';
import { clockSkew } from './token/clock-skew.ts';
import { dpopNonceRequired } from './token/dpop-nonce-required.ts';
import { dpopProofInvalid } from './token/dpop-proof-invalid.ts';
import { dpopProofMissing } from './token/dpop-proof-missing.ts';
import { environmentMismatch } from './token/environment-mismatch.ts';
import { failingAfterExpiry } from './token/failing-after-expiry.ts';
import { idTokenAsAccessToken } from './token/id-token-as-access-token.ts';
import { issuerMismatch } from './token/issuer-mismatch.ts';
import { keyNotFound } from './token/key-not-found.ts';
import { refreshFailed } from './token/refresh-failed.ts';
import { refreshMissing } from './token/refresh-missing.ts';
import { refreshTokenAsAccessToken } from './token/refresh-token-as-access-token.ts';
import { signatureInvalid } from './token/signature-invalid.ts';
import { stepUpRequired } from './token/step-up-required.ts';
import { tokenEncrypted } from './token/token-encrypted.ts';
import { tokenExpired } from './token/token-expired.ts';
import { tokenNotYetValid } from './token/token-not-yet-valid.ts';
import { tokenRejected } from './token/token-rejected.ts';
import { tokenRevoked } from './token/token-revoked.ts';
import { tokenSenderConstrained } from './token/token-sender-constrained.ts';

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
  headerTooLarge,
  proxyAuthenticationRequired,
  wafBlocked,
  tooManyAttempts,
  rateLimited,
  cachedAuthError,
  serviceWorkerAnswered,
  serviceUnavailableAuth,
  requestSigningFailed,
  gatewayUnknownRoute,
  loginRejected,
  tokenPlaceholder,
  credentialsSentTwice,
  bearerDuplicated,
  bearerPrefixMissing,
  tokenDoubleEncoded,
  tokenQuoted,
  tokenUrlEncoded,
  tokenWhitespace,
  tokenTruncated,
  tokenMalformed,
  dpopNonceRequired,
  tokenSenderConstrained,
  dpopProofMissing,
  dpopProofInvalid,
  stepUpRequired,
  wrongScheme,
  authorizationDroppedOnRedirect,
  tokenInWrongPlace,
  credentialsInUrl,
  basicMalformed,
  digestRejected,
  algorithmNone,
  refreshTokenAsAccessToken,
  refreshFailed,
  refreshMissing,
  clockSkew,
  tokenExpired,
  tokenRevoked,
  failingAfterExpiry,
  tokenNotYetValid,
  idTokenAsAccessToken,
  environmentMismatch,
  issuerMismatch,
  audienceMismatch,
  algorithmMismatch,
  keyNotFound,
  signatureInvalid,
  csrfOriginRejected,
  csrfTokenMissing,
  csrfTokenMismatch,
  explicitDeny,
  accountLocked,
  roleMissing,
  insufficientScope,
  httpsDowngrade,
  cookieInvalid,
  cookiePrefixInvalid,
  cookieSamesiteNoneInsecure,
  cookieSecureOnHttp,
  cookiePartitioned,
  cookieSamesiteStrict,
  cookieSamesiteLax,
  cookieSamesiteDefault,
  thirdPartyCookiesBlocked,
  cookiePathMismatch,
  cookieDomainMismatch,
  sessionCleared,
  cookieExpired,
  credentialsOmitted,
  cookieShadowed,
  cookieNeverSet,
  proxyStripsAuthorization,
  sessionRejected,
  fedcmFailed,
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
  oauthFrameBlocked,
  oauthTokenEndpointBlocked,
  oauthInvalidClient,
  oauthInvalidScope,
  oauthUnsupportedResponseType,
  oauthUnauthorizedClient,
  oauthConsentRequired,
  oauthInteractionRequired,
  oauthLoginRequired,
  oauthAccessDenied,
  samlStatus,
  samlExpired,
  samlAudienceMismatch,
  samlRecipientMismatch,
  samlInResponseTo,
  methodForbidden,
  loginPageInsteadOf401,
  errorHiddenInSuccess,
  resourceForbidden,
  basicRejected,
  authorizationMissing,
  tokenEncrypted,
  tokenRejected,
  gatewayRejected,
  statusMisused,
  challengeMissing,
  challengeNotExposed,
];
