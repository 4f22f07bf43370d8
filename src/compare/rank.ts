import type { Pointer } from '../diagnosis/engine/cause.ts';
import type { Failure, Finding } from '../diagnosis/engine/diagnosis.ts';
import type { Difference, Role } from './difference.ts';

/** The way of a request: from the page to the answer. */
const STAGE: Readonly<Record<Role, number>> = {
  environment: 0,
  credential: 1,
  request: 2,
  cookie: 3,
  cors: 4,
  header: 5,
  'token-header': 6,
  claim: 7,
  redirect: 8,
  server: 9,
  outcome: 10,
};

/**
 * What most likely decides comes first: what the failing side's answer rests on, then what its cause is about, then the
 * first on the way of a request. What differs only as the environments do comes after all that differs otherwise, and
 * what came of it last.
 */
export function ranked(differences: readonly Difference[], failure: Failure | undefined): Difference[] {
  const findings = failure?.findings ?? [];
  return differences
    .map((difference, position) => ({ difference, position, weight: weightOf(difference, findings) }))
    .sort(
      (a, b) =>
        a.weight - b.weight || STAGE[a.difference.role] - STAGE[b.difference.role] || a.position - b.position,
    )
    .map(({ difference }) => difference);
}

function weightOf(difference: Difference, findings: readonly Finding[]): number {
  if (difference.role === 'outcome') return 100;
  const lead = findings[0];
  const place = lead ? placeIn(difference, lead) : -1;
  const about = lead !== undefined && isAbout(difference, lead.code);
  const base = about ? (place >= 0 ? 0 : 1) : place >= 0 ? 2 : 3;
  return base * 10 + Math.max(0, place) / 10 + (difference.asEnvironments ? 50 : 0);
}

/** Where among the evidence of the answer; -1 for nowhere. */
function placeIn({ bad }: Difference, { evidence }: Finding): number {
  return evidence.findIndex(({ at }) => bad.evidence.some((each) => isSamePlace(each.at, at)));
}

/** Status and body tell that it was refused, not why. */
const SAYS_LITTLE: ReadonlySet<Pointer['part']> = new Set([
  'status',
  'failure',
  'time',
  'response-body',
  'url',
  'method',
]);

function isSamePlace(one: Pointer, other: Pointer): boolean {
  if (one.part !== other.part || one.exchangeId !== other.exchangeId || SAYS_LITTLE.has(one.part))
    return false;
  return 'name' in one && 'name' in other ? one.name.toLowerCase() === other.name.toLowerCase() : true;
}

type Test = (difference: Difference) => boolean;

const claimNamed =
  (...names: readonly string[]): Test =>
  (difference) =>
    difference.role === 'claim' && difference.what === 'value' && names.includes(difference.name);
const inRole =
  (...roles: readonly Role[]): Test =>
  ({ role }) =>
    roles.includes(role);
const life: Test = (difference) => difference.role === 'claim' && difference.what === 'life';
const cookieAttribute =
  (...names: readonly string[]): Test =>
  (difference) =>
    difference.role === 'cookie' && names.includes(difference.attribute ?? '');
const cors =
  (...whats: readonly string[]): Test =>
  (difference) =>
    difference.role === 'cors' && whats.includes(difference.what);

/** What a cause is about, by the words of its code; the first that fits. */
const ABOUT: readonly (readonly [RegExp, Test])[] = [
  [
    /cookie-secure/,
    (each) => cookieAttribute('Secure')(each) || (each.role === 'environment' && each.what === 'scheme'),
  ],
  [
    /sender-constrained|^dpop|^mtls/,
    (each) => claimNamed('cnf')(each) || (each.role === 'credential' && each.what !== 'token'),
  ],
  [/^audience|id-token-as/, claimNamed('aud', 'token_use', 'typ', 'azp')],
  [/^issuer/, claimNamed('iss')],
  [/scope|step-up/, claimNamed('scope', 'scp', 'acr', 'amr')],
  [
    /role|permission|deny|forbidden/,
    claimNamed('roles', 'role', 'permissions', 'groups', 'realm_access', 'resource_access'),
  ],
  [/^token-(?:expired|not-yet)|clock|refresh/, life],
  [
    /signature|^key-|algorithm/,
    (each) => each.role === 'token-header' || (each.role === 'credential' && each.what !== 'token'),
  ],
  [/csrf/, (each) => each.role === 'header' || each.role === 'cookie'],
  [
    /cookie-samesite/,
    (each) =>
      cookieAttribute('SameSite')(each) ||
      cookieAttribute('Secure')(each) ||
      (each.role === 'environment' && each.what === 'site'),
  ],
  [
    /third-party/,
    (each) =>
      cookieAttribute('SameSite', 'Partitioned')(each) ||
      (each.role === 'environment' && each.what === 'site'),
  ],
  [/cookie-domain|cookie-prefix/, cookieAttribute('Domain')],
  [/cookie-path/, cookieAttribute('Path')],
  [/cookie-expired/, cookieAttribute('lifetime')],
  [/cookie|session/, inRole('cookie')],
  [/preflight-method/, cors('allow-methods', 'asked-method')],
  [/preflight-header|wildcard-headers/, cors('allow-headers', 'asked-headers', 'credentials')],
  [/^preflight/, inRole('cors')],
  [/cors-credentials/, cors('allow-credentials', 'credentials')],
  [/cors-wildcard|cors-origin|cors-multiple/, cors('allow-origin', 'credentials')],
  [/cors-redirect|dropped-on-redirect|https-redirect/, inRole('redirect')],
  [/cors/, inRole('cors', 'environment')],
  [/login-page|redirect-loop|loop/, inRole('cookie', 'credential', 'redirect')],
  [/header-too-large/, (each) => each.role === 'header' && each.name === '(size)'],
  [/cached/, (each) => each.role === 'server' && each.what === 'cache'],
  [/proxy|waf|edge|gateway|provider-down/, inRole('server')],
  [/^oauth-refresh|^oauth|^saml/, inRole('request', 'redirect')],
  [
    /authorization|bearer|basic|scheme|token|credential|api-key|hidden|login|dpop|digest/,
    (each) => each.role === 'credential' || (each.role === 'header' && CARRIES_KEY.test(each.name)),
  ],
];

/** A credential in a header of the API's own. */
const CARRIES_KEY = /(?:api|access|auth|subscription)[_-]?(?:key|token)|x-token|x-auth/i;

function isAbout(difference: Difference, code: string): boolean {
  return ABOUT.find(([word]) => word.test(code))?.[1](difference) ?? false;
}
