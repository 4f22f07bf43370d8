import { type Dialect, says } from './dialect.ts';

const ENVOY_JWT = 'https://github.com/google/jwt_verify_lib/blob/master/src/status.cc';

/** Proxies and gateways that people run themselves, and the API server of Kubernetes. */
export const proxies: readonly Dialect[] = [
  ...says({ vendor: 'Envoy', role: 'gateway', source: ENVOY_JWT }, [
    ['missing-credential', 'Jwt is missing'],
    ['expired', 'Jwt is expired'],
    ['not-yet-valid', 'Jwt not yet valid'],
    ['audience', 'Audiences in Jwt are not allowed'],
    ['issuer', 'Jwt issuer is not configured'],
    ['signature', 'Jwt verification fails'],
    ['key-not-found', "Jwks doesn't have key to match kid or alg from Jwt"],
    ['provider-down', 'Jwks remote fetch is failed'],
    ['provider-down', "Jwks doesn't have any valid public key"],
    ['malformed', 'Jwt is not in the form of Header.Payload.Signature'],
    [
      'malformed',
      /Jwt (?:header|payload|signature) is an invalid (?:Base64url encoded|JSON)/,
      'Jwt payload is an invalid JSON',
    ],
    ['malformed', /Jwt payload \[\w{2,4}\] field is not /, 'Jwt payload [exp] field is not an integer'],
    ['algorithm', 'Jwt header [alg] is not supported'],
    ['algorithm', 'Jwt header [alg] field is required and must be a string'],
    ['malformed', 'Found multiple Jwt tokens'],
  ]),
  ...says(
    {
      vendor: 'Envoy',
      role: 'gateway',
      source: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/rbac_filter',
    },
    [
      ['policy', 'RBAC: access denied'],
      ['rate', 'local_rate_limited'],
      ['session', 'OAuth flow failed.'],
    ],
  ),
  ...says(
    {
      vendor: 'Envoy',
      role: 'gateway',
      header: 'x-envoy-ratelimited',
      source:
        'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-ratelimited',
    },
    [['rate', 'true']],
  ),
  ...says(
    {
      vendor: 'Kong',
      role: 'gateway',
      source: 'https://github.com/Kong/kong/tree/master/kong/plugins',
    },
    [
      ['issuer', "No credentials found for given '"],
      ['malformed', 'Bad token; '],
      ['malformed', 'Unrecognizable token'],
      ['malformed', 'Multiple tokens provided'],
      [
        'issuer',
        /No mandatory '[\w-]{1,40}' in claims|Invalid '[\w-]{1,40}' in claims/,
        "No mandatory 'iss' in claims",
      ],
      ['key-not-found', "Could not find consumer for '"],
      ['signature', 'Invalid key/secret'],
      ['expired', /"exp":\s?"token expired"/, '{"exp":"token expired"}'],
      ['not-yet-valid', /"nbf":\s?"token not valid yet"/, '{"nbf":"token not valid yet"}'],
      ['missing-credential', 'No API key found in request'],
      ['api-key', 'Duplicate API key found'],
      ['role', 'You cannot consume this service'],
      ['request-signature', 'HMAC signature does not match'],
      ['request-signature', 'HMAC signature cannot be verified'],
      ['network', 'IP address not allowed: '],
      ['missing-credential', 'The access token is missing'],
      ['invalid-token', 'The access token is invalid or has expired'],
      ['audience', 'The access token is global, but the current '],
    ],
  ),
  ...says(
    {
      vendor: 'Kong',
      role: 'gateway',
      beside: 'x-kong-response-latency',
      source: 'https://github.com/Kong/kong/tree/master/kong/plugins',
    },
    [
      ['algorithm', 'Invalid algorithm'],
      ['signature', 'Invalid signature'],
      ['api-key', 'Invalid authentication credentials'],
      ['network', 'Your IP address is not allowed'],
      ['rate', 'API rate limit exceeded'],
      ['forbidden', '"message":"Unauthorized"'],
      ['forbidden', '"message":"Forbidden"'],
    ],
  ),
  ...says(
    {
      vendor: 'Apache APISIX',
      role: 'gateway',
      source: 'https://github.com/apache/apisix/tree/master/apisix/plugins',
    },
    [
      ['missing-credential', 'Missing JWT token in request'],
      ['key-not-found', 'Invalid user key in JWT token'],
      ['missing-credential', 'Missing API key in request'],
      ['api-key', 'Invalid API key in request'],
      ['invalid-token', 'Invalid user authorization'],
      ['password', 'Invalid authorization in request'],
      ['request-signature', "client request can't be validated"],
      ['missing-credential', 'No bearer token found in request.'],
      ['csrf-missing', 'no csrf token in headers'],
      ['csrf-missing', 'no csrf cookie'],
      ['csrf-mismatch', 'csrf token mismatch'],
      ['csrf-mismatch', 'Failed to verify the csrf token signature'],
      ['network', 'Your IP address is not allowed'],
      [
        'policy',
        /The (?:consumer_name|consumer_group_id|service_id|route_id) is forbidden\./,
        'The consumer_name is forbidden.',
      ],
      ['malformed', 'failed to decrypt JWE token'],
    ],
  ),
  ...says(
    {
      vendor: 'Tyk',
      role: 'gateway',
      source: 'https://github.com/TykTechnologies/tyk/tree/master/gateway',
    },
    [
      ['missing-credential', 'Authorization field missing'],
      ['malformed', 'Bearer token malformed'],
      ['policy', 'Access to this API has been disallowed'],
      ['expired', 'Key has expired, please renew'],
      ['locked', 'Key is inactive, please renew'],
      ['algorithm', 'Key not authorized: Unexpected signing method'],
      ['api-key', 'Key not authorized'],
      ['api-key', 'Key not authorised'],
      ['policy', 'key not authorized: no '],
      ['scheme', 'Attempted access with malformed header'],
    ],
  ),
  ...says(
    {
      vendor: 'oauth2-proxy',
      role: 'gateway',
      source: 'https://github.com/oauth2-proxy/oauth2-proxy/blob/master/oauthproxy.go',
    },
    [
      ['csrf-missing', 'Login Failed: Unable to find a valid CSRF token. Please try again.'],
      ['session', 'Invalid session: unauthorized'],
    ],
  ),
  ...says(
    {
      vendor: 'HAProxy',
      role: 'proxy',
      source: 'https://github.com/haproxy/haproxy/blob/master/src/http.c',
    },
    [
      ['policy', 'Request forbidden by administrative rules.'],
      ['forbidden', 'You need a valid user and password to access this content.'],
      ['rate', 'You have sent too many requests in a given amount of time.'],
    ],
  ),
  ...says(
    {
      vendor: 'nginx',
      role: 'proxy',
      source: 'https://github.com/nginx/nginx/blob/master/src/http/ngx_http_special_response.c',
    },
    [
      ['header-size', 'Request Header Or Cookie Too Large'],
      ['missing-credential', 'No required SSL certificate was sent'],
      [
        'forbidden',
        /401 Authorization Required (?:nginx|openresty)/,
        '401 Authorization Required nginx/1.22.1',
      ],
      ['forbidden', /403 Forbidden (?:nginx|openresty)/, '403 Forbidden nginx/1.22.1'],
    ],
  ),
  ...says(
    {
      vendor: 'Apache httpd',
      role: 'server',
      source: 'https://github.com/apache/httpd/blob/trunk/modules/http/http_protocol.c',
    },
    [
      ['forbidden', 'This server could not verify that you are authorized to access the document requested'],
      ['forbidden', "You don't have permission to access this resource."],
    ],
  ),
  ...says(
    {
      vendor: 'IIS',
      role: 'server',
      source:
        'https://learn.microsoft.com/troubleshoot/developer/webapps/iis/www-administration-management/http-status-code',
    },
    [
      ['password', '401.1 - Unauthorized'],
      ['password', '401 - Unauthorized: Access is denied due to invalid credentials.'],
      ['network', '403.6 - Forbidden'],
      ['missing-credential', '403.7 - Forbidden'],
      ['policy', '403 - Forbidden: Access is denied.'],
    ],
  ),
  ...says(
    {
      vendor: 'Traefik',
      role: 'proxy',
      source: 'https://github.com/traefik/traefik/tree/master/pkg/middlewares',
    },
    [['rate', 'No bursty traffic allowed']],
  ),
  ...says(
    {
      vendor: 'Squid',
      role: 'proxy',
      header: 'x-squid-error',
      source: 'https://wiki.squid-cache.org/Features/CustomErrors',
    },
    [
      ['password', 'ERR_CACHE_ACCESS_DENIED'],
      ['policy', 'ERR_ACCESS_DENIED'],
    ],
  ),
  ...says(
    {
      vendor: 'an intermediary',
      role: 'proxy',
      header: 'proxy-status',
      source: 'https://www.rfc-editor.org/rfc/rfc9209#section-2.3',
    },
    [
      ['policy', 'error=http_request_denied'],
      ['policy', 'error=destination_ip_prohibited'],
    ],
  ),
  ...says(
    {
      vendor: 'an intermediary',
      role: 'proxy',
      header: 'x-deny-reason',
      source: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/ext_authz_filter',
    },
    [['policy', /^\S/, 'host_not_allowed']],
  ),
  ...says(
    {
      vendor: 'Kubernetes',
      role: 'api',
      source:
        'https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/handlers/responsewriters/errors.go',
    },
    [
      [
        'missing-credential',
        /User "system:anonymous" cannot/,
        'forbidden: User "system:anonymous" cannot get path "/"',
      ],
      [
        'role',
        /User "[^"\n]{1,200}" cannot \w{2,20} (?:resource|path) "/,
        'pods is forbidden: User "mia" cannot list resource "pods" in API group "" in the namespace "default"',
      ],
      [
        'invalid-token',
        /"kind":\s?"Status"[^\n]{0,200}"message":\s?"Unauthorized"/,
        '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized"}',
      ],
    ],
  ),
];
