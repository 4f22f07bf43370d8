import type { Cause, FixParty, Verdict } from '../../engine/cause.ts';
import type { OAuthRefusal } from '../../facts/oauth-refusal.ts';
import { rfc6749AuthorizationError } from '../specs.ts';
import words from './oauth-access-denied.md?raw';
import { confidenceIn, evidenceOf, lineOf, refusedFor, serverOf, withinSentence } from './refused.ts';

export const oauthAccessDenied: Cause = {
  code: 'oauth-access-denied',
  group: 'oauth',
  title: 'The sign-in was declined',
  fixIn: 'client',
  step: 'oauth',
  aliases: [
    'access_denied',
    'user_cancelled_login',
    'org_internal',
    'admin_policy_enforced',
    'AADSTS50105',
    'AADSTS53003',
    'AADSTS65004',
    'AADB2C90091',
  ],
  specs: [rfc6749AuthorizationError],
  words,
  explains: ['authorization-missing'],
  decide(failing, facts): Verdict {
    const refusal = refusedFor('sign-in-denied', failing, facts);
    if (!refusal) return undefined;
    const server = serverOf(failing, refusal);
    const rule = isRule(refusal);
    return {
      kind: 'found',
      confidence: confidenceIn(refusal),
      title: rule
        ? `A rule at ${withinSentence(server)} keeps this person from the application`
        : wasClick(refusal)
          ? `The person declined the sign-in at ${withinSentence(server)}`
          : `${server} answers access_denied: the person declined, or a rule did`,
      line: lineOf(refusal),
      evidence: evidenceOf(failing, refusal, 'client_id', 'scope'),
      ...(rule && { fixIn: 'idp' satisfies FixParty }),
    };
  },
};

/** A person’s own click, by the words beside the code. */
function wasClick({ error, description }: OAuthRefusal): boolean {
  return /cancel|abort|declin|user denied|denied by (?:the )?user|AADSTS65004\b|AADB2C90091\b/i.test(
    `${error ?? ''} ${description ?? ''}`,
  );
}

/** Messages that no person’s click brings about: assignment, tenant, conditional access. */
function isRule({ error, description }: OAuthRefusal): boolean {
  return (
    /^(?:org_internal|admin_policy_enforced)$/.test(error ?? '') ||
    /AADSTS(?:50020|50034|50105|500212|500213|53002|53003|90072)\b|not assigned|polic(?:y|ies)\b|Error 403: (?:org_internal|admin)/i.test(
      description ?? '',
    )
  );
}
