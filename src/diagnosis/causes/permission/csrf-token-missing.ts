import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Confidence, Verdict } from '../../engine/cause.ts';
import {
  absentRequestHeader,
  present,
  requestHeader,
  said,
  setCookie,
  status,
} from '../../engine/evidence.ts';
import { shownPath } from '../../engine/quote.ts';
import { type CsrfIssue, isCsrfCookie, sentCsrfTokens } from '../../facts/csrf-token.ts';
import type { Facts } from '../../facts/facts.ts';
import { isSignInAddress } from '../../facts/sign-in-page.ts';
import { owaspCsrf } from '../specs.ts';
import {
  bodyUnseen,
  type CsrfSituation,
  csrfSituation,
  headerFor,
  issuedBefore,
  issueEvidence,
  missesOwnHalf,
  noTokenEvidence,
  sessionWithoutSecret,
  tokenEvidence,
} from './csrf.ts';
import words from './csrf-token-missing.md?raw';

export const csrfTokenMissing: Cause = {
  code: 'csrf-token-missing',
  group: 'permission',
  title: 'The CSRF token is missing',
  fixIn: 'client',
  step: 'session',
  aliases: [
    'CSRF token missing',
    'CSRF cookie not set',
    'FST_CSRF_MISSING_SECRET',
    '419 Page Expired',
    'XSRF',
    'anti-forgery token',
    'No valid crumb',
  ],
  specs: [owaspCsrf],
  words,
  explains: ['resource-forbidden', 'method-forbidden'],
  decide(failing, facts): Verdict {
    const situation = csrfSituation(failing, facts);
    const meaning = situation?.word?.meaning;
    if (!situation || meaning === 'csrf-origin') return undefined;
    if (sessionWithoutSecret(failing, situation, facts) !== undefined) return undefined;
    if (missesOwnHalf(situation)) {
      return withoutCookie(failing, situation, facts);
    }
    const spoken = situation.word !== undefined || situation.byStatus;
    const token = situation.sent[0];
    if (token) {
      if (meaning === 'csrf-missing') return underAnotherName(failing, situation);
      const because = `A token was sent in ${token.name.slice(0, 60)}`;
      return spoken ? { kind: 'ruled-out', because } : undefined;
    }
    if (bodyUnseen(failing) && meaning !== 'csrf-missing') {
      const because = 'The request’s body was not recorded: a token may have stood in it';
      return spoken ? { kind: 'cannot-tell', because } : undefined;
    }
    return spoken
      ? withoutToken(failing, situation, meaning === 'csrf-missing' ? 'certain' : 'likely')
      : unspoken(failing, situation, facts);
  },
};

function withoutToken(
  failing: Exchange,
  { word, cookies }: CsrfSituation,
  confidence: Confidence,
  issue?: CsrfIssue,
): Verdict {
  const cookie = cookies[0]?.name.slice(0, 60);
  return {
    kind: 'found',
    confidence,
    title: `${failing.request.method.slice(0, 20)} was sent without a CSRF token`,
    line:
      cookie === undefined
        ? 'No token in header, body or query'
        : `The cookie ${cookie} went along, no token beside it`,
    evidence: present(
      noTokenEvidence(failing, cookies),
      word && said(word),
      issue && issueEvidence(issue, 'handed out before, and not sent'),
      cookie !== undefined && requestHeader(failing, 'Cookie', { mark: cookie }),
      !word && status(failing),
    ),
  };
}

/**
 * The server says no more than 403: what speaks for the check is the cookie made for it, a token that was handed out,
 * or Spring's way to refuse.
 */
function unspoken(failing: Exchange, situation: CsrfSituation, facts: Facts): Verdict {
  const accepted = facts.acceptedWith(failing);
  const without = accepted.find(passedWithout);
  if (without) {
    const { method, url } = without.request;
    return { kind: 'ruled-out', because: `${method.slice(0, 20)} ${shownPath(url)} passed without a token` };
  }
  // Django says so where it is the reason, and its cookie comes with every page.
  const hasCookie = situation.cookies.some(({ name }) => name !== 'csrftoken');
  if (hasCookie || (looksLikeSpring(failing) && accepted.length > 0))
    return withoutToken(failing, situation, 'likely');
  const issue = issuedBefore(failing, facts).at(-1);
  if (issue) return withoutToken(failing, situation, issue.by === 'endpoint' ? 'likely' : 'possible', issue);
  // An API that answers in JSON would have said it.
  const isJson = /^\s*[{[]/.test(failing.response?.body?.text.slice(0, 20) ?? '');
  return isJson ? undefined : withoutToken(failing, situation, 'possible');
}

/** The same session changed something elsewhere without any token: no such check is at work. */
function passedWithout(exchange: Exchange): boolean {
  const { method, url, body } = exchange.request;
  if (!/^(?:POST|PUT|PATCH|DELETE)$/.test(method) || sentCsrfTokens(exchange).length > 0) return false;
  return (body !== undefined || !exchange.blindSpots.includes('request-body')) && !isSignInAddress(url);
}

/** Spring Boot's error body and servlet session: Spring Security refuses forged requests without a word. */
function looksLikeSpring({ request, response }: Exchange): boolean {
  const body = response?.body?.text.slice(0, 500) ?? '';
  return (
    /(?:^|; ?)(?:JSESSIONID|SESSION)=/.test(headerValue(request.headers, 'cookie') ?? '') &&
    (body === '' || /"timestamp":[^}]{0,200}"status":403,"error":"Forbidden"/.test(body))
  );
}

function withoutCookie(failing: Exchange, { word, sent, cookies }: CsrfSituation, facts: Facts): Verdict {
  if (!word) return undefined;
  const set = facts.cookieHistory(failing).stored.findLast(({ cookie }) => isCsrfCookie(cookie.name));
  const cookiesSeen = !failing.blindSpots.includes('cookies');
  const name = set?.cookie.name.slice(0, 60);
  const token = sent[0];
  const wentAlone = cookiesSeen && cookies.length === 0;
  return {
    kind: 'found',
    confidence: wentAlone ? 'certain' : 'likely',
    title: token
      ? 'The CSRF token was sent without the cookie it belongs to'
      : 'The cookie that the CSRF token belongs to did not go along',
    line:
      name !== undefined && wentAlone
        ? `${name} was set before and did not go along`
        : 'The server misses its cookie or session',
    evidence: present(
      said(word),
      token && tokenEvidence(failing, token),
      wentAlone &&
        headerValue(failing.request.headers, 'cookie') === undefined &&
        absentRequestHeader(failing, 'Cookie'),
      set && setCookie(set.exchange, set.cookie.name, { note: wentAlone ? 'not sent back' : 'set before' }),
    ),
  };
}

function underAnotherName(failing: Exchange, { word, sent, cookies }: CsrfSituation): Verdict {
  const token = sent[0];
  if (!word || !token) return undefined;
  const name = token.name.slice(0, 60);
  const usual = headerFor(cookies);
  return {
    kind: 'found',
    confidence: 'likely',
    title: `The server found no CSRF token, though ${name} was sent`,
    line:
      usual.toLowerCase() === name.toLowerCase() || cookies.length === 0
        ? 'It may look under another name'
        : `It may look under another name, ${usual}`,
    evidence: present(said(word), tokenEvidence(failing, token)),
  };
}
