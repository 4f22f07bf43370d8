import type { Dialect } from './dialect.ts';

/** A row about a step of a sign-in; every pattern is linear. */
export interface StepWords extends Pick<Dialect, 'meaning' | 'vendor'> {
  readonly words: RegExp;
}

/**
 * What applications and authorization servers write where state, nonce, PKCE, issuer, code or refresh token do not
 * fit. Read only in the messages of a sign-in: in the answer of an API, "invalid state" means nothing of the kind.
 * The first row that fits a text wins.
 */
export const oauthSteps: readonly StepWords[] = [
  // openid-client 4 and 5, and express-openid-connect, which prints their messages.
  {
    meaning: 'oauth-state-missing',
    words: /checks\.state argument is missing|state missing from the response/,
    vendor: 'openid-client',
  },
  {
    meaning: 'oauth-state-missing',
    words: /"?auth_verification"? cookie not found/,
    vendor: 'express-openid-connect',
  },
  { meaning: 'oauth-state', words: /state mismatch, expected \S/, vendor: 'openid-client' },
  {
    meaning: 'oauth-nonce',
    words: /nonce mismatch, expected \S|checks\.nonce argument is missing/,
    vendor: 'openid-client',
  },
  {
    meaning: 'oauth-issuer',
    words: /iss mismatch, expected \S|iss missing from the response/,
    vendor: 'openid-client',
  },
  {
    meaning: 'pkce-missing',
    words: /checks\.code_verifier argument is missing/,
    vendor: 'openid-client',
  },
  // oauth4webapi and openid-client 6.
  { meaning: 'oauth-state-missing', words: /response parameter "state" missing/, vendor: 'oauth4webapi' },
  { meaning: 'oauth-state', words: /unexpected "state" response parameter value/, vendor: 'oauth4webapi' },
  { meaning: 'oauth-nonce', words: /unexpected ID Token "nonce" claim value/, vendor: 'oauth4webapi' },
  {
    meaning: 'oauth-issuer',
    words: /unexpected "iss" \(issuer\) response parameter value|response parameter "iss" \(issuer\) missing/,
    vendor: 'oauth4webapi',
  },
  {
    meaning: 'oauth-state-missing',
    words: /Unable to verify authorization request state\b/,
    vendor: 'Passport',
  },
  { meaning: 'oauth-state', words: /Invalid authorization request state\b/, vendor: 'Passport' },
  {
    meaning: 'oauth-state-missing',
    words: /State cookie was missing|(?:pkceCodeVerifier|state) value could not be parsed/i,
    vendor: 'Auth.js',
  },
  { meaning: 'oauth-nonce', words: /Nonce cookie was missing/i, vendor: 'Auth.js' },
  { meaning: 'pkce-missing', words: /PKCE code_verifier cookie was missing/i, vendor: 'Auth.js' },
  {
    meaning: 'oauth-state-missing',
    words: /Missing state cookie from login request|The state parameter is missing\./,
    vendor: 'nextjs-auth0',
  },
  { meaning: 'oauth-state', words: /The state parameter is invalid\./, vendor: 'nextjs-auth0' },
  {
    meaning: 'oauth-state-missing',
    words: /No matching state found in storage|No state in response/,
    vendor: 'oidc-client-ts',
  },
  { meaning: 'oauth-state', words: /State does not match\b/, vendor: 'oidc-client-ts' },
  {
    meaning: 'oauth-state-missing',
    words: /state mismatch, could not find a transaction|\bplease_restart_the_process\b|\bstate_not_found\b/,
  },
  {
    meaning: 'oauth-state',
    words: /CSRF Warning! State not equal in request and response/,
    vendor: 'Authlib',
  },
  {
    meaning: 'oauth-state-missing',
    words: /\bauthorization_request_not_found\b/,
    vendor: 'Spring Security',
  },
  { meaning: 'oauth-state', words: /\binvalid_state_parameter\b/, vendor: 'Spring Security' },
  { meaning: 'oauth-nonce', words: /\binvalid_nonce\b/, vendor: 'Spring Security' },
  {
    meaning: 'oauth-state-missing',
    words: /Correlation failed\.|The oauth state was missing or invalid/,
    vendor: 'ASP.NET Core',
  },
  { meaning: 'oauth-nonce', words: /\bIDX2132[0-9]\b/, vendor: 'ASP.NET Core' },
  {
    meaning: 'oauth-state-missing',
    words: /Session value state missing|Missing needed parameter state/,
    vendor: 'Python Social Auth',
  },
  { meaning: 'oauth-state', words: /Wrong state parameter given/, vendor: 'Python Social Auth' },
  {
    meaning: 'oauth-state',
    words: /Socialite.{1,6}Two.{1,6}InvalidStateException/,
    vendor: 'Laravel Socialite',
  },
  {
    meaning: 'oauth-state',
    words: /csrf_detected\b|OAuth2::Strategy::CallbackError[^\n]{0,40}CSRF detected/,
    vendor: 'OmniAuth',
  },
  {
    meaning: 'oauth-state-missing',
    words: /Unable to find a valid CSRF token\. Please try again/,
    vendor: 'oauth2-proxy',
  },
  { meaning: 'oauth-state', words: /CSRF token mismatch, potential attack/, vendor: 'oauth2-proxy' },
  { meaning: 'oauth-state', words: /Invalid state parameter passed in callback URL/, vendor: 'KnpU' },
  { meaning: 'oauth-state', words: /\bbad_oauth_state\b/, vendor: 'Supabase' },

  // Authorization servers about PKCE.
  {
    meaning: 'pkce-missing',
    words: /AADSTS9002325\b|AADSTS50147\b/,
    vendor: 'Microsoft Entra',
  },
  { meaning: 'pkce', words: /AADSTS501481\b|AADSTS50148\b/, vendor: 'Microsoft Entra' },
  {
    meaning: 'pkce-missing',
    words: /policy requires PKCE to be used for this request/,
    vendor: 'oidc-provider',
  },
  {
    meaning: 'pkce-missing',
    words: /Missing parameter: code_challenge(?:_method)?\b|PKCE code verifier not specified/,
    vendor: 'Keycloak',
  },
  { meaning: 'pkce', words: /PKCE verification failed: |PKCE invalid code verifier/, vendor: 'Keycloak' },
  { meaning: 'pkce-missing', words: /PKCE code challenge is required when/, vendor: 'Okta' },
  { meaning: 'pkce', words: /PKCE verification failed\./, vendor: 'Okta' },
  { meaning: 'pkce', words: /Failed to verify code verifier/, vendor: 'Auth0' },
  { meaning: 'pkce', words: /Failed to verify `code_verifier`/, vendor: 'league/oauth2-server' },
  {
    meaning: 'pkce-missing',
    words:
      /must include a code_challenge when performing the authorize code flow|code_verifier must be provided, but it is missing/i,
    vendor: 'Ory Hydra',
  },
  {
    meaning: 'pkce',
    words: /PKCE code challenge did not match the code verifier/,
    vendor: 'Ory Hydra',
  },
  {
    meaning: 'pkce',
    words: /\bbad_code_verifier\b|code challenge does not match previously saved/i,
    vendor: 'Supabase',
  },
  {
    meaning: 'pkce-missing',
    words: /OAuth 2\.0 Parameter: code_challenge\b/,
    vendor: 'Spring Authorization Server',
  },
  { meaning: 'pkce', words: /OAuth 2\.0 Parameter: code_verifier\b/, vendor: 'Spring Authorization Server' },

  // Authorization servers about codes and refresh tokens.
  { meaning: 'grant-reused', words: /AADSTS54005\b/, vendor: 'Microsoft Entra' },
  {
    meaning: 'grant-expired',
    words: /AADSTS(?:70008|700082|700084|50173)\b|AADB2C90080\b/,
    vendor: 'Microsoft Entra',
  },
  {
    meaning: 'grant-reused',
    words: /Maximum allowed refresh token reuse exceeded|Stale token/,
    vendor: 'Keycloak',
  },
  {
    meaning: 'grant-reused',
    words: /Invalid Refresh Token: Already Used|\brefresh_token_already_used\b/,
    vendor: 'Supabase',
  },
  { meaning: 'grant-reused', words: /This authorization code has been used/, vendor: 'Facebook' },
  { meaning: 'grant-expired', words: /This authorization code has expired/, vendor: 'Facebook' },
  { meaning: 'grant-reused', words: /\bcode_already_used\b/, vendor: 'Slack' },
  { meaning: 'grant-expired', words: /Refresh Token has expired/, vendor: 'Amazon Cognito' },

  // Ways of saying it that many share.
  {
    meaning: 'grant-reused',
    words:
      /(?:code|refresh[ _]token)[^.\n]{0,40} already (?:been )?(?:used|redeemed|consumed|exchanged)|refresh[ _]token (?:reuse|rotation violation)/i,
  },
  {
    // "invalid or has expired" says neither.
    meaning: 'grant-expired',
    words: /(?:code|refresh[ _]token) (?:is |has |was |have )?(?:already )?expired/i,
  },
  {
    meaning: 'pkce-missing',
    words:
      /(?:PKCE|code_challenge|code_verifier|code challenge|code verifier)(?: parameter)? (?:is |was )?(?:required|missing)|(?:missing|requires?)(?: the)?(?: parameter:?)? ["'`]?(?:PKCE|code[_ ]challenge|code[_ ]verifier)\b/i,
  },
  {
    meaning: 'pkce',
    words:
      /(?:code[_ ](?:verifier|challenge)|PKCE)[^.\n]{0,60}(?:mismatch|does not match|doesn't match|did not match|not match|failed|invalid|incorrect)|(?:invalid|incorrect|wrong)[ _](?:code[_ ]verifier|PKCE)/i,
  },
  {
    meaning: 'oauth-state-missing',
    words:
      /\b(?:missing|no)[ _](?:oauth2?[ _])?state\b(?! of| change)|\bstate (?:parameter |cookie |value )?(?:is |was )?(?:missing|not found)/i,
  },
  {
    meaning: 'oauth-state',
    words:
      /\bstate (?:parameter |value )?(?:mismatch|(?:is |was )?invalid|does not match|doesn't match|did not match|do not match|not equal)|\b(?:invalid|mismatching|mismatched|wrong|unexpected|bad)[ _](?:oauth2?[ _])?state\b|\bstate_mismatch\b/i,
  },
  {
    meaning: 'oauth-nonce',
    words:
      /\bnonce\b[^.\n]{0,40}(?:mismatch|invalid|does not match|doesn't match|did not match|not match|missing)|\b(?:invalid|mismatching|wrong|unexpected)[^.\n]{0,20} nonce\b|invalid claim ['"]?nonce/i,
  },
  {
    meaning: 'oauth-issuer',
    words:
      /\biss(?:uer)?\b(?: parameter| response parameter)? (?:mismatch|does not match|doesn't match|did not match)|\b(?:invalid|mismatching|wrong|unexpected) iss(?:uer)?\b/i,
  },
];
