export interface ClaimWords {
  readonly label: string;
  readonly meaning: string;
}

const ROWS: readonly (readonly [name: string, label: string, meaning: string])[] = [
  // RFC 7519 §4.1
  ['iss', 'Issuer', 'Who issued the token.'],
  ['sub', 'Subject', 'Whom the token is about: a user or a program.'],
  ['aud', 'Audience', 'For whom the token is meant; anybody else must refuse it.'],
  ['exp', 'Expires', 'From this moment on the token must be refused.'],
  ['nbf', 'Not before', 'Until this moment the token must be refused.'],
  ['iat', 'Issued', 'When the token was issued.'],
  ['jti', 'Token id', 'Tells this token apart from all others.'],
  // RFC 8693 §4, RFC 9068 §2.2
  ['scope', 'Scopes', 'What the client may do, as far as the user allowed it.'],
  ['client_id', 'Client', 'The client that asked for the token.'],
  ['act', 'Actor', 'Who acts on behalf of the subject.'],
  ['may_act', 'May act', 'Who may act on behalf of the subject.'],
  ['roles', 'Roles', 'Roles of the subject.'],
  ['groups', 'Groups', 'Groups that the subject belongs to.'],
  ['entitlements', 'Entitlements', 'What the subject may use.'],
  [
    'cnf',
    'Bound to a key',
    'Only who holds this key may use the token; as a plain Bearer token it is refused.',
  ],
  // OpenID Connect Core §2, §5.1
  ['azp', 'Authorized party', 'The client that the token was issued to.'],
  ['nonce', 'Nonce', 'Binds an ID token to the sign-in that asked for it.'],
  ['auth_time', 'Signed in', 'When the user last signed in.'],
  ['acr', 'Sign-in level', 'How strong the sign-in was.'],
  ['amr', 'Sign-in methods', 'How the user signed in.'],
  ['at_hash', 'Access token hash', 'Ties an ID token to its access token.'],
  ['c_hash', 'Code hash', 'Ties an ID token to its authorization code.'],
  ['s_hash', 'State hash', 'Ties an ID token to the state of the sign-in.'],
  ['sid', 'Session id', 'The session at the issuer.'],
  ['name', 'Name', 'The user’s full name.'],
  ['given_name', 'Given name', 'The user’s given name.'],
  ['family_name', 'Family name', 'The user’s family name.'],
  ['preferred_username', 'User name', 'The name the user goes by; it can change.'],
  ['email', 'Email', 'The user’s email address.'],
  ['email_verified', 'Email verified', 'Whether the issuer checked the email address.'],
  ['locale', 'Locale', 'The user’s language and region.'],
  ['updated_at', 'Profile updated', 'When the user’s profile last changed.'],
  // Auth0
  ['permissions', 'Permissions', 'What the subject may do at this API.'],
  ['gty', 'Grant type', 'How the token was obtained (Auth0).'],
  ['org_id', 'Organisation id', 'The organisation that the subject acts for.'],
  ['org_name', 'Organisation', 'The organisation that the subject acts for.'],
  // Okta
  ['cid', 'Client', 'The client that asked for the token (Okta).'],
  ['uid', 'User id', 'The user’s id (Okta).'],
  ['scp', 'Scopes', 'What the client may do on behalf of the user.'],
  // Microsoft Entra ID
  ['tid', 'Tenant', 'The tenant that issued the token (Microsoft Entra ID).'],
  ['oid', 'Object id', 'The user or program in its tenant (Microsoft Entra ID).'],
  ['appid', 'Client', 'The client that asked for the token (Microsoft Entra ID, version 1).'],
  [
    'appidacr',
    'Client sign-in',
    'How the client proved itself: 0 not at all, 1 by secret, 2 by certificate.',
  ],
  ['azpacr', 'Client sign-in', 'How the client proved itself: 0 not at all, 1 by secret, 2 by certificate.'],
  ['idtyp', 'Subject type', 'Whether a user or a program acts (Microsoft Entra ID).'],
  ['wids', 'Directory roles', 'Roles in the whole tenant (Microsoft Entra ID).'],
  ['ver', 'Version', 'Version of the token’s format.'],
  ['upn', 'User name', 'The user’s sign-in name (Microsoft Entra ID).'],
  ['unique_name', 'User name', 'A name to show; not unique over time (Microsoft Entra ID).'],
  ['acct', 'Account type', '0 for a member of the tenant, 1 for a guest (Microsoft Entra ID).'],
  ['hasgroups', 'Has groups', 'The user has more groups than fit into the token (Microsoft Entra ID).'],
  ['_claim_names', 'Claims elsewhere', 'These claims did not fit; the issuer tells where to ask for them.'],
  ['_claim_sources', 'Sources of claims', 'Where to ask for the claims that did not fit.'],
  ['xms_cc', 'Client abilities', 'cp1: the client understands claims challenges (Microsoft Entra ID).'],
  // Amazon Cognito
  ['token_use', 'Token use', 'Whether this is an access token or an ID token (Amazon Cognito).'],
  ['cognito:groups', 'Groups', 'Groups of the user pool that the user belongs to.'],
  ['cognito:roles', 'IAM roles', 'IAM roles of the user’s groups.'],
  ['cognito:username', 'User name', 'The user’s name in the user pool.'],
  ['origin_jti', 'Sign-in id', 'The sign-in that this token came from; revoking it revokes the token.'],
  // Keycloak
  [
    'typ',
    'Kind of token',
    'Bearer: access token. ID: ID token. Refresh or Offline: refresh token (Keycloak).',
  ],
  ['realm_access', 'Realm roles', 'Roles in the whole realm (Keycloak).'],
  ['resource_access', 'Client roles', 'Roles at single clients (Keycloak).'],
  ['allowed-origins', 'Allowed origins', 'Origins for which Keycloak’s adapters answer CORS requests.'],
  ['session_state', 'Session id', 'The session at the issuer.'],
  // Firebase, Supabase, Clerk
  ['firebase', 'Firebase', 'How the user signed in, and in which tenant.'],
  ['user_id', 'User id', 'The user’s id.'],
  ['role', 'Role', 'The role that the subject acts in.'],
  ['aal', 'Assurance level', 'aal1: one factor. aal2: two factors (Supabase).'],
  ['session_id', 'Session id', 'The session at the issuer.'],
  ['app_metadata', 'App metadata', 'Set by the application; the user cannot change it (Supabase).'],
  ['user_metadata', 'User metadata', 'The user can change it: no ground for permissions (Supabase).'],
  ['is_anonymous', 'Anonymous', 'Whether the user signed in without an account (Supabase).'],
  ['org_role', 'Organisation role', 'The user’s role in the organisation (Clerk).'],
  ['org_permissions', 'Organisation permissions', 'What the user may do in the organisation (Clerk).'],
  // Workloads
  ['kubernetes.io', 'Kubernetes', 'Namespace, pod and service account that the token belongs to.'],
  ['repository', 'Repository', 'The repository whose workflow asked for the token (GitHub Actions).'],
  // RFC 9449 §4.2
  ['htm', 'Method', 'The HTTP method that the proof is for.'],
  ['htu', 'URL', 'The URL that the proof is for.'],
  ['ath', 'Access token hash', 'Ties the proof to its access token.'],
];

/** What standards and providers say of the claims they define. */
export const CLAIM_WORDS: ReadonlyMap<string, ClaimWords> = new Map(
  ROWS.map(([name, label, meaning]) => [name, { label, meaning }]),
);

const HEADER_ROWS: typeof ROWS = [
  ['alg', 'Algorithm', 'How the token is signed, or its key encrypted.'],
  ['enc', 'Encryption', 'How the content is encrypted.'],
  ['typ', 'Type', 'at+jwt: an access token by RFC 9068. JWT says nothing of the kind.'],
  ['cty', 'Content type', 'JWT: another token stands inside.'],
  ['kid', 'Key id', 'Which of the issuer’s keys signed it.'],
  ['jku', 'Key set URL', 'A validator must not follow it unless it knows the address.'],
  ['jwk', 'Key', 'The public key itself; proves nothing unless the validator knows it.'],
  ['x5t', 'Certificate', 'SHA-1 thumbprint of the signing certificate.'],
  ['x5t#S256', 'Certificate', 'SHA-256 thumbprint of the signing certificate.'],
  ['crit', 'Critical', 'Parameters that a validator must understand or refuse the token.'],
];

/** What JWS and JWE say of their header parameters. */
export const HEADER_WORDS: ReadonlyMap<string, ClaimWords> = new Map(
  HEADER_ROWS.map(([name, label, meaning]) => [name, { label, meaning }]),
);
