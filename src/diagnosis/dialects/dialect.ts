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
  | 'oauth-nonce'
  | 'pkce'
  /** The client itself was refused: unknown, or its secret wrong. */
  | 'client'
  | 'grant'
  /** This client may not use this flow, grant or origin. */
  | 'client-not-allowed'
  | 'response-type'
  /** A scope that was asked for is unknown, or not for this client. */
  | 'requested-scope'
  /** The person, or a rule about the person, says no. */
  | 'sign-in-denied'
  | 'sign-in-needed'
  | 'consent-needed'
  /** The person has to do something more: a second factor, a choice of account. */
  | 'interaction-needed'
  /** A SAML answer to a request that nobody made, or that was answered before. */
  | 'in-response-to'
  /** A SAML answer that was made out to another address than the one that received it. */
  | 'saml-recipient'
  /** The identity provider answered a SAML request with a status other than success. */
  | 'saml-status'
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
