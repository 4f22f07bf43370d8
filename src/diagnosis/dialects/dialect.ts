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

/** What somebody who refuses is to the request. */
export type Role =
  | 'framework'
  | 'gateway'
  | 'proxy'
  | 'cdn'
  | 'firewall'
  | 'identity-provider'
  | 'api'
  | 'server';

/** One row, one message: what somebody writes when they refuse, and what they mean by it. */
export interface Dialect {
  readonly meaning: Meaning;
  /** A string stands there letter by letter; a pattern must be linear, and comes with an example. */
  readonly words: RegExp | string;
  /** Whose message it is, as people call it; absent where many say it so. */
  readonly vendor?: string;
  readonly role?: Role;
  /**
   * Where it is written: in lower case the name of a header, `www-authenticate` for the description in a challenge;
   * absent: in a challenge or in the body.
   */
  readonly header?: string;
  /** The statuses it is meant with, where the same words mean something else with others. */
  readonly statuses?: readonly number[];
  /** A header, in lower case, that the same answer must carry: others use these words too. */
  readonly beside?: string;
  /** The vendor's own document or source. */
  readonly source?: string;
  /** A message as it is sent; needed where `words` is a pattern. */
  readonly example?: string;
}

type Vendor = Required<Pick<Dialect, 'vendor' | 'role' | 'source'>> &
  Pick<Dialect, 'header' | 'statuses' | 'beside'>;
type Row = readonly [meaning: Meaning, words: string] | readonly [Meaning, words: RegExp, example: string];

/** The messages of one product, each with its meaning; a pattern with a message that it fits. */
export function says(vendor: Vendor, rows: readonly Row[]): Dialect[] {
  return rows.map(([meaning, words, example]) => ({
    ...vendor,
    meaning,
    words,
    ...(example !== undefined && { example }),
  }));
}
