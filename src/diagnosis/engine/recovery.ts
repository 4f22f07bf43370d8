import type { Exchange } from '../../exchange/exchange.ts';
import { headerValue } from '../../exchange/headers.ts';
import type { CookieFact } from '../facts/cookies.ts';
import type { Facts } from '../facts/facts.ts';

/** A retry that comes by itself comes at once. */
const AUTOMATIC_RETRY_MS = 10_000;
/** With a token response in between, a slow identity provider is given more time. */
const REFRESHED_RETRY_MS = 60_000;

/** The later exchange of the same method and URL that passed, where it is this one's retry. */
export function recoveredBy(failing: Exchange, facts: Facts): Exchange | undefined {
  const status = facts.refusal(failing);
  const asksAgain = status === 401 || status === 407 || asksForNonce(failing, facts);
  // Many APIs say 403 of an expired token, too.
  if (!asksAgain && status !== 403) return undefined;
  const endedAt = failing.endedAt ?? failing.startedAt;
  const answered = signedInAfterwards(failing, facts);
  if (answered) return answered;
  const retry = facts
    .again(failing)
    .find(
      (later) =>
        later.startedAt >= endedAt && later.kind === failing.kind && asksTheSame(failing, later, facts),
    );
  if (!retry || !passed(retry, facts)) return undefined;
  if (sentTheSame(failing, retry)) return undefined;
  const waited = retry.startedAt - endedAt;
  if (asksAgain && waited <= AUTOMATIC_RETRY_MS) return retry;
  return waited <= REFRESHED_RETRY_MS && tokenIssuedBetween(endedAt, retry.startedAt, facts)
    ? retry
    : undefined;
}

/**
 * "Is anybody signed in?" is a question that pages ask at their start. No is the answer to it, however long the user
 * then takes to sign in. The passing request carries what that sign-in set, or may carry it where cookies were cut
 * from the record.
 */
function signedInAfterwards(probe: Exchange, facts: Facts): Exchange | undefined {
  if (probe.request.method !== 'GET' || carriesCredential(probe)) return undefined;
  const signIns = facts.signIns(probe).filter(({ startedAt }) => startedAt >= probe.startedAt);
  if (signIns.length === 0) return undefined;
  const isSetBySignIn = ({ fate, from }: CookieFact) =>
    fate.kind === 'sent' && from.source === 'response' && signIns.includes(from.exchange);
  return facts
    .again(probe)
    .find(
      (later) =>
        later.startedAt > signIns[0]!.startedAt &&
        later.kind === probe.kind &&
        passed(later, facts) &&
        (later.blindSpots.includes('cookies') || facts.cookies(later).some(isSetBySignIn)),
    );
}

function carriesCredential({ request }: Exchange): boolean {
  return ['authorization', 'cookie', 'proxy-authorization', 'dpop'].some(
    (name) => headerValue(request.headers, name) !== undefined,
  );
}

/** Token endpoints ask for a DPoP nonce with 400, and expect the request again (RFC 9449 §8). */
function asksForNonce(failing: Exchange, facts: Facts): boolean {
  if (failing.response?.status !== 400) return false;
  const gaveNonce = headerValue(failing.response.headers, 'dpop-nonce') !== undefined;
  return (
    facts.saysThat(failing, 'dpop-nonce') !== undefined ||
    (gaveNonce && headerValue(failing.request.headers, 'dpop') !== undefined)
  );
}

function passed(exchange: Exchange, facts: Facts): boolean {
  return exchange.failure === undefined && (facts.refusal(exchange) ?? 400) < 400;
}

/** Where one address serves every question, the body tells them apart. */
function asksTheSame(failing: Exchange, later: Exchange, facts: Facts): boolean {
  return !facts.hiddenError(failing) || failing.request.body?.text === later.request.body?.text;
}

/**
 * The same credential again that now passes is a server that changed its mind, not a recovery. Where credentials were
 * cut from the record, nothing says that they were the same.
 */
function sentTheSame(a: Exchange, b: Exchange): boolean {
  if (a.blindSpots.includes('authorization') || a.blindSpots.includes('cookies')) return false;
  return ['authorization', 'proxy-authorization', 'cookie', 'dpop'].every(
    (name) => headerValue(a.request.headers, name) === headerValue(b.request.headers, name),
  );
}

function tokenIssuedBetween(from: number, to: number, facts: Facts): boolean {
  return facts.capture.exchanges.some(
    ({ startedAt, request, response }) =>
      startedAt >= from &&
      startedAt <= to &&
      request.method === 'POST' &&
      response?.status === 200 &&
      /\/(?:token|refresh|login|session)/i.test(request.url),
  );
}
