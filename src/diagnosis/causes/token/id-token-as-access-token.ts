import { tokenKind } from '../../../protocol/jwt/token-kind.ts';
import type { Cause } from '../../engine/cause.ts';
import { claim, present, said, tokenHeader } from '../../engine/evidence.ts';
import { oidcIdToken, rfc9068 } from '../specs.ts';
import { readableJwt, refusedJwt } from './claims.ts';
import words from './id-token-as-access-token.md?raw';

/** Firebase and Google's Identity-Aware Proxy issue nothing else to send to an API. */
const BY_DESIGN = /^https:\/\/(?:securetoken\.google\.com\/|cloud\.google\.com\/iap$)/;

export const idTokenAsAccessToken: Cause = {
  code: 'id-token-as-access-token',
  group: 'token',
  title: 'An ID token was sent instead of an access token',
  fixIn: 'client',
  step: 'token',
  aliases: ['id_token used as bearer', 'token_use id', 'not an access token'],
  specs: [oidcIdToken, rfc9068],
  words,
  explains: ['audience-mismatch', 'token-rejected', 'insufficient-scope'],
  decide(failing, facts) {
    const jwt = refusedJwt(failing, facts, 'audience', 'token-kind', 'scope', 'malformed');
    if (!jwt) return undefined;
    const { kind, marks } = tokenKind(jwt.header, jwt.claims);
    const first = marks[0];
    if (kind !== 'id' || !first)
      return { kind: 'ruled-out', because: 'The token bears no mark of an ID token' };
    if (BY_DESIGN.test(String(jwt.claims['iss'])) && !facts.saysThat(failing, 'token-kind'))
      return { kind: 'ruled-out', because: 'Its issuer makes ID tokens for APIs to take' };
    const acceptsIdTokens = facts.acceptedOn(failing).some((accepted) => {
      const other = readableJwt(accepted, facts);
      return other !== undefined && tokenKind(other.header, other.claims).kind === 'id';
    });
    if (acceptsIdTokens) return { kind: 'ruled-out', because: 'This API has accepted ID tokens' };
    const word = facts.saysThat(failing, 'audience', 'token-kind', 'scope');
    if (!word && facts.saysOtherwise(failing, 'audience', 'token-kind', 'scope')) return undefined;
    return {
      kind: 'found',
      confidence: word ? 'certain' : 'likely',
      title: 'The request carries an ID token, and the API wants an access token',
      line: `An ID token: ${marks
        .slice(0, 3)
        .map(({ name }) => name)
        .join(', ')}`,
      evidence: present(point(first), ...marks.slice(1, 4).map(point), word && said(word)),
    };

    function point(mark: (typeof marks)[number]) {
      const place = mark.where === 'header' ? tokenHeader : claim;
      return place(failing, mark.name, { note: mark.because });
    }
  },
};
