import type { Dialect } from './dialect.ts';

/**
 * What authorization servers write about a client, a request or a person, beside or instead of the codes of RFC 6749.
 * Those codes themselves are read from the messages, not here: `access_denied` in the answer of an API means nothing
 * of the kind.
 */
const entra: readonly Dialect[] = (
  [
    ['redirect-uri', /AADSTS(?:50011|500112|500113)\b|AADB2C90006\b/],
    [
      'client',
      /AADSTS(?:700016|7000215|7000218|7000222|7000112|7000229|700025|700027|700030|70001|70002|50012)\b|AADB2C900(?:68|79|81|84)\b/,
    ],
    ['client-not-allowed', /AADSTS(?:9002326|9002327|70003|7000114|50194|500207|65005|650052|650056)\b/],
    ['response-type', /AADSTS(?:70005|700051|700054)\b|AADB2C90057\b/],
    ['requested-scope', /AADSTS(?:70011|28002|28003|500011|650053|650057)\b|AADB2C90(?:117|146)\b/],
    ['consent-needed', /AADSTS(?:65001|90094|90095)\b/],
    ['sign-in-needed', /AADSTS(?:50058|160021)\b|AADB2C90077\b/],
    [
      'interaction-needed',
      /AADSTS(?:16000|16001|50055|50072|50074|50076|50078|50079|50125|50144|50158|53000|53001|53004)\b|AADB2C90118\b/,
    ],
    ['sign-in-denied', /AADSTS(?:50020|50034|50105|500212|500213|53002|53003|65004|90072)\b|AADB2C90091\b/],
  ] as const
).map(([meaning, words]) => ({ meaning, words, vendor: 'Microsoft Entra' }));

const google: readonly Dialect[] = (
  [
    [
      'client',
      /Error 401: (?:invalid|deleted|disabled)_client|The OAuth client was (?:not found|deleted|disabled)/,
    ],
    ['sign-in-denied', /Error 40[0-9]: (?:access_denied|org_internal|admin_policy_enforced|policy_enforced)/],
    ['client-not-allowed', /Error 40[0-9]: (?:disallowed_useragent|origin_mismatch|unauthorized_client)/],
    ['requested-scope', /Error 400: invalid_scope/],
    ['response-type', /Error 400: unsupported_response_type/],
    ['redirect-uri', /Error 400: redirect_uri_mismatch/],
  ] as const
).map(([meaning, words]) => ({ meaning, words, vendor: 'Google' }));

export const oauthErrors: readonly Dialect[] = [
  ...entra,
  ...google,
  {
    meaning: 'client',
    words:
      /We are sorry[.\s]{0,80}Client (?:not found|disabled)|Invalid client or Invalid client credentials/,
    vendor: 'Keycloak',
  },
  {
    meaning: 'client',
    words: /Client secret not provided in request|Invalid client secret\b/,
    vendor: 'Keycloak',
  },
  {
    meaning: 'client-not-allowed',
    words:
      /Client (?:is )?not allowed (?:for direct access grants|to initiate browser login)|Client not enabled to retrieve service account|(?:Standard|Implicit) flow is disabled for the client/,
    vendor: 'Keycloak',
  },
  {
    meaning: 'client-not-allowed',
    words: /requested (?:response_type|grant type) is not allowed for this client/,
    vendor: 'oidc-provider',
  },
  { meaning: 'client', words: /Unknown client: \S/, vendor: 'Auth0' },
  { meaning: 'redirect-uri', words: /The redirect URI is wrong\. You sent/, vendor: 'Auth0' },
  {
    meaning: 'client-not-allowed',
    words:
      /Grant type '[^'\n]{1,80}' not allowed for the client|Client is not authorized to access (?:resource server|")/i,
    vendor: 'Auth0',
  },
  {
    meaning: 'client',
    words:
      /Invalid value for 'client_id' parameter|The client specified is not known|client secret supplied for a confidential client is invalid/i,
    vendor: 'Okta',
  },
  { meaning: 'sign-in-denied', words: /User is not assigned to the client application/, vendor: 'Okta' },
  {
    meaning: 'client',
    words: /[Cc]lient [0-9a-z]{20,64} does not exist|Unable to verify secret hash for client/,
    vendor: 'Amazon Cognito',
  },
  {
    meaning: 'client',
    words: /incorrect_client_credentials|The client_id and\/or client_secret passed are incorrect/,
    vendor: 'GitHub',
  },
  { meaning: 'client', words: /\bbad_client_secret\b|\binvalid_client_id\b/, vendor: 'Slack' },
  { meaning: 'client', words: /Error validating client secret|Invalid App ID:/, vendor: 'Facebook' },
  { meaning: 'client', words: /Unknown client or client not enabled/, vendor: 'IdentityServer' },
  { meaning: 'client', words: /OAuth 2\.0 Parameter: client_id\b/, vendor: 'Spring Authorization Server' },
  { meaning: 'client', words: /requested OAuth 2\.0 Client does not exist/, vendor: 'Ory Hydra' },
  { meaning: 'client', words: /client identifier \(client_id\) is missing or invalid/, vendor: 'authentik' },
  { meaning: 'redirect-uri', words: /MSIS9224\b/, vendor: 'AD FS' },
  { meaning: 'client', words: /MSIS(?:9223|9622)\b/, vendor: 'AD FS' },
  { meaning: 'client-not-allowed', words: /MSIS(?:9605|9611)\b/, vendor: 'AD FS' },
  {
    // The token endpoint asked the application for its credentials again (oauth4webapi, openid-client 6).
    meaning: 'client',
    words: /server responded with a challenge in the WWW-Authenticate HTTP Header/,
    vendor: 'openid-client',
  },
  {
    meaning: 'client',
    words:
      /\binvalid_client\b|\bclient authentication failed\b|\b(?:invalid|unknown) client[_ ]?(?:id\b|identifier\b|secret\b|credentials\b)/i,
  },
];
