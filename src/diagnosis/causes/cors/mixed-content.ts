import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { failure, present, responseHeader, url } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { mixedContent as mixedContentOf } from '../../facts/refused-by-browser.ts';
import { mixedContent as mixedContentSpec } from '../specs.ts';
import words from './mixed-content.md?raw';

export const mixedContent: Cause = {
  code: 'mixed-content',
  group: 'cors',
  title: 'A page on https calls an address on http',
  fixIn: 'client',
  step: 'environment',
  aliases: ['Mixed Content', 'MixedContentIssue', 'blocked:mixed-content', 'NS_ERROR_CONTENT_BLOCKED'],
  specs: [mixedContentSpec],
  words,
  explains: ['cors-origin-missing'],
  decide(failing): Verdict {
    const how = mixedContentOf(failing);
    if (how === undefined) return undefined;
    if (how === 'redirected') return redirected(failing);
    return {
      kind: 'found',
      confidence: 'likely',
      title: `The page is on https and calls ${shownHost(failing)} on http`,
      line: 'The browser does not send such a request',
      evidence: present(
        url(failing, { label: 'Called', mark: failing.request.url.startsWith('ws:') ? 'ws:' : 'http:' }),
        { label: 'Page', at: { part: 'initiator', exchangeId: failing.id }, mark: 'https:' },
        failing.failure !== undefined && failure(failing),
      ),
    };
  },
};

/** Servers behind TLS that ends elsewhere build such addresses: for a missing slash, for a sign-in. */
function redirected(failing: Exchange): Verdict {
  const code = failing.response?.status ?? 302;
  return {
    kind: 'found',
    confidence: 'likely',
    fixIn: 'api',
    title: `${shownHost(failing)} redirects to an address on http, where a page on https may not go`,
    line: `${code} to http; a server behind TLS that ends elsewhere takes its own scheme for http`,
    evidence: present(
      responseHeader(failing, 'Location', { mark: 'http:' }),
      { label: 'Page', at: { part: 'initiator', exchangeId: failing.id }, mark: 'https:' },
      failing.failure !== undefined && failure(failing),
    ),
  };
}
