import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence } from '../../engine/cause.ts';
import { absentRequestHeader, present, status } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { HiddenError } from '../../facts/hidden-error.ts';
import { graphqlOverHttp, rfc9110Unauthorized } from '../specs.ts';
import { wentAlone } from './credential.ts';
import words from './error-hidden-in-success.md?raw';

export const errorHiddenInSuccess: Cause = {
  code: 'error-hidden-in-success',
  group: 'permission',
  title: 'A refusal inside a success',
  fixIn: 'api',
  step: 'challenge',
  aliases: [
    'UNAUTHENTICATED',
    'FORBIDDEN',
    '200 OK with error',
    'invalid_auth',
    'connect_error',
    'grpc-status: 16',
  ],
  specs: [graphqlOverHttp, rfc9110Unauthorized],
  words,
  explains: [],
  manner: true,
  decide(failing, facts) {
    const error = facts.hiddenError(failing);
    if (!error) return undefined;
    const code = failing.response?.status ?? 200;
    const meant = facts.refusal(failing);
    const sentNothing = wentAlone(failing, facts);
    return {
      kind: 'found',
      confidence: howSure(failing, error, facts),
      title:
        error.mark === undefined
          ? `Status ${code}, but the ${error.protocol} answer is a refusal`
          : `Status ${code}, but the ${error.protocol} answer says ${quote(error.mark, 60)}`,
      line: sentNothing
        ? `A ${meant} inside a success; no credential was sent`
        : `A ${meant} inside a success`,
      evidence: present(
        saidInside(error),
        status(failing),
        sentNothing && absentRequestHeader(failing, 'Authorization'),
      ),
    };
  },
};

/** Where the words name a reason of their own, that reason knows more. */
function howSure(failing: Exchange, error: HiddenError, facts: Facts): 'certain' | 'likely' {
  const isNamed = error.by === 'code' && error.protocol !== 'JSON';
  return isNamed && !facts.saysOtherwise(failing, 'missing-credential', 'session') ? 'certain' : 'likely';
}

function saidInside({ at, mark }: HiddenError): Evidence {
  const label = at.part === 'response-header' ? `Response header ${at.name}` : 'The answer says';
  return { label, at, ...(mark !== undefined && { mark }) };
}
