import { headerValue } from '../../../exchange/headers.ts';
import type { Cause } from '../../engine/cause.ts';
import { absentRequestHeader, present } from '../../engine/evidence.ts';
import { looksLikeSession } from '../../facts/cookies.ts';
import { credentialsMode } from '../../facts/cors.ts';
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
    if (!refusedWithoutSession(failing, facts) || failing.kind !== 'fetch') return undefined;
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
      confidence: left.from.source === 'response' ? 'certain' : 'likely',
      title: `The cookie ${name} could have gone along, but the request was made without credentials`,
      line: `${name} left out; across origins fetch sends cookies only when told`,
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
