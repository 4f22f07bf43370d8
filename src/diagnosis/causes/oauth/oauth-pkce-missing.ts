import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, requestBody, responseBody, status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Asked } from '../../facts/oauth-asked.ts';
import { askedFor, askedForCode, type StepWord, stepWord } from '../../facts/oauth-flow.ts';
import { rfc7636Challenge, rfc7636Verification, rfc9700Pkce } from '../specs.ts';
import { askedWith, isRefusedStep, refusedRedemption } from './flow.ts';
import words from './oauth-pkce-missing.md?raw';

export const oauthPkceMissing: Cause = {
  code: 'oauth-pkce-missing',
  group: 'oauth',
  title: 'The sign-in lacks PKCE',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'PKCE required',
    'code_challenge is missing',
    'code_verifier is missing',
    'Missing parameter: code_challenge_method',
    'AADSTS9002325',
    'PKCE code_verifier cookie was missing',
  ],
  specs: [rfc9700Pkce, rfc7636Challenge, rfc7636Verification],
  words,
  explains: ['oauth-invalid-grant'],
  decide(failing, facts): Verdict {
    const word = isRefusedStep(failing, facts) ? stepWord(failing, facts) : undefined;
    if (word) return word.meaning === 'pkce-missing' ? saidSo(failing, facts, word) : undefined;
    return halfOnly(failing, facts);
  },
};

function saidSo(failing: Exchange, facts: Facts, word: StepWord): Verdict {
  const message = facts.oauth(failing);
  const [asked] = message?.kind === 'token-request' ? [] : askedFor(failing, facts);
  const evidence = asked && challengeIn(asked);
  return {
    kind: 'found',
    confidence: 'certain',
    title: titleOf(failing, facts, asked),
    line: 'The server takes no sign-in of this client without PKCE',
    evidence: present(word.evidence, evidence, status(failing)),
  };
}

function titleOf(failing: Exchange, facts: Facts, asked: Asked | undefined): string {
  const message = facts.oauth(failing);
  if (message?.kind === 'token-request' && message.request.codeVerifier === undefined)
    return 'The token request carries no code_verifier';
  if (!asked) return 'The sign-in lacks PKCE, which the server requires';
  if (asked.request.codeChallenge === undefined)
    return `${shownHost(asked.exchange)} requires PKCE, and the request carries no code_challenge`;
  return asked.request.codeChallengeMethod === undefined
    ? 'The request carries a code_challenge without its code_challenge_method'
    : 'The application lost the code_verifier of this sign-in';
}

/** A challenge without a verifier, or a verifier without a challenge: the server must refuse either (RFC 9700 §2.1.1). */
function halfOnly(failing: Exchange, facts: Facts): Verdict {
  const { code, codeVerifier } = refusedRedemption(failing, facts)?.request ?? {};
  if (code === undefined) return undefined;
  const asked = askedForCode(code, failing, facts);
  const [first] = asked;
  if (!first) return undefined;
  const challenged = asked.filter(({ request }) => request.codeChallenge !== undefined).length;
  // A pushed request (RFC 9126) has its parameters elsewhere.
  if (asked.some(({ request }) => request.responseType === undefined)) return undefined;
  if (codeVerifier === undefined && challenged === asked.length) {
    return {
      kind: 'found',
      confidence: 'certain',
      title: 'The token request carries no code_verifier',
      line: 'The sign-in began with a code_challenge, so the server wants its verifier',
      evidence: present(
        challengeIn(first),
        requestBody(failing, { note: 'no code_verifier' }),
        answerOf(failing),
      ),
    };
  }
  if (codeVerifier !== undefined && challenged === 0) {
    return {
      kind: 'found',
      confidence: 'likely',
      title: 'The authorization request carries no code_challenge',
      line: 'The token request has a code_verifier, and the server has nothing to hold it against',
      evidence: present(
        challengeIn(first),
        requestBody(failing, { note: 'code_verifier stands here' }),
        answerOf(failing),
      ),
    };
  }
  return undefined;
}

function challengeIn(asked: Asked): Evidence {
  if (asked.request.codeChallenge !== undefined) return askedWith(asked, 'code_challenge');
  return {
    label: 'Request code_challenge',
    at: { part: 'query', exchangeId: asked.exchange.id, name: 'code_challenge', absent: true },
  };
}

function answerOf(failing: Exchange): Evidence {
  return failing.response?.body ? responseBody(failing) : status(failing);
}
