import type { Cause } from '../../engine/cause.ts';
import { failure, present, url } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { isMixedContent } from '../../facts/refused-by-browser.ts';
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
  decide(failing) {
    if (!isMixedContent(failing)) return undefined;
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
