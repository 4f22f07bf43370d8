import {
  type CsrfIssue,
  type CsrfToken,
  compareDoubleSubmit,
  csrfCookies,
  csrfIssue,
  issuedAs,
  sentCsrfTokens,
} from '../../diagnosis/facts/csrf-token.ts';
import { oauthMessage } from '../../diagnosis/facts/oauth.ts';
import { hostOf } from '../../exchange/address.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { encodeChallengeLike } from '../../protocol/oauth/pkce.ts';
import type { Disguise } from './disguise.ts';

/**
 * Values that are made from others stay so, that a redacted report tells the same of them: a code challenge is the
 * hash of its verifier (RFC 7636 §4.6), and a masked CSRF token belongs to its cookie.
 */
export function keepRelations(disguise: Disguise, exchanges: readonly Exchange[]): void {
  keepChallenges(disguise, exchanges);
  const seen = new Set<string>();
  for (const exchange of exchanges)
    for (const token of sentCsrfTokens(exchange)) {
      const pair = [token.value, ...csrfCookies(exchange).map(({ value }) => value)].join('\n');
      if (seen.has(pair)) continue;
      seen.add(pair);
      keepMaskedToken(disguise, token, exchange, exchanges);
    }
}

/** No sign-in has more. */
const MOST = 50;

function keepChallenges(disguise: Disguise, exchanges: readonly Exchange[]): void {
  const verifiers = new Set<string>();
  const challenges = new Set<string>();
  for (const exchange of exchanges) {
    const message = oauthMessage(exchange);
    if (message?.kind === 'token-request') addTo(verifiers, message.request.codeVerifier);
    if (message?.kind === 'authorization-request') addTo(challenges, message.request.codeChallenge);
  }
  for (const verifier of verifiers) {
    for (const challenge of challenges) {
      const placeholder = encodeChallengeLike(challenge, verifier, () => disguise.secret(verifier));
      if (placeholder !== undefined) disguise.preset(challenge, placeholder);
    }
  }
}

function addTo(values: Set<string>, value: string | undefined): void {
  if (value !== undefined && values.size < MOST) values.add(value);
}

/** Django, Rails and Spring Security send another mask each time: unmasked, token and cookie or form are equal. */
function keepMaskedToken(
  disguise: Disguise,
  token: CsrfToken,
  exchange: Exchange,
  exchanges: readonly Exchange[],
): void {
  const { result, cookie } = compareDoubleSubmit([token], csrfCookies(exchange));
  const equal = result === 'equal' ? cookie?.value : issuedAs(token, issuesOf(exchange, exchanges));
  if (equal !== undefined && isMasked(token.value, equal))
    disguise.preset(token.value, disguise.secret(equal));
}

function issuesOf({ request }: Exchange, exchanges: readonly Exchange[]): readonly CsrfIssue[] {
  const host = hostOf(request.url);
  return exchanges
    .filter((other) => hostOf(other.request.url) === host)
    .slice(-ISSUES_AT_MOST)
    .flatMap((other) => csrfIssue(other) ?? []);
}

/** Answers of one server. */
const ISSUES_AT_MOST = 50;

function isMasked(token: string, cookie: string): boolean {
  return /^[\w+/=-]+$/.test(token) && /^[\w+/=-]+$/.test(cookie) && token !== cookie;
}
