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
  ['group', 'group'],
  ['groups', 'group'],
  ['memberof', 'group'],
  ['permission', 'permission'],
  ['permissions', 'permission'],
  ['org_permissions', 'permission'],
  ['authorities', 'permission'],
  ['entitlements', 'permission'],
]);

/** Claims that hold further names: Keycloak, Supabase, Hasura. */
const HOLDERS: ReadonlySet<string> = new Set([
  'realm_access',
  'resource_access',
  'app_metadata',
  'https://hasura.io/jwt/claims',
]);

/** `resource_access.<client>.roles` is the deepest. */
const DEEPEST = 3;

/** All grants in the order of the claims. Never throws; unknown shapes are left out. */
export function grants(claims: Members): readonly Grant[] {
  const found: Grant[] = [];
  for (const [name, value] of Object.entries(claims)) {
    if (HOLDERS.has(name)) collectNested(value, name, 1, found);
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

function collect(value: unknown, name: string, claim: string, found: Grant[]): void {
  const kind = kindOf(name);
  if (!kind) return;
  for (const each of valuesOf(value, kind)) found.push({ kind, value: each, claim });
}

function kindOf(name: string): Kind | undefined {
  const lastPart = 1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf(':'), name.lastIndexOf('#'));
  return KINDS.get(name.slice(lastPart).toLowerCase());
}

/** A list, a text, or an object whose names are the values (Zitadel). Scopes of a text are separated by blanks. */
function valuesOf(value: unknown, kind: Kind): string[] {
  if (Array.isArray(value)) return value.flatMap(nameOf);
  if (typeof value === 'string') {
    const several = kind === 'scope' || kind === 'permission';
    return (several ? value.split(/\s+/) : [value]).filter((each) => each !== '');
  }
  return isMembers(value) ? Object.keys(value) : [];
}

function nameOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (isMembers(value) && typeof value['name'] === 'string') return [value['name']];
  return [];
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
