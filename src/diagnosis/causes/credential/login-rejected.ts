import type { Exchange } from '../../../exchange/exchange.ts';
import type { Meaning } from '../../dialects/index.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, requestBody, said, status, url } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { type PasswordAttempt, passwordAttempt, refusedPassword } from '../../facts/password-attempt.ts';
import { owaspAuthentication, rfc6749Password } from '../specs.ts';
import words from './login-rejected.md?raw';

const POSTED: Readonly<Record<PasswordAttempt, string>> = {
  form: 'a user name and a password, as a form',
  json: 'a user name and a password, as JSON',
  'password-grant': 'a user name and a password, grant type password',
  graphql: 'a user name and a password, in a GraphQL mutation',
  unseen: 'not recorded',
};

export const loginRejected: Cause = {
  code: 'login-rejected',
  group: 'credential',
  title: 'The sign-in was refused',
  fixIn: 'client',
  step: 'credential',
  aliases: [
    'Invalid username or password',
    'Invalid credentials',
    'Bad credentials',
    'invalid_credentials',
    'INVALID_LOGIN_CREDENTIALS',
    'wrong password',
  ],
  specs: [owaspAuthentication, rfc6749Password],
  words,
  explains: [
    'authorization-missing',
    'token-rejected',
    'basic-rejected',
    'challenge-missing',
    'status-misused',
    'resource-forbidden',
    'gateway-rejected',
    'error-hidden-in-success',
    'session-rejected',
    'credentials-omitted',
    'cookie-never-set',
    'third-party-cookies-blocked',
    'cookie-samesite-default',
    'cookie-samesite-lax',
    'cookie-samesite-strict',
  ],
  decide(failing, facts): Verdict {
    const attempt = passwordAttempt(failing);
    if (!attempt) return undefined;
    const against = saysAgainst(failing, attempt, facts);
    if (!against && !meansIt(failing, facts)) return undefined;
    if (attempt === 'unseen' && !against)
      return {
        kind: 'cannot-tell',
        because:
          'A sign-in seems to have been refused; the record shows neither what was posted nor a reason',
      };
    return {
      kind: 'found',
      // Servers say the same of unknown users, locked accounts and wrong passwords, on purpose.
      confidence: 'likely',
      title: 'The sign-in was refused: user name or password is not accepted',
      line: against
        ? `The server says ${quote(against.mark, 60)}`
        : `Answered ${failing.response?.status ?? 401} to a user name and a password`,
      evidence: present(
        attempt === 'unseen'
          ? url(failing)
          : requestBody(failing, { label: 'Posted', note: POSTED[attempt] }),
        against?.evidence ?? status(failing),
      ),
    };
  },
};

/** What a token endpoint can mean by invalid_grant beside wrong credentials. */
const OTHER_REASONS: ReadonlySet<Meaning> = new Set<Meaning>([
  'locked',
  'rate',
  'expired',
  'revoked',
  'interaction-needed',
  'consent-needed',
  'client',
  'client-not-allowed',
  'policy',
  'step-up',
]);
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 422]);

interface Against {
  readonly mark: string;
  readonly evidence: Evidence;
}

/** What the server says against the user name and the password; without a word that it says otherwise. */
function saysAgainst(failing: Exchange, attempt: PasswordAttempt, facts: Facts): Against | undefined {
  if (!REFUSALS.has(facts.refusal(failing) ?? 0)) return undefined;
  const word = refusedPassword(failing, facts);
  if (word) return { mark: word.mark, evidence: said(word) };
  if (attempt !== 'password-grant' || facts.says(failing).some(({ meaning }) => OTHER_REASONS.has(meaning)))
    return undefined;
  // RFC 6749 §5.2: of this grant, invalid_grant means the resource owner's credentials.
  const refusal = facts.oauthRefusal(failing);
  return refusal?.error === 'invalid_grant' && !OTHER_REASONS.has(refusal.meaning ?? 'grant')
    ? { mark: refusal.error, evidence: refusal.evidence }
    : undefined;
}

/** 401 at a sign-in, and nothing that would give it another meaning. Other statuses need words. */
function meansIt(failing: Exchange, facts: Facts): boolean {
  if (failing.response?.status !== 401 || facts.answeredBy(failing)?.role === 'firewall') return false;
  if (facts.authorization(failing) !== undefined) return false;
  if (facts.challenges(failing).some(({ scheme }) => scheme === 'basic' || scheme === 'digest')) return false;
  const word = facts.says(failing)[0];
  return word === undefined || word.meaning === 'forbidden';
}
