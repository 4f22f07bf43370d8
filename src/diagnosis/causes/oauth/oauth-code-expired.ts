import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, responseBody, status } from '../../engine/evidence.ts';
import { shownHost } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { deliveriesOf, refusedCallback, type StepWord, stepWord } from '../../facts/oauth-flow.ts';
import { rfc6749CodeResponse } from '../specs.ts';
import { confidenceOf, refusedRedemption } from './flow.ts';
import { sameGrant } from './grants.ts';
import words from './oauth-code-expired.md?raw';

/** RFC 6749 §4.1.2: no code should live longer. Milliseconds. */
const LIVES_AT_MOST = 600_000;

export const oauthCodeExpired: Cause = {
  code: 'oauth-code-expired',
  group: 'oauth',
  title: 'The authorization code had expired',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'AADSTS70008',
    'authorization code expired',
    'This authorization code has expired',
    'code expired',
  ],
  specs: [rfc6749CodeResponse],
  words,
  explains: ['oauth-invalid-grant', 'resource-forbidden', 'authorization-missing', 'token-rejected'],
  decide(failing, facts): Verdict {
    const callback = refusedCallback(failing, facts);
    if (callback?.word?.meaning === 'grant-expired' && callback.response.code !== undefined)
      return saidSo(failing, callback.word);
    const { code } = refusedRedemption(failing, facts)?.request ?? {};
    if (code === undefined) return undefined;
    const word = stepWord(failing, facts);
    if (word) return word.meaning === 'grant-expired' ? saidSo(failing, word) : undefined;
    return tookTooLong(code, failing, facts);
  },
};

function saidSo(failing: Exchange, word: StepWord): Verdict {
  return {
    kind: 'found',
    confidence: confidenceOf(word),
    title: 'The server says that the authorization code had expired',
    line: 'Codes live for a minute or a few',
    evidence: [word.evidence, status(failing)],
  };
}

function tookTooLong(code: string, failing: Exchange, facts: Facts): Verdict {
  const delivered = deliveriesOf(code, failing, facts)[0];
  if (!delivered || sameGrant(failing, 'code', code, facts).length > 0) return undefined;
  const waited = failing.startedAt - delivered.startedAt;
  if (waited < LIVES_AT_MOST) return undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: `The authorization code was redeemed ${Math.round(waited / 60_000)} minutes after it was issued`,
    line: `${shownHost(failing)} refused it; codes should live ten minutes at most`,
    evidence: present(
      { label: 'Callback', at: { part: 'time', exchangeId: delivered.id } },
      { label: 'Token request', at: { part: 'time', exchangeId: failing.id } },
      failing.response?.body && responseBody(failing),
      status(failing),
    ),
  };
}
