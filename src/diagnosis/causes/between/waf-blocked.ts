import { withoutQuery } from '../../../exchange/address.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, said, status, url } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import type { ServerWord } from '../../facts/server-words.ts';
import { rfc9110Forbidden } from '../specs.ts';
import { shows } from './sent.ts';
import words from './waf-blocked.md?raw';

export const wafBlocked: Cause = {
  code: 'waf-blocked',
  group: 'between',
  title: 'A firewall stopped the request',
  fixIn: 'edge',
  step: 'edge',
  aliases: [
    'cf-mitigated: challenge',
    'error code: 1020',
    'Attention Required! | Cloudflare',
    'ModSecurity',
    'Reference #18',
    'Incapsula incident',
  ],
  specs: [rfc9110Forbidden],
  words,
  explains: [
    'resource-forbidden',
    'gateway-rejected',
    'authorization-missing',
    'token-rejected',
    'explicit-deny',
  ],
  decide(failing, facts): Verdict {
    if (failing.response === undefined) return undefined;
    const word = facts.saysThat(failing, 'firewall');
    return word ? byItsWords(failing, facts, word) : byItsTaste(failing, facts);
  },
};

function byItsWords(failing: Exchange, facts: Facts, word: ServerWord): Verdict {
  const product = word.vendor ?? 'A firewall';
  const challenge = /challenge|captcha|moment|secure/i.test(word.mark);
  const seen = facts.onTheWay(failing).find((each) => each.product === word.vendor);
  return {
    kind: 'found',
    confidence: word.at.part === 'response-header' || seen ? 'certain' : 'likely',
    title: challenge
      ? `${product} wants to check the browser, and a fetch cannot answer that`
      : `${product} blocked the request before it reached the API`,
    line: 'The credential was not looked at',
    evidence: present<Evidence>(
      said(word, { label: 'The firewall said' }),
      status(failing),
      seen && shows(seen, 'On the way'),
    ),
  };
}

/** What rule sets against injection look for (OWASP Core Rule Set, in short). */
const LOOKS_LIKE_AN_ATTACK =
  /union\s{1,9}(?:all\s{1,9})?select|'\s{0,9}or\s{1,9}['\d]|<script|<img\s|javascript:|\.\.\/\.\.|\/etc\/passwd|\$\{jndi:|;\s{0,9}(?:drop|cat|wget|curl)\s|(?:sleep|benchmark)\(\d/i;

/**
 * The front server’s own page for a request that looks like an attack, where the same credential was accepted at the
 * same path without it.
 */
function byItsTaste(failing: Exchange, facts: Facts): Verdict {
  const code = failing.response?.status;
  if (code !== 403 || !LOOKS_LIKE_AN_ATTACK.test(readable(failing))) return undefined;
  const author = facts.answeredBy(failing);
  if (author?.sure !== 'certain' || (author.role !== 'proxy' && author.role !== 'server')) return undefined;
  const accepted = facts
    .acceptedWith(failing)
    .find((other) => withoutQuery(other.request.url) === withoutQuery(failing.request.url));
  if (!accepted) return undefined;
  return {
    kind: 'found',
    confidence: 'likely',
    title: `A firewall in ${author.product} took this request for an attack`,
    line: 'The same credential is accepted at the same path without these values',
    evidence: [
      url(failing, { label: 'Looks like an attack' }),
      shows(author, 'Who answered'),
      url(accepted, { label: 'Accepted', note: `answered ${accepted.response?.status}` }),
    ],
  };
}

/** URL and body as the firewall reads them: decoded where that can be done. */
function readable({ request }: Exchange): string {
  const text = `${request.url.slice(0, 4_000)}\n${request.body?.text.slice(0, 4_000) ?? ''}`;
  return text
    .replace(/\+/g, ' ')
    .replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
