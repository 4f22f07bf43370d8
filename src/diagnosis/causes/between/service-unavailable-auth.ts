import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { present, said, status, url } from '../../engine/evidence.ts';
import type { Facts } from '../../facts/facts.ts';
import { rfc7517Set } from '../specs.ts';
import words from './service-unavailable-auth.md?raw';

/** A token or key that could not be had is missed soon after. Milliseconds. */
const WITHIN_MS = 60_000;

export const serviceUnavailableAuth: Cause = {
  code: 'service-unavailable-auth',
  group: 'between',
  title: 'Whoever checks the credential is out of order',
  fixIn: 'idp',
  step: 'edge',
  aliases: ['Jwks remote fetch is failed', 'AuthorizerConfigurationException', 'IDX20803', 'JWKS timeout'],
  specs: [rfc7517Set],
  words,
  explains: ['token-rejected', 'authorization-missing', 'gateway-rejected', 'resource-forbidden'],
  decide(failing, facts): Verdict {
    const word = facts.saysThat(failing, 'provider-down');
    if (word) {
      return {
        kind: 'found',
        confidence: 'certain',
        title: 'The API could not check the credential: what it needs for that is out of order',
        line: 'It says nothing against the credential itself',
        evidence: [said(word), status(failing)],
        ...(/Authorizer/.test(word.mark) && { fixIn: 'edge' as const }),
      };
    }
    if (failing.response?.status !== 401) return undefined;
    const broken = brokenBefore(failing, facts);
    if (!broken) return undefined;
    return {
      kind: 'found',
      confidence: 'likely',
      title: `The identity provider answered ${broken.response?.status} just before this refusal`,
      line: 'Without it there is no valid token, or no key to check one',
      evidence: present<Evidence>(
        status(broken, { label: 'The identity provider' }),
        url(broken, { label: 'Asked for' }),
        status(failing),
      ),
    };
  },
};

/** The latest failure of a token, key or discovery request of the page in the minute before, that was not mended. */
function brokenBefore(failing: Exchange, facts: Facts): Exchange | undefined {
  const asked = facts
    .providerRequests()
    .filter(({ startedAt }) => startedAt <= failing.startedAt && failing.startedAt - startedAt < WITHIN_MS);
  const last = asked.at(-1);
  return (last?.response?.status ?? 0) >= 500 ? last : undefined;
}
