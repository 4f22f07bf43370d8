import type { Cause, Verdict } from '../../engine/cause.ts';
import { isSilent } from '../../facts/silent-sign-in.ts';
import { oidcAuthenticationError, oidcPrompt } from '../specs.ts';
import words from './oauth-interaction-required.md?raw';
import { confidenceIn, evidenceOf, lineOf, refusedFor, serverOf } from './refused.ts';

export const oauthInteractionRequired: Cause = {
  code: 'oauth-interaction-required',
  group: 'oauth',
  title: 'The person has to do something at the authorization server first',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'interaction_required',
    'account_selection_required',
    'unmet_authentication_requirements',
    'mfa_required',
    'AADSTS50076',
    'AADSTS50079',
    'AADSTS50158',
    'AADSTS16000',
  ],
  specs: [oidcAuthenticationError, oidcPrompt],
  words,
  explains: ['authorization-missing', 'oauth-invalid-grant'],
  decide(failing, facts): Verdict {
    const refusal = refusedFor('interaction-needed', failing, facts);
    if (!refusal) return undefined;
    const server = serverOf(failing, refusal);
    const what = needed(`${refusal.error ?? ''} ${refusal.description ?? ''}`);
    return {
      kind: 'found',
      confidence: confidenceIn(refusal),
      title: isSilent(refusal.asked)
        ? `${server} wants ${what}, and prompt=none forbids it to ask`
        : `${server} wants ${what} first`,
      line: lineOf(refusal),
      evidence: evidenceOf(failing, refusal, 'prompt', 'acr_values', 'client_id'),
    };
  },
};

function needed(said: string): string {
  if (/AADSTS(?:50072|50074|50076|50078|50079)\b|mfa|multi-?factor/i.test(said)) return 'a second factor';
  if (/AADSTS1600[01]\b|account_selection/.test(said)) return 'the person to choose an account';
  if (/AADSTS(?:50055|50144)\b|AADB2C90118/.test(said)) return 'a new password';
  if (/AADSTS5300[014]\b/.test(said)) return 'a device that its rules admit';
  return 'the person to do something';
}
