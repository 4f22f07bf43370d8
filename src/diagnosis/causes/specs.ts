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
export const rfc9110Unauthorized = spec(
  'RFC 9110 §15.5.2: 401 Unauthorized',
  'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
);
export const rfc6749PasswordGrant = spec(
  'RFC 6749 §4.3: the password grant',
  'https://www.rfc-editor.org/rfc/rfc6749#section-4.3',
);
