import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, said, status } from '../../engine/evidence.ts';
import { rfc9110Forbidden } from '../specs.ts';
import { pathOf } from './path.ts';
import words from './resource-forbidden.md?raw';

export const resourceForbidden: Cause = {
  code: 'resource-forbidden',
  group: 'permission',
  title: 'Signed in, but not allowed here',
  fixIn: 'api',
  step: 'permission',
  aliases: ['403 Forbidden', 'Access denied', 'permission_denied'],
  specs: [rfc9110Forbidden],
  words,
  explains: [],
  lastResort: true,
  decide(failing, facts): Verdict {
    if (failing.response?.status !== 403) return undefined;
    if (facts.saysOtherwise(failing, 'role', 'session')) return undefined;
    const elsewhere = facts.acceptedWith(failing).at(-1);
    if (!elsewhere) return undefined;
    const word = facts.saysThat(failing, 'forbidden', 'role');
    return {
      kind: 'found',
      confidence: 'likely',
      title: 'The same credential is accepted elsewhere on this API, and refused here',
      line: `Accepted for ${elsewhere.request.method} ${pathOf(elsewhere.request.url)}`,
      evidence: present(
        status(failing),
        {
          label: 'Accepted',
          at: { part: 'url', exchangeId: elsewhere.id },
          note: `answered ${elsewhere.response?.status}`,
        },
        word && said(word),
      ),
    };
  },
};
