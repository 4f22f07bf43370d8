import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import {
  type DigestCredential,
  type DigestFault,
  digestFaults,
  readDigest,
} from '../../../protocol/http-auth/digest.ts';
import type { Cause, Confidence, Evidence, Verdict } from '../../engine/cause.ts';
import {
  absentRequestHeader,
  present,
  requestHeader,
  responseHeader,
  said,
  setCookie,
} from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc7616, rfc7616Stale } from '../specs.ts';
import words from './digest-rejected.md?raw';

interface Reason {
  readonly title: string;
  readonly line: string;
  readonly confidence: Confidence;
  /** Stands in the challenge. */
  readonly asked?: string;
  readonly also?: readonly Evidence[];
}

export const digestRejected: Cause = {
  code: 'digest-rejected',
  group: 'credential',
  title: 'The Digest answer was not accepted',
  fixIn: 'client',
  step: 'credential',
  aliases: ['Digest authentication failed', 'stale nonce', 'nonce expired', 'digest-failed', 'bad nonce'],
  specs: [rfc7616, rfc7616Stale],
  words,
  explains: ['basic-rejected'],
  decide(failing, facts): Verdict {
    const digest = digestOf(failing, facts);
    if (!digest || (failing.response?.status !== 401 && failing.response?.status !== 400)) return undefined;
    const challenges = facts.challenges(failing).filter(({ scheme }) => scheme === 'digest');
    if (challenges.length === 0) return undefined;
    const reason = reasonFor(failing, facts, digest);
    const word = facts.saysThat(failing, 'password');
    return {
      kind: 'found',
      confidence: reason.confidence,
      title: reason.title,
      line: reason.line,
      evidence: present(
        responseHeader(failing, 'WWW-Authenticate', {
          label: 'Challenge',
          mark: reason.asked ?? challenges[0]?.schemeAsWritten ?? '',
        }),
        requestHeader(failing, 'Authorization', { note: 'a Digest answer' }),
        word && said(word),
        ...(reason.also ?? []),
      ),
    };
  },
};

function digestOf(exchange: Exchange, facts: Facts): DigestCredential | undefined {
  const credential = facts.credential(exchange);
  if (credential?.form !== 'other-scheme' || credential.scheme !== 'digest') return undefined;
  return readDigest(credential.rest);
}

function reasonFor(failing: Exchange, facts: Facts, digest: DigestCredential): Reason {
  const challenges = facts.challenges(failing);
  const [fault] = digestFaults(digest, challenges, targetOf(failing.request.url));
  if (fault) return inWords(fault, digest, challenges.find(({ scheme }) => scheme === 'digest')?.parameters);
  if (wasCounted(failing, facts, digest)) {
    return {
      title: 'The Digest answer repeats a nonce count',
      line: `nc=${quote(digest.nc ?? '', 8)} was used with this nonce before`,
      confidence: 'likely',
    };
  }
  const withCookie = challengeWithCookie(failing, facts, digest);
  if (withCookie) return lostNonce(failing, withCookie);
  return {
    title: 'The server did not accept this user name and password',
    line: 'Digest was sent and asked for again',
    confidence: 'likely',
  };
}

function inWords(
  fault: DigestFault,
  digest: DigestCredential,
  asked: ReadonlyMap<string, string> | undefined,
): Reason {
  switch (fault) {
    case 'stale':
      return {
        title: 'The nonce of the Digest answer has run out',
        line: 'The challenge says stale: the same password with the new nonce would do',
        confidence: 'certain',
        asked: 'stale',
      };
    case 'realm':
      return {
        title: `The Digest answer is for the realm ${quote(digest.realm ?? '', 40)}, the server asks for ${quote(asked?.get('realm') ?? '', 40)}`,
        line: 'The digest covers the realm: in another one it proves nothing',
        confidence: 'certain',
        asked: 'realm',
      };
    case 'algorithm':
      return {
        title: `The Digest answer is made with ${quote(digest.algorithm ?? 'MD5', 20)}, the server asks for ${quote(asked?.get('algorithm') ?? 'MD5', 20)}`,
        line: 'Another algorithm than the challenge names',
        confidence: 'certain',
        ...(asked?.has('algorithm') && { asked: 'algorithm' }),
      };
    case 'qop':
      return {
        title: 'The Digest answer has a qop that the server does not offer',
        line: `Sent ${quote(digest.qop ?? '', 20)}; offered ${quote(asked?.get('qop') ?? '', 20)}`,
        confidence: 'certain',
        asked: 'qop',
      };
    case 'incomplete':
      return {
        title: 'The Digest answer is not complete',
        line: `Missing: ${digest.missing.join(', ')}`,
        confidence: 'certain',
      };
    case 'uri':
      return {
        title: 'The Digest answer is made for another address',
        line: 'Its uri is not the path and query of this request',
        // Some servers compare no more than the path, and proxies rewrite it.
        confidence: 'likely',
      };
  }
}

/** Each count may be used once with a nonce (RFC 7616 §3.4): a second time it is taken for a replay. */
function wasCounted(failing: Exchange, facts: Facts, { nonce, nc }: DigestCredential): boolean {
  if (nonce === undefined || nc === undefined) return false;
  return facts.onApi(failing).some((earlier) => {
    if (earlier.id === failing.id || earlier.startedAt >= failing.startedAt) return false;
    const digest = digestOf(earlier, facts);
    return digest?.nonce === nonce && digest.nc === nc;
  });
}

interface GivenWithCookie {
  readonly challenge: Exchange;
  readonly cookie: string;
}

/** The challenge that this answer's nonce comes from, if it set a cookie and the answer carried none at all. */
function challengeWithCookie(
  failing: Exchange,
  facts: Facts,
  { nonce }: DigestCredential,
): GivenWithCookie | undefined {
  if (nonce === undefined || failing.blindSpots.includes('cookies')) return undefined;
  if (headerValue(failing.request.headers, 'cookie') !== undefined) return undefined;
  const challenge = facts
    .onApi(failing)
    .find(
      (earlier) =>
        earlier.startedAt < failing.startedAt &&
        facts.challenges(earlier).some(({ parameters }) => parameters.get('nonce') === nonce),
    );
  const line = headerValue(challenge?.response?.headers ?? [], 'set-cookie');
  const cookie = line?.split('=', 1)[0]?.trim();
  return challenge && cookie ? { challenge, cookie } : undefined;
}

/** Flask-HTTPAuth and others keep the nonce in a session: without its cookie, every answer is to an unknown one. */
function lostNonce(failing: Exchange, { challenge, cookie }: GivenWithCookie): Reason {
  const name = quote(cookie, 60);
  return {
    title: `The nonce came with the cookie ${name}, and the Digest answer went without it`,
    line: 'A server that keeps its nonces in a session does not know this one',
    confidence: 'likely',
    also: [
      setCookie(challenge, cookie, { note: 'set with the challenge' }),
      absentRequestHeader(failing, 'Cookie'),
    ],
  };
}

/** Path and query as they go into the request line. */
function targetOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
