import type { Exchange } from '../../../exchange/exchange.ts';
import { parametersOf } from '../../../protocol/oauth/messages.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { OAuthRefusal } from '../../facts/oauth-refusal.ts';
import { rfc6749AuthorizationError, rfc6749Scope } from '../specs.ts';
import words from './oauth-invalid-scope.md?raw';
import { confidenceIn, evidenceOf, lineOf, refusedFor, serverOf } from './refused.ts';

export const oauthInvalidScope: Cause = {
  code: 'oauth-invalid-scope',
  group: 'oauth',
  title: 'A requested scope is not allowed for this client',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'invalid_scope',
    'invalid_target',
    'AADSTS70011',
    'AADSTS650053',
    'AADB2C90117',
    'Invalid scopes',
  ],
  specs: [rfc6749AuthorizationError, rfc6749Scope],
  words,
  explains: [],
  decide(failing, facts): Verdict {
    const refusal = refusedFor('requested-scope', failing, facts);
    if (!refusal) return undefined;
    const server = serverOf(failing, refusal);
    const named = namedScope(failing);
    const asked = askedScope(failing, refusal, facts);
    return {
      kind: 'found',
      confidence: confidenceIn(refusal),
      title:
        named !== undefined
          ? `${server} does not grant the scope ${quote(named, 80)}`
          : asked === undefined
            ? `${server} does not grant a requested scope`
            : `${server} does not grant all of the scopes ${quote(asked, 120)}`,
      line: lineOf(refusal),
      evidence: evidenceOf(failing, refusal, 'scope', 'client_id'),
    };
  },
};

/** Some servers name the scope beside the error. */
function namedScope({ request }: Exchange): string | undefined {
  const at = request.url.indexOf('?');
  const parameters = at < 0 ? undefined : parametersOf(request.url.slice(at));
  return parameters?.has('error') ? parameters.get('scope') : undefined;
}

function askedScope(failing: Exchange, { asked }: OAuthRefusal, facts: Facts): string | undefined {
  const message = facts.oauth(failing);
  return message?.kind === 'token-request' ? message.request.scope : asked?.request.scope;
}
