import { withoutQuery } from '../../../exchange/address.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { failure, requestBody, status, url } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import {
  deliveriesOf,
  lastAskedAt,
  refusedCallback,
  type StepWord,
  stepWord,
  valuesAreOriginal,
} from '../../facts/oauth-flow.ts';
import { rfc6749CodeRedemption, rfc6749CodeResponse } from '../specs.ts';
import { confidenceOf, refusedRedemption } from './flow.ts';
import { sameGrant, wasTaken, wentUnanswered } from './grants.ts';
import words from './oauth-code-reused.md?raw';
import { found } from './reused.ts';

export const oauthCodeReused: Cause = {
  code: 'oauth-code-reused',
  group: 'oauth',
  title: 'The authorization code was used before',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'AADSTS54005',
    'code already redeemed',
    'code_already_used',
    'This authorization code has been used',
    'invalid_grant',
    'StrictMode double effect',
  ],
  specs: [rfc6749CodeResponse, rfc6749CodeRedemption],
  words,
  explains: ['oauth-invalid-grant', 'resource-forbidden', 'authorization-missing', 'token-rejected'],
  decide(failing, facts): Verdict {
    return atTokenEndpoint(failing, facts) ?? atCallback(failing, facts);
  },
};

function atTokenEndpoint(failing: Exchange, facts: Facts): Verdict {
  const { code } = refusedRedemption(failing, facts)?.request ?? {};
  if (code === undefined) return undefined;
  const word = stepWord(failing, facts);
  if (word && word.meaning !== 'grant-reused') return undefined;
  const others = sameGrant(failing, 'code', code, facts);
  const taken = others.find((other) => wasTaken(other, failing));
  if (taken) {
    const isPlain = wasTaken(taken, failing) === true && valuesAreOriginal(facts);
    return found(failing, word, isPlain ? 'certain' : 'likely', {
      title: `The authorization code was redeemed twice`,
      line: `${shownHost(failing)} gave tokens for it, and refused it the second time`,
      evidence: [status(taken.exchange, { label: 'First time' }), requestBody(taken.exchange)],
    });
  }
  const lost = others.find((other) => wentUnanswered(other, failing));
  if (lost) {
    return found(failing, word, 'likely', {
      title: 'The authorization code was sent before, and no answer came back',
      line: `${shownHost(failing)} may have taken it then; a code is good for one request`,
      evidence: [lost.exchange.failure === undefined ? url(lost.exchange) : failure(lost.exchange)],
    });
  }
  return word && saidSo(failing, word);
}

/** The application redeems the code out of sight: what shows is that the same callback passed before. */
function atCallback(failing: Exchange, facts: Facts): Verdict {
  const refused = refusedCallback(failing, facts);
  const code = refused?.response.code;
  if (!refused || code === undefined || refused.saysOtherwise) return undefined;
  const { word } = refused;
  if (word && word.meaning !== 'grant-reused') return undefined;
  const earlier = deliveriesOf(code, failing, facts).find((other) => isSamePassed(other, failing, facts));
  // Other addresses take a code and a state, too: those of a country, say.
  if (!earlier || !(word || lastAskedAt(failing, facts))) return word && saidSo(failing, word);
  return found(failing, word, word ? 'certain' : 'likely', {
    title: 'The callback was opened twice with one authorization code',
    line: 'It passed the first time; a code is good for one request',
    evidence: [status(earlier, { label: 'First time' }), url(earlier, { label: 'Callback' })],
  });
}

function isSamePassed(other: Exchange, failing: Exchange, facts: Facts): boolean {
  const passed = other.response !== undefined && other.response.status < 400;
  return (
    passed &&
    other.id !== failing.id &&
    other.request.method === failing.request.method &&
    withoutQuery(other.request.url) === withoutQuery(failing.request.url) &&
    refusedCallback(other, facts) === undefined
  );
}

function saidSo(failing: Exchange, word: StepWord): Verdict {
  return found(failing, undefined, confidenceOf(word), {
    title: 'The server says that the authorization code was used before',
    line: 'A code is good for one request',
    evidence: [word.evidence],
  });
}
