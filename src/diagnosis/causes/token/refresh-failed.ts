import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { claim, present, said, status } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import { presentedForRefresh } from '../../facts/issued-tokens.ts';
import { rfc6749Refresh, rfc6749TokenError } from '../specs.ts';
import { belongTogether, isRefusal, overdue } from './life.ts';
import words from './refresh-failed.md?raw';

/** A client that renews on 401 does so at once. */
const AT_ONCE_MS = 10_000;

export const refreshFailed: Cause = {
  code: 'refresh-failed',
  group: 'token',
  title: 'The refresh was refused',
  fixIn: 'idp',
  step: 'oauth',
  aliases: ['invalid_grant', 'refresh token expired', 'Token is blacklisted', 'Session not active'],
  specs: [rfc6749Refresh, rfc6749TokenError],
  words,
  explains: [
    'token-expired',
    'failing-after-expiry',
    'token-rejected',
    'authorization-missing',
    'resource-forbidden',
    'audience-mismatch',
    'id-token-as-access-token',
  ],
  decide(failing, facts): Verdict {
    if (!isRefusal(failing)) return undefined;
    const { refreshes } = facts.tokenLife();
    if (refreshes.some(({ exchange }) => exchange === failing)) return refreshItself(failing, facts);
    if (facts.saysOtherwise(failing, 'expired', 'revoked', 'session', 'missing-credential')) return undefined;
    const attempt = attemptFor(failing, facts);
    if (!attempt) return undefined;
    const over = overdue(failing, facts);
    const later = attempt.startedAt < failing.startedAt;
    const word = facts.saysThat(attempt, 'expired', 'revoked', 'grant', 'session', 'client');
    return {
      kind: 'found',
      confidence: over?.sure ? 'certain' : 'likely',
      title: later
        ? `The refresh ${duration(failing.startedAt - attempt.startedAt)} before was refused, so no new token came`
        : 'The refresh that followed was refused, so no new token came',
      line: `The refresh was answered ${attempt.response?.status}`,
      evidence: present<Evidence>(
        { label: 'Refresh', at: { part: 'url', exchangeId: attempt.id } },
        status(attempt, { label: 'Its answer' }),
        word && said(word),
        over?.by === 'exp' && claim(failing, 'exp', { mark: 'UTC' }),
      ),
    };
  },
};

/** At a token endpoint the codes of OAuth say it better. */
function refreshItself(failing: Exchange, facts: Facts): Verdict {
  if (facts.oauth(failing) || !carriesSomething(failing)) return undefined;
  const word = facts.saysThat(failing, 'expired', 'revoked', 'grant', 'session', 'invalid-token');
  return {
    kind: 'found',
    confidence: 'likely',
    title: 'The refresh was refused: its refresh token or session is not accepted',
    line: `Answered ${failing.response?.status}; the next step is to sign in again`,
    evidence: present<Evidence>(status(failing), word && said(word)),
  };
}

/** The refused refresh that this request suffers from: the one it started, or the last before it. */
function attemptFor(failing: Exchange, facts: Facts): Exchange | undefined {
  const { refreshes, issued } = facts.tokenLife();
  const attempt = refreshes.findLast(
    ({ exchange, outcome }) =>
      outcome === 'refused' &&
      exchange.startedAt <= endOf(failing) + AT_ONCE_MS &&
      carriesSomething(exchange) &&
      belongTogether(exchange, failing),
  )?.exchange;
  if (!attempt) return undefined;
  const renewed = issued.some(
    ({ by, kind }) =>
      kind === 'access' && by.startedAt > attempt.startedAt && by.startedAt < failing.startedAt,
  );
  return !renewed && wasNeeded(attempt, failing, facts) ? attempt : undefined;
}

/**
 * The token sent has run out; or its 401 is the one that started the refresh; or none is sent any more where there had
 * been one.
 */
function wasNeeded(attempt: Exchange, failing: Exchange, facts: Facts): boolean {
  if (overdue(failing, facts)) return true;
  if (startedBy(failing, attempt)) return true;
  const token = facts.token(failing)?.text;
  if (token !== undefined)
    return (facts.tokenLife().sent.get(token) ?? []).some((other) => startedBy(other, attempt));
  if (!facts.sawAuthorization(failing)) return false;
  return facts
    .onApi(failing)
    .some((other) => other.startedAt < attempt.startedAt && facts.token(other) !== undefined);
}

/** Clients renew when a request is answered 401. */
function startedBy(refused: Exchange, attempt: Exchange): boolean {
  if (refused.response?.status !== 401) return false;
  const waited = attempt.startedAt - endOf(refused);
  return waited >= 0 && waited <= AT_ONCE_MS;
}

/** A refresh without token or cookie is a page that asks whether anybody is signed in. */
function carriesSomething(refresh: Exchange): boolean {
  return (
    presentedForRefresh(refresh) !== undefined ||
    headerValue(refresh.request.headers, 'cookie') !== undefined ||
    headerValue(refresh.request.headers, 'authorization') !== undefined
  );
}

function endOf({ startedAt, endedAt }: Exchange): number {
  return endedAt ?? startedAt;
}
