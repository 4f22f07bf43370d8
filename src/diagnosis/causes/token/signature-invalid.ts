import type { Exchange, TokenSignature } from '../../../exchange/exchange.ts';
import type { Cause, Found, Verdict } from '../../engine/cause.ts';
import { claim, present, responseHeader, said, status, tokenHeader } from '../../engine/evidence.ts';
import { listed, quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc7515Validation } from '../specs.ts';
import { LEEWAY_MS, type RefusedJwt, refusedJwt, timeClaim } from './claims.ts';
import { algorithmOf, keyIdEvidence, keySetEvidence } from './keys.ts';
import { originOf } from './life.ts';
import words from './signature-invalid.md?raw';
import { byWordAlone, wordOnUnseenToken } from './unseen.ts';

export const signatureInvalid: Cause = {
  code: 'signature-invalid',
  group: 'token',
  title: 'The token’s signature does not hold',
  fixIn: 'api',
  step: 'keys',
  aliases: [
    'invalid signature',
    'signature verification failed',
    'The signature is invalid',
    'JsonWebTokenError: invalid signature',
    'IDX10511',
    'wrong JWT secret',
  ],
  specs: [rfc7515Validation],
  words,
  explains: ['token-rejected', 'audience-mismatch'],
  decide(failing, facts): Verdict {
    const unseen = wordOnUnseenToken(failing, facts, 'signature');
    if (unseen) return byWordAlone(unseen, 'The server finds the token’s signature invalid');
    const jwt = refusedJwt(failing, facts, 'signature');
    const alg = jwt && algorithmOf(jwt);
    if (!jwt || alg === undefined) return undefined;
    const word = facts.saysThat(failing, 'signature');
    if (!word && facts.saysOtherwise(failing, 'signature')) return undefined;
    const checked = facts.signature(failing)?.token;
    if (checked?.result === 'failed') return byCheck(failing, facts, jwt, checked);
    if (checked?.result === 'verified' && !word)
      return { kind: 'ruled-out', because: 'The signature fits a key that its issuer publishes' };
    if (word) return byWord(failing, facts, jwt, alg);
    if (alg.startsWith('HS')) return byElimination(failing, facts, jwt, alg);
    const issuer = listed(jwt.claims['iss'])[0];
    if (failing.response?.status !== 401 || issuer === undefined || !blamesToken(failing, facts))
      return undefined;
    return {
      kind: 'cannot-tell',
      because: `The key set of ${quote(issuer)} was not recorded: opened in this tab, it lets the signature be checked`,
    };
  },
};

/** It fits none of the issuer's keys: no API that takes those can accept it. */
function byCheck(failing: Exchange, facts: Facts, jwt: RefusedJwt, checked: TokenSignature): Found {
  const word = facts.saysThat(failing, 'signature');
  const asIssued = originOf(facts.token(failing)?.text ?? '', facts);
  return {
    kind: 'found',
    confidence: 'certain',
    title: 'The token’s signature does not fit the key that its issuer publishes',
    line: asIssued ? 'Sent as it was issued' : 'Checked here against the issuer’s key set',
    fixIn: asIssued ? 'idp' : 'client',
    evidence: present(
      keyIdEvidence(failing, jwt),
      keySetEvidence(checked, 'its keys do not verify this token'),
      word && said(word),
      asIssued && { label: 'Issued by', at: { part: 'url', exchangeId: asIssued.by.id } },
    ),
  };
}

/** May mean any of a validator's checks. */
const VAGUE = /^(?:verification failed|could not verify|failed to verify)$/i;

function byWord(failing: Exchange, facts: Facts, jwt: RefusedJwt, alg: string): Found {
  const word = facts.saysThat(failing, 'signature')!;
  const checked = facts.signature(failing)?.token;
  const good = checked?.result === 'verified';
  const shared = alg.startsWith('HS');
  return {
    kind: 'found',
    confidence:
      VAGUE.test(word.mark) && !good ? 'possible' : isSentPlain(failing, facts) ? 'certain' : 'likely',
    title: good
      ? 'The token’s signature is good, and the API checks it with another key'
      : shared
        ? `The API’s secret does not fit the token’s signature (${quote(alg, 20)})`
        : 'The API finds the token’s signature invalid',
    line: shared ? 'Issuer and API must share one secret' : `Signed with ${quote(alg, 20)}`,
    evidence: present(
      said(word),
      shared ? tokenHeader(failing, 'alg', { mark: alg }) : keyIdEvidence(failing, jwt),
      checked && keySetEvidence(checked, 'verifies this token'),
    ),
  };
}

/**
 * A token just issued, its dates in order, that names neither issuer nor audience: nothing is left for a validator to
 * refuse but the signature by a secret that nobody can see.
 */
function byElimination(failing: Exchange, facts: Facts, jwt: RefusedJwt, alg: string): Verdict {
  if (failing.response?.status !== 401 || facts.acceptedWith(failing).length > 0) return undefined;
  if (!reachedTheApiWhole(failing, facts)) return undefined;
  if (['iss', 'aud'].some((name) => Object.hasOwn(jwt.claims, name))) return undefined;
  const origin = originOf(facts.token(failing)?.text ?? '', facts);
  if (!origin || !datesAreInOrder(failing, facts, jwt)) return undefined;
  const word = facts.saysThat(failing, 'invalid-token');
  const challenged = hasChallengeError(failing, facts);
  return {
    kind: 'found',
    confidence: word || challenged ? 'likely' : 'possible',
    title: `A fresh token is refused: the API may hold another secret for ${quote(alg, 20)} than the issuer`,
    line: 'Its dates are in order, and it names neither issuer nor audience',
    evidence: present(
      tokenHeader(failing, 'alg', { mark: alg }),
      claim(failing, 'exp', { note: 'still ahead' }),
      { label: 'Issued by', at: { part: 'url', exchangeId: origin.by.id }, note: 'sent as it was issued' },
      word
        ? said(word)
        : challenged
          ? responseHeader(failing, 'WWW-Authenticate', { label: 'Challenge' })
          : status(failing),
    ),
  };
}

function blamesToken(failing: Exchange, facts: Facts): boolean {
  return facts.saysThat(failing, 'invalid-token') !== undefined || hasChallengeError(failing, facts);
}

function hasChallengeError(failing: Exchange, facts: Facts): boolean {
  return facts.challenges(failing).some(({ parameters }) => parameters.has('error'));
}

const INTERMEDIARY = /^(?:age|via|x-cache.*|cf-cache-status|x-varnish|x-proxy-cache)$/i;

/** As a plain Bearer token, and answered by nothing that shows to stand between. */
function reachedTheApiWhole(failing: Exchange, facts: Facts): boolean {
  if (!isSentPlain(failing, facts)) return false;
  return !(failing.response?.headers ?? []).some(({ name }) => INTERMEDIARY.test(name));
}

/** Without quotes, blanks or anything else that would make it another token for the server. */
function isSentPlain(failing: Exchange, facts: Facts): boolean {
  const credential = facts.credential(failing);
  return credential?.form === 'bearer' && credential.faults.length === 0;
}

function datesAreInOrder(failing: Exchange, facts: Facts, { claims }: RefusedJwt): boolean {
  const now = facts.judgedAt(failing);
  const ends = timeClaim(claims, 'exp');
  const begins = Math.max(timeClaim(claims, 'nbf') ?? 0, timeClaim(claims, 'iat') ?? 0);
  return ends !== undefined && ends > now && begins < now + Math.min(LEEWAY_MS, 60_000);
}
