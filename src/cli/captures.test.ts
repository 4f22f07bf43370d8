import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { causes, diagnose } from '../diagnosis/index.ts';
import { readHar } from '../har/from-har.ts';
import { checkSignatures } from '../protocol/jwt/check-signatures.ts';

/** Recordings of real servers with one known fault each; beside the checkout, not part of it. */
const CAPTURES = join(import.meta.dirname, '../../../shared/data/captures');
const present = existsSync(CAPTURES);

interface Recording {
  readonly id: string;
  readonly injected: string | null;
  readonly alsoNamed?: readonly string[];
}

const recordings: readonly Recording[] = present
  ? (JSON.parse(readFileSync(join(CAPTURES, 'INDEX.json'), 'utf8')) as { captures: Recording[] }).captures
  : [];
const known = new Set(causes.map(({ code }) => code));
/** What no rule of today can tell from these recordings, and what would decide it. */
const NOT_TOLD: ReadonlyMap<string, string> = new Map([
  [
    'basic-native-prompt-pending-apache',
    'HAR has no status while the browser’s prompt is open; webRequest sees it',
  ],
  ['websocket-401-ws', 'HAR has no status for a refused WebSocket handshake; webRequest sees it'],
  ['csp-connect-src-helmet', 'a fetch stopped by CSP leaves no entry at all; only the console knows'],
  ['token-newline-no-request', 'fetch throws before any request leaves: the recording holds none'],
  ['url-with-credentials-no-request', 'fetch throws before any request leaves: the recording holds none'],
  [
    'auth-request-backend-broken-nginx',
    'a 500 of nginx looks the same whatever broke: without the error log nobody can tell auth_request from the rest',
  ],
]);
/** Rules that say it more exactly than the recording's own label. */
const MORE_EXACT: ReadonlyMap<string, string> = new Map([
  ['cookie-samesite-default-lax-flask', 'cookie-samesite-default'],
  // Labelled as Basic, but what was sent and asked for again is Digest.
  ['digest-wrong-password-flask', 'digest-rejected'],
]);
const NOT_A_FAULT = new Set([null, 'not-auth', 'recovered']);

async function leadsOf(id: string, suffix: string) {
  const har = readHar(readFileSync(join(CAPTURES, `${id}${suffix}`), 'utf8'), id);
  if (!har.ok) throw new Error(har.problem);
  return diagnose(await checkSignatures(har.capture))
    .failures.filter(({ outcome }) => outcome !== 'recovered')
    .map(({ findings }) => findings[0])
    .flatMap((lead) => (lead ? [`${lead.code} ${lead.confidence}`] : ['nothing']));
}

describe.skipIf(!present)('recordings of real servers', () => {
  const faulty = recordings.filter(
    ({ id, injected }) => injected !== null && known.has(injected) && !NOT_TOLD.has(id),
  );
  it.each(faulty)('$id: the lead is $injected', async ({ id, injected, alsoNamed = [] }) => {
    const accepted = [injected, MORE_EXACT.get(id), ...alsoNamed];
    const leads = await leadsOf(id, '.devtools.har');
    expect(leads.some((lead) => accepted.includes(lead.split(' ')[0]!))).toBe(true);
  });

  it.each(recordings.filter(({ injected }) => NOT_A_FAULT.has(injected)))(
    '$id: accuses nobody',
    async ({ id }) => {
      expect(await leadsOf(id, '.devtools.har')).toEqual([]);
      expect(await leadsOf(id, '.devtools-sanitized.har')).toEqual([]);
    },
  );

  it.each(recordings)('$id: is never wrong with certainty', async ({ id, injected, alsoNamed = [] }) => {
    const accepted = [injected, MORE_EXACT.get(id), ...alsoNamed].map((code) => `${code} certain`);
    for (const suffix of ['.devtools.har', '.devtools-sanitized.har']) {
      const certain = (await leadsOf(id, suffix)).filter((lead) => lead.endsWith(' certain'));
      expect(certain.filter((lead) => !accepted.includes(lead))).toEqual([]);
    }
  });
});
