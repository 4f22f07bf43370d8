// What the lab's page offers: one button each. A fault's id is the code of the cause that it produces.

/** @typedef {{ id: string, group: string, name: string, line: string }} Fault */

/** @type {readonly Fault[]} */
export const faults = [
  {
    id: 'authorization-missing',
    group: 'Credential',
    name: 'No credential',
    line: 'Calls the API without an Authorization header',
  },
  {
    id: 'bearer-prefix-missing',
    group: 'Credential',
    name: 'Bearer missing',
    line: 'Sends the token without its scheme',
  },
  { id: 'wrong-scheme', group: 'Credential', name: 'Wrong scheme', line: 'Sends Token instead of Bearer' },
  {
    id: 'bearer-duplicated',
    group: 'Credential',
    name: 'Bearer twice',
    line: 'The stored token already begins with Bearer',
  },
  {
    id: 'token-placeholder',
    group: 'Credential',
    name: 'Bearer undefined',
    line: 'The token was never read from storage',
  },
  {
    id: 'token-truncated',
    group: 'Credential',
    name: 'Cut token',
    line: 'The signature was lost on the way',
  },
  { id: 'basic-rejected', group: 'Credential', name: 'Wrong password', line: 'Basic with an old password' },
  { id: 'token-expired', group: 'Token', name: 'Expired token', line: 'A token that lives for two seconds' },
  {
    id: 'token-not-yet-valid',
    group: 'Token',
    name: 'Token from the future',
    line: 'An issuer whose nbf is an hour ahead',
  },
  { id: 'clock-skew', group: 'Token', name: 'Wrong clock', line: 'An API whose clock is two hours ahead' },
  { id: 'audience-mismatch', group: 'Token', name: 'Wrong audience', line: 'A token for another API' },
  { id: 'issuer-mismatch', group: 'Token', name: 'Wrong issuer', line: 'An API that trusts another tenant' },
  { id: 'algorithm-none', group: 'Token', name: 'Unsigned token', line: 'alg: none' },
  {
    id: 'id-token-as-access-token',
    group: 'Token',
    name: 'ID token',
    line: 'Signs in, then sends the ID token',
  },
  {
    id: 'token-rejected',
    group: 'Token',
    name: 'Unknown token',
    line: 'An opaque token that the issuer does not know',
  },
  {
    id: 'insufficient-scope',
    group: 'Permission',
    name: 'Missing scope',
    line: 'Needs orders:write, has orders:read',
  },
  {
    id: 'resource-forbidden',
    group: 'Permission',
    name: 'Forbidden route',
    line: 'The same token passes elsewhere',
  },
  {
    id: 'preflight-unauthorized',
    group: 'CORS',
    name: 'Preflight 401',
    line: 'Authentication stands before CORS',
  },
  {
    id: 'preflight-headers-not-allowed',
    group: 'CORS',
    name: 'Header not allowed',
    line: 'Authorization is not in Allow-Headers',
  },
  {
    id: 'wildcard-headers-exclude-authorization',
    group: 'CORS',
    name: 'Star for headers',
    line: 'Allow-Headers: * with credentials',
  },
  {
    id: 'preflight-redirect',
    group: 'CORS',
    name: 'Preflight redirected',
    line: 'The API moved; OPTIONS gets a 308',
  },
  { id: 'cors-origin-missing', group: 'CORS', name: 'No CORS at all', line: 'The API sends no CORS headers' },
  {
    id: 'cors-origin-mismatch',
    group: 'CORS',
    name: 'Other origin',
    line: 'The API allows www.app.test only',
  },
  {
    id: 'cors-wildcard-with-credentials',
    group: 'CORS',
    name: 'Star for origin',
    line: 'Allow-Origin: * with credentials',
  },
  {
    id: 'error-response-lacks-cors',
    group: 'CORS',
    name: '401 without CORS',
    line: 'The error answer lacks the headers',
  },
  {
    id: 'cookie-samesite-lax',
    group: 'Cookies',
    name: 'SameSite=Lax',
    line: 'A session cookie of another site',
  },
  {
    id: 'cookie-samesite-none-insecure',
    group: 'Cookies',
    name: 'None without Secure',
    line: 'The browser refuses the cookie',
  },
  {
    id: 'credentials-omitted',
    group: 'Cookies',
    name: 'Without credentials',
    line: 'Signed in; fetch leaves the cookie out',
  },
  {
    id: 'third-party-cookies-blocked',
    group: 'Cookies',
    name: 'Third-party cookie',
    line: 'None; Secure, where the browser blocks it',
  },
  {
    id: 'oauth-redirect-uri-mismatch',
    group: 'Sign-in',
    name: 'Unregistered redirect URI',
    line: 'Leaves this page for the error page of the identity provider',
  },
];

/** Things that work, or fail for reasons that are not authentication's: the panel accuses nobody. */
export const healthy = [
  { id: 'healthy-sign-in', group: 'Healthy', name: 'Sign in', line: 'Code flow with PKCE, then a call' },
  {
    id: 'healthy-refresh',
    group: 'Healthy',
    name: 'Refresh',
    line: '401, refresh, the same call again: 200',
  },
  { id: 'healthy-cross-site', group: 'Healthy', name: 'Cross-site call', line: 'Right CORS on another site' },
  { id: 'not-auth-500', group: 'Healthy', name: 'Crash', line: '500 without CORS headers' },
  { id: 'not-auth-422', group: 'Healthy', name: 'Invalid input', line: '422' },
  { id: 'not-auth-refused', group: 'Healthy', name: 'Nobody listens', line: 'Connection refused' },
  { id: 'not-auth-aborted', group: 'Healthy', name: 'Aborted', line: 'The page gives up' },
];

/** Hostile input that the panel must show as text. */
export const hostile = [
  { id: 'hostile-garbage-token', group: 'Hostile', name: 'Garbage token', line: 'Bearer with noise' },
  {
    id: 'hostile-markup-claim',
    group: 'Hostile',
    name: 'Markup in a claim',
    line: 'A claim that holds an image with a script',
  },
  { id: 'hostile-large-header', group: 'Hostile', name: 'Large header', line: 'A challenge of 200 kB' },
];
