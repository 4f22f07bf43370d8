import type { Cause, Verdict } from '../../engine/cause.ts';
import { quote } from '../../engine/quote.ts';
import { rfc6749AuthorizationError } from '../specs.ts';
import words from './oauth-unsupported-response-type.md?raw';
import { confidenceIn, evidenceOf, lineOf, refusedFor, serverOf } from './refused.ts';

export const oauthUnsupportedResponseType: Cause = {
  code: 'oauth-unsupported-response-type',
  group: 'oauth',
  title: 'The authorization server does not offer this response type',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'unsupported_response_type',
    'unsupported_response_mode',
    'AADSTS700051',
    'AADSTS700054',
    'AADB2C90057',
  ],
  specs: [rfc6749AuthorizationError],
  words,
  explains: [],
  decide(failing, facts): Verdict {
    const refusal = refusedFor('response-type', failing, facts);
    if (!refusal) return undefined;
    const type = refusal.asked?.request.responseType;
    const server = serverOf(failing, refusal);
    return {
      kind: 'found',
      confidence: confidenceIn(refusal),
      title:
        type === undefined
          ? `${server} does not offer the requested response type`
          : `${server} does not offer response_type ${quote(type, 60)} to this client`,
      line: lineOf(refusal),
      evidence: evidenceOf(failing, refusal, 'response_type', 'response_mode', 'client_id'),
    };
  },
};
