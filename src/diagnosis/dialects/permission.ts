import type { Dialect } from './dialect.ts';

/** How permission is refused by those who say what is missing, and by policies that ask for nothing. */
export const permission: readonly Dialect[] = [
  // Kubernetes: the anonymous user is a request without a credential.
  {
    meaning: 'missing-credential',
    vendor: 'Kubernetes',
    words: /User \\?"system:anonymous\\?" cannot/i,
  },
  {
    meaning: 'policy',
    vendor: 'Kubernetes',
    words: /admission webhook [^\n]{1,160}? denied the request/i,
  },
  {
    meaning: 'role',
    vendor: 'Kubernetes',
    words:
      /User \\?"[^"\\\n]{1,200}\\?" cannot \w{2,20} (?:resource \\?"[^"\\\n]{1,80}\\?"|path \\?"[^"\\\n]{1,200}\\?")/i,
  },
  {
    meaning: 'policy',
    vendor: 'AWS',
    words:
      /with an explicit deny(?: in an? [\w -]{3,40}policy)?|is not authorized to perform: [\w-]{1,60}:[\w*]{1,80}|user is not authorized to access this resource/i,
  },
  {
    meaning: 'policy',
    vendor: 'Amazon S3',
    words: /<Code>AccessDenied<\/Code>|\bAccessDenied\s+Access Denied\b/,
  },
  {
    meaning: 'policy',
    vendor: 'Keycloak',
    words: /"error_description"\s*:\s*"not_authorized"/,
  },
  { meaning: 'policy', vendor: 'Envoy', words: /RBAC: access denied/i },
  { meaning: 'policy', vendor: 'HAProxy', words: /request forbidden by administrative rules/i },
  { meaning: 'policy', vendor: 'Kong', words: /you cannot consume this service/i },
  { meaning: 'policy', vendor: 'Tyk', words: /access to this API has been disallowed/i },
  {
    meaning: 'policy',
    vendor: 'Google Cloud',
    words:
      /prohibited by organization(?:'|’)?s policy|vpcServiceControlsUniqueIdentifier|violates? (?:an )?organization policy/i,
  },
  {
    meaning: 'policy',
    vendor: 'Firebase',
    words:
      /missing or insufficient permissions\.?|does not have permission to access '[^'\n]{1,200}'|false for '(?:get|list|create|update|delete)'/i,
  },
  {
    meaning: 'policy',
    vendor: 'Azure',
    words:
      /RequestDisallowedByPolicy|PublicAccessNotPermitted|disallowed by policy|"AuthorizationFailure"|<Code>AuthorizationFailure</i,
  },
  {
    meaning: 'policy',
    vendor: 'PostgreSQL',
    words:
      /violates row-level security policy|permission denied for (?:table|schema|relation|function|view|sequence|database|column)/i,
  },
  { meaning: 'policy', vendor: 'Vault', words: /error occurred:(?:\\n|\\t|[\s*]){1,12}permission denied/i },
  {
    meaning: 'policy',
    words:
      /(?:denied|blocked|forbidden|rejected) by (?:an? |the )?(?!(?:cors|security|waf|firewall|content)\b)(?:[\w-]{1,30} )?(?:policy|rule|acl)\b|policy (?:denies|denied|violation)|explicitly denied/i,
  },
  {
    meaning: 'network',
    words:
      /\bip(?: address)?\b[^.\n"]{0,40}?(?:is )?(?:not allowed|not permitted|blocked|forbidden|denied|not whitelisted|not in the allow)|\bip forbidden\b|access from your (?:network|ip)/i,
  },
  {
    meaning: 'role',
    vendor: 'Google Cloud',
    words:
      /Permission '?\w{2,40}(?:\.\w{1,60}){1,5}'? denied|does not have \w{2,40}(?:\.\w{1,60}){1,5} (?:access|permission)|Required '\w{2,40}(?:\.\w{1,60}){1,5}' permission|the caller does not have permission/i,
  },
  {
    meaning: 'role',
    vendor: 'Azure',
    words:
      /does not have authorization to perform action '[^'\n]{1,160}'|AuthorizationPermissionMismatch|not authorized to perform this operation using this permission/i,
  },
  {
    meaning: 'role',
    vendor: 'Microsoft Graph',
    words: /insufficient privileges to complete the operation|missing role permissions on the request/i,
  },
  {
    meaning: 'role',
    vendor: 'Elasticsearch',
    words: /action \[[^\]\n]{1,120}\] is unauthorized for (?:user|api key|service account)/i,
  },
  {
    meaning: 'role',
    vendor: 'GitHub',
    words:
      /resource not accessible by (?:integration|personal access token)|must have (?:admin|push) (?:rights|access) to/i,
  },
  { meaning: 'role', vendor: 'Salesforce', words: /INSUFFICIENT_ACCESS\w{0,40}|insufficient access rights/i },
  { meaning: 'role', vendor: 'Jenkins', words: /is missing the [\w/ ]{3,60} permission/i },
  { meaning: 'role', vendor: 'Discord', words: /"Missing (?:Permissions|Access)"/ },
  {
    meaning: 'role',
    words:
      /does not have the right (?:roles?|permissions?)|doesn(?:'|’|&#39;)t have ROLE_\w{1,60}|IsGranted\("?\w{1,60}"?\)|\b(?:admin(?:istrator)?|owner|moderator|manager|editor|staff|superuser)s? only\b|\bonly (?:for )?(?:the )?(?:admin(?:istrator)?|owner|moderator|manager|editor|staff)s?\b|must be an? (?:admin|administrator|owner|moderator|manager|editor|member)|(?:admin(?:istrator)?|owner|manager) (?:role |access |rights |privileges )?(?:is |are )?required|requires? (?:an? )?(?:admin(?:istrator)?|owner|manager)\b|not in (?:the )?allowed roles|additional permissions to perform|permissions? (?:is |are )?(?:needed|required)\b/i,
  },
  {
    meaning: 'scope',
    words:
      /\bmissing_scope\b|INSUFFICIENT_SCOPES|scope permissions on the request|Required access: `[\w:., -]{2,120}` access scope|(?:not been granted|requires) (?:one of )?the (?:required |following )?scopes?/i,
  },
  {
    meaning: 'locked',
    words:
      /(?:account|user|profile)(?! (?:registration|sign-?up|creation|management|import|login|access))(?: (?:account|profile|with id))?(?: \\?['"“]?[\w@.+-]{1,60}\\?['"”]?)? (?:is|has been|was) (?:(?:temporarily|currently|permanently|still|already) )?(?:locked|disabled|suspended|deactivated|inactive|banned|blocked|not (?:yet )?(?:been )?(?:verified|confirmed|active|activated|approved|enabled))|user inactive or deleted|user_(?:is_)?(?:banned|disabled|inactive|blocked|locked)|account_(?:is_)?(?:locked|disabled|inactive|suspended)|\bLockedOut\b|LOCKED_OUT|USER_DISABLED|UserNotConfirmed|AADSTS5005[37]|account (?:locked|disabled|suspended|deactivated|is not fully set up)|(?:confirm|verify) your e-?mail|e-?mail(?: address)?(?: is| has)? not (?:been )?(?:yet )?(?:verified|confirmed)|email_not_(?:confirmed|verified)|temporarily locked/i,
  },
];
