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
export const rfc7617 = spec('RFC 7617: Basic', 'https://www.rfc-editor.org/rfc/rfc7617');
export const rfc9110Challenge = spec(
  'RFC 9110 §11.6.1: WWW-Authenticate',
  'https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1',
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
