import type { Exchange } from '../../../exchange/exchange.ts';
import { crossSiteBecause } from '../../../protocol/cookies/site.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, url } from '../../engine/evidence.ts';
import { looksLikeSession } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { handsOutToken, isSignIn } from '../../facts/sign-in.ts';
import { cookiesDomain } from '../specs.ts';
import words from './cookie-domain-mismatch.md?raw';
import {
  cookieEvidence,
  cookieNotSent,
  hostname,
  lackingSession,
  sentSession,
  sharesSite,
  short,
  wantsSession,
} from './session.ts';

export const cookieDomainMismatch: Cause = {
  code: 'cookie-domain-mismatch',
  group: 'cookies',
  title: 'Session cookie is for another host',
  fixIn: 'api',
  step: 'session',
  aliases: [
    'InvalidDomain',
    'DomainMismatch',
    'CookieRejectedInvalidDomain',
    'ExcludeInvalidDomain',
    'host-only cookie',
  ],
  specs: [cookiesDomain],
  words,
  explains: [
    'authorization-missing',
    'csrf-token-missing',
    'csrf-token-mismatch',
    'cookie-never-set',
    'third-party-cookies-blocked',
    'credentials-omitted',
  ],
  decide: (failing, facts) => refusedDomain(failing, facts) ?? otherHost(failing, facts),
};

function refusedDomain(failing: Exchange, facts: Facts): Verdict {
  const lacking = lackingSession(failing, facts, { refused: ({ reason }) => reason === 'InvalidDomain' });
  if (!lacking?.setter) return undefined;
  const name = short(lacking.name);
  return {
    kind: 'found',
    confidence: lacking.confidence,
    title: `The browser refused the cookie ${name}: its Domain is not one that ${hostname(lacking.setter).slice(0, 80)} may set`,
    line: `${name} names a Domain that does not cover the host which set it`,
    evidence: [
      lacking.evidence('domain', { note: 'it must be the host itself or a domain above it' }),
      url(lacking.setter, { mark: hostname(lacking.setter) }),
      cookieNotSent(failing),
    ],
  };
}

/** Signed in on one host of the site, refused on another that the cookie does not reach. */
function otherHost(failing: Exchange, facts: Facts): Verdict {
  if (!wantsSession(failing, facts) || sentSession(failing, facts) !== undefined) return undefined;
  // A session of this host's own, whatever became of it, is for the other causes.
  if (facts.cookies(failing).some(({ cookie }) => looksLikeSession(cookie))) return undefined;
  const host = hostname(failing);
  const elsewhere = facts
    .cookieHistory(failing)
    .stored.findLast(
      ({ cookie, exchange }) => looksLikeSession(cookie) && isSignInFor(failing, exchange, facts),
    );
  if (!elsewhere) return undefined;
  const { cookie, exchange } = elsewhere;
  const name = short(cookie.name);
  return {
    kind: 'found',
    // The two hosts may have sessions of their own.
    confidence: 'likely',
    title: `The cookie ${name} stayed home: it belongs to ${cookie.domain.slice(0, 80)}, not to ${host.slice(0, 80)}`,
    line: cookie.hostOnly
      ? `${name} has no Domain, so it goes to ${cookie.domain.slice(0, 80)} alone`
      : `${name} has Domain=${cookie.domain.slice(0, 80)}`,
    evidence: present(
      cookieEvidence(
        failing,
        { cookie, from: { source: 'response', exchange } },
        { note: cookie.hostOnly ? 'no Domain: for this host alone' : `for ${cookie.domain.slice(0, 80)}` },
      ),
      url(failing, { mark: host }),
      cookieNotSent(failing),
    ),
  };
}

/** Did this sign in to what the failing request belongs to: one site, and no authorization server’s own session? */
function isSignInFor(failing: Exchange, setter: Exchange, facts: Facts): boolean {
  if (!isSignIn(setter) || handsOutToken(setter) === true) return false;
  if (crossSiteBecause(setter.request.url, failing.request.url) === 'domain') return false;
  return !facts.oauthExchanges().some(([exchange]) => sharesSite(exchange, setter));
}
