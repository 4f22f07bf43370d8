import type { Cause } from '../../engine/cause.ts';
import { claim, present, said, status } from '../../engine/evidence.ts';
import { listed, quote } from '../../engine/quote.ts';
import { rfc7519Issuer } from '../specs.ts';
import { refusedJwt } from './claims.ts';
import words from './issuer-mismatch.md?raw';
import { byWordAlone, wordOnUnseenToken } from './unseen.ts';

export const issuerMismatch: Cause = {
  code: 'issuer-mismatch',
  group: 'token',
  title: 'The token comes from an issuer that the API does not trust',
  fixIn: 'api',
  step: 'token',
  aliases: [
    'jwt issuer invalid',
    "Unexpected 'iss' value",
    'The issuer is invalid',
    'IDX10205',
    'Jwt issuer is not configured',
  ],
  specs: [rfc7519Issuer],
  words,
  explains: ['token-rejected', 'audience-mismatch'],
  decide(failing, facts) {
    const unseen = wordOnUnseenToken(failing, facts, 'issuer');
    if (unseen) return byWordAlone(unseen, 'The server does not take the token’s issuer');
    const jwt = refusedJwt(failing, facts, 'issuer');
    if (!jwt) return undefined;
    const word = facts.saysThat(failing, 'issuer');
    const issuer = listed(jwt.claims['iss'])[0];
    const accepted = facts.acceptedClaims(failing, 'iss');
    const own = JSON.stringify(jwt.claims['iss']) ?? '';
    if (!word && accepted.includes(own))
      return { kind: 'ruled-out', because: `This API has accepted tokens from ${quote(issuer ?? '')}` };
    if (!word && (accepted.length === 0 || facts.saysOtherwise(failing, 'issuer'))) return undefined;
    return {
      kind: 'found',
      confidence: word ? 'certain' : 'likely',
      title:
        issuer === undefined
          ? 'The token names no issuer'
          : `The API does not take tokens from ${quote(issuer)}`,
      line: issuer === undefined ? 'iss is missing' : `iss is ${quote(issuer)}`,
      evidence: present(
        issuer === undefined
          ? { label: 'Claim iss', at: { part: 'claim', exchangeId: failing.id, name: 'iss', absent: true } }
          : claim(failing, 'iss', { mark: issuer }),
        word
          ? said(word)
          : status(failing, { note: `tokens that this API accepted say ${quote(accepted.join(', '))}` }),
      ),
    };
  },
};
