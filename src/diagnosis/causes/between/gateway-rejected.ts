import type { Exchange } from '../../../exchange/exchange.ts';
import type { Role } from '../../dialects/index.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, said, status } from '../../engine/evidence.ts';
import { quote } from '../../engine/quote.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Responder } from '../../facts/responder.ts';
import { rfc9110Forbidden, rfc9110Forwarding } from '../specs.ts';
import words from './gateway-rejected.md?raw';
import { shows } from './sent.ts';

const BETWEEN: ReadonlySet<Role> = new Set(['gateway', 'proxy', 'cdn']);

export const gatewayRejected: Cause = {
  code: 'gateway-rejected',
  group: 'between',
  title: 'A gateway refused the request, not the API',
  fixIn: 'edge',
  step: 'edge',
  aliases: ['RBAC: access denied', 'x-amzn-ErrorType', 'Request forbidden by administrative rules'],
  specs: [rfc9110Forwarding, rfc9110Forbidden],
  words,
  explains: [],
  lastResort: true,
  decide(failing, facts): Verdict {
    const code = failing.response?.status;
    if (code !== 401 && code !== 403) return undefined;
    // A challenge asks for a credential: that is no refusal by a rule.
    if (code === 401 && facts.challenges(failing).length > 0) return undefined;
    const author = gatewayBehind(failing, facts);
    // What names another reason is a cause of its own.
    if (!author || facts.saysOtherwise(failing, 'policy')) return undefined;
    const word = facts.says(failing).find(({ vendor }) => vendor === author.product);
    return {
      kind: 'found',
      confidence: code === 403 ? 'likely' : 'possible',
      title: `${author.product} refused the request; it did not reach the API`,
      line: word ? `It says ${quote(word.mark)}` : `The answer is ${author.product}’s own`,
      evidence: present<Evidence>(word ? said(word) : shows(author, 'Who answered'), status(failing)),
    };
  },
};

function gatewayBehind(failing: Exchange, facts: Facts): Responder | undefined {
  const author = facts.answeredBy(failing);
  return author?.sure === 'certain' && BETWEEN.has(author.role) ? author : undefined;
}
