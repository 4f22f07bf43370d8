import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import { type Grant, grantsOf } from '../../../protocol/jwt/grants.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { claim, present, said } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { ServerWord } from '../../facts/server-words.ts';
import { rfc9068, rfc9110Forbidden } from '../specs.ts';
import { readableJwt } from '../token/claims.ts';
import { wentAlone } from './credential.ts';
import { type Demand, demandOf, isHeld } from './demand.ts';
import words from './role-missing.md?raw';

export const roleMissing: Cause = {
  code: 'role-missing',
  group: 'permission',
  title: 'A role or permission is missing',
  fixIn: 'idp',
  step: 'permission',
  aliases: [
    'insufficient permissions',
    'Authorization_RequestDenied',
    'PERMISSION_DENIED',
    'Resource not accessible by integration',
    'INSUFFICIENT_ACCESS',
    'AuthorizationFailed',
    'cannot list resource',
  ],
  specs: [rfc9110Forbidden, rfc9068],
  words,
  explains: ['resource-forbidden', 'method-forbidden', 'status-misused', 'token-rejected'],
  decide(failing, facts): Verdict {
    const status = facts.refusal(failing);
    if (status !== 403 && status !== 401) return undefined;
    // Nobody can lack a role who did not say who they are.
    if (facts.saysOtherwise(failing, 'role') || wentAlone(failing, facts)) return undefined;
    const demand = demandOf(failing, facts);
    if (demand && demand.kind !== 'scope') return byName(failing, demand, facts);
    const word = facts.saysThat(failing, 'role');
    if (word && !demand) return unnamed(failing, word, facts);
    return demand ? undefined : notSaid(failing, facts);
  },
};

/** A 403 that says no more, of a credential that nothing else was asked with. */
function notSaid(failing: Exchange, facts: Facts): Verdict {
  if (failing.response?.status !== 403 || facts.acceptedWith(failing).length > 0) return undefined;
  return facts.saysThat(failing, 'forbidden')
    ? {
        kind: 'cannot-tell',
        because: 'The server names no role or permission: its log says which rule refused',
      }
    : undefined;
}

function byName(failing: Exchange, demand: Demand, facts: Facts): Verdict {
  const jwt = readableJwt(failing, facts);
  const grants = jwt && grantsOf(jwt.claims);
  const lacking = grants ? demand.values.filter((value) => !isHeld(value, grants)) : demand.values;
  if (lacking.length === 0 || (demand.anyOf && lacking.length < demand.values.length)) {
    const held = grants?.find((grant) => demand.values.some((value) => isHeld(value, [grant])));
    return {
      kind: 'ruled-out',
      because: `The token holds ${quote(demand.values.join(', '))}${held ? ` in ${held.claim.slice(0, 80)}: the API may read another name` : ''}`,
    };
  }
  const roles = grants?.filter(({ kind }) => kind !== 'scope') ?? [];
  const named = `the ${demand.kind} ${quote(lacking.join(demand.anyOf ? ' or ' : ', '))}`;
  return {
    kind: 'found',
    confidence: roles.length > 0 ? 'certain' : 'likely',
    title: grants && roles.length > 0 ? `The token lacks ${named}` : `The server asks for ${named}`,
    line: lineFor(lacking, jwt !== undefined, roles),
    evidence: present(
      { label: 'The server said', at: demand.at, mark: demand.mark },
      jwt && roles[0] && heldEvidence(failing, jwt.claims, roles[0]),
    ),
  };
}

function lineFor(lacking: readonly string[], isJwt: boolean, roles: readonly Grant[]): string {
  const needs = `Needs ${quote(lacking.join(', '))}`;
  if (roles.length > 0)
    return `${needs}; the token names ${quote(roles.map(({ value }) => value).join(', '), 60)}`;
  return isJwt ? `${needs}; the token names no roles, so the API may look them up itself` : needs;
}

function heldEvidence(
  failing: Exchange,
  claims: Readonly<Record<string, unknown>>,
  grant: Grant,
): Evidence | undefined {
  const name = Object.keys(claims).find((each) => grant.claim === each || grant.claim.startsWith(`${each}.`));
  return name === undefined ? undefined : claim(failing, name, { label: 'The token holds' });
}

function unnamed(failing: Exchange, word: ServerWord, facts: Facts): Verdict {
  const accepted = headerValue(failing.response?.headers ?? [], 'x-accepted-github-permissions');
  const needs = accepted === undefined || accepted === '' ? undefined : accepted.slice(0, 200);
  const jwt = readableJwt(failing, facts);
  const first = jwt && grantsOf(jwt.claims).find(({ kind }) => kind !== 'scope');
  return {
    kind: 'found',
    confidence: 'likely',
    title: 'The server says that a role or permission is missing',
    line: needs === undefined ? 'It does not say which' : `Needs ${quote(needs)}`,
    evidence: present(
      said(word),
      needs !== undefined && {
        label: 'Response header X-Accepted-GitHub-Permissions',
        at: {
          part: 'response-header' as const,
          exchangeId: failing.id,
          name: 'x-accepted-github-permissions',
        },
      },
      jwt && first && heldEvidence(failing, jwt.claims, first),
    ),
  };
}
