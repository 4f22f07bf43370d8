import type { Cause } from '../../engine/cause.ts';
import { failure, url } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { blockOf } from '../../facts/refused-by-browser.ts';
import { localNetworkAccess } from '../specs.ts';
import words from './local-network-blocked.md?raw';

export const localNetworkBlocked: Cause = {
  code: 'local-network-blocked',
  group: 'cors',
  title: 'The browser keeps this page from the local network',
  fixIn: 'browser',
  step: 'cors',
  aliases: [
    'LocalNetworkAccessPermissionDenied',
    'ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
    'ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS',
    'Private Network Access',
  ],
  specs: [localNetworkAccess],
  words,
  explains: ['cors-origin-missing'],
  decide(failing) {
    if (blockOf(failing) !== 'local-network') return undefined;
    return {
      kind: 'found',
      confidence: 'certain',
      title: `The browser did not let this page reach ${shownHost(failing)} on the local network`,
      line: 'Local network access was not allowed; the request was not answered',
      evidence: [failure(failing), url(failing, { label: 'Address' })],
    };
  },
};
