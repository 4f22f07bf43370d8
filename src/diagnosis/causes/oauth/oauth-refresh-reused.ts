import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { failure, requestBody, status, url } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { type StepWord, stepWord, valuesAreOriginal } from '../../facts/oauth-flow.ts';
import { rfc6749InvalidGrant, rfc9700Rotation } from '../specs.ts';
import { confidenceOf, refusedRedemption } from './flow.ts';
import { type Redemption, sameGrant, wasTaken, wentUnanswered } from './grants.ts';
import words from './oauth-refresh-reused.md?raw';
import { found } from './reused.ts';

export const oauthRefreshReused: Cause = {
  code: 'oauth-refresh-reused',
  group: 'oauth',
  title: 'A refresh token was used twice',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'refresh token reuse',
    'refresh token rotation',
    'Invalid Refresh Token: Already Used',
    'refresh_token_already_used',
    'Maximum allowed refresh token reuse exceeded',
    'Unknown or invalid refresh token',
    'invalid_grant',
  ],
  specs: [rfc9700Rotation, rfc6749InvalidGrant],
  words,
  explains: ['oauth-invalid-grant', 'refresh-failed', 'session-rejected'],
  decide(failing, facts): Verdict {
    const { refreshToken } = refusedRedemption(failing, facts)?.request ?? {};
    if (refreshToken === undefined) return atOwnEndpoint(failing, facts);
    const word = stepWord(failing, facts);
    if (word && word.meaning !== 'grant-reused') return undefined;
    const others = sameGrant(failing, 'refreshToken', refreshToken, facts);
    return (
      afterRotation(failing, facts, others, word) ??
      afterLostAnswer(failing, others, word) ??
      afterOthersReuse(failing, facts, refreshToken) ??
      (word && saidSo(failing, word))
    );
  },
};

const UNREAD: Verdict = {
  kind: 'cannot-tell',
  because:
    'The same refresh token was accepted before, and that answer was not recorded: it shows whether a new one came',
};

function afterRotation(
  failing: Exchange,
  facts: Facts,
  others: readonly Redemption[],
  word: StepWord | undefined,
): Verdict {
  const rotated = others.find((other) => rotates(other, failing));
  if (!rotated) return others.some((other) => wasTaken(other, failing) === 'unread') ? UNREAD : undefined;
  const atOnce = (rotated.exchange.endedAt ?? rotated.exchange.startedAt) > failing.startedAt;
  return found(failing, word, valuesAreOriginal(facts) ? 'certain' : 'likely', {
    title: atOnce
      ? 'Two requests sent the same refresh token at once'
      : 'A refresh token was sent again after it was replaced',
    line: `${shownHost(failing)} gave a new one for it before, and takes each only once`,
    evidence: [
      status(rotated.exchange, { label: 'First time' }),
      requestBody(rotated.exchange, { note: 'the same refresh_token' }),
    ],
  });
}

/** A server that gives no new refresh token does not rotate: the old one stays good. */
function rotates(other: Redemption, failing: Exchange): boolean {
  if (wasTaken(other, failing) !== true) return false;
  const { refreshToken } = other.response ?? {};
  return refreshToken !== undefined && refreshToken !== other.request.refreshToken;
}

function afterLostAnswer(
  failing: Exchange,
  others: readonly Redemption[],
  word: StepWord | undefined,
): Verdict {
  const lost = others.find((other) => wentUnanswered(other, failing));
  if (!lost) return undefined;
  return found(failing, word, 'likely', {
    title: 'The refresh token was sent before, and no answer came back',
    line: `${shownHost(failing)} may have replaced it then; the answer with the new one was lost`,
    evidence: [lost.exchange.failure === undefined ? url(lost.exchange) : failure(lost.exchange)],
  });
}

/** Servers that see an old token again take back all that came from it, the newest included. */
function afterOthersReuse(failing: Exchange, facts: Facts, refreshToken: string): Verdict {
  const all = facts
    .oauthExchanges()
    .flatMap(([exchange, message]) =>
      message.kind === 'token-request' && exchange.startedAt < failing.startedAt
        ? [{ exchange, request: message.request, ...(message.response && { response: message.response }) }]
        : [],
    );
  const source = all.find(({ response }) => response?.refreshToken === refreshToken);
  const old = source?.request.refreshToken;
  if (!source || old === undefined) return undefined;
  const reuse = all.find(
    ({ exchange, request, response }) =>
      exchange.id !== source.exchange.id &&
      request.refreshToken === old &&
      response?.error === 'invalid_grant' &&
      exchange.startedAt >= source.exchange.startedAt,
  );
  if (!reuse) return undefined;
  return found(failing, undefined, 'likely', {
    title: 'The refresh token was taken back after its predecessor was used twice',
    line: `${shownHost(failing)} refused the old one before; many servers then end the whole sign-in`,
    evidence: [
      status(reuse.exchange, { label: 'The old one, again' }),
      status(source.exchange, { label: 'Replaced' }),
    ],
  });
}

function saidSo(failing: Exchange, word: StepWord): Verdict {
  return found(failing, undefined, confidenceOf(word), {
    title: 'The server says that the refresh token was used before',
    line: 'It takes each refresh token only once',
    evidence: [word.evidence],
  });
}

/** Applications renew at addresses of their own, the refresh token in a cookie: then the server’s word is all there is. */
function atOwnEndpoint(failing: Exchange, facts: Facts): Verdict {
  if (facts.oauth(failing)) return undefined;
  const refresh = facts.tokenLife().refreshes.find(({ exchange }) => exchange === failing);
  if (refresh?.outcome !== 'refused') return undefined;
  const word = stepWord(failing, facts);
  return word?.meaning === 'grant-reused' ? saidSo(failing, word) : undefined;
}
