import { claim, tokenHeader } from '../diagnosis/engine/evidence.ts';
import { CLOCK_GRAIN_MS } from '../diagnosis/facts/facts.ts';
import { type Difference, listsOf, type Party, shown, sideOf } from './difference.ts';
import type { Environments } from './environment.ts';

type Members = Readonly<Record<string, unknown>>;

/** Another in each token that is issued. */
const VOLATILE: ReadonlySet<string> = new Set([
  ...['exp', 'nbf', 'iat', 'auth_time', 'jti', 'nonce', 'sid', 'at_hash', 'c_hash', 's_hash', 'uti', 'rh'],
  ...['aio', 'origin_jti', 'event_id', 'session_state'],
]);

/** Of these the value is shown: they name programs, rights and places, not people. */
const SHOWN: ReadonlySet<string> = new Set([
  ...[
    'iss',
    'aud',
    'azp',
    'client_id',
    'cid',
    'appid',
    'scope',
    'scp',
    'roles',
    'role',
    'permissions',
    'groups',
  ],
  ...['token_use', 'typ', 'acr', 'amr', 'ver', 'resource_access', 'realm_access', 'authorities', 'gty'],
]);

/** RFC 7800: the key is another each time; that there is one is not. */
const BOUND = 'cnf';

/** Lists in one text, separated by blanks (RFC 6749 §3.3). */
const BLANKS: ReadonlySet<string> = new Set(['scope', 'scp']);

/** Most telling first: the order in which resource servers check them. */
const ORDER = ['iss', 'aud', 'scope', 'scp', 'permissions', 'roles', 'role', 'groups'];

/** What the two tokens say, where both can be read. */
export function tokenDifferences(good: Party, bad: Party, environments: Environments): Difference[] {
  const [before, after] = [good, bad].map(({ exchange, facts }) => facts.token(exchange)?.reading);
  if (!before || !after || !('header' in before) || !('header' in after)) return [];
  const header = headerDifferences(good, bad, before.header, after.header);
  if (before.kind !== 'jws' || after.kind !== 'jws') return header;
  return [
    ...header,
    ...lifeDifference(good, bad, before.claims, after.claims),
    ...claimDifferences(good, bad, [before.claims, after.claims], environments),
  ];
}

function headerDifferences(good: Party, bad: Party, before: Members, after: Members): Difference[] {
  return ['alg', 'kid', 'typ', 'x5t', 'crit'].flatMap((name): Difference[] => {
    const [one, other] = [textOf(before[name]), textOf(after[name])];
    if (one === other) return [];
    return [
      {
        role: 'token-header',
        name,
        label: `Token header ${name}`,
        good: sideOf(one, pointAt(tokenHeader, good, before, name)),
        bad: sideOf(other, pointAt(tokenHeader, bad, after, name)),
      },
    ];
  });
}

function pointAt(at: typeof claim, { exchange }: Party, members: Members, name: string) {
  return Object.hasOwn(members, name) ? at(exchange, name) : undefined;
}

function claimDifferences(
  good: Party,
  bad: Party,
  [before, after]: readonly [Members, Members],
  environments: Environments,
): Difference[] {
  const names = [...new Set([...ORDER, ...Object.keys(before), ...Object.keys(after)])];
  return names.slice(0, 100).flatMap((name): Difference[] => {
    if (VOLATILE.has(name) || (name === BOUND && Object.hasOwn(before, name) === Object.hasOwn(after, name)))
      return [];
    const [one, other] = [itemsOf(own(before, name), name), itemsOf(own(after, name), name)];
    if (one.join('\n') === other.join('\n')) return [];
    const lists = listsOf(one, other);
    if (!lists) return [];
    return [
      {
        role: 'claim',
        name,
        what: 'value',
        label: `Claim ${name}`,
        good: sideOf(claimText(own(before, name), one, name, 'one'), pointAt(claim, good, before, name)),
        bad: sideOf(claimText(own(after, name), other, name, 'another'), pointAt(claim, bad, after, name)),
        ...(SHOWN.has(name) && { lists }),
        ...(environments.alike(one, other) && { asEnvironments: true }),
      },
    ];
  });
}

function own(members: Members, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function itemsOf(value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return BLANKS.has(name) ? value.split(/\s+/, 200) : [value];
  return Array.isArray(value) ? value.map(textOf) : [textOf(value)];
}

function claimText(value: unknown, items: readonly string[], name: string, unshown: string): string {
  if (value === undefined) return '(none)';
  return SHOWN.has(name) ? shown(items) : unshown;
}

function textOf(value: unknown): string {
  if (value === undefined) return '(none)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function lifeDifference(good: Party, bad: Party, before: Members, after: Members): Difference[] {
  const [one, other] = [lifeOf(good, before), lifeOf(bad, after)];
  if (one.text === other.text) return [];
  const name = other.name ?? one.name ?? 'exp';
  return [
    {
      role: 'claim',
      name,
      what: 'life',
      label: 'Token at that moment',
      good: sideOf(one.text, pointAt(claim, good, before, name)),
      bad: sideOf(other.text, pointAt(claim, bad, after, name)),
    },
  ];
}

/** RFC 7519 §4.1.4 and §4.1.5, by the server's clock where it is known. */
function lifeOf(
  { exchange, facts }: Party,
  claims: Members,
): { readonly text: string; readonly name?: string } {
  const at = facts.judgedAt(exchange);
  const [exp, nbf] = [own(claims, 'exp'), own(claims, 'nbf')];
  if (typeof exp === 'number' && exp * 1_000 <= at) return { text: 'expired', name: 'exp' };
  if (typeof nbf === 'number' && nbf * 1_000 > at + CLOCK_GRAIN_MS)
    return { text: 'not valid yet', name: 'nbf' };
  return typeof exp === 'number' ? { text: 'valid' } : { text: 'without an end' };
}
