import type { Exchange } from '../../../exchange/exchange.ts';
import type { Challenge } from '../../../protocol/http-auth/challenges.ts';
import { numericDate } from '../../../protocol/jwt/token.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { claim, present, responseHeader, said } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { duration } from '../../engine/time.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc9470 } from '../specs.ts';
import { readableJwt } from './claims.ts';
import words from './step-up-required.md?raw';

const ERRORS: ReadonlySet<string | undefined> = new Set([
  'insufficient_user_authentication',
  // Microsoft Entra ID and APIs behind it: https://learn.microsoft.com/entra/identity-platform/claims-challenge
  'insufficient_claims',
]);

export const stepUpRequired: Cause = {
  code: 'step-up-required',
  group: 'token',
  title: 'The API asks for a stronger or fresher sign-in',
  fixIn: 'client',
  step: 'token',
  aliases: [
    'insufficient_user_authentication',
    'insufficient_claims',
    'acr_values',
    'max_age',
    'MFA required',
  ],
  specs: [rfc9470],
  words,
  explains: [
    'token-rejected',
    'resource-forbidden',
    'insufficient-scope',
    'token-expired',
    'account-locked',
    'role-missing',
  ],
  decide(failing, facts): Verdict {
    const status = failing.response?.status;
    if (status !== 401 && status !== 403) return undefined;
    const challenge = facts.challenges(failing).find(({ parameters }) => ERRORS.has(parameters.get('error')));
    const word = facts.saysThat(failing, 'step-up');
    if (!challenge && !word) return undefined;
    const levels = challenge?.parameters.get('acr_values');
    const maxAge = challenge && secondsIn(challenge);
    const wanted = [
      levels && `a sign-in at level ${quote(levels)}`,
      maxAge !== undefined && `a sign-in within the last ${duration(maxAge * 1_000)}`,
    ].filter((part) => typeof part === 'string');
    return {
      kind: 'found',
      confidence: challenge ? 'certain' : 'likely',
      title:
        wanted.length > 0
          ? `The API asks for ${wanted.join(' and ')}`
          : 'The API asks for a stronger or fresher sign-in than the token shows',
      line: levels ? `acr ${quote(levels)} is asked for` : 'The token itself is sound',
      evidence: present(
        challenge
          ? responseHeader(failing, 'WWW-Authenticate', {
              label: 'Challenge',
              mark: challenge.parameters.get('error') ?? '',
            })
          : said(word!),
        ...shownByToken(failing, facts),
      ),
    };
  },
};

function secondsIn({ parameters }: Challenge): number | undefined {
  const text = parameters.get('max_age') ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** What the token says of the sign-in: how strong and when. */
function shownByToken(failing: Exchange, facts: Facts): readonly Evidence[] {
  const claims = readableJwt(failing, facts)?.claims;
  if (!claims) return [];
  const shown: Evidence[] = [];
  if (typeof claims['acr'] === 'string')
    shown.push(claim(failing, 'acr', { note: 'the level of this sign-in' }));
  const at = numericDate(claims, 'auth_time');
  if (at !== undefined) {
    const age = facts.judgedAt(failing) - at * 1_000;
    shown.push(claim(failing, 'auth_time', { note: `the sign-in was ${duration(age)} old` }));
  }
  return shown;
}
