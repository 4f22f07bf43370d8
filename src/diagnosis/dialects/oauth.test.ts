import { describe, expect, it } from 'vitest';
import { oauthSteps } from './oauth.ts';

/** Messages as they are written, each with what is meant by it. */
const WRITTEN: readonly (readonly [string, string])[] = [
  ['oauth-state-missing', 'BadRequestError: checks.state argument is missing'],
  [
    'oauth-state-missing',
    '"auth_verification" cookie not found. Ensure the login flow is initiated through the SDK',
  ],
  ['oauth-state', 'state mismatch, expected af0ifjsldkj, got: xyz'],
  ['oauth-state-missing', 'Unable to verify authorization request state.'],
  ['oauth-state', 'mismatching_state: CSRF Warning! State not equal in request and response.'],
  ['oauth-state-missing', '[authorization_request_not_found] '],
  ['oauth-state-missing', 'State cookie was missing.'],
  ['oauth-state-missing', 'No matching state found in storage'],
  ['oauth-state', 'State mismatch'],
  ['oauth-state', 'invalid_state'],
  ['oauth-state-missing', 'An error was encountered while handling the remote login. Correlation failed.'],
  ['oauth-nonce', 'nonce mismatch, expected n-0S6_WzA2Mj, got: n-1'],
  ['oauth-nonce', "invalid_claim: Invalid claim 'nonce'"],
  ['oauth-issuer', 'iss mismatch, expected https://idp.test, got: https://idp.other.test'],
  [
    'pkce-missing',
    'AADSTS9002325: Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
  ],
  [
    'pkce',
    'AADSTS501481: The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  ['pkce', 'PKCE verification failed: Code mismatch'],
  ['pkce', 'PKCE verification failed.'],
  ['pkce', 'Invalid code verifier.'],
  ['grant-reused', 'AADSTS54005: OAuth2 Authorization code was already redeemed, please retry'],
  [
    'grant-expired',
    'AADSTS70008: The provided authorization code or refresh token has expired due to inactivity.',
  ],
  ['grant-reused', 'Invalid Refresh Token: Already Used'],
  ['grant-reused', 'The authorization code has already been used.'],
  ['grant-expired', 'Authorization code has expired'],
];

/** Messages that leave it open, or speak of something else. */
const OPEN = [
  'grant request is invalid',
  'The authorization code is invalid or has expired.',
  'Code not valid',
  'Unknown or invalid refresh token.',
  'Invalid authorization code',
  'Bad Request',
  'no state of emergency was declared',
];

const meaningOf = (text: string) => oauthSteps.find(({ words }) => words.test(text))?.meaning;

describe('the words of a sign-in', () => {
  it.each(WRITTEN)('%s: %s', (meaning, text) => expect(meaningOf(text)).toBe(meaning));
  it.each(OPEN)('leave open: %s', (text) => expect(meaningOf(text)).toBeUndefined());
  it('are read quickly whatever they are', () => {
    const started = performance.now();
    for (const piece of ['code ', 'state ', 'nonce', 'PKCE code_verifier ', 'refresh token ', 'invalid '])
      meaningOf(piece.repeat(4_000 / piece.length));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
