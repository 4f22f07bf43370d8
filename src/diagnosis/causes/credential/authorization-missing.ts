import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue, headerValues } from '../../../exchange/headers.ts';
import { parseCookieHeader } from '../../../protocol/cookies/cookie-header.ts';
import type { Challenge } from '../../../protocol/http-auth/challenges.ts';
import type { Cause, Confidence, Verdict } from '../../engine/cause.ts';
import {
  absentRequestHeader,
  present,
  requestHeader,
  responseHeader,
  said,
  setCookie,
  status,
} from '../../engine/evidence.ts';
import { looksLikeSession } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { saysNoneWasSent } from '../../facts/missing-credential.ts';
import { messageOf, type ServerWord } from '../../facts/server-words.ts';
import { tokenOfHandshake } from '../../facts/socket-token.ts';
import { sessionOfVisitor } from '../cookies/signed-out.ts';
import { rfc6750Error, rfc9110Challenge } from '../specs.ts';
import words from './authorization-missing.md?raw';
import { otherCredentialHeader, preflightAskedForAuthorization } from './sent.ts';

/** Schemes whose answer needs the challenge: with the others a credential can be sent at once. */
const CHALLENGE_FIRST: ReadonlySet<string> = new Set(['digest', 'negotiate', 'ntlm']);

export const authorizationMissing: Cause = {
  code: 'authorization-missing',
  group: 'credential',
  title: 'No credential was sent',
  fixIn: 'client',
  step: 'credential',
  aliases: ['missing authorization header', 'no auth token', 'credentials_required', 'Not authenticated'],
  specs: [rfc9110Challenge, rfc6750Error],
  words,
  explains: [],
  lastResort: true,
  decide(failing, facts): Verdict {
    if (failing.response === undefined) return undefined;
    const { status: code } = failing.response;
    const word =
      saysNoneWasSent(failing, facts) ??
      facts.saysThat(failing, ...(code === 403 ? ASKS_TO_SIGN_IN : (['missing-credential'] as const)));
    const isAsked = word !== undefined || (wantsHeader(failing, facts) && !namesError(failing, facts));
    if (code !== 401 && !(code === 403 && isAsked) && !saysNoneWasSent(failing, facts)) return undefined;
    if (facts.authorization(failing) !== undefined) {
      return { kind: 'ruled-out', because: 'An Authorization header was sent' };
    }
    if (failing.kind === 'websocket' && tokenOfHandshake(failing) !== undefined) {
      return { kind: 'ruled-out', because: 'A token went along with the handshake' };
    }
    const other = otherCredentialHeader(failing);
    if (other) return { kind: 'ruled-out', because: `A credential was sent in ${other}` };
    if (!facts.sawAuthorization(failing)) return unseen(failing, facts);
    const challenge = facts.challenges(failing).find(({ scheme }) => scheme !== '');
    if (sentSession(failing, facts) && !wantsHeader(failing, facts)) return withVisitors(failing, facts);
    if (hadCredentialBeforeRedirect(failing, facts) || refusesWhatWasPosted(failing)) return undefined;
    if (answeredTheChallenge(failing, facts))
      return { kind: 'ruled-out', because: 'The page answered the challenge with its next request' };
    return {
      kind: 'found',
      confidence: howSure(failing, facts),
      title: titleFor(failing, wantsKey(challenge, word)),
      line: lineFor(failing, challenge, wantsKey(challenge, word)),
      evidence: present(
        absentRequestHeader(failing, 'Authorization'),
        challenge &&
          responseHeader(failing, 'WWW-Authenticate', {
            label: 'Challenge',
            mark: challenge.schemeAsWritten,
          }),
        word?.at.part === 'response-body' && said(word),
        !challenge && !word && status(failing),
      ),
    };
  },
};

/** "Please sign in", with the status that is for those who did. */
const ASKS_TO_SIGN_IN = ['missing-credential', 'session'] as const;

/** Shops and frameworks open a session for everybody: one that nobody has signed in with is no credential. */
function withVisitors(failing: Exchange, facts: Facts): Verdict {
  const session = sessionOfVisitor(failing, facts);
  if (!session) return undefined;
  const name = session.name.slice(0, 60);
  const word = facts.saysThat(failing, 'missing-credential');
  return {
    kind: 'found',
    confidence: word ? 'likely' : 'possible',
    title: `Nobody seems to be signed in: the session ${name} was opened for a visitor`,
    line: `${name} went along; no sign-in was seen since it was set`,
    evidence: present(
      setCookie(session.setter, session.name, { note: 'set before anybody signed in' }),
      requestHeader(failing, 'Cookie', { mark: name }),
      absentRequestHeader(failing, 'Authorization'),
      word ? said(word) : status(failing),
    ),
  };
}

/** An API key travels in a header of its own, under whatever name the API documents. */
function wantsKey(challenge: Challenge | undefined, word: ServerWord | undefined): boolean {
  return /^(?:x-)?(?:api[-_]?)?key$/.test(challenge?.scheme ?? '') || /api[ _-]?key/i.test(word?.mark ?? '');
}

function titleFor({ kind }: Exchange, key: boolean): string {
  if (kind === 'websocket') return 'The WebSocket handshake carried no credential';
  return key ? 'The request carried no API key' : 'The request carried no credential';
}

function lineFor({ kind }: Exchange, challenge: Challenge | undefined, key: boolean): string {
  if (kind === 'websocket') return 'A page cannot set Authorization on a WebSocket';
  if (!challenge) return key ? 'No API key was sent' : 'No Authorization header was sent';
  const asked = challenge.schemeAsWritten.slice(0, 40);
  return `The API asks for ${asked}; no ${key ? 'API key' : 'Authorization header'} was sent`;
}

/** Where a session lives in cookies, what is missing may be the cookie: then other causes know more. */
function howSure(failing: Exchange, facts: Facts): Confidence {
  const { stored, refused } = facts.cookieHistory(failing);
  const sessions = [
    ...stored.map(({ cookie }) => cookie),
    ...refused.map(({ name }) => ({ name, httpOnly: false })),
  ];
  if (
    sessions.some(looksLikeSession) ||
    facts.cookies(failing).some(({ cookie }) => looksLikeSession(cookie))
  )
    return 'possible';
  // A client may authenticate in the body of a token request (RFC 6749 §2.3.1).
  if (facts.oauth(failing)?.kind === 'token-request') return 'possible';
  // A challenge that names an error is about something that was sent, if not in this header.
  if (wantsHeader(failing, facts) && !namesError(failing, facts))
    return failing.response?.status === 403 || isRedirectedUnseen(failing, facts) ? 'likely' : 'certain';
  return facts.saysThat(failing, 'missing-credential') || facts.challenges(failing).length > 0
    ? 'likely'
    : 'possible';
}

/** Pages carry cookies of counters and settings everywhere: one that may be a session is a credential. */
function sentSession(failing: Exchange, facts: Facts): boolean {
  const { stored } = facts.cookieHistory(failing);
  return headerValues(failing.request.headers, 'cookie')
    .flatMap(parseCookieHeader)
    .some(({ name }) =>
      looksLikeSession({
        name,
        httpOnly: stored.some(({ cookie }) => cookie.name === name && cookie.httpOnly),
      }),
    );
}

/** A browser drops Authorization where a redirect leaves the origin: the page did send it, or may have. */
function hadCredentialBeforeRedirect(failing: Exchange, facts: Facts): boolean {
  const before = facts.redirectedFrom(failing);
  return (
    before !== undefined && (facts.authorization(before) !== undefined || !facts.sawAuthorization(before))
  );
}

/** A sign-in with another's token, a code or a key posts it: that is what the server calls invalid. */
function refusesWhatWasPosted({ request: { body }, response }: Exchange): boolean {
  if (!body || body.encoding !== undefined || !POSTED.test(body.text.slice(0, READ_AT_MOST))) return false;
  return SAYS_INVALID.test(messageOf(response?.body?.text ?? ''));
}

const POSTED =
  /(?:^|[{,&\s"])(?:(?:id|access|device|google|firebase|provider)_?token|credential|assertion|token|(?:\w{1,20}_?)?code|otp|pin|passcode|secret)(?:"\s{0,9}:\s{0,9}"[^"]|=[^&])/i;
const SAYS_INVALID = /\b(?:invalid|not valid|incorrect|wrong|expired)\b/i;
/** Characters. */
const READ_AT_MOST = 4_000;

/** A redirect between foreign origins makes the origin opaque (Fetch §4.4): the hop before may have carried one. */
function isRedirectedUnseen(failing: Exchange, facts: Facts): boolean {
  return headerValue(failing.request.headers, 'origin') === 'null' && !facts.redirectedFrom(failing);
}

/** A first request without a credential is how Digest and Negotiate begin (RFC 7616 §3.3). */
function answeredTheChallenge(failing: Exchange, facts: Facts): boolean {
  if (!facts.challenges(failing).some(({ scheme }) => CHALLENGE_FIRST.has(scheme))) return false;
  const next = facts
    .again(failing)
    .find(({ startedAt, id }) => startedAt >= failing.startedAt && id !== failing.id);
  return (
    next !== undefined &&
    next.startedAt - failing.startedAt < 10_000 &&
    facts.authorization(next) !== undefined
  );
}

/** Cookies went along; it takes a Bearer or Basic challenge to say that they were not what was wanted. */
function wantsHeader(failing: Exchange, facts: Facts): boolean {
  return facts
    .challenges(failing)
    .some(({ scheme }) => scheme === 'bearer' || scheme === 'basic' || scheme === 'dpop');
}

/** A challenge to a credential that was sent says what is wrong with it (RFC 6750 §3). */
function namesError(failing: Exchange, facts: Facts): boolean {
  return facts.challenges(failing).some(({ parameters }) => parameters.has('error'));
}

/** Where the header may have been cut from the record, the preflight still tells what the page meant to send. */
function unseen(failing: Exchange, facts: Facts): Verdict {
  const asked = preflightAskedForAuthorization(failing, facts);
  const preflight = facts.preflightOf(failing);
  if (asked === false && preflight) {
    return {
      kind: 'found',
      confidence: 'likely',
      title: 'The request carried no Authorization header',
      line: 'Its preflight did not ask to send one',
      evidence: [
        preflight.request.headers.some(({ name }) => /^access-control-request-headers$/i.test(name))
          ? {
              label: 'Preflight asked for',
              at: {
                part: 'request-header',
                exchangeId: preflight.id,
                name: 'Access-Control-Request-Headers',
              },
            }
          : absentRequestHeader(preflight, 'Access-Control-Request-Headers', {
              label: 'Preflight asked for',
            }),
      ],
    };
  }
  const challenged = facts
    .challenges(failing)
    .some(({ scheme, parameters }) => scheme === 'bearer' && !parameters.has('error'));
  const hint = challenged ? '. The challenge without an error suggests that the server saw none' : '';
  return {
    kind: 'cannot-tell',
    because: `The record holds no Authorization headers: it may have been cut${hint}`,
  };
}
