import type { Exchange } from '../../../exchange/exchange.ts';
import type { Role } from '../../dialects/index.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, responseBody, said, status } from '../../engine/evidence.ts';
import { shownPath } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { saysNoMore } from '../../facts/plain-refusal.ts';
import type { ServerWord } from '../../facts/server-words.ts';
import { type SentCredential, sentCredential } from '../between/sent.ts';
import { rfc9110Forbidden } from '../specs.ts';
import { wentAlone } from './credential.ts';
import words from './resource-forbidden.md?raw';

/** What stands before the API and refuses in its own name is another cause’s. */
const BETWEEN: ReadonlySet<Role> = new Set(['gateway', 'proxy', 'cdn', 'firewall']);

export const resourceForbidden: Cause = {
  code: 'resource-forbidden',
  group: 'permission',
  title: 'Signed in, but not allowed here',
  fixIn: 'api',
  step: 'permission',
  aliases: ['403 Forbidden', 'Access denied', 'permission_denied'],
  specs: [rfc9110Forbidden],
  words,
  explains: [],
  lastResort: true,
  decide(failing, facts): Verdict {
    if (failing.response?.status !== 403) return undefined;
    if (facts.saysOtherwise(failing, 'role', 'session') || wentAlone(failing, facts)) return undefined;
    const elsewhere = facts.acceptedWith(failing).at(-1);
    if (!elsewhere) return byItself(failing, facts);
    const word = facts.saysThat(failing, 'forbidden', 'role');
    return {
      kind: 'found',
      confidence: 'likely',
      title: 'The same credential is accepted elsewhere on this API, and refused here',
      line: `Accepted for ${elsewhere.request.method} ${shownPath(elsewhere.request.url)}`,
      evidence: present(
        status(failing),
        {
          label: 'Accepted',
          at: { part: 'url', exchangeId: elsewhere.id },
          note: `answered ${elsewhere.response?.status}`,
        },
        word && said(word),
      ),
    };
  },
};

/** Nothing else was accepted with this credential: the server's word counts, and a bare 403 says little. */
function byItself(failing: Exchange, facts: Facts): Verdict {
  const credential = sentCredential(failing, facts);
  if (!credential || facts.oauth(failing) || facts.saysThat(failing, 'invalid-token')) return undefined;
  const author = facts.answeredBy(failing);
  if (author?.sure === 'certain' && BETWEEN.has(author.role)) return undefined;
  const word = facts.saysThat(failing, 'forbidden', 'role');
  const reading = readingOf(failing, credential, word, facts);
  if (!reading) return undefined;
  return {
    kind: 'found',
    ...READINGS[reading],
    evidence: present<Evidence>(
      status(failing),
      word ? said(word) : reading === 'own-words' && responseBody(failing),
      requestHeader(failing, credential.header),
    ),
  };
}

const READINGS = {
  bare: {
    confidence: 'possible',
    title: 'The server forbids this, and does not say why',
    line: 'Nothing else here was accepted with this credential: it may also be the credential itself',
  },
  forbidden: {
    confidence: 'likely',
    title: 'The server says that this is not allowed with the credential sent',
    line: '403: it knows who asks, or counts everybody the same',
  },
  'own-words': {
    confidence: 'possible',
    title: 'The server forbids this, and says why in words of its own',
    line: 'Its message tells: a permission, a rule of the application, or the credential',
  },
} as const;

function readingOf(
  failing: Exchange,
  credential: SentCredential,
  word: ServerWord | undefined,
  facts: Facts,
): keyof typeof READINGS | undefined {
  if (saysNoMore(failing)) return 'bare';
  const text = failing.response?.body?.text.trim() ?? '';
  if (text.startsWith('<')) return undefined;
  if (word) return 'forbidden';
  if (text === '' || text.length > MESSAGE_AT_MOST || facts.saysOtherwise(failing)) return undefined;
  // A cookie alone does not say that the page itself wrote the request: a check against forgery is as likely.
  return credential.kind === 'session' && !SAFE.has(failing.request.method) ? undefined : 'own-words';
}

/** RFC 9110 §9.2.1. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** More of a body than this is no message. Characters. */
const MESSAGE_AT_MOST = 2_000;
