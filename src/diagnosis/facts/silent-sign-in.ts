import type { Exchange } from '../../exchange/exchange.ts';
import { headerValues } from '../../exchange/headers.ts';
import { parseCookieHeader } from '../../protocol/cookies/cookie-header.ts';
import type { CookieHeldBack } from '../../protocol/cookies/send.ts';
import type { Meaning } from '../dialects/index.ts';
import type { Evidence } from '../engine/cause.ts';
import { setCookie, status } from '../engine/evidence.ts';
import { type CookieFact, looksLikeSession, thirdPartyBlocked } from './cookies.ts';
import type { Facts } from './facts.ts';
import { redirectAnswer } from './oauth.ts';
import type { Asked } from './oauth-asked.ts';
import { isSignOutUrl } from './sign-out.ts';

/** Answers to a question that must not show a page (OpenID Connect Core §3.1.2.6): a person would have to do something. */
const NEEDS_A_PERSON: ReadonlySet<Meaning> = new Set([
  'sign-in-needed',
  'consent-needed',
  'interaction-needed',
]);

/**
 * "Nobody is signed in" is a fair answer to a silent question, and so is every other that a sign-in with a page
 * followed. Not where the person was signed in, and the browser kept the session back.
 */
export function isFairAnswer(exchange: Exchange, facts: Facts): boolean {
  const refusal = facts.oauthRefusal(exchange);
  // RFC 8628 §3.5: the device asks again and again until the person has agreed.
  if (refusal?.error === 'authorization_pending' || refusal?.error === 'slow_down') return true;
  if (!refusal?.meaning || !NEEDS_A_PERSON.has(refusal.meaning) || refusal.by === 'token-endpoint')
    return false;
  if (sessionKeptBack(exchange, facts)) return false;
  if (exchange.kind === 'frame' && refusal.meaning === 'sign-in-needed') return true;
  return isSilent(refusal.asked) && askedAgainWithPage(exchange, refusal.asked, facts);
}

/** `prompt=none`: the server may show nothing. */
export function isSilent(asked: Asked | undefined): asked is Asked {
  return asked?.request.prompt?.split(' ').includes('none') ?? false;
}

function askedAgainWithPage(exchange: Exchange, { request }: Asked, facts: Facts): boolean {
  return facts
    .oauthExchanges()
    .some(
      ([later, message]) =>
        message.kind === 'authorization-request' &&
        later.startedAt > exchange.startedAt &&
        message.request.clientId === request.clientId &&
        !isSilent({ exchange: later, request: message.request }),
    );
}

/** A session at the authorization server that the browser did not send from a frame. */
export interface SessionKeptBack {
  readonly asked: Asked;
  /** Absent where cookies were cut from the record, and the browser's own word has to do. */
  readonly cookie?: CookieFact;
  /** The earlier answer that shows that the person had signed in. */
  readonly signedIn: Exchange;
  /** `third-party`: nothing but the browser's rule about other sites' cookies; `attribute`: the cookie's own. */
  readonly by: 'third-party' | 'attribute';
  /** The browser said so itself, by Sec-Fetch-Storage-Access. */
  readonly saidByBrowser: boolean;
}

/**
 * Why a silent question got `login_required` though the person was signed in, as the same capture shows; `undefined`
 * where it does not show that.
 */
export function sessionKeptBack(exchange: Exchange, facts: Facts): SessionKeptBack | undefined {
  const refusal = facts.oauthRefusal(exchange);
  if (refusal?.meaning !== 'sign-in-needed' || refusal.asked?.exchange.kind !== 'frame') return undefined;
  const { asked } = refusal;
  const signedIn = signedInBefore(asked.exchange, facts);
  if (!signedIn || signedOutBetween(signedIn, asked.exchange, facts)) return undefined;
  const blocked = thirdPartyBlocked(asked.exchange);
  for (const cookie of facts.cookies(asked.exchange)) {
    if (!looksLikeSession(cookie.cookie) || !belongsTo(signedIn, cookie)) continue;
    const { fate } = cookie;
    if (fate.kind === 'sent' || (fate.kind === 'left-out' && blocked === false)) return undefined;
    if (fate.kind === 'unseen' || (fate.kind === 'held-back' && fate.reasons.some(isOfNoConcern))) continue;
    // A frame is always asked for with cookies: one that nothing else holds back was kept apart by the browser.
    const only = fate.kind === 'left-out' || fate.reasons.every((reason) => reason === 'UserPreferences');
    const by = only ? 'third-party' : 'attribute';
    return { asked, cookie, signedIn, by, saidByBrowser: blocked === true };
  }
  const unseen = asked.exchange.blindSpots.includes('cookies') || signedIn.blindSpots.includes('set-cookie');
  return unseen && blocked === true ? { asked, signedIn, by: 'third-party', saidByBrowser: true } : undefined;
}

/** Cookies of other pages and of earlier days are the normal case. */
function isOfNoConcern(reason: CookieHeldBack): boolean {
  return reason === 'NotOnPath' || reason === 'Expired';
}

/** The cookie by which the server would have known the person; else the answer that shows the earlier sign-in. */
export function sessionEvidence({ cookie, signedIn }: SessionKeptBack): Evidence {
  if (cookie?.from.source === 'response')
    return setCookie(cookie.from.exchange, cookie.cookie.name, {
      note: 'the session of the earlier sign-in',
    });
  return status(signedIn, { label: 'Earlier sign-in', note: 'it delivered a code' });
}

/** An answer of the same server that delivered a code or token before. */
function signedInBefore(asked: Exchange, facts: Facts): Exchange | undefined {
  return facts
    .onApi(asked)
    .findLast((earlier) => earlier.startedAt < asked.startedAt && deliveredBy(earlier, facts));
}

/** Not every server clears its cookie with the session (OpenID Connect RP-Initiated Logout §2). */
function signedOutBetween(signedIn: Exchange, asked: Exchange, facts: Facts): boolean {
  return facts
    .onApi(asked)
    .some(
      ({ startedAt, request }) =>
        startedAt > signedIn.startedAt && startedAt < asked.startedAt && isSignOutUrl(request.url),
    );
}

function deliveredBy(exchange: Exchange, facts: Facts): boolean {
  if (exchange.response === undefined) return false;
  const answer = redirectAnswer(exchange);
  if (answer) return answer.error === undefined;
  return postsFor(exchange, facts);
}

/** The page that has the browser post the answer to the application (OAuth 2.0 Form Post Response Mode). */
function postsFor(exchange: Exchange, facts: Facts): boolean {
  const message = facts.oauth(exchange);
  return (
    message?.kind === 'authorization-request' &&
    message.request.responseMode === 'form_post' &&
    /\bname=["']?(?:code|id_token)\b/.test(exchange.response?.body?.text.slice(0, 8_000) ?? '')
  );
}

/** Set with the sign-in or sent with it. Other cookies say nothing: servers set some for everybody. */
function belongsTo(signedIn: Exchange, { cookie, from }: CookieFact): boolean {
  if (from.source === 'response' && from.exchange.startedAt >= signedIn.startedAt - SIGN_IN_MS) return true;
  return headerValues(signedIn.request.headers, 'cookie')
    .flatMap(parseCookieHeader)
    .some(({ name }) => name === cookie.name);
}

/** Between the form with the password and the redirect back: sessions are set in either answer. */
const SIGN_IN_MS = 120_000;
