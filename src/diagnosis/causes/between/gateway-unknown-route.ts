import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, said, url } from '../../engine/evidence.ts';
import { rfc9110Forbidden } from '../specs.ts';
import words from './gateway-unknown-route.md?raw';
import { methodAndPath } from './sent.ts';

export const gatewayUnknownRoute: Cause = {
  code: 'gateway-unknown-route',
  group: 'between',
  title: 'The gateway knows no such route',
  fixIn: 'client',
  step: 'edge',
  aliases: ['Missing Authentication Token', 'MissingAuthenticationTokenException', 'no Route matched'],
  specs: [rfc9110Forbidden],
  words,
  explains: ['authorization-missing', 'resource-forbidden', 'gateway-rejected', 'wrong-scheme'],
  decide(failing, facts): Verdict {
    const word = facts.saysThat(failing, 'unknown-route');
    if (!word) return undefined;
    const elsewhere = facts.onApi(failing).find(({ id, response }) => {
      const code = response?.status ?? 0;
      return id !== failing.id && code >= 200 && code < 300;
    });
    return {
      kind: 'found',
      confidence: 'likely',
      title: `The gateway has no route for ${methodAndPath(failing)}`,
      line: 'Its message speaks of a token; it means the path or the method',
      evidence: present(
        said(word),
        url(failing, { note: 'stage, path and method must be as deployed' }),
        elsewhere && url(elsewhere, { label: 'A route it has' }),
      ),
    };
  },
};
