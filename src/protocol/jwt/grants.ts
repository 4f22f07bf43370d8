/** What a token says its bearer may do, wherever its issuer writes it. */

export interface Grant {
  readonly kind: 'scope' | 'role' | 'group' | 'permission';
  readonly value: string;
  /** Where it stands, with dots between nested names: `realm_access.roles`. */
  readonly claim: string;
}

type Kind = Grant['kind'];
type Members = Readonly<Record<string, unknown>>;

/** By the last part of a name, so that `https://api.test/roles` and `cognito:groups` are found too. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['scope', 'scope'],
  ['scopes', 'scope'],
  ['scp', 'scope'],
  ['role', 'role'],
  ['roles', 'role'],
  ['wids', 'role'],
  ['preferred_role', 'role'],
  ['org_role', 'role'],
  ['org_roles', 'role'],
  ['x-hasura-allowed-roles', 'role'],
  ['x-hasura-default-role', 'role'],
  ['x-hasura-role', 'role'],
  ['rolenames', 'role'],
  ['role_names', 'role'],
  ['group', 'group'],
  ['groups', 'group'],
  ['memberof', 'group'],
  ['group_ids', 'group'],
  ['permission', 'permission'],
  ['permissions', 'permission'],
  ['org_permissions', 'permission'],
  ['authorities', 'permission'],
  ['custom_permissions', 'permission'],
  ['entitlements', 'permission'],
]);

/**
 * Claims that hold further names: Keycloak, Supabase, Clerk, Hasura, Ory, and tokens that carry the whole user. What
 * users may write themselves (`user_metadata`) grants nothing.
 */
const HOLDERS: ReadonlySet<string> = new Set([
  'realm_access',
  'resource_access',
  'authorization',
  'app_metadata',
  'public_metadata',
  'https://hasura.io/jwt/claims',
  'ext',
  'user',
]);

/** Custom claims of Firebase and Django that are a role by being true. */
const FLAGS: ReadonlySet<string> = new Set([
  'admin',
  'isadmin',
  'is_admin',
  'superadmin',
  'is_superuser',
  'staff',
  'is_staff',
  'moderator',
  'editor',
]);

/** `resource_access.<client>.roles` is the deepest. */
const DEEPEST = 3;

/** All grants in the order of the claims. Never throws; unknown shapes are left out. */
export function grantsOf(claims: Readonly<Record<string, unknown>>): readonly Grant[] {
  const found: Grant[] = [];
  for (const [name, value] of Object.entries(claims)) {
    if (HOLDERS.has(name)) collectNested(jsonIn(value), name, 1, found);
    else if (value === true && FLAGS.has(name.toLowerCase()))
      found.push({ kind: 'role', value: name, claim: name });
    else if (name === 'o') collectClerk(value, found);
    else collect(value, name, name, found);
  }
  return found;
}

function collectNested(value: unknown, path: string, depth: number, found: Grant[]): void {
  if (!isMembers(value) || depth >= DEEPEST) return;
  for (const [name, inner] of Object.entries(value)) {
    const here = `${path}.${name}`;
    if (kindOf(name)) collect(inner, name, here, found);
    else collectNested(inner, here, depth + 1, found);
  }
}

/** Clerk's tokens of version 2 hold the organisation's role and permissions in short names. */
function collectClerk(value: unknown, found: Grant[]): void {
  if (!isMembers(value)) return;
  if (typeof value['rol'] === 'string') found.push({ kind: 'role', value: value['rol'], claim: 'o.rol' });
  if (typeof value['per'] !== 'string') return;
  for (const permission of value['per'].split(','))
    found.push({ kind: 'permission', value: permission, claim: 'o.per' });
}

/** Hasura takes its claims as JSON in a text, too. */
function jsonIn(value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function collect(value: unknown, name: string, claim: string, found: Grant[]): void {
  const kind = kindOf(name);
  if (!kind) return;
  for (const each of valuesOf(value, kind)) found.push({ kind: kindOfValue(each, kind), value: each, claim });
}

function kindOf(name: string): Kind | undefined {
  const lastPart = 1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf(':'), name.lastIndexOf('#'));
  return KINDS.get(name.slice(lastPart).toLowerCase());
}

/** Among the authorities of Spring Security this beginning tells the roles. */
function kindOfValue(value: string, kind: Kind): Kind {
  return kind === 'permission' && value.startsWith('ROLE_') ? 'role' : kind;
}

/** A list, a text, or an object whose names are the values (Zitadel). */
function valuesOf(value: unknown, kind: Kind): string[] {
  if (Array.isArray(value)) return value.flatMap(nameOf);
  if (typeof value === 'string')
    return value
      .split(SEPARATORS[kind])
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return isMembers(value) ? Object.keys(value) : [];
}

/** Scopes hold no blanks (RFC 6749 §3.3) but may hold commas; names of roles and groups the other way round. */
const SEPARATORS: Readonly<Record<Kind, RegExp>> = {
  scope: /\s/,
  permission: /[\s,]/,
  role: /,/,
  group: /,/,
};

/** The members under which providers put the name of a role, a group or a permission. */
const NAMES = ['name', 'authority', 'rsname', 'value'] as const;

function nameOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (!isMembers(value)) return [];
  const name = NAMES.map((each) => value[each]).find((each) => typeof each === 'string');
  return typeof name === 'string' ? [name] : [];
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
