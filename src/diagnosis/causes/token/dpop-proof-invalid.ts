import { withoutQuery } from '../../../exchange/address.ts';
import type { Exchange, ProofFault } from '../../../exchange/exchange.ts';
import {
  isSameTarget,
  type Proof,
  type ProofMismatch,
  proofMismatches,
  readProof,
} from '../../../protocol/dpop/proof.ts';
import { numericDate } from '../../../protocol/jwt/token.ts';
import type { Cause, Confidence, FixParty, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, responseHeader, said } from '../../engine/evidence.ts';
import { quote, written } from '../../engine/quote.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc9449Proof } from '../specs.ts';
import { refusesProofs, sentAsDpop, sentProofs } from './dpop.ts';
import words from './dpop-proof-invalid.md?raw';

/** Servers accept a proof for seconds or minutes after it was made (RFC 9449 §11.1). */
const FRESH_MS = 60_000;

/** What does not hold, in words. */
interface Fault {
  readonly title: string;
  readonly note: string;
  readonly confidence: Confidence;
  readonly fixIn?: FixParty;
  readonly at?: 'date' | 'url';
}

export const dpopProofInvalid: Cause = {
  code: 'dpop-proof-invalid',
  group: 'token',
  title: 'The DPoP proof does not fit',
  fixIn: 'client',
  step: 'token',
  aliases: ['invalid_dpop_proof', 'DPoP Proof htu mismatch', 'DPoP proof ath mismatch', 'DPoP key binding'],
  specs: [rfc9449Proof],
  words,
  explains: ['token-rejected', 'audience-mismatch'],
  decide(failing, facts): Verdict {
    const [value, ...others] = sentProofs(failing);
    if (value === undefined || !refusesProofs(failing)) return undefined;
    const word = facts.saysThat(failing, 'dpop-proof', 'sender-constrained');
    if (facts.saysThat(failing, 'dpop-nonce')) return undefined;
    if (!word && facts.saysOtherwise(failing, 'malformed')) return undefined;
    const proof = readProof(value);
    const fault =
      others.length > 0
        ? sure('The request has several DPoP headers', 'RFC 9449 allows one')
        : proof
          ? faultOf(proof, failing, facts)
          : sure('The DPoP header is no signed JWT', 'no proof can be read from it');
    if (!fault && !word) return { kind: 'ruled-out', because: 'The DPoP proof fits this request' };
    const checksProofs = word !== undefined || sentAsDpop(failing, facts);
    if (!checksProofs) return undefined;
    const { title, note, confidence, fixIn, at } = fault ?? byWordAlone(word?.mark ?? '', proof, failing);
    return {
      kind: 'found',
      confidence: word ? confidence : weaker(confidence),
      title,
      line: note,
      ...(fixIn && { fixIn }),
      evidence: present(
        requestHeader(failing, 'DPoP', { label: 'DPoP proof', note }),
        at === 'url' && { label: 'URL', at: { part: 'url', exchangeId: failing.id } },
        at === 'date' && responseHeader(failing, 'Date', { label: 'Server Date' }),
        word && said(word),
      ),
    };
  },
};

function weaker(confidence: Confidence): Confidence {
  return confidence === 'certain' ? 'likely' : confidence;
}

function sure(title: string, note: string): Fault {
  return { title, note, confidence: 'certain' };
}

/** The first thing that does not hold, the plainest first. */
function faultOf(proof: Proof, failing: Exchange, facts: Facts): Fault | undefined {
  const carriesToken = facts.token(failing) !== undefined;
  const { method, url } = failing.request;
  const [mismatch] = proofMismatches(proof, { method, url, carriesToken });
  if (mismatch) return mismatchInWords(mismatch, proof, failing);
  const [broken] = facts.signature(failing)?.proof ?? [];
  if (broken) return FAULTS[broken];
  return repeated(proof, failing, facts) ?? outOfTime(proof, failing, facts);
}

function mismatchInWords({ what, how }: ProofMismatch, proof: Proof, { request }: Exchange): Fault {
  if (how === 'missing') return sure(`The DPoP proof has no ${what}`, `${what} is missing`);
  if (what === 'htm') {
    const made = quote(written(proof.claims['htm']), 20);
    return sure(`The DPoP proof is for ${made}, and the request is a ${request.method}`, `htm is ${made}`);
  }
  if (what === 'htu') {
    const made = quote(withoutQuery(written(proof.claims['htu'])));
    return { ...sure('The DPoP proof is for another URL than the request’s', `htu is ${made}`), at: 'url' };
  }
  return sure(`The DPoP proof’s ${what} is not what RFC 9449 asks for`, WRONG[what] ?? `${what} is wrong`);
}

const WRONG: Partial<Readonly<Record<ProofMismatch['what'], string>>> = {
  typ: 'typ must be dpop+jwt',
  alg: 'alg must be one with a key pair',
  jwk: 'jwk must be a public key',
  jti: 'jti must be a text',
  iat: 'iat must be a number of seconds',
  ath: 'ath must be the hash of the token',
};

const FAULTS: Readonly<Record<ProofFault, Fault>> = {
  ath: sure('The DPoP proof was made for another token', 'ath is not the hash of the token sent'),
  jkt: sure('The token is bound to another key than the proof’s', 'the token’s cnf.jkt names another key'),
  signature: sure('The DPoP proof is not signed by the key it carries', 'its signature does not fit its jwk'),
};

/** A proof serves once (RFC 9449 §11.1). */
function repeated(proof: Proof, failing: Exchange, facts: Facts): Fault | undefined {
  const { jti } = proof.claims;
  const before = facts.onApi(failing).some((other) => {
    const [value] = sentProofs(other);
    if (value === undefined || other.startedAt >= failing.startedAt) return false;
    return readProof(value)?.claims['jti'] === jti;
  });
  if (!before) return undefined;
  const title = 'The DPoP proof was sent before, and each serves once';
  return { title, note: 'an earlier proof had the same jti', confidence: 'likely' };
}

function outOfTime(proof: Proof, failing: Exchange, facts: Facts): Fault | undefined {
  const iat = numericDate(proof.claims, 'iat');
  const now = facts.serverTime(failing);
  if (iat === undefined || now === undefined) return undefined;
  const age = now - iat * 1_000;
  if (Math.abs(age) <= FRESH_MS) return undefined;
  const title =
    age > 0
      ? `The DPoP proof was made ${duration(age)} before the server read it`
      : `The DPoP proof comes ${duration(age)} from the server’s future`;
  return {
    title,
    note: `iat and the server’s Date are ${duration(age)} apart`,
    confidence: 'likely',
    at: 'date',
  };
}

/** All that can be seen fits: the server compares with something else. Behind a proxy that is its own address. */
function byWordAlone(mark: string, proof: Proof | undefined, { request }: Exchange): Fault {
  const fits = proof !== undefined && isSameTarget(proof.claims['htu'], request.url);
  if (fits && /htu|url|uri/i.test(mark)) {
    return {
      title: 'The DPoP proof names the right URL, and the API compares with another',
      note: 'htu is the URL of the request; a proxy before the API may hide it',
      confidence: 'likely',
      fixIn: 'api',
      at: 'url',
    };
  }
  return {
    title: 'The server refuses the DPoP proof',
    note: 'what can be checked here fits the request',
    confidence: 'likely',
  };
}
