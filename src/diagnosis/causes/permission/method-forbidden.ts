import { pathOf } from '../../../exchange/address.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, said, status } from '../../engine/evidence.ts';
import { shownPath } from '../../engine/quote.ts';
import { rfc9110Forbidden } from '../specs.ts';
import { wentAlone } from './credential.ts';
import words from './method-forbidden.md?raw';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

export const methodForbidden: Cause = {
  code: 'method-forbidden',
  group: 'permission',
  title: 'Reading is allowed, writing is not',
  fixIn: 'api',
  step: 'permission',
  aliases: ['read-only access', 'write access denied', 'read only token'],
  specs: [rfc9110Forbidden],
  words,
  explains: ['resource-forbidden'],
  decide(failing, facts): Verdict {
    const { url } = failing.request;
    const method = failing.request.method.slice(0, 20);
    if (failing.response?.status !== 403 || READS.has(method) || method === 'OPTIONS') return undefined;
    if (facts.saysOtherwise(failing, 'role') || wentAlone(failing, facts)) return undefined;
    const accepted = facts.acceptedWith(failing).filter(({ id }) => id !== failing.id);
    const read = accepted.findLast(
      ({ request }) => READS.has(request.method) && sameResource(request.url, url),
    );
    if (!read) return undefined;
    const written = accepted.find((each) => !READS.has(each.request.method) && writes(each));
    if (written) {
      return {
        kind: 'ruled-out',
        because: `${written.request.method.slice(0, 20)} ${shownPath(written.request.url)} was accepted`,
      };
    }
    const word = facts.saysThat(failing, 'forbidden', 'role');
    return {
      kind: 'found',
      // To a session in a cookie a check against forgery, too, lets reading pass and stops writing.
      confidence: word || facts.authorization(failing) !== undefined ? 'likely' : 'possible',
      title: `The same credential may read ${shownPath(url)} and not ${method} it`,
      line: `${read.request.method} passed, ${method} is refused`,
      evidence: present(
        { label: 'Method', at: { part: 'method' as const, exchangeId: failing.id } },
        status(failing),
        {
          label: 'Accepted',
          at: { part: 'method' as const, exchangeId: read.id },
          note: `${shownPath(read.request.url)} answered ${read.response?.status}`,
        },
        word && said(word),
      ),
    };
  },
};

/** The resource itself or the collection that it stands in. */
function sameResource(read: string, written: string): boolean {
  const [a, b] = [trimmed(read), trimmed(written)];
  if (a === b) return true;
  // Everything stands below the root.
  return a !== '' && b !== '' && (b.startsWith(`${a}/`) || a.startsWith(`${b}/`));
}

function trimmed(url: string): string {
  return pathOf(url).replace(/\/+$/, '');
}

/** Signing in and out is no writing. */
function writes({ request }: Exchange): boolean {
  return !/\/(?:log-?in|log-?out|sign-?in|token|refresh|session|graphql)/i.test(request.url);
}
