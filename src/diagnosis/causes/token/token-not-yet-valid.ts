import type { Cause } from '../../engine/cause.ts';
import { claim, present, responseHeader, said } from '../../engine/evidence.ts';
import { duration } from '../../engine/time.ts';
import { rfc7519NotBefore } from '../specs.ts';
import { LEEWAY_MS, refusedJwt, timeClaim } from './claims.ts';
import words from './token-not-yet-valid.md?raw';

export const tokenNotYetValid: Cause = {
  code: 'token-not-yet-valid',
  group: 'token',
  title: 'Token is not valid yet',
  fixIn: 'idp',
  step: 'token',
  aliases: [
    'jwt not active',
    'NotBeforeError',
    'ImmatureSignatureError',
    '"nbf" claim timestamp check failed',
    'IDX10222',
  ],
  specs: [rfc7519NotBefore],
  words,
  explains: ['token-rejected'],
  decide(failing, facts) {
    const jwt = refusedJwt(failing, facts, 'not-yet-valid');
    if (!jwt) return undefined;
    const word = facts.saysThat(failing, 'not-yet-valid');
    const judgedAt = facts.judgedAt(failing);
    const nbf = timeClaim(jwt.claims, 'nbf');
    const iat = timeClaim(jwt.claims, 'iat');
    const ahead = { nbf: (nbf ?? judgedAt) - judgedAt, iat: (iat ?? judgedAt) - judgedAt };
    const name = ahead.nbf > 0 ? 'nbf' : 'iat';
    const early = ahead[name];
    if (early <= 0) {
      return nbf === undefined && iat === undefined
        ? undefined
        : { kind: 'ruled-out', because: 'nbf and iat had passed' };
    }
    if (early < LEEWAY_MS && !word) return undefined;
    if (!word && facts.saysOtherwise(failing, 'not-yet-valid')) return undefined;
    const byServerClock = facts.serverTime(failing) !== undefined;
    return {
      kind: 'found',
      confidence: byServerClock && (word || name === 'nbf') ? 'certain' : 'likely',
      title: `The token becomes valid only ${duration(early)} after this request`,
      line: `${name} is ${duration(early)} ahead of the server’s clock`,
      evidence: present(
        claim(failing, name, { mark: 'UTC' }),
        byServerClock && responseHeader(failing, 'Date', { label: 'Server Date' }),
        word && said(word),
      ),
    };
  },
};
