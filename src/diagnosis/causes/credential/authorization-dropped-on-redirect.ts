import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { CannotTell, Cause, Verdict } from '../../engine/cause.ts';
import { absentRequestHeader, present, requestHeader, responseHeader, said } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { fetchHttpRedirect, rfc9110Redirect } from '../specs.ts';
import words from './authorization-dropped-on-redirect.md?raw';
import { preflightAskedForAuthorization } from './sent.ts';

export const authorizationDroppedOnRedirect: Cause = {
  code: 'authorization-dropped-on-redirect',
  group: 'credential',
  title: 'A redirect to another origin dropped the Authorization header',
  fixIn: 'client',
  step: 'credential',
  aliases: ['authorization header lost on redirect', 'redirect strips Authorization', '307 missing token'],
  specs: [fetchHttpRedirect, rfc9110Redirect],
  words,
  explains: ['authorization-missing'],
  decide(failing, facts): Verdict {
    const code = failing.response?.status;
    const word = facts.saysThat(failing, 'missing-credential');
    if (code !== 401 && !((code === 403 || code === 400) && word)) return undefined;
    if (facts.authorization(failing) !== undefined) return undefined;
    const before = hopAcross(failing, facts);
    if (!before) return undefined;
    const { sender, crossing } = before;
    if (!facts.sawAuthorization(failing)) return unseen(sender, facts);
    const sent = facts.authorization(sender) !== undefined;
    if (!sent && (facts.sawAuthorization(sender) || !preflightAskedForAuthorization(sender, facts)))
      return undefined;
    const challenge = facts.challenges(failing).find(({ scheme }) => scheme !== '');
    const wanted = word !== undefined || challenge !== undefined;
    return {
      kind: 'found',
      confidence: sent && wanted && code === 401 ? 'certain' : 'likely',
      title: `The redirect from ${shownHost(crossing)} to ${shownHost(failing)} dropped the Authorization header`,
      line: 'Browsers remove it where a redirect leaves the origin',
      evidence: present(
        requestHeader(
          sent ? sender : (facts.preflightOf(sender) ?? sender),
          sent ? 'Authorization' : 'Access-Control-Request-Headers',
          { label: sent ? 'Sent before the redirect' : 'Preflight asked for' },
        ),
        headerValue(crossing.response?.headers ?? [], 'location') !== undefined &&
          responseHeader(crossing, 'Location', { label: 'Redirected to' }),
        absentRequestHeader(failing, 'Authorization', { label: 'Sent after it' }),
        challenge &&
          responseHeader(failing, 'WWW-Authenticate', {
            label: 'Challenge',
            mark: challenge.schemeAsWritten,
          }),
        word?.at.part === 'response-body' && said(word),
      ),
    };
  },
};

/** Redirects that browsers follow at most (Fetch, HTTP-redirect fetch step 7). */
const HOPS_AT_MOST = 20;

/** The last hop that carried the header, or may have, and the one whose redirect left the origin behind it. */
function hopAcross(
  failing: Exchange,
  facts: Facts,
): { readonly sender: Exchange; readonly crossing: Exchange } | undefined {
  let crossing: Exchange | undefined;
  let next = failing;
  for (let hop = 0; hop < HOPS_AT_MOST; hop++) {
    const before = facts.redirectedFrom(next);
    if (!before) return undefined;
    if (facts.api(before) !== facts.api(next)) crossing = before;
    const carried = facts.authorization(before) !== undefined || !facts.sawAuthorization(before);
    if (carried && crossing) return { sender: before, crossing };
    if (carried) return undefined;
    next = before;
  }
  return undefined;
}

function unseen(sender: Exchange, facts: Facts): CannotTell | undefined {
  if (preflightAskedForAuthorization(sender, facts) === false) return undefined;
  return {
    kind: 'cannot-tell',
    because:
      'The request was redirected to another origin, where browsers drop Authorization; the record holds no such headers. Record with credentials to see it',
  };
}
