import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, responseHeader, setCookie, status, url } from '../../engine/evidence.ts';
import { quote, shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { SignInLoop } from '../../facts/oauth-flow.ts';
import { rfc6749CodeResponse } from '../specs.ts';
import words from './oauth-redirect-loop.md?raw';

export const oauthRedirectLoop: Cause = {
  code: 'oauth-redirect-loop',
  group: 'oauth',
  title: 'The sign-in goes round and round',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'redirect loop',
    'ERR_TOO_MANY_REDIRECTS',
    'infinite login loop',
    'too many redirects',
    'keeps redirecting to login',
  ],
  specs: [rfc6749CodeResponse],
  words,
  explains: [],
  decide(failing, facts): Verdict {
    const loop = facts.signInLoop(failing);
    if (!loop) return undefined;
    const [first = failing] = loop.requests;
    const last = loop.requests.at(-1) ?? failing;
    const why = whyNotSignedIn(loop, facts);
    return {
      kind: 'found',
      confidence: isByItself(loop, facts) ? 'certain' : 'likely',
      title: `The application sent the browser to ${shownHost(failing)} ${loop.requests.length} times, each time right after it came back`,
      line: why.line,
      evidence: present(
        url(first, { label: 'First time' }),
        url(last, { label: 'Last time', note: secondsBetween(first, last) }),
        ...why.evidence,
      ),
    };
  },
};

/** Every round was one chain of redirects, without a page on which anybody could have done anything. */
function isByItself({ requests, callbacks }: SignInLoop, facts: Facts): boolean {
  return requests.slice(1).every((request, round) => comesFrom(request, callbacks[round], facts));
}

const HOPS_AT_MOST = 20;

function comesFrom(request: Exchange, callback: Exchange | undefined, facts: Facts): boolean {
  let hop = facts.redirectedFrom(request);
  for (let count = 0; hop && count < HOPS_AT_MOST; count += 1) {
    if (hop.id === callback?.id) return true;
    hop = facts.redirectedFrom(hop);
  }
  return false;
}

function secondsBetween(first: Exchange, last: Exchange): string {
  const seconds = (last.startedAt - first.startedAt) / 1_000;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} seconds after the first`;
}

interface Why {
  readonly line: string;
  readonly evidence: readonly Evidence[];
}

/** What became of the cookies that the callback set, on the way to the page that asks for a sign-in again. */
function whyNotSignedIn({ requests, callbacks }: SignInLoop, facts: Facts): Why {
  // The last round is the one with all earlier cookies set; the one before the failing request is as good.
  const callback = callbacks[Math.min(callbacks.length, requests.length - 1) - 1];
  if (!callback) return UNSEEN;
  const refused = facts
    .cookieHistory({ ...callback, startedAt: callback.startedAt + 1 })
    .refused.find(({ exchange }) => exchange.id === callback.id);
  if (refused) {
    return {
      line: `The browser does not keep the cookie ${quote(refused.name, 40)} that the callback sets`,
      evidence: [setCookie(callback, refused.name, { note: 'refused by the browser' })],
    };
  }
  const next = facts.capture.exchanges.find(({ redirectedFromId }) => redirectedFromId === callback.id);
  if (next) {
    const fromCallback = facts
      .cookies(next)
      .filter(({ from }) => from.source === 'response' && from.exchange.id === callback.id);
    const kept = fromCallback.find(({ fate }) => fate.kind === 'held-back' || fate.kind === 'left-out');
    if (kept) {
      return {
        line: `The cookie ${quote(kept.cookie.name, 40)} that the callback sets is not sent to the next page`,
        evidence: [setCookie(callback, kept.cookie.name), url(next, { label: 'Next page' })],
      };
    }
    if (fromCallback.some(({ fate }) => fate.kind === 'sent')) {
      return {
        line: 'The callback’s cookie was sent, and the application did not know it',
        evidence: [requestHeader(next, 'Cookie'), answerOf(next)],
      };
    }
  }
  return UNSEEN;
}

const UNSEEN: Why = { line: 'The application does not keep the sign-in', evidence: [] };

function answerOf(exchange: Exchange): Evidence {
  const redirects = exchange.response?.headers.some(({ name }) => name.toLowerCase() === 'location');
  return redirects ? responseHeader(exchange, 'Location') : status(exchange);
}
