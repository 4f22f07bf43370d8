import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, said, status } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import { rfc9110Forbidden } from '../specs.ts';
import words from './account-locked.md?raw';

export const accountLocked: Cause = {
  code: 'account-locked',
  group: 'permission',
  title: 'The account is locked or not active',
  fixIn: 'idp',
  step: 'limits',
  aliases: [
    'account disabled',
    'account suspended',
    'user_banned',
    'AADSTS50053',
    'AADSTS50057',
    'Email not confirmed',
    'LockedOut',
    'User inactive or deleted',
  ],
  specs: [rfc9110Forbidden],
  words,
  explains: [
    'resource-forbidden',
    'token-rejected',
    'basic-rejected',
    'status-misused',
    'login-rejected',
    'too-many-attempts',
  ],
  decide(failing, facts): Verdict {
    const code = facts.refusal(failing) ?? 0;
    if (code < 400 || code > 499 || code === 404) return undefined;
    const word = facts.saysThat(failing, 'locked');
    if (!word) return undefined;
    return {
      kind: 'found',
      confidence: 'likely',
      title: `The server says that the account is ${stateOf(word.mark)}`,
      line: `It says ${quote(word.mark, 60)}`,
      evidence: present(said(word), status(failing)),
    };
  },
};

const STATES: readonly (readonly [words: RegExp, state: string])[] = [
  [/verif|confirm/i, 'not verified'],
  [/suspend/i, 'suspended'],
  [/ban|block/i, 'blocked'],
  [/lock|AADSTS50053/i, 'locked'],
  [/approv/i, 'not approved yet'],
  [/disabl|deactiv|inactive|not (?:yet )?(?:active|activated|enabled)|AADSTS50057|set up/i, 'not active'],
];

function stateOf(mark: string): string {
  return STATES.find(([pattern]) => pattern.test(mark))?.[1] ?? 'not active';
}
