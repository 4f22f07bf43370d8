import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present } from '../../engine/evidence.ts';
import type { OAuthRefusal } from '../../facts/oauth-refusal.ts';
import {
  isSilent,
  type SessionKeptBack,
  sessionEvidence,
  sessionKeptBack,
} from '../../facts/silent-sign-in.ts';
import { oidcAuthenticationError, oidcPrompt } from '../specs.ts';
import words from './oauth-login-required.md?raw';
import { confidenceIn, evidenceOf, lineOf, refusedFor, serverOf } from './refused.ts';

export const oauthLoginRequired: Cause = {
  code: 'oauth-login-required',
  group: 'oauth',
  title: 'Nobody is signed in at the authorization server',
  fixIn: 'client',
  step: 'oauth',
  aliases: ['login_required', 'immediate_failed', 'AADSTS50058', 'AADB2C90077', 'silent_renew_error'],
  specs: [oidcAuthenticationError, oidcPrompt],
  words,
  explains: ['authorization-missing'],
  decide(failing, facts): Verdict {
    const refusal = refusedFor('sign-in-needed', failing, facts);
    if (!refusal) return undefined;
    const keptBack = sessionKeptBack(failing, facts);
    return {
      kind: 'found',
      confidence: confidenceIn(refusal),
      title: titleOf(failing, refusal, keptBack),
      line: lineOf(refusal),
      evidence: present(
        ...evidenceOf(failing, refusal, 'prompt', 'client_id'),
        keptBack && sessionEvidence(keptBack),
      ),
    };
  },
};

function titleOf(failing: Exchange, refusal: OAuthRefusal, keptBack: SessionKeptBack | undefined): string {
  const server = serverOf(failing, refusal);
  if (keptBack) {
    const name = keptBack.cookie?.cookie.name.slice(0, 60) ?? 'its cookies';
    return `${server} did not get its session: the browser kept ${name} back from the frame`;
  }
  if (!isSilent(refusal.asked)) return `${server} wants a sign-in first`;
  return `${server} saw nobody signed in, and prompt=none forbids it to ask`;
}
