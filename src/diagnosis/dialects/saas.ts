import { type Dialect, says } from './dialect.ts';

/** Public APIs, data services and GraphQL servers. */
export const saas: readonly Dialect[] = [
  ...says(
    {
      vendor: 'GitHub',
      role: 'api',
      header: 'x-github-sso',
      source:
        'https://docs.github.com/rest/authentication/authenticating-to-the-rest-api#personal-access-tokens-and-saml-sso',
    },
    [['policy', 'required; url=']],
  ),
  ...says(
    {
      vendor: 'GitHub',
      role: 'api',
      source: 'https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api',
    },
    [
      ['policy', 'Resource protected by organization SAML enforcement.'],
      ['policy', 'enabled OAuth App access restrictions'],
      ['role', 'Resource not accessible by personal access token'],
      ['role', 'Resource not accessible by integration'],
      ['rate', 'You have exceeded a secondary rate limit'],
      ['rate', 'API rate limit exceeded for '],
      ['role', 'Must have admin rights to Repository.'],
      ['role', 'Must have push access'],
      ['missing-credential', '"message":"Requires authentication"'],
      ['missing-credential', 'Must authenticate to access this API.'],
      ['step-up', 'Must specify two-factor authentication OTP code.'],
      [
        'policy',
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      ],
      [
        'invalid-token',
        /"message":\s?"Bad credentials"[^\n]{0,40}docs\.github\.com/,
        '"message":"Bad credentials","documentation_url":"https://docs.github.com/rest"',
      ],
    ],
  ),
  ...says(
    {
      vendor: 'GitLab',
      role: 'api',
      source: 'https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/api/api_guard.rb',
    },
    [
      ['revoked', 'Token was revoked. You have to re-authorize from the user.'],
      ['expired', 'Token is expired. You can either do re-authorization or token refresh.'],
      ['scope', 'The request requires higher privileges than provided by the access token.","scope"'],
      ['forbidden', '"message":"401 Unauthorized"'],
      ['forbidden', '"message":"403 Forbidden"'],
    ],
  ),
  ...says(
    {
      vendor: 'Salesforce',
      role: 'api',
      source: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm',
    },
    [
      ['session', 'INVALID_SESSION_ID'],
      ['policy', 'API_DISABLED_FOR_ORG'],
      ['policy', 'API_CURRENTLY_DISABLED'],
      ['rate', 'REQUEST_LIMIT_EXCEEDED'],
      ['role', 'INSUFFICIENT_ACCESS'],
      ['session', 'Bad_OAuth_Token'],
      ['missing-credential', 'Missing_OAuth_Token'],
    ],
  ),
  ...says({ vendor: 'Stripe', role: 'api', source: 'https://docs.stripe.com/error-handling' }, [
    ['missing-credential', 'You did not provide an API key.'],
    ['api-key', 'Invalid API Key provided: '],
    ['api-key', 'Expired API Key provided: '],
    ['token-kind', 'This API call cannot be made with a publishable API key.'],
    ['role', 'The provided key '],
  ]),
  ...says({ vendor: 'Slack', role: 'api', source: 'https://docs.slack.dev/reference/methods/auth.test' }, [
    ['missing-credential', '"error":"not_authed"'],
    ['invalid-token', '"error":"invalid_auth"'],
    ['revoked', '"error":"token_revoked"'],
    ['expired', '"error":"token_expired"'],
    ['locked', '"error":"account_inactive"'],
    ['scope', '"error":"missing_scope"'],
    ['token-kind', '"error":"not_allowed_token_type"'],
    ['rate', '"error":"ratelimited"'],
    ['policy', '"error":"ekm_access_denied"'],
  ]),
  ...says({ vendor: 'Twilio', role: 'api', source: 'https://www.twilio.com/docs/api/errors' }, [
    ['password', /"code":\s?20003\b/, '{"code":20003,"message":"Authenticate","status":401}'],
    [
      'expired',
      /"code":\s?20104\b/,
      '{"code":20104,"message":"Access Token expired or expiration date invalid"}',
    ],
    ['invalid-token', /"code":\s?20101\b/, '{"code":20101,"message":"Invalid Access Token"}'],
    ['signature', /"code":\s?20107\b/, '{"code":20107,"message":"Invalid Access Token signature"}'],
    ['rate', /"code":\s?20429\b/, '{"code":20429,"message":"Too Many Requests"}'],
    ['role', /"code":\s?20005\b/, '{"code":20005,"message":"Account not active"}'],
  ]),
  ...says(
    {
      vendor: 'Discord',
      role: 'api',
      source: 'https://discord.com/developers/docs/topics/opcodes-and-status-codes',
    },
    [
      ['role', '"message":"Missing Access","code":50001'],
      ['role', '"message":"Missing Permissions","code":50013'],
      ['forbidden', '"message":"401: Unauthorized","code":0'],
    ],
  ),
  ...says({ vendor: 'Shopify', role: 'api', source: 'https://shopify.dev/docs/api/usage/response-codes' }, [
    ['invalid-token', '[API] Invalid API key or access token (unrecognized login or wrong password)'],
    [
      'scope',
      /This action requires merchant approval for \w{1,60} scope/,
      'This action requires merchant approval for read_orders scope.',
    ],
  ]),
  ...says({ vendor: 'Notion', role: 'api', source: 'https://developers.notion.com/reference/status-codes' }, [
    ['invalid-token', 'API token is invalid.'],
  ]),
  ...says({ vendor: 'OpenAI', role: 'api', source: 'https://platform.openai.com/docs/guides/error-codes' }, [
    ['api-key', 'Incorrect API key provided: '],
    ['missing-credential', "You didn't provide an API key."],
    ['rate', 'You exceeded your current quota'],
    ['network', 'unsupported_country_region_territory'],
  ]),
  ...says({ vendor: 'Anthropic', role: 'api', source: 'https://docs.claude.com/en/api/errors' }, [
    ['api-key', 'invalid x-api-key'],
    ['missing-credential', 'x-api-key header is required'],
  ]),
  ...says(
    {
      vendor: 'Hasura',
      role: 'api',
      source: 'https://hasura.io/docs/2.0/auth/authentication/jwt/',
    },
    [
      ['expired', 'Could not verify JWT: JWTExpired'],
      ['audience', 'Could not verify JWT: JWTNotInAudience'],
      ['issuer', 'Could not verify JWT: JWTNotInIssuer'],
      ['not-yet-valid', 'Could not verify JWT: JWTNotYetValid'],
      ['signature', 'Could not verify JWT: JWSError JWSInvalidSignature'],
      ['key-not-found', 'Could not verify JWT: JWSError (NoSuitableKey'],
      ['malformed', 'Malformed Authorization header'],
      ['missing-credential', "Missing 'Authorization' or 'Cookie' header in JWT authentication mode"],
      ['role', 'Your requested role is not in allowed roles'],
      ['api-key', 'invalid x-hasura-admin-secret/x-hasura-access-key'],
      ['role', 'JWT claim does not contain '],
      ['role', 'x-hasura-admin-secret/x-hasura-access-key required, but not found'],
    ],
  ),
  ...says(
    {
      vendor: 'PostgREST',
      role: 'api',
      source: 'https://github.com/PostgREST/postgrest/blob/main/src/library/PostgREST/Error.hs',
    },
    [
      ['missing-credential', 'PGRST302'],
      ['expired', /^JWT expired$|"message":"JWT expired"/, 'JWT expired'],
      ['not-yet-valid', 'JWT not yet valid'],
      ['not-yet-valid', 'JWT issued at future'],
      ['audience', 'JWT not in audience'],
      ['key-not-found', 'No suitable key or wrong key type'],
      ['malformed', 'Expected 3 parts in JWT; got '],
      ['signature', 'JWT cryptographic operation failed'],
      ['signature', 'JWSError JWSInvalidSignature'],
      ['malformed', "JWT couldn't be decoded"],
      ['missing-credential', 'Empty JWT is sent in Authorization header'],
      ['policy', 'new row violates row-level security policy for table'],
      ['role', /"code":\s?"42501"/, '{"code":"42501","message":"permission denied for table orders"}'],
    ],
  ),
  ...says({ vendor: 'Supabase', role: 'gateway', source: 'https://supabase.com/docs/guides/api/api-keys' }, [
    ['missing-credential', 'No `apikey` request header or url param was found.'],
    ['api-key', 'Double check your Supabase `anon` or `service_role` API key.'],
  ]),
  ...says(
    {
      vendor: 'GraphQL',
      role: 'framework',
      source: 'https://www.apollographql.com/docs/apollo-server/data/errors',
    },
    [
      ['missing-credential', '"code":"UNAUTHENTICATED"'],
      ['forbidden', '"code":"FORBIDDEN"'],
      ['missing-credential', '"code":"AUTH_NOT_AUTHENTICATED"'],
      ['forbidden', '"code":"AUTH_NOT_AUTHORIZED"'],
      ['forbidden', '"code":"UNAUTHORIZED_FIELD_OR_TYPE"'],
    ],
  ),
  ...says(
    {
      vendor: 'Elasticsearch',
      role: 'api',
      source: 'https://www.elastic.co/docs/reference/elasticsearch/rest-apis/api-conventions',
    },
    [
      ['missing-credential', 'missing authentication credentials for REST request'],
      ['password', 'unable to authenticate user ['],
      [
        'role',
        /action \[[\w:/*]{1,120}\] is unauthorized for /,
        'action [indices:data/read/search] is unauthorized for user [mia]',
      ],
    ],
  ),
  ...says(
    {
      vendor: 'HashiCorp Vault',
      role: 'api',
      source: 'https://developer.hashicorp.com/vault/api-docs#error-response',
    },
    [['missing-credential', 'missing client token']],
  ),
  ...says({ vendor: 'Strapi', role: 'api', source: 'https://docs.strapi.io/cms/error-handling' }, [
    ['missing-credential', 'Missing or invalid credentials'],
    ['forbidden', '"name":"ForbiddenError"'],
  ]),
  ...says({ vendor: 'Directus', role: 'api', source: 'https://directus.io/docs/guides/connect/errors' }, [
    ['expired', '"code":"TOKEN_EXPIRED"'],
    ['password', '"code":"INVALID_CREDENTIALS"'],
  ]),
];
