import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue, headerValues } from '../../../exchange/headers.ts';
import type { Cause, Found } from '../../engine/cause.ts';
import { absentResponseHeader, present, requestHeader, responseHeader } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { fetchExposeHeaders } from '../specs.ts';
import words from './challenge-not-exposed.md?raw';

const EXPOSE = 'Access-Control-Expose-Headers';

/** Headers in which APIs hand out tokens. */
const TOKEN_HEADERS = [
  'X-Access-Token',
  'X-Auth-Token',
  'X-Token',
  'X-JWT',
  'Access-Token',
  'Authorization',
  'X-CSRF-Token',
] as const;

/** What a page sends that read a header and got none. */
const NOTHING_READ: ReadonlySet<string> = new Set(['null', 'undefined', '']);

export const challengeNotExposed: Cause = {
  code: 'challenge-not-exposed',
  group: 'cors',
  title: 'The page cannot read a response header that it needs',
  fixIn: 'api',
  step: 'cors',
  aliases: ['Access-Control-Expose-Headers', 'Refused to get unsafe header', 'headers.get returns null'],
  specs: [fetchExposeHeaders],
  words,
  explains: ['token-placeholder'],
  advice: true,
  decide(failing, facts) {
    return unreadToken(failing, facts) ?? unreadChallenge(failing, facts);
  },
};

/** An answer gave out a token in a header that the page could not read, and this request carries what it read instead. */
function unreadToken(failing: Exchange, facts: Facts): Found | undefined {
  const sent = facts.authorization(failing);
  if (sent === undefined || !NOTHING_READ.has(sent.trim().split(/\s+/, 2)[1]?.toLowerCase() ?? ''))
    return undefined;
  for (const answer of facts.onApi(failing)) {
    if (answer.startedAt >= failing.startedAt || answer.initiator !== failing.initiator) continue;
    const name = TOKEN_HEADERS.find((each) => isThereUnread(answer, each, facts));
    if (name === undefined) continue;
    return {
      kind: 'found',
      confidence: 'likely',
      title: `${shownHost(failing)} handed out a token in ${name}, which the page may not read`,
      line: `${name} is not in ${EXPOSE}; the page sent what it got instead`,
      evidence: present(
        responseHeader(answer, name, { label: 'Token in an earlier answer', note: 'the page reads null' }),
        exposeEvidence(answer),
        requestHeader(failing, 'Authorization', { label: 'Sent afterwards' }),
      ),
    };
  }
  return undefined;
}

/** Advice: the challenge says what would help, and the page cannot see it. */
function unreadChallenge(failing: Exchange, facts: Facts): Found | undefined {
  if (failing.failure !== undefined || !isThereUnread(failing, 'WWW-Authenticate', facts)) return undefined;
  if (!facts.challenges(failing).some((each) => each.parameters.has('error'))) return undefined;
  return {
    kind: 'found',
    confidence: 'possible',
    title: 'The page cannot read why it was refused',
    line: `WWW-Authenticate is not in ${EXPOSE}`,
    evidence: present(
      responseHeader(failing, 'WWW-Authenticate', {
        label: 'The reason',
        note: 'the page’s code cannot read it',
      }),
      exposeEvidence(failing),
    ),
  };
}

/** In an answer across origins that the page may read, a header is there and is not released (Fetch §4.1, "expose"). */
function isThereUnread(answer: Exchange, name: string, facts: Facts): boolean {
  const headers = answer.response?.headers ?? [];
  const cors = facts.cors(answer);
  if (!cors?.response?.passed || headerValue(headers, name) === undefined) return false;
  const exposed = headerValues(headers, EXPOSE)
    .flatMap((value) => value.split(',', 200))
    .map((each) => each.trim().toLowerCase());
  if (exposed.includes(name.toLowerCase())) return false;
  // With credentials the star is a name; where they are not known it may hold.
  return !exposed.includes('*') || cors.credentials === 'include';
}

function exposeEvidence(answer: Exchange) {
  return headerValue(answer.response?.headers ?? [], EXPOSE) === undefined
    ? absentResponseHeader(answer, EXPOSE, { label: 'Exposed headers' })
    : responseHeader(answer, EXPOSE, { label: 'Exposed headers' });
}
