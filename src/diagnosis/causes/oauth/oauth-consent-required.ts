import type { Cause, FixParty, Verdict } from '../../engine/cause.ts';
import { isSilent } from '../../facts/silent-sign-in.ts';
import { oidcAuthenticationError, oidcPrompt } from '../specs.ts';
import words from './oauth-consent-required.md?raw';
import { confidenceIn, evidenceOf, lineOf, refusedFor, serverOf } from './refused.ts';

export const oauthConsentRequired: Cause = {
  code: 'oauth-consent-required',
  group: 'oauth',
  title: 'Consent is missing for what the client asks',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'consent_required',
    'AADSTS65001',
    'AADSTS90094',
    'Need admin approval',
    'suberror consent_required',
  ],
  specs: [oidcAuthenticationError, oidcPrompt],
  words,
  explains: ['authorization-missing', 'oauth-invalid-grant'],
  decide(failing, facts): Verdict {
    const refusal = refusedFor('consent-needed', failing, facts);
    if (!refusal) return undefined;
    const server = serverOf(failing, refusal);
    const byAdministrator = /AADSTS9009[45]\b/.test(refusal.description ?? '');
    return {
      kind: 'found',
      confidence: confidenceIn(refusal),
      title: byAdministrator
        ? `${server} wants an administrator’s consent for these permissions`
        : isSilent(refusal.asked)
          ? `${server} needs the person’s consent, and prompt=none forbids it to ask`
          : `${server} has no consent for what the client asks`,
      line: lineOf(refusal),
      evidence: evidenceOf(failing, refusal, 'prompt', 'scope', 'client_id'),
      ...(byAdministrator && { fixIn: 'idp' satisfies FixParty }),
    };
  },
};
