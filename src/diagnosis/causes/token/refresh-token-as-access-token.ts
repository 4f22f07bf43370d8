import type { Exchange } from '../../../exchange/exchange.ts';
import { type KindMark, tokenKind } from '../../../protocol/jwt/token-kind.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { claim, present, requestHeader, said, tokenHeader } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { takesRefreshTokens } from '../../facts/token-life.ts';
import { rfc6749Response, rfc9700Refresh } from '../specs.ts';
import { readableJwt, refusesToken } from './claims.ts';
import words from './refresh-token-as-access-token.md?raw';

export const refreshTokenAsAccessToken: Cause = {
  code: 'refresh-token-as-access-token',
  group: 'token',
  title: 'A refresh token was sent instead of an access token',
  fixIn: 'client',
  step: 'token',
  aliases: ['Token has wrong type', 'Only non-refresh tokens are allowed', 'refresh_token used as bearer'],
  specs: [rfc6749Response, rfc9700Refresh],
  words,
  explains: [
    'token-rejected',
    'audience-mismatch',
    'algorithm-mismatch',
    'key-not-found',
    'signature-invalid',
    'insufficient-scope',
    'token-expired',
    'role-missing',
  ],
  decide(failing, facts): Verdict {
    if (takesRefreshTokens(failing)) return undefined;
    const sent = facts.token(failing);
    if (!sent || !refusesToken(failing, facts, 'token-kind', 'audience', 'scope')) return undefined;
    const deliverer = deliveredBy(sent.text, facts);
    const presented = isPresented(sent.text, facts);
    const mark = refreshMark(failing, facts);
    if (!deliverer && !presented && !mark) return undefined;
    if (facts.acceptedWith(failing).length > 0)
      return { kind: 'ruled-out', because: 'This API has accepted the same token' };
    const word = facts.saysThat(failing, 'token-kind');
    return {
      kind: 'found',
      confidence: deliverer || word ? 'certain' : 'likely',
      title: 'The request carries a refresh token, and the API wants an access token',
      line: deliverer
        ? 'The token answer delivered it as refresh token'
        : mark
          ? `A refresh token by its ${mark.name}`
          : 'The page sends it to be exchanged for new tokens, too',
      evidence: present<Evidence>(
        requestHeader(failing, 'Authorization', { note: 'holds the refresh token' }),
        deliverer && {
          label: 'Issued by',
          at: { part: 'url', exchangeId: deliverer.id },
          note: 'delivered it as refresh token',
        },
        mark && point(failing, mark),
        word && said(word),
      ),
    };
  },
};

/** The answer that delivered this very text as a refresh token, where none delivered it as anything else. */
function deliveredBy(text: string, facts: Facts): Exchange | undefined {
  const issued = facts.tokenLife().issued.filter((each) => each.text === text);
  return issued.every(({ kind }) => kind === 'refresh') ? issued[0]?.by : undefined;
}

/** The page has it exchanged for new tokens, and no answer delivered it as another kind. */
function isPresented(text: string, facts: Facts): boolean {
  const { presented, issued } = facts.tokenLife();
  return presented.has(text) && issued.every((each) => each.text !== text || each.kind === 'refresh');
}

function refreshMark(failing: Exchange, facts: Facts): KindMark | undefined {
  const jwt = readableJwt(failing, facts);
  const reading = jwt && tokenKind(jwt.header, jwt.claims);
  return reading?.kind === 'refresh' ? reading.marks[0] : undefined;
}

function point(failing: Exchange, { where, name, because }: KindMark): Evidence {
  return (where === 'header' ? tokenHeader : claim)(failing, name, { note: because });
}
