import type { Exchange } from '../../../exchange/exchange.ts';
import type { CredentialReading, TokenFault } from '../../../protocol/http-auth/authorization.ts';
import { readToken } from '../../../protocol/jwt/token.ts';
import type { Confidence, Found, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, said } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import type { ServerWord } from '../../facts/server-words.ts';
import { refusedCredential } from './sent.ts';

export type BearerReading = Extract<CredentialReading, { readonly form: 'bearer' }>;

/** What one cause says about a token of a wrong form; nothing of it holds a secret. */
export interface FormFault {
  readonly title: string;
  readonly line: string;
  /** What the reader sees at the header. */
  readonly note: string;
  readonly mark?: string;
  readonly confidence: Confidence;
}

/**
 * The verdict that the causes about a token's form share: found where the token has this fault and was refused, unless
 * the server shows that it read the token all the same.
 */
export function formVerdict(
  failing: Exchange,
  facts: Facts,
  fault: TokenFault,
  describe: (credential: BearerReading) => FormFault | undefined,
): Verdict {
  const credential = facts.credential(failing);
  if (credential?.form !== 'bearer' || !credential.faults.includes(fault)) return undefined;
  if (!refusedCredential(failing)) return undefined;
  const contrary = readAllTheSame(failing, facts);
  if (contrary !== undefined) return { kind: 'ruled-out', because: contrary };
  const description = describe(credential);
  if (!description) return undefined;
  const { title, line, note, mark } = description;
  const word = facts.saysThat(failing, 'malformed', 'signature', 'scheme', 'missing-credential');
  return {
    kind: 'found',
    confidence: asSureAs(description.confidence, failing),
    title,
    line,
    evidence: evidenceOf(failing, { note, ...(mark !== undefined && { mark }) }, word),
  };
}

/** Is there a JWT inside, whose own alphabet has neither quotes, blanks nor percent signs (RFC 7515 §2)? */
export function holdsJwt(text: string): boolean {
  const { kind } = readToken(text);
  return kind === 'jws' || kind === 'jwe';
}

/** A 403 may as well be about permission, which a server that cannot read the token does not know. */
function asSureAs(confidence: Confidence, failing: Exchange): Confidence {
  return confidence === 'certain' && failing.response?.status === 403 ? 'likely' : confidence;
}

/** Says the server what it can know only of a token it has read, or did it accept the very same header? */
function readAllTheSame(failing: Exchange, facts: Facts): string | undefined {
  if (facts.acceptedWith(failing).length > 0) return 'The API accepted the very same header elsewhere';
  const word = facts.saysThat(
    failing,
    'expired',
    'not-yet-valid',
    'audience',
    'issuer',
    'scope',
    'role',
    'revoked',
  );
  return word && 'The server names a fault of the content: it did read the token';
}

function evidenceOf(
  failing: Exchange,
  extra: { readonly note: string; readonly mark?: string },
  word: ServerWord | undefined,
): Found['evidence'] {
  return present(requestHeader(failing, 'Authorization', extra), word && said(word));
}
