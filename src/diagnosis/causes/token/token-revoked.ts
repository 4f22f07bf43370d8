import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, said } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc6750Error, rfc7009 } from '../specs.ts';
import { refusesToken } from './claims.ts';
import { belongTogether, overdue } from './life.ts';
import words from './token-revoked.md?raw';

export const tokenRevoked: Cause = {
  code: 'token-revoked',
  group: 'token',
  title: 'The token was revoked',
  fixIn: 'client',
  step: 'token',
  aliases: [
    'Token has been revoked',
    'token is not active',
    'token_revoked',
    'TokenIssuedBeforeRevocationTimestamp',
    'blocklisted token',
  ],
  specs: [rfc7009, rfc6750Error],
  words,
  explains: ['token-rejected', 'resource-forbidden'],
  decide(failing, facts): Verdict {
    const sent = facts.token(failing);
    const word = facts.saysThat(failing, 'revoked');
    if (!refusesToken(failing, facts, 'revoked') || (!sent && !word)) return undefined;
    // Without a token the words are about a session or a refresh token.
    if (!sent && facts.sawAuthorization(failing)) return undefined;
    const end = sent && endOfSession(failing, sent.text, facts);
    if (word) return byWord(failing, sent !== undefined, facts, end);
    if (!end || facts.saysOtherwise(failing, ...VAGUE) || overdue(failing, facts)) return undefined;
    const { signOut, lastSuccess, named } = end;
    const after = duration(failing.startedAt - signOut.startedAt);
    return {
      kind: 'found',
      confidence: named ? 'certain' : 'likely',
      title: named
        ? 'The token was given back, and then sent again'
        : 'The token was used after the session had been ended',
      line: `It was accepted until a sign-out ${after} before`,
      evidence: present<Evidence>(
        signOutEvidence(signOut),
        lastSuccess && { label: 'Accepted', at: { part: 'time', exchangeId: lastSuccess.id } },
        requestHeader(failing, 'Authorization', { note: 'the same token' }),
      ),
    };
  },
};

/** What frameworks write of a token that they no longer know: Laravel says “Unauthenticated.” */
const VAGUE = ['session', 'missing-credential'] as const;

interface End {
  readonly signOut: Exchange;
  /** Absent where the token had not been used before. */
  readonly lastSuccess?: Exchange;
  /** The request gave back this very token (RFC 7009 §2.1). */
  readonly named: boolean;
}

/** What ended the session between the last success with this token and now. */
function endOfSession(failing: Exchange, token: string, facts: Facts): End | undefined {
  const before = facts
    .tokenLife()
    .signOuts.filter((each) => each.startedAt < failing.startedAt && belongTogether(each, failing));
  const naming = before.findLast(({ request }) => namesToken(request.body?.text, token));
  const signOut = naming ?? before.at(-1);
  if (!signOut) return undefined;
  const accepted = facts.acceptedWith(failing).filter(({ id }) => id !== signOut.id);
  const lastSuccess = accepted.findLast(({ startedAt }) => startedAt <= signOut.startedAt);
  const acceptedSince = accepted.some(({ startedAt }) => startedAt > signOut.startedAt + GRACE_MS);
  if (acceptedSince || (!naming && !lastSuccess)) return undefined;
  return { signOut, named: naming !== undefined, ...(lastSuccess && { lastSuccess }) };
}

/** Requests under way when the session ended may still have passed. */
const GRACE_MS = 2_000;

function namesToken(body: string | undefined, token: string): boolean {
  if (body === undefined) return false;
  return body.includes(token) || body.includes(encodeURIComponent(token));
}

function byWord(failing: Exchange, sent: boolean, facts: Facts, end: End | undefined): Verdict {
  const word = facts.saysThat(failing, 'revoked');
  if (!word) return undefined;
  return {
    kind: 'found',
    confidence: sent ? 'certain' : 'likely',
    title: 'The server says that the token was revoked',
    line: end
      ? `A sign-out came ${duration(failing.startedAt - end.signOut.startedAt)} before`
      : 'Ended before its time, by the server’s own word',
    evidence: present<Evidence>(
      said(word),
      sent && requestHeader(failing, 'Authorization'),
      end && signOutEvidence(end.signOut),
    ),
  };
}

function signOutEvidence({ id, response }: Exchange): Evidence {
  return {
    label: 'Session ended by',
    at: { part: 'url', exchangeId: id },
    note: `answered ${response?.status}`,
  };
}
