import type { Exchange } from '../../../exchange/exchange.ts';
import { domainMatches } from '../../../protocol/cookies/match.ts';
import type { Cause, Verdict } from '../../engine/cause.ts';
import { present, url } from '../../engine/evidence.ts';
import { looksLikeSession, type StoredCookie } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { handsOutToken, isSignIn } from '../../facts/sign-in.ts';
import { cookiesDomain } from '../specs.ts';
import words from './cookie-domain-mismatch.md?raw';
import {
  cookieEvidence,
  cookieNotSent,
  hostname,
  lackingSession,
  refusedWithoutSession,
  saysAnotherReason,
  sentSession,
  short,
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
  if (!refusedWithoutSession(failing, facts) || saysAnotherReason(failing, facts)) return undefined;
  if (sentSession(failing, facts) !== undefined) return undefined;
  const host = hostname(failing);
  const { stored } = facts.cookieHistory(failing);
  const reaches = ({ cookie }: StoredCookie) =>
    cookie.hostOnly ? cookie.domain === host : domainMatches(host, cookie.domain);
  const sessions = stored.filter(({ cookie }) => looksLikeSession(cookie));
  // A session of this host's own, whatever became of it, is for the other causes.
  if (sessions.some(reaches)) return undefined;
  const elsewhere = sessions.findLast(
    ({ exchange }) => isSignIn(exchange) && handsOutToken(exchange) !== true,
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
