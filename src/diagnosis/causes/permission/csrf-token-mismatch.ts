import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, requestHeader, said, setCookie, status } from '../../engine/evidence.ts';
import { shownPath } from '../../engine/quote.ts';
import { compareDoubleSubmit, issuedAs } from '../../facts/csrf-token.ts';
import type { Facts } from '../../facts/facts.ts';
import { owaspCsrf } from '../specs.ts';
import {
  type CsrfSituation,
  csrfSituation,
  issuedBefore,
  issueEvidence,
  sessionWithoutSecret,
  tokenEvidence,
} from './csrf.ts';
import words from './csrf-token-mismatch.md?raw';

export const csrfTokenMismatch: Cause = {
  code: 'csrf-token-mismatch',
  group: 'permission',
  title: 'The CSRF token does not match',
  fixIn: 'client',
  step: 'session',
  aliases: [
    'CSRF token mismatch',
    'invalid csrf token',
    'EBADCSRFTOKEN',
    'CSRF token incorrect',
    '419 Page Expired',
    'InvalidAuthenticityToken',
    'rest_cookie_invalid_nonce',
  ],
  specs: [owaspCsrf],
  words,
  explains: ['resource-forbidden', 'method-forbidden'],
  decide(failing, facts): Verdict {
    const situation = csrfSituation(failing, facts);
    const token = situation?.sent[0];
    if (!situation || !token) return undefined;
    const { word, byStatus } = situation;
    const session = sessionWithoutSecret(failing, situation, facts);
    if (session !== undefined) return ofAnotherSession(failing, situation, session, facts);
    if (word?.meaning === 'csrf-origin' || word?.meaning === 'csrf-missing') return undefined;
    const spoken = word !== undefined || byStatus;
    const comparison = compareDoubleSubmit(situation.sent, situation.cookies);
    switch (comparison.result) {
      case 'differs':
        return differing(failing, situation, comparison);
      case 'equal':
        return spoken
          ? refusedThough(failing, situation, 'It equals its cookie: the session behind it may have changed')
          : undefined;
      case 'unknown':
        if (spoken) return refusedThough(failing, situation, `Sent in ${token.name.slice(0, 60)}`);
        return failing.blindSpots.includes('cookies')
          ? {
              kind: 'cannot-tell',
              because: `The record holds no cookies: the token in ${token.name.slice(0, 60)} may differ from its cookie`,
            }
          : notIssued(failing, situation, facts);
    }
  },
};

function differing(
  failing: Exchange,
  { word, byStatus }: CsrfSituation,
  { token, cookie }: ReturnType<typeof compareDoubleSubmit>,
): Verdict {
  if (!token || !cookie) return undefined;
  const names = { token: token.name.slice(0, 60), cookie: cookie.name.slice(0, 60) };
  return {
    kind: 'found',
    confidence: word || byStatus ? 'certain' : 'likely',
    title: `The CSRF token in ${names.token} differs from the one in the cookie ${names.cookie}`,
    line: `${names.token} is not what the cookie holds`,
    evidence: present(
      tokenEvidence(failing, token, `not the value of ${names.cookie}`),
      requestHeader(failing, 'Cookie', { mark: names.cookie }),
      word && said(word),
      !word && status(failing),
    ),
  };
}

/** The server says no more than 403, and what was sent is none of the tokens that it handed out. */
function notIssued(failing: Exchange, { sent }: CsrfSituation, facts: Facts): Verdict {
  const issues = issuedBefore(failing, facts);
  const [issue, token] = [issues.at(-1), sent[0]];
  if (!issue || !token || sent.some((each) => issuedAs(each, issues) !== undefined)) return undefined;
  const name = token.name.slice(0, 60);
  return {
    kind: 'found',
    confidence: issue.by === 'endpoint' ? 'likely' : 'possible',
    title: `The CSRF token in ${name} is not one that the server handed out`,
    line: `It differs from what ${shownPath(issue.exchange.request.url)} answered`,
    evidence: [
      tokenEvidence(failing, token, 'another value'),
      issueEvidence(issue, 'handed out before'),
      status(failing),
    ],
  };
}

/** What was sent cannot be compared here, or is equal: the server's word stands. */
function refusedThough(failing: Exchange, { word, sent }: CsrfSituation, line: string): Verdict {
  const token = sent[0];
  if (!token) return undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: 'The server does not accept the CSRF token that was sent',
    line,
    evidence: present(word ? said(word) : status(failing), tokenEvidence(failing, token)),
  };
}

/** The secret lives in the session, and this session has none: the token was made for another. */
function ofAnotherSession(
  failing: Exchange,
  { word, sent }: CsrfSituation,
  session: string,
  facts: Facts,
): Verdict {
  const token = sent[0];
  if (!token || !word) return undefined;
  const name = session.slice(0, 60);
  const setters = facts
    .cookieHistory(failing)
    .stored.flatMap(({ cookie, exchange }) => (cookie.name === session ? [exchange] : []));
  const renewed = setters.length > 1 ? setters.at(-1) : undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: renewed
      ? `The CSRF token was made for an earlier session than the ${name} that was sent`
      : `The session ${name} that was sent holds no secret for this CSRF token`,
    line: renewed
      ? 'The session was renewed since; a token has to be fetched again after the sign-in'
      : 'The token was made for another session',
    evidence: present(
      said(word),
      tokenEvidence(failing, token),
      requestHeader(failing, 'Cookie', { mark: session }),
      renewed && setCookie(renewed, session, { note: 'the session was set anew' }),
    ),
  };
}
