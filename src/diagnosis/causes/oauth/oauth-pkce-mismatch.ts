import type { Exchange } from '../../../exchange/exchange.ts';
import { type PkceFit, pkceFit } from '../../../protocol/oauth/pkce.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, requestBody, responseBody, status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { type Asked, requestsBefore } from '../../facts/oauth-asked.ts';
import {
  askedForCode,
  isMasked,
  type StepWord,
  stepWord,
  valuesAreOriginal,
} from '../../facts/oauth-flow.ts';
import { rfc7636Challenge, rfc7636Verification } from '../specs.ts';
import { askedWith, confidenceOf, isRefusedStep, refusedRedemption } from './flow.ts';
import words from './oauth-pkce-mismatch.md?raw';

export const oauthPkceMismatch: Cause = {
  code: 'oauth-pkce-mismatch',
  group: 'oauth',
  title: 'The code verifier does not belong to the code challenge',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'PKCE verification failed',
    'Failed to verify code verifier',
    'Invalid code verifier',
    'AADSTS501481',
    'code_verifier does not match',
    'bad_code_verifier',
  ],
  specs: [rfc7636Verification, rfc7636Challenge],
  words,
  explains: ['oauth-invalid-grant'],
  decide(failing, facts): Verdict {
    const word = isRefusedStep(failing, facts) ? stepWord(failing, facts) : undefined;
    const sent = sentVerifier(failing, facts);
    if (word && word.meaning !== 'pkce') return undefined;
    if (!sent) return word && saidSo(failing, word);
    const { verifier, asked } = sent;
    if (asked.length === 0) {
      if (word) return saidSo(failing, word);
      return requestsBefore(failing, facts).length === 0 ? UNSEEN_REQUEST : undefined;
    }
    const challenged = asked.filter(({ request }) => request.codeChallenge !== undefined);
    if (challenged.length === 0) return word && saidSo(failing, word);
    const fits = challenged.map((each) => fitOf(each, verifier));
    if (fits.includes('fits'))
      return word
        ? saidSo(failing, word)
        : { kind: 'ruled-out', because: 'The challenge is the SHA-256 of the verifier: checked here' };
    const isWhole =
      looksWhole(verifier) && challenged.every(({ request }) => looksWhole(request.codeChallenge));
    if (!isWhole || !valuesAreOriginal(facts) || contradicted(failing, facts))
      return word ? saidSo(failing, word) : CLEANED;
    return differs(failing, facts, challenged.at(-1)!, fits.at(-1)!, verifier, word);
  },
};

const UNSEEN_REQUEST: Verdict = {
  kind: 'cannot-tell',
  because:
    'The authorization request with its code_challenge was not recorded: record from before the sign-in',
};

const CLEANED: Verdict = {
  kind: 'cannot-tell',
  because: 'Verifier or challenge was replaced in this file; in the original they can be compared',
};

/** The verifier of a redemption that was refused, and what had been asked for its code. */
function sentVerifier(
  failing: Exchange,
  facts: Facts,
): { readonly verifier: string; readonly asked: readonly Asked[] } | undefined {
  const { code, codeVerifier: verifier } = refusedRedemption(failing, facts)?.request ?? {};
  if (code === undefined || verifier === undefined) return undefined;
  return { verifier, asked: askedForCode(code, failing, facts) };
}

function fitOf({ request }: Asked, verifier: string): PkceFit {
  return pkceFit(verifier, request.codeChallenge ?? '', request.codeChallengeMethod);
}

/** RFC 7636 §4.1 and §4.2: shorter ones, or with other characters, are what tools write that clean files. */
function looksWhole(value = ''): boolean {
  return /^[\w.~+/= -]{43,}$/.test(value) && !isMasked(value);
}

/** A server that took another verifier which does not fit shows that the texts of this file were altered. */
function contradicted(failing: Exchange, facts: Facts): boolean {
  return facts.oauthExchanges().some(([other, message]) => {
    if (message.kind !== 'token-request' || other.id === failing.id || !message.response?.accessToken)
      return false;
    const { code, codeVerifier } = message.request;
    if (code === undefined || codeVerifier === undefined) return false;
    const asked = askedForCode(code, other, facts).filter(
      ({ request }) => request.codeChallenge !== undefined,
    );
    return asked.length > 0 && asked.every((each) => fitOf(each, codeVerifier) !== 'fits');
  });
}

const TITLES: Readonly<Record<Exclude<PkceFit, 'fits'>, string>> = {
  'hashed-as-plain': 'The code challenge is a hash, but code_challenge_method does not say S256',
  'plain-as-hashed': 'code_challenge_method says S256, but the challenge is the verifier itself',
  'other-encoding': 'The code challenge is not encoded as base64url without padding',
  differs: 'The code verifier does not belong to the code challenge',
  unknown: 'code_challenge_method is neither S256 nor plain',
};

function differs(
  failing: Exchange,
  facts: Facts,
  asked: Asked,
  fit: PkceFit,
  verifier: string,
  word: StepWord | undefined,
): Verdict {
  if (fit === 'fits' || (fit === 'unknown' && !word)) return undefined;
  const other = fit === 'differs' ? belongsTo(verifier, failing, facts) : undefined;
  return {
    kind: 'found',
    confidence: fit === 'unknown' ? 'likely' : 'certain',
    title: other ? 'The code verifier is that of another sign-in' : TITLES[fit],
    line: other
      ? `${shownHost(failing)} compares it with the challenge of the sign-in that gave the code`
      : 'Checked here: the challenge is not what the server computes from the verifier',
    evidence: present(
      askedWith(asked, 'code_challenge'),
      askedWith(asked, fit === 'differs' ? 'state' : 'code_challenge_method'),
      requestBody(failing, { note: 'code_verifier stands here' }),
      other && askedWith(other, 'code_challenge', 'this one belongs to the verifier'),
      word?.evidence ?? (failing.response?.body ? responseBody(failing) : status(failing)),
    ),
  };
}

function belongsTo(verifier: string, failing: Exchange, facts: Facts): Asked | undefined {
  return requestsBefore(failing, facts).find((each) => fitOf(each, verifier) === 'fits');
}

function saidSo(failing: Exchange, word: StepWord): Verdict {
  return {
    kind: 'found',
    confidence: confidenceOf(word),
    title: 'The server says that the code verifier does not belong to the code challenge',
    line: 'The page that finishes the sign-in sent another verifier than the one it began with',
    evidence: [word.evidence, status(failing)],
  };
}
