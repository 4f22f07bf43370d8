import type { Exchange, JarCookie } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Confidence } from '../../engine/cause.ts';
import { absentRequestHeader, present } from '../../engine/evidence.ts';
import { type CookieFact, looksLikeSession } from '../../facts/cookies.ts';
import { credentialsMode } from '../../facts/cors.ts';
import type { Facts } from '../../facts/facts.ts';
import { fetchCredentials } from '../specs.ts';
import words from './credentials-omitted.md?raw';
import { cookieEvidence, refusedWithoutSession } from './session.ts';

export const credentialsOmitted: Cause = {
  code: 'credentials-omitted',
  group: 'cookies',
  title: 'The request was made without credentials',
  fixIn: 'client',
  step: 'session',
  aliases: ['credentials: include', 'withCredentials', 'AnonymousContext'],
  specs: [fetchCredentials],
  words,
  explains: ['authorization-missing'],
  decide(failing, facts) {
    if (!refusedWithoutSession(failing, facts) || !choosesCredentials(failing)) return undefined;
    const mode = credentialsMode(failing);
    if (mode === 'include') return { kind: 'ruled-out', because: 'The request was made with credentials' };
    if (failing.blindSpots.includes('cookies'))
      return { kind: 'cannot-tell', because: 'The record holds no cookies' };
    const left = facts
      .cookies(failing)
      .find(({ cookie, fate }) => looksLikeSession(cookie) && fate.kind === 'left-out');
    if (!left) return undefined;
    const crossSite = headerValue(failing.request.headers, 'sec-fetch-site') === 'cross-site';
    // Across sites third-party blocking would look the same, unless the browser says that none were to go.
    if (crossSite && mode !== 'omit') return undefined;
    const name = left.cookie.name.slice(0, 60);
    return {
      kind: 'found',
      confidence: confidenceIn(left, failing, facts),
      title: isSameOrigin(failing)
        ? `The cookie ${name} could have gone along, and did not`
        : `The cookie ${name} could have gone along, but the request was made without credentials`,
      line: isSameOrigin(failing)
        ? `${name} was not sent, though to its own origin fetch does so unless told otherwise; or it was gone by then`
        : `${name} left out; across origins ${asker(failing)} cookies only when told`,
      evidence: present(
        cookieEvidence(failing, left),
        absentRequestHeader(failing, 'Cookie'),
        crossSite &&
          absentRequestHeader(failing, 'Sec-Fetch-Storage-Access', {
            note: 'it comes with every cross-site request that has credentials',
          }),
      ),
    };
  },
};

/** Code chooses for fetch; for an element its attribute crossorigin, which makes a request with CORS of it (HTML §2.5.3). */
function choosesCredentials({ kind, request }: Exchange): boolean {
  return kind === 'fetch' || isElement(kind, headerValue(request.headers, 'sec-fetch-mode'));
}

function isElement(kind: Exchange['kind'], mode: string | undefined): boolean {
  return mode === 'cors' && /^(?:image|script|style|media)$/.test(kind);
}

/**
 * That the browser still had the cookie is proven by a later request that carries it. Else it may have been taken away
 * out of sight: by another tab, by the user.
 */
function confidenceIn(left: CookieFact, failing: Exchange, facts: Facts): Confidence {
  const { from } = left;
  if (from.source !== 'response') return 'likely';
  if (credentialsMode(failing) === 'omit' || isStillThere(left.cookie, from.exchange, failing, facts))
    return 'certain';
  return isSameOrigin(failing) ? 'possible' : 'likely';
}

function isStillThere(cookie: JarCookie, setBy: Exchange, failing: Exchange, facts: Facts): boolean {
  return facts.capture.exchanges.some(
    (later) =>
      later.startedAt > failing.startedAt &&
      facts
        .cookies(later)
        .some(
          ({ cookie: other, fate, from }) =>
            other.name === cookie.name &&
            fate.kind === 'sent' &&
            from.source === 'response' &&
            from.exchange.id === setBy.id,
        ),
  );
}

function isSameOrigin({ request }: Exchange): boolean {
  return headerValue(request.headers, 'sec-fetch-site') === 'same-origin';
}

function asker({ kind }: Exchange): string {
  return kind === 'fetch' ? 'fetch sends' : 'elements with crossorigin send';
}
