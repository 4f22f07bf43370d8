import type { Cause } from '../../engine/cause.ts';
import { claim, present, said, status } from '../../engine/evidence.ts';
import { listed, quote } from '../../engine/quote.ts';
import { rfc7519Audience } from '../specs.ts';
import words from './audience-mismatch.md?raw';
import { refusedJwt } from './claims.ts';
import { byWordAlone, wordOnUnseenToken } from './unseen.ts';

export const audienceMismatch: Cause = {
  code: 'audience-mismatch',
  group: 'token',
  title: 'The token is meant for another API',
  fixIn: 'client',
  step: 'token',
  aliases: [
    'jwt audience invalid',
    "Unexpected 'aud' value",
    'The audience is invalid',
    'IDX10214',
    'Audience doesn’t match',
  ],
  specs: [rfc7519Audience],
  words,
  explains: ['token-rejected'],
  decide(failing, facts) {
    const unseen = wordOnUnseenToken(failing, facts, 'audience');
    if (unseen) return byWordAlone(unseen, 'The server does not take the token’s audience');
    const jwt = refusedJwt(failing, facts, 'audience');
    if (!jwt) return undefined;
    const word = facts.saysThat(failing, 'audience');
    const audience = listed(jwt.claims['aud']);
    const accepted = facts.acceptedClaims(failing, 'aud');
    const own = JSON.stringify(jwt.claims['aud']);
    const differs = accepted.length > 0 && !accepted.includes(own ?? '');
    if (!word && accepted.includes(own ?? ''))
      return { kind: 'ruled-out', because: `This API has accepted aud ${quote(audience.join(', '))}` };
    if (!word && facts.saysOtherwise(failing, 'audience')) return undefined;
    if (!word && !differs) return undefined;
    const named = audience.length === 0 ? 'no audience' : quote(audience.join(', '));
    return {
      kind: 'found',
      confidence: word ? 'certain' : 'likely',
      title:
        audience.length === 0
          ? 'The token names no audience, and this API asks for one'
          : `The token is for ${named}, and this API does not take it`,
      line: audience.length === 0 ? 'aud is missing' : `aud is ${named}`,
      evidence: present(
        audience.length === 0
          ? { label: 'Claim aud', at: { part: 'claim', exchangeId: failing.id, name: 'aud', absent: true } }
          : claim(failing, 'aud', { ...(audience[0] && { mark: audience[0] }) }),
        word
          ? said(word)
          : status(failing, { note: `tokens that this API accepted say ${quote(accepted.join(', '))}` }),
      ),
    };
  },
};
