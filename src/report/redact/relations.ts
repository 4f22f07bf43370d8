import { compareDoubleSubmit, csrfCookies, sentCsrfTokens } from '../../diagnosis/facts/csrf-token.ts';
import { oauthMessage } from '../../diagnosis/facts/oauth.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { encodeChallengeLike } from '../../protocol/oauth/pkce.ts';
import type { Disguise } from './disguise.ts';

/**
 * Values that are made from others stay so, that a redacted report tells the same of them: a code challenge is the
 * hash of its verifier (RFC 7636 §4.6), and a masked CSRF token belongs to its cookie.
 */
export function keepRelations(disguise: Disguise, exchanges: readonly Exchange[]): void {
  keepChallenges(disguise, exchanges);
  for (const exchange of exchanges) keepMaskedToken(disguise, exchange);
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

/** Django, Rails and Spring Security send another mask each time: unmasked, token and cookie are equal. */
function keepMaskedToken(disguise: Disguise, exchange: Exchange): void {
  const tokens = sentCsrfTokens(exchange);
  if (tokens.length === 0) return;
  const { result, token, cookie } = compareDoubleSubmit(tokens, csrfCookies(exchange));
  if (result !== 'equal' || !token || !cookie || !isMasked(token.value, cookie.value)) return;
  disguise.preset(token.value, disguise.secret(cookie.value));
}

function isMasked(token: string, cookie: string): boolean {
  return /^[\w+/=-]+$/.test(token) && /^[\w+/=-]+$/.test(cookie) && token !== cookie;
}
