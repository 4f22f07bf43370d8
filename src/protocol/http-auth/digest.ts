import type { Challenge } from './challenges.ts';
import { parseChallenges } from './challenges.ts';

/** The parameters of a Digest credential (RFC 7616 §3.4), names in lower case. The response itself is left out. */
export interface DigestCredential {
  readonly realm?: string;
  readonly nonce?: string;
  readonly uri?: string;
  readonly algorithm?: string;
  readonly qop?: string;
  /** Nonce count: eight hexadecimal digits, as written. */
  readonly nc?: string;
  readonly cnonce?: string;
  readonly opaque?: string;
  /** Names among realm, nonce, uri and response that are missing, and with qop also among nc and cnonce. */
  readonly missing: readonly string[];
}

/** What a Digest credential got wrong, held against one challenge of the same server. */
export type DigestFault = 'stale' | 'realm' | 'algorithm' | 'qop' | 'uri' | 'incomplete';

/** More than any credential has. Characters. */
const READ_AT_MOST = 8_192;

/** MD5 where nobody says (RFC 7616 §3.3). */
const DEFAULT_ALGORITHM = 'md5';

/** Reads what follows the word Digest. A credential has the grammar of a challenge's parameters (RFC 9110 §11.4). */
export function readDigest(rest: string): DigestCredential {
  const parameters = parseChallenges([`Digest ${rest.slice(0, READ_AT_MOST)}`])[0]?.parameters ?? new Map();
  const wanted = ['realm', 'nonce', 'uri', 'response', ...(parameters.has('qop') ? ['nc', 'cnonce'] : [])];
  const read = (name: string) => {
    const value = parameters.get(name);
    return value === undefined ? {} : { [name]: value };
  };
  return {
    ...read('realm'),
    ...read('nonce'),
    ...read('uri'),
    ...read('algorithm'),
    ...read('qop'),
    ...read('nc'),
    ...read('cnonce'),
    ...read('opaque'),
    missing: wanted.filter((name) => !parameters.has(name)),
  };
}

/**
 * Faults that can be seen without the password, the most telling first. `target`: path and query of the request.
 * Of several Digest challenges, which name one algorithm each, the one that the credential fits best counts.
 */
export function digestFaults(
  credential: DigestCredential,
  challenges: readonly Challenge[],
  target: string | undefined,
): readonly DigestFault[] {
  const offers = challenges.filter(({ scheme }) => scheme === 'digest');
  if (offers.some(({ parameters }) => parameters.get('stale')?.toLowerCase() === 'true')) return ['stale'];
  const perOffer = offers.map((offer) => faultsAgainst(credential, offer));
  const best = perOffer.reduce<readonly DigestFault[]>(
    (least, faults, index) => (index === 0 || faults.length < least.length ? faults : least),
    [],
  );
  return [
    ...(credential.missing.length > 0 ? (['incomplete'] as const) : []),
    ...best,
    ...(isForOther(credential.uri, target) ? (['uri'] as const) : []),
  ];
}

function faultsAgainst(credential: DigestCredential, { parameters }: Challenge): DigestFault[] {
  const faults: DigestFault[] = [];
  const realm = parameters.get('realm');
  if (realm !== undefined && credential.realm !== undefined && realm !== credential.realm)
    faults.push('realm');
  const asked = (parameters.get('algorithm') ?? DEFAULT_ALGORITHM).toLowerCase();
  if ((credential.algorithm ?? DEFAULT_ALGORITHM).toLowerCase() !== asked) faults.push('algorithm');
  const offered = parameters
    .get('qop')
    ?.split(',')
    .map((each) => each.trim().toLowerCase());
  if (offered && credential.qop !== undefined && !offered.includes(credential.qop.toLowerCase()))
    faults.push('qop');
  return faults;
}

/** The digest covers the request target (RFC 7616 §3.4): of another one it proves nothing. */
function isForOther(uri: string | undefined, target: string | undefined): boolean {
  if (uri === undefined || target === undefined || uri === '*') return false;
  const path = /^[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#]*(.*)$/is.exec(uri)?.[1] ?? uri;
  return (path || '/') !== target;
}
