import { pathOf } from '../../exchange/address.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { Facts } from '../facts/facts.ts';
import { frameRefusal } from '../facts/frame.ts';
import { headerSizeRefusal } from '../facts/header-size.ts';
import { lostItsBody } from '../facts/https-redirect.ts';
import { refusedAsMalformed } from '../facts/malformed-credential.ts';
import { saysNoneWasSent } from '../facts/missing-credential.ts';
import { oauthEndpoint, unreachable } from '../facts/oauth-endpoint.ts';
import { nonceFault, refusedCallback } from '../facts/oauth-flow.ts';
import { refusedByBrowser } from '../facts/refused-by-browser.ts';
import { refusedWithOtherStatus } from '../facts/refused-token.ts';
import { refusalOfTwo } from '../facts/sent-twice.ts';
import { attemptsSignIn } from '../facts/sign-in.ts';
import { signInRefusal } from '../facts/sign-in-request.ts';
import { isFairAnswer } from '../facts/silent-sign-in.ts';
import type { Outcome } from './diagnosis.ts';

/** Statuses by which servers refuse a credential, a session or a permission (RFC 9110 §15.5, RFC 6585, Laravel's 419). */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 407, 419, 511]);

/**
 * What became of a request, if authentication or its transport failed it; `undefined` for all others: successes,
 * and failures that have other reasons (500, 422, refused connections, aborted requests).
 */
export function outcomeOf(exchange: Exchange, facts: Facts): Exclude<Outcome, 'recovered'> | undefined {
  if (exchange.kind === 'preflight' || isBrowsersOwn(exchange)) return undefined;
  if (exchange.pending === 'authentication-prompt') return 'pending';
  if (facts.fedcmFailure(exchange)) return exchange.failure === undefined ? 'refused' : 'blocked';
  if (wasBlocked(exchange, facts) || wasKeptFrom(exchange, facts) || refusedByBrowser(exchange, facts))
    return 'blocked';
  const status = exchange.response?.status;
  if (status === undefined) return undefined;
  if (status >= 400 && saysNo(exchange, status, facts)) return 'refused';
  if (endsSignIn(exchange, facts)) return 'refused';
  if (facts.signInPage(exchange) || facts.signInLoop(exchange)) return 'redirected';
  return facts.hiddenError(exchange) || nonceFault(exchange, facts) ? 'hidden' : undefined;
}

/** What browsers and their tools ask for unasked: nobody misses it, whatever the answer. */
const BROWSERS_OWN =
  /\/(?:favicon\.ico|apple-touch-icon[\w-]{0,30}\.png|\.well-known\/appspecific\/com\.chrome\.devtools\.json)$/i;
const ASKED_BY_PAGES: ReadonlySet<string> = new Set(['fetch', 'navigation', 'frame']);

function isBrowsersOwn({ kind, request }: Exchange): boolean {
  return !ASKED_BY_PAGES.has(kind) && BROWSERS_OWN.test(pathOf(request.url));
}

/** Is it an error that authentication is the reason for, by its status or by what it says beside one that tells less? */
function saysNo(exchange: Exchange, status: number, facts: Facts): boolean {
  if (REFUSALS.has(status)) return true;
  if (status === 429) return carriesCredential(exchange, facts) || attemptsSignIn(exchange);
  if (status >= 500)
    return facts.saysThat(exchange, 'provider-down') !== undefined || refusedWithOtherStatus(exchange, facts);
  if (headerSizeRefusal(exchange, facts) || lostItsBody(exchange, facts.redirectedFrom(exchange)))
    return true;
  if (status === 423) return saysLocked(exchange, facts);
  if (status === 440 || status === 498) return saysItIsOver(exchange, facts);
  if (status !== 400 && status !== 422) return false;
  if (saysNoneWasSent(exchange, facts) || saysCsrf(exchange, facts)) return true;
  return status === 400 ? isAboutTheCredential(exchange, facts) : refusedWithOtherStatus(exchange, facts);
}

/** The session's end of IIS, the invalid token of ArcGIS; 440 is also what a mistyped 404 is. */
function saysItIsOver(exchange: Exchange, facts: Facts): boolean {
  return (
    facts.saysThat(exchange, 'expired', 'session', 'revoked', 'invalid-token', 'missing-credential') !==
    undefined
  );
}

function isAboutTheCredential(exchange: Exchange, facts: Facts): boolean {
  return (
    facts.challenges(exchange).length > 0 ||
    saysLocked(exchange, facts) ||
    refusedAsMalformed(exchange, facts) ||
    refusedWithOtherStatus(exchange, facts) ||
    refusalOfTwo(exchange, facts) !== undefined
  );
}

/** Sign-ins are refused with every status: by form, by OAuth, by SAML. */
function endsSignIn(exchange: Exchange, facts: Facts): boolean {
  return (
    signInRefusal(exchange, facts) !== undefined ||
    refusedByAuthorizationServer(exchange, facts) ||
    refusedCallback(exchange, facts) !== undefined ||
    facts.samlRefusal(exchange) !== undefined
  );
}

/** A 5xx without CORS headers is a crash, not a CORS fault, where the API has shown that it knows CORS. */
function wasBlocked(exchange: Exchange, facts: Facts): boolean {
  if (exchange.failure === undefined && !exchange.blindSpots.includes('cors-verdict')) return false;
  const cors = facts.cors(exchange);
  if (!cors?.blocked) return false;
  return (exchange.response?.status ?? 0) < 500;
}

/** Flask-WTF and ASP.NET Core refuse a forged request with 400, Rails with 422. */
function saysCsrf(exchange: Exchange, facts: Facts): boolean {
  if (exchange.request.method === 'GET' || exchange.request.method === 'HEAD') return false;
  return facts.saysThat(exchange, 'csrf', 'csrf-missing', 'csrf-mismatch', 'csrf-origin') !== undefined;
}

/** A sign-in page that may not stand in a frame; an endpoint of the authorization server that cannot be reached. */
function wasKeptFrom(exchange: Exchange, facts: Facts): boolean {
  if (exchange.failure === undefined && exchange.kind !== 'frame') return false;
  if (unreachable(exchange) !== undefined) return oauthEndpoint(exchange, facts) !== undefined;
  return frameRefusal(exchange, facts) !== undefined;
}

/** A sign-in into an account that is locked: the credentials may be right, so some do not say 401. */
function saysLocked(exchange: Exchange, facts: Facts): boolean {
  return exchange.request.method === 'POST' && facts.saysThat(exchange, 'locked') !== undefined;
}

/** Or may: a sanitized file does not show it. */
function carriesCredential(exchange: Exchange, facts: Facts): boolean {
  return (
    facts.authorization(exchange) !== undefined ||
    headerValue(exchange.request.headers, 'cookie') !== undefined ||
    !facts.sawAuthorization(exchange)
  );
}

/**
 * An authorization server says no on a page of its own (RFC 6749 §4.1.2.1), by the redirect back, or at its token
 * endpoint (§5.2); and the application that asked it may say so in its stead.
 */
function refusedByAuthorizationServer(exchange: Exchange, facts: Facts): boolean {
  return facts.oauthRefusal(exchange) !== undefined && !isFairAnswer(exchange, facts);
}
