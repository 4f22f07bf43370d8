import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, responseBody, status, url } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import { nonceFault, refusedCallback } from '../../facts/oauth-flow.ts';
import { oidcNonce } from '../specs.ts';
import { askedWith, broughtBy, confidenceOf } from './flow.ts';
import words from './oauth-nonce-mismatch.md?raw';

export const oauthNonceMismatch: Cause = {
  code: 'oauth-nonce-mismatch',
  group: 'oauth',
  title: 'The ID token’s nonce is not that of the sign-in',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'nonce mismatch',
    'invalid_nonce',
    "Invalid claim 'nonce'",
    'unexpected ID Token "nonce" claim value',
    'Nonce cookie was missing',
    'IDX21323',
  ],
  specs: [oidcNonce],
  words,
  explains: ['resource-forbidden', 'authorization-missing', 'token-rejected'],
  decide(failing, facts): Verdict {
    const fault = nonceFault(failing, facts);
    const refused = refusedCallback(failing, facts);
    const word = refused?.word?.meaning === 'oauth-nonce' ? refused.word : undefined;
    if (fault) {
      return {
        kind: 'found',
        confidence: 'certain',
        title: 'The ID token’s nonce is not that of the authorization request',
        line: `Asked of ${shownHost(fault.asked.exchange)} with one nonce, answered with another: clients must refuse`,
        evidence: present(
          askedWith(fault.asked, 'nonce'),
          tokenIn(failing, fault.in),
          word?.evidence,
          status(failing),
        ),
      };
    }
    if (!refused || !word) return undefined;
    return {
      kind: 'found',
      confidence: confidenceOf(word),
      title: 'The application does not accept the ID token’s nonce',
      line: 'It is not the one that it kept when the sign-in began',
      evidence: [word.evidence, broughtBy(failing, refused, 'state'), status(failing)],
    };
  },
};

function tokenIn(failing: Exchange, place: 'token-response' | 'callback') {
  const note = 'the ID token here holds another nonce';
  return place === 'token-response'
    ? responseBody(failing, { label: 'Token response', note })
    : url(failing, { label: 'Callback', note });
}
