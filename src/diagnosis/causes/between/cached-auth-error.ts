import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, responseHeader, status } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc9111Authorization, rfc9211 } from '../specs.ts';
import { cacheHit } from './cache-hit.ts';
import words from './cached-auth-error.md?raw';
import { sameCredentials, sentCredential } from './sent.ts';

/** Two answers of one second may well be two answers. Milliseconds. */
const SAME_MOMENT_MS = 2_000;

export const cachedAuthError: Cause = {
  code: 'cached-auth-error',
  group: 'between',
  title: 'A cache answered with an old refusal',
  fixIn: 'edge',
  step: 'edge',
  aliases: ['X-Cache: HIT', 'CF-Cache-Status: HIT', 'cached 401', 'cached 403', 'negative caching'],
  specs: [rfc9111Authorization, rfc9211],
  words,
  explains: [
    'token-rejected',
    'resource-forbidden',
    'authorization-missing',
    'proxy-strips-authorization',
    'gateway-rejected',
    'session-rejected',
    'signature-invalid',
  ],
  decide(failing, facts): Verdict {
    const code = failing.response?.status;
    if (code !== 401 && code !== 403) return undefined;
    const hit = cacheHit(failing);
    const stored = storedRefusal(failing, facts);
    const repeated = stored && sameDate(failing, stored) ? stored : undefined;
    if (!hit && !repeated) return undefined;
    if (!sentCredential(failing, facts)) {
      if (facts.sawAuthorization(failing)) return undefined;
      return {
        kind: 'cannot-tell',
        because: 'A shared cache gave this answer; whether a credential was sent, the record does not show',
      };
    }
    return {
      kind: 'found',
      confidence: hit && stored ? 'certain' : 'likely',
      title: stored
        ? 'A shared cache repeated the refusal of an earlier request'
        : 'A shared cache gave this refusal; the API was not asked',
      line: stored
        ? 'The earlier one carried another credential or none'
        : `${hit?.name}: ${hit?.value.slice(0, 40)}`,
      evidence: present<Evidence>(
        hit
          ? responseHeader(failing, hit.name, { label: 'The cache says', mark: hit.value })
          : responseHeader(failing, 'Date', { note: 'the same as that of the earlier refusal' }),
        stored && status(stored, { label: 'Refused before', note: 'with another credential or none' }),
      ),
    };
  },
};

/** The latest refusal of the same request that was sent with other credentials. */
function storedRefusal(failing: Exchange, facts: Facts): Exchange | undefined {
  return facts
    .again(failing)
    .findLast(
      (earlier) =>
        earlier.startedAt < failing.startedAt &&
        earlier.response?.status === failing.response?.status &&
        !sameCredentials(earlier, failing),
    );
}

function sameDate(failing: Exchange, earlier: Exchange): boolean {
  const date = headerValue(failing.response?.headers ?? [], 'date');
  return (
    date !== undefined &&
    failing.startedAt - earlier.startedAt > SAME_MOMENT_MS &&
    date === headerValue(earlier.response?.headers ?? [], 'date')
  );
}
