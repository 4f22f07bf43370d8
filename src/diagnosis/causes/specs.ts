import type { SpecLink } from '../engine/cause.ts';

/** The standards that causes cite, each with its name as people know it. */
const spec = (name: string, url: string): SpecLink => ({ name, url });

export const rfc6750Error = spec(
  'RFC 6750 §3.1: error codes',
  'https://www.rfc-editor.org/rfc/rfc6750#section-3.1',
);
export const rfc6750Header = spec(
  'RFC 6750 §2.1: the Authorization header',
  'https://www.rfc-editor.org/rfc/rfc6750#section-2.1',
);
export const rfc7519Audience = spec(
  'RFC 7519 §4.1.3: aud',
  'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3',
);
export const rfc7519Expiration = spec(
  'RFC 7519 §4.1.4: exp',
  'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4',
);
export const rfc7519NotBefore = spec(
  'RFC 7519 §4.1.5: nbf',
  'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.5',
);
export const rfc7519Issuer = spec(
  'RFC 7519 §4.1.1: iss',
  'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.1',
);
export const rfc7515Compact = spec(
  'RFC 7515 §7.1: compact serialization',
  'https://www.rfc-editor.org/rfc/rfc7515#section-7.1',
);
export const rfc8725 = spec(
  'RFC 8725 §3: JWT best practices',
  'https://www.rfc-editor.org/rfc/rfc8725#section-3',
);
export const rfc9068 = spec('RFC 9068: JWT access tokens', 'https://www.rfc-editor.org/rfc/rfc9068');
export const oidcIdToken = spec(
  'OpenID Connect Core §2: ID Token',
  'https://openid.net/specs/openid-connect-core-1_0.html#IDToken',
);
export const rfc7617 = spec('RFC 7617: Basic', 'https://www.rfc-editor.org/rfc/rfc7617');
export const rfc9110Challenge = spec(
  'RFC 9110 §11.6.1: WWW-Authenticate',
  'https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1',
);
export const rfc9110Unauthorized = spec(
  'RFC 9110 §15.5.2: 401 Unauthorized',
  'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
);
export const graphqlOverHttp = spec(
  'GraphQL over HTTP: status codes',
  'https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes',
);
export const fetchOriginHeader = spec('Fetch: Origin header', 'https://fetch.spec.whatwg.org/#origin-header');
export const owaspCsrf = spec(
  'OWASP: cross-site request forgery prevention',
  'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
);
export const rfc9110Forbidden = spec(
  'RFC 9110 §15.5.4: 403 Forbidden',
  'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.4',
);
export const rfc9110Date = spec(
  'RFC 9110 §6.6.1: Date',
  'https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1',
);
export const fetchCorsCheck = spec('Fetch: CORS check', 'https://fetch.spec.whatwg.org/#concept-cors-check');
export const fetchPreflight = spec(
  'Fetch: CORS-preflight fetch',
  'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
);
export const fetchCredentials = spec(
  'Fetch: credentials mode',
  'https://fetch.spec.whatwg.org/#concept-request-credentials-mode',
);
export const cookiesSameSite = spec(
  'RFC 6265bis: SameSite',
  'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-samesite-attribute-2',
);
export const storageAccess = spec('Storage Access API', 'https://privacycg.github.io/storage-access/');
export const rfc6749Redirect = spec(
  'RFC 6749 §3.1.2: redirection endpoint',
  'https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2',
);
export const rfc7515Validation = spec(
  'RFC 7515 §5.2: signature validation',
  'https://www.rfc-editor.org/rfc/rfc7515#section-5.2',
);
export const rfc7515KeyId = spec(
  'RFC 7515 §4.1.4: kid',
  'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4',
);
export const rfc7517 = spec('RFC 7517: JSON Web Key', 'https://www.rfc-editor.org/rfc/rfc7517');
export const rfc7518 = spec(
  'RFC 7518 §3: signature algorithms',
  'https://www.rfc-editor.org/rfc/rfc7518#section-3',
);
export const rfc7516 = spec('RFC 7516: JSON Web Encryption', 'https://www.rfc-editor.org/rfc/rfc7516');
export const oidcDiscovery = spec(
  'OpenID Connect Discovery §3: provider metadata',
  'https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata',
);
export const rfc8705 = spec(
  'RFC 8705 §3: certificate-bound tokens',
  'https://www.rfc-editor.org/rfc/rfc8705#section-3',
);
export const rfc9449Header = spec(
  'RFC 9449 §7: DPoP access tokens',
  'https://www.rfc-editor.org/rfc/rfc9449#section-7',
);
export const rfc9449Proof = spec(
  'RFC 9449 §4.3: checking proofs',
  'https://www.rfc-editor.org/rfc/rfc9449#section-4.3',
);
export const rfc9449Nonce = spec(
  'RFC 9449 §9: nonces from the resource server',
  'https://www.rfc-editor.org/rfc/rfc9449#section-9',
);
export const rfc9470 = spec(
  'RFC 9470: step-up authentication challenge',
  'https://www.rfc-editor.org/rfc/rfc9470',
);
export const rfc6749Refresh = spec(
  'RFC 6749 §6: refreshing an access token',
  'https://www.rfc-editor.org/rfc/rfc6749#section-6',
);
export const rfc6749Response = spec(
  'RFC 6749 §5.1: token response',
  'https://www.rfc-editor.org/rfc/rfc6749#section-5.1',
);
export const rfc6749TokenError = spec(
  'RFC 6749 §5.2: token errors',
  'https://www.rfc-editor.org/rfc/rfc6749#section-5.2',
);
export const rfc7009 = spec('RFC 7009: token revocation', 'https://www.rfc-editor.org/rfc/rfc7009');
export const rfc9700Refresh = spec(
  'RFC 9700 §4.14: refresh token protection',
  'https://www.rfc-editor.org/rfc/rfc9700#section-4.14',
);
export const rfc6749AuthorizationError = spec(
  'RFC 6749 §4.1.2.1: errors of the authorization endpoint',
  'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1',
);
export const rfc6749ClientAuthentication = spec(
  'RFC 6749 §2.3: client authentication',
  'https://www.rfc-editor.org/rfc/rfc6749#section-2.3',
);
export const rfc6749Scope = spec(
  'RFC 6749 §3.3: scope',
  'https://www.rfc-editor.org/rfc/rfc6749#section-3.3',
);
export const oidcAuthenticationError = spec(
  'OpenID Connect Core §3.1.2.6: authentication errors',
  'https://openid.net/specs/openid-connect-core-1_0.html#AuthError',
);
export const oidcPrompt = spec(
  'OpenID Connect Core §3.1.2.1: prompt',
  'https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest',
);
export const oauthBrowserApps = spec(
  'OAuth 2.0 for browser-based applications',
  'https://datatracker.ietf.org/doc/html/draft-ietf-oauth-browser-based-apps',
);
export const rfc8414 = spec(
  'RFC 8414: authorization server metadata',
  'https://www.rfc-editor.org/rfc/rfc8414',
);
export const xFrameOptions = spec(
  'HTML: the X-Frame-Options header',
  'https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header',
);
export const cspFrameAncestors = spec(
  'CSP: frame-ancestors',
  'https://www.w3.org/TR/CSP3/#directive-frame-ancestors',
);
export const fedcm = spec('Federated Credential Management API', 'https://w3c-fedid.github.io/FedCM/');
export const samlCore = spec(
  'SAML 2.0 core',
  'https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf',
);
export const samlProfiles = spec(
  'SAML 2.0 profiles §4.1: web browser SSO',
  'https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf',
);
export const samlBindings = spec(
  'SAML 2.0 bindings',
  'https://docs.oasis-open.org/security/saml/v2.0/saml-bindings-2.0-os.pdf',
);
export const cookiesSecure = spec(
  'RFC 6265bis: the Secure attribute',
  'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-secure-attribute-2',
);
export const cookiesPrefixes = spec(
  'RFC 6265bis: cookie name prefixes',
  'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-cookie-name-prefixes',
);
export const cookiesSyntax = spec(
  'RFC 6265bis: the Set-Cookie header',
  'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-set-cookie-header-field',
);
export const cookiesStorage = spec(
  'RFC 6265bis: storage model',
  'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-storage-model',
);
export const cookiesDomain = spec(
  'RFC 6265bis: the Domain attribute',
  'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-domain-attribute-2',
);
export const cookiesPath = spec(
  'RFC 6265bis: the Path attribute',
  'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-path-attribute-2',
);
export const cookiesLifetime = spec(
  'RFC 6265bis: the Max-Age attribute',
  'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-max-age-attribute-2',
);
export const cookiesRetrieval = spec(
  'RFC 6265bis: the Cookie header',
  'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-retrieval-algorithm',
);
export const chips = spec('CHIPS: Partitioned cookies', 'https://github.com/privacycg/CHIPS');
export const rfc9110Redirects = spec(
  'RFC 9110 §15.4: redirection',
  'https://www.rfc-editor.org/rfc/rfc9110#section-15.4',
);
export const rfc6797 = spec('RFC 6797: HSTS', 'https://www.rfc-editor.org/rfc/rfc6797');
export const rfc9110Forwarding = spec(
  'RFC 9110 §7.6: forwarding messages',
  'https://www.rfc-editor.org/rfc/rfc9110#section-7.6',
);
export const rfc9111Authorization = spec(
  'RFC 9111 §3.5: storing answers to authenticated requests',
  'https://www.rfc-editor.org/rfc/rfc9111#section-3.5',
);
export const rfc9211 = spec('RFC 9211: Cache-Status', 'https://www.rfc-editor.org/rfc/rfc9211');
export const rfc6585TooMany = spec(
  'RFC 6585 §4: 429 Too Many Requests',
  'https://www.rfc-editor.org/rfc/rfc6585#section-4',
);
export const rfc9110RetryAfter = spec(
  'RFC 9110 §10.2.3: Retry-After',
  'https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3',
);
export const rfc9110ProxyAuthentication = spec(
  'RFC 9110 §15.5.8: 407 Proxy Authentication Required',
  'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8',
);
export const rfc7517Set = spec('RFC 7517 §5: JWK Set', 'https://www.rfc-editor.org/rfc/rfc7517#section-5');
export const awsSigV4 = spec(
  'AWS: Signature Version 4',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html',
);
export const serviceWorkers = spec(
  'Service Workers: fetch',
  'https://www.w3.org/TR/service-workers/#fetchevent-interface',
);
export const nistThrottling = spec(
  'NIST SP 800-63B §5.2.2: throttling',
  'https://pages.nist.gov/800-63-3/sp800-63b.html#throttle',
);
export const fetchRedirect = spec(
  'Fetch: HTTP-redirect fetch',
  'https://fetch.spec.whatwg.org/#http-redirect-fetch',
);
export const fetchCorp = spec(
  'Fetch: Cross-Origin-Resource-Policy',
  'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header',
);
export const fetchExposeHeaders = spec(
  'Fetch: Access-Control-Expose-Headers',
  'https://fetch.spec.whatwg.org/#http-access-control-expose-headers',
);
export const cspConnectSrc = spec(
  'Content Security Policy: connect-src',
  'https://www.w3.org/TR/CSP3/#directive-connect-src',
);
export const mixedContent = spec('Mixed Content', 'https://www.w3.org/TR/mixed-content/');
export const localNetworkAccess = spec(
  'Local Network Access',
  'https://wicg.github.io/local-network-access/',
);
export const rfc3986Encoding = spec(
  'RFC 3986 §2.1: percent-encoding',
  'https://www.rfc-editor.org/rfc/rfc3986#section-2.1',
);
export const fetchHeaderValue = spec('Fetch: header value', 'https://fetch.spec.whatwg.org/#header-value');
export const rfc7519Validating = spec(
  'RFC 7519 §7.2: validating a JWT',
  'https://www.rfc-editor.org/rfc/rfc7519#section-7.2',
);
export const rfc7617Charset = spec(
  'RFC 7617 §2.1: the charset parameter',
  'https://www.rfc-editor.org/rfc/rfc7617#section-2.1',
);
export const rfc7616 = spec('RFC 7616 §3.4: Digest', 'https://www.rfc-editor.org/rfc/rfc7616#section-3.4');
export const rfc7616Stale = spec(
  'RFC 7616 §3.3: the challenge and stale',
  'https://www.rfc-editor.org/rfc/rfc7616#section-3.3',
);
export const rfc6585Fields = spec(
  'RFC 6585 §5: 431 Request Header Fields Too Large',
  'https://www.rfc-editor.org/rfc/rfc6585#section-5',
);
export const fetchHttpRedirect = spec(
  'Fetch: HTTP-redirect fetch',
  'https://fetch.spec.whatwg.org/#http-redirect-fetch',
);
export const rfc9110Redirect = spec(
  'RFC 9110 §15.4: redirection',
  'https://www.rfc-editor.org/rfc/rfc9110#section-15.4',
);
export const rfc6750Query = spec(
  'RFC 6750 §2.3: the token in the query',
  'https://www.rfc-editor.org/rfc/rfc6750#section-2.3',
);
export const rfc6750Methods = spec(
  'RFC 6750 §2: one method for each request',
  'https://www.rfc-editor.org/rfc/rfc6750#section-2',
);
export const rfc9110Authorization = spec(
  'RFC 9110 §11.6.2: Authorization',
  'https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2',
);
export const fetchRequestClass = spec(
  'Fetch: the Request constructor',
  'https://fetch.spec.whatwg.org/#dom-request',
);
export const rfc3986Userinfo = spec(
  'RFC 3986 §3.2.1: user information',
  'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
);
export const rfc6749PasswordGrant = spec(
  'RFC 6749 §4.3: the password grant',
  'https://www.rfc-editor.org/rfc/rfc6749#section-4.3',
);
export const oidcNonce = spec(
  'OpenID Connect Core §3.1.3.7: ID Token validation',
  'https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation',
);
export const rfc6749CodeResponse = spec(
  'RFC 6749 §4.1.2: authorization response',
  'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2',
);
export const rfc6749CodeRedemption = spec(
  'RFC 6749 §4.1.3: access token request',
  'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3',
);
export const rfc6749InvalidGrant = spec(
  'RFC 6749 §5.2: invalid_grant',
  'https://www.rfc-editor.org/rfc/rfc6749#section-5.2',
);
export const rfc6749Csrf = spec(
  'RFC 6749 §10.12: cross-site request forgery',
  'https://www.rfc-editor.org/rfc/rfc6749#section-10.12',
);
export const rfc7636Challenge = spec(
  'RFC 7636 §4.2: code challenge',
  'https://www.rfc-editor.org/rfc/rfc7636#section-4.2',
);
export const rfc7636Verification = spec(
  'RFC 7636 §4.6: verification of the code verifier',
  'https://www.rfc-editor.org/rfc/rfc7636#section-4.6',
);
export const rfc9207 = spec('RFC 9207: issuer identification', 'https://www.rfc-editor.org/rfc/rfc9207');
export const rfc9700Pkce = spec(
  'RFC 9700 §2.1.1: authorization code grant',
  'https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1',
);
export const rfc9700Rotation = spec(
  'RFC 9700 §4.14.2: refresh token rotation',
  'https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2',
);
