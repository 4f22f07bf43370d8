/** What a server can mean when it says no. The names are ours; the table below is what servers really write. */
export type Meaning =
  | 'expired'
  | 'not-yet-valid'
  | 'audience'
  | 'issuer'
  | 'algorithm'
  | 'signature'
  | 'key-not-found'
  | 'malformed'
  | 'token-kind'
  | 'revoked'
  | 'missing-credential'
  | 'scheme'
  | 'scope'
  | 'role'
  /** Cross-site request forgery checks, without saying which. */
  | 'csrf'
  | 'csrf-missing'
  | 'csrf-mismatch'
  /** Origin or Referer is not one that the server trusts. */
  | 'csrf-origin'
  | 'token-encrypted'
  | 'sender-constrained'
  | 'dpop-proof'
  | 'dpop-nonce'
  | 'step-up'
  | 'redirect-uri'
  | 'oauth-state'
  /** The state, or what the application keeps to compare it with, is not there at all. */
  | 'oauth-state-missing'
  | 'oauth-nonce'
  | 'oauth-issuer'
  | 'pkce-missing'
  /** A code or a refresh token that was used before. */
  | 'grant-reused'
  | 'grant-expired'
  | 'pkce'
  /** The client itself was refused: unknown, or its secret wrong. */
  | 'client'
  | 'grant'
  /** A SAML answer to a request that nobody made, or that was answered before. */
  | 'in-response-to'
  | 'session'
  | 'rate'
  | 'locked'
  | 'password'
  | 'api-key'
  /** AWS SigV4 and its kin. */
  | 'request-signature'
  /** A rule of the gateway or the cloud says no, whatever the credential. */
  | 'policy'
  /** The caller's network or address is not allowed. */
  | 'network'
  | 'firewall'
  | 'unknown-route'
  | 'header-size'
  /** Whoever vouches for the credential could not be reached. */
  | 'provider-down'
  /** No reason beyond "this token will not do". */
  | 'invalid-token'
  /** No reason beyond "you may not". */
  | 'forbidden';

/** One row, one message: what somebody writes when they refuse, and what they mean by it. */
export interface Dialect {
  readonly meaning: Meaning;
  readonly words: RegExp;
  /** Whose message it is, as people call it; absent where many say it so. */
  readonly vendor?: string;
}
