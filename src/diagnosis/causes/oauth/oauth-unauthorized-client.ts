import type { Cause, Verdict } from '../../engine/cause.ts';
import { quote } from '../../engine/quote.ts';
import { rfc6749AuthorizationError, rfc6749TokenError } from '../specs.ts';
import words from './oauth-unauthorized-client.md?raw';
import {
  clientOf,
  confidenceIn,
  evidenceOf,
  lineOf,
  refusedFor,
  serverOf,
  withinSentence,
} from './refused.ts';

export const oauthUnauthorizedClient: Cause = {
  code: 'oauth-unauthorized-client',
  group: 'oauth',
  title: 'The client may not use this flow',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'unauthorized_client',
    'unsupported_grant_type',
    'AADSTS9002326',
    'AADSTS50194',
    'disallowed_useragent',
    'Grant type not allowed for the client',
    'Client not allowed for direct access grants',
  ],
  specs: [rfc6749AuthorizationError, rfc6749TokenError],
  words,
  explains: ['basic-rejected', 'authorization-missing'],
  decide(failing, facts): Verdict {
    const refusal = refusedFor('client-not-allowed', failing, facts);
    if (!refusal) return undefined;
    const client = clientOf(failing, refusal, facts);
    const message = facts.oauth(failing);
    const grant = message?.kind === 'token-request' ? message.request.grantType : undefined;
    const what = grant === undefined ? 'this flow' : `the grant ${quote(grant, 60)}`;
    return {
      kind: 'found',
      confidence: confidenceIn(refusal),
      title: `The client${client === undefined ? '' : ` ${client}`} may not use ${what} at ${withinSentence(serverOf(failing, refusal))}`,
      line: lineOf(refusal),
      evidence: evidenceOf(failing, refusal, 'client_id', 'response_type'),
    };
  },
};
