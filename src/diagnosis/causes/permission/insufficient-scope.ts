import type { Exchange } from '../../../exchange/exchange.ts';
import type { Challenge } from '../../../protocol/http-auth/challenges.ts';
import { type Grant, grantsOf } from '../../../protocol/jwt/grants.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { claim, present, responseHeader, said } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc6750Error } from '../specs.ts';
import { readableJwt } from '../token/claims.ts';
import { demandOf } from './demand.ts';
import words from './insufficient-scope.md?raw';

export const insufficientScope: Cause = {
  code: 'insufficient-scope',
  group: 'permission',
  title: 'The token lacks a scope',
  fixIn: 'client',
  step: 'permission',
  aliases: ['insufficient_scope', 'Insufficient Scope', 'missing scope', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'],
  specs: [rfc6750Error],
  words,
  explains: ['resource-forbidden', 'method-forbidden', 'token-rejected', 'status-misused'],
  decide(failing, facts): Verdict {
    const status = facts.refusal(failing);
    if (status !== 403 && status !== 401) return undefined;
    const challenge = scopeChallenge(failing, facts);
    const word = facts.saysThat(failing, 'scope');
    if (!challenge && !word) return undefined;
    const held = heldScopes(failing, facts);
    const demanded = demandedScopes(failing, challenge?.parameters.get('scope'), facts);
    const missing = held && demanded.filter((scope) => !held.some(({ value }) => value === scope));
    if (missing?.length === 0 && demanded.length > 0) {
      return { kind: 'ruled-out', because: `The token holds ${quote(demanded.join(' '))}` };
    }
    const lacking = missing && missing.length > 0 ? missing : demanded;
    const named = quote(lacking.join(' '));
    return {
      kind: 'found',
      confidence: missing && missing.length > 0 ? 'certain' : 'likely',
      title:
        lacking.length > 0
          ? `The token lacks the scope ${named}`
          : 'The server says that the token lacks a scope',
      line: lacking.length > 0 ? `Needs ${named}` : 'It does not say which',
      evidence: present(
        challenge
          ? responseHeader(failing, 'WWW-Authenticate', {
              label: 'Challenge',
              mark: (challenge.parameters.has('scope') ? lacking[0] : undefined) ?? challenge.schemeAsWritten,
            })
          : said(word!),
        held && heldEvidence(failing, held),
      ),
    };
  },
};

/** With `error="insufficient_scope"`, or as FastAPI does it: the scope alone, and words of permission in the body. */
function scopeChallenge(failing: Exchange, facts: Facts): Challenge | undefined {
  const challenges = facts.challenges(failing);
  const named = challenges.find(({ parameters }) => parameters.get('error') === 'insufficient_scope');
  if (named) return named;
  if (!/permission/i.test(facts.saysThat(failing, 'forbidden')?.mark ?? '')) return undefined;
  return challenges.find(({ parameters }) => Boolean(parameters.get('scope')) && !parameters.has('error'));
}

/** Those of the challenge (RFC 6750 §3), else those that the server's words name. */
function demandedScopes(failing: Exchange, ofChallenge: string | undefined, facts: Facts): readonly string[] {
  if (ofChallenge) return ofChallenge.split(' ').filter((scope) => scope !== '');
  const demand = demandOf(failing, facts);
  // Of several of which one is enough none is the one that is missing.
  return demand?.kind === 'scope' && !(demand.anyOf && demand.values.length > 1) ? demand.values : [];
}

function heldScopes(failing: Exchange, facts: Facts): readonly Grant[] | undefined {
  const jwt = readableJwt(failing, facts);
  return jwt && grantsOf(jwt.claims).filter(({ kind }) => kind === 'scope' || kind === 'permission');
}

function heldEvidence(failing: Exchange, held: readonly Grant[]): Evidence {
  const first = held[0];
  if (first) return claim(failing, first.claim, { label: 'The token holds' });
  return {
    label: 'The token holds',
    at: { part: 'claim', exchangeId: failing.id, name: 'scope', absent: true },
  };
}
