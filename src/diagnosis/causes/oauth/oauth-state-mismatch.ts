import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Confidence, Verdict } from '../../engine/cause.ts';
import { present, status } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { type Asked, askedInChain } from '../../facts/oauth-asked.ts';
import { askedFor, lastAskedAt, type RefusedCallback, refusedCallback } from '../../facts/oauth-flow.ts';
import { rfc6749CodeResponse, rfc6749Csrf } from '../specs.ts';
import { askedWith, broughtBy, confidenceOf } from './flow.ts';
import words from './oauth-state-mismatch.md?raw';

export const oauthStateMismatch: Cause = {
  code: 'oauth-state-mismatch',
  group: 'oauth',
  title: 'The callback’s state is not that of the sign-in',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'state mismatch',
    'mismatching_state',
    'invalid_state',
    'Invalid authorization request state',
    'csrf_detected',
    'InvalidStateException',
    'CSRF Warning! State not equal in request and response',
  ],
  specs: [rfc6749Csrf, rfc6749CodeResponse],
  words,
  explains: ['resource-forbidden', 'authorization-missing', 'token-rejected'],
  decide(failing, facts): Verdict {
    const refused = refusedCallback(failing, facts);
    const state = refused?.response.state;
    if (!refused || state === undefined || refused.saysOtherwise) return undefined;
    const { word } = refused;
    if (word !== undefined && word.meaning !== 'oauth-state') return undefined;
    const asked = askedInChain(failing, facts) ?? lastAskedAt(failing, facts);
    const differs = asked?.request.state !== undefined && asked.request.state !== state;
    if (!word) return differs ? found(failing, facts, refused, asked, 'likely') : agreeing(asked, state);
    const confidence = differs ? 'certain' : confidenceOf(word);
    return found(failing, facts, refused, differs ? asked : undefined, confidence);
  },
};

/** @param other the sign-in that was under way, where its state is another one */
function found(
  failing: Exchange,
  facts: Facts,
  refused: RefusedCallback,
  other: Asked | undefined,
  confidence: Confidence,
): Verdict {
  const own = other && askedFor(failing, facts).find(({ exchange }) => exchange.id !== other.exchange.id);
  return {
    kind: 'found',
    confidence,
    title: titleOf(other, own),
    line: other
      ? own
        ? 'The state is that of a sign-in started before the last one'
        : 'The state is not the one that the last authorization request carried'
      : 'The application compared it with the state it kept, and refused',
    evidence: present(
      broughtBy(failing, refused, 'state'),
      other && askedWith(other, 'state', 'the sign-in under way'),
      own && askedWith(own, 'state', 'the sign-in that this callback answers'),
      refused.word?.evidence,
      status(failing),
    ),
  };
}

function titleOf(other: Asked | undefined, own: Asked | undefined): string {
  if (own) return 'The callback answers an earlier sign-in, not the last one';
  return other
    ? 'The callback’s state is not that of the sign-in'
    : 'The application does not accept the callback’s state';
}

function agreeing(asked: Asked | undefined, state: string): Verdict {
  if (asked?.request.state !== state) return undefined;
  return { kind: 'ruled-out', because: 'The callback carries the state of the authorization request' };
}
