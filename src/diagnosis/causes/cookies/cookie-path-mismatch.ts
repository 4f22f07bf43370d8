import { pathOf } from '../../../exchange/address.ts';
import type { Exchange } from '../../../exchange/exchange.ts';
import type { Cause } from '../../engine/cause.ts';
import { url } from '../../engine/evidence.ts';
import { type CookieFact, looksLikeSession } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { handsOutToken, isSignIn } from '../../facts/sign-in.ts';
import { cookiesPath } from '../specs.ts';
import words from './cookie-path-mismatch.md?raw';
import { cookieNotSent, lackingSession, short } from './session.ts';

/** Cookies that are meant for one place alone: what renews a token goes nowhere else. */
const FOR_ONE_PLACE = /refresh|renew|oauth|oidc|state|nonce|pkce|saml|correlation/i;

export const cookiePathMismatch: Cause = {
  code: 'cookie-path-mismatch',
  group: 'cookies',
  title: 'Session cookie is for another path',
  fixIn: 'api',
  step: 'session',
  aliases: ['NotOnPath', 'ExcludeNotOnPath', 'Path attribute', 'default path'],
  specs: [cookiesPath],
  words,
  explains: ['authorization-missing', 'csrf-token-missing', 'csrf-token-mismatch', 'credentials-omitted'],
  decide(failing, facts) {
    const sessions = facts.cookies(failing).filter(({ cookie }) => looksLikeSession(cookie));
    // One that is for this path, whatever became of it, is for the other causes.
    if (sessions.some((fact) => !isElsewhere(fact))) return undefined;
    const lacking = lackingSession(failing, facts, {
      held: (reasons, { cookie }) => reasons.includes('NotOnPath') && !FOR_ONE_PLACE.test(cookie.name),
    });
    if (!lacking || (lacking.setter && handsOutToken(lacking.setter) === true)) return undefined;
    const path = sessions.find(({ cookie }) => cookie.name === lacking.name)?.cookie.path ?? '/';
    const name = short(lacking.name);
    const sentTo = pathOf(failing.request.url) || '/';
    return {
      kind: 'found',
      // Cookies for one place are common: what a sign-in sets at its end is not meant to be one.
      confidence: endsSignIn(lacking.setter, failing, facts) ? lacking.confidence : 'possible',
      title: `The cookie ${name} stayed home: its Path is ${path.slice(0, 80)}, and the request went to ${sentTo.slice(0, 80)}`,
      line: `${name} goes along under ${path.slice(0, 80)} only`,
      evidence: [
        lacking.evidence('path', { note: `for ${path.slice(0, 80)} and what is below it` }),
        url(failing, { mark: sentTo }),
        cookieNotSent(failing),
      ],
    };
  },
};

/** By its form, or by the callback that led straight to this request. */
function endsSignIn(setter: Exchange | undefined, failing: Exchange, facts: Facts): boolean {
  if (!setter) return false;
  return (
    isSignIn(setter) ||
    (facts.redirectedFrom(failing)?.id === setter.id &&
      facts.oauth(setter)?.kind === 'authorization-response')
  );
}

function isElsewhere({ fate }: CookieFact): boolean {
  return fate.kind === 'held-back' && fate.reasons.includes('NotOnPath');
}
