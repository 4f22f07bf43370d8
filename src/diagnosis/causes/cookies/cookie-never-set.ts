import type { Exchange } from '../../../exchange/exchange.ts';
import { headerValue } from '../../../exchange/headers.ts';
import type { Cause, Evidence, Verdict } from '../../engine/cause.ts';
import { absentResponseHeader, present, responseHeader, said, url } from '../../engine/evidence.ts';
import { looksLikeSession } from '../../facts/cookies.ts';
import type { Facts } from '../../facts/facts.ts';
import { handsOutToken } from '../../facts/sign-in.ts';
import { otherCredentialHeader } from '../credential/sent.ts';
import { cookiesSyntax } from '../specs.ts';
import words from './cookie-never-set.md?raw';
import { cookieNotSent, sentSession, sharesSite, wantsHeader, wantsSession } from './session.ts';

export const cookieNeverSet: Cause = {
  code: 'cookie-never-set',
  group: 'cookies',
  title: 'The sign-in set no session cookie',
  fixIn: 'client',
  step: 'session',
  aliases: ['no Set-Cookie', 'session cookie missing', 'trust proxy', 'cookie not set'],
  specs: [cookiesSyntax],
  words,
  explains: ['authorization-missing'],
  decide(failing, facts): Verdict {
    const status = failing.response?.status;
    if (status === 403 && !facts.saysThat(failing, 'session', 'missing-credential')) return undefined;
    const signIn = facts
      .signIns(failing)
      .findLast((one) => (one.endedAt ?? one.startedAt) <= failing.startedAt && sharesSite(one, failing));
    if (!signIn || facts.authorization(failing) !== undefined || otherCredentialHeader(failing))
      return undefined;
    if (wantsHeader(failing, facts) || handsOutToken(signIn) === true) return undefined;
    if (mayHaveSet(signIn) && status === 401)
      return {
        kind: 'cannot-tell',
        because: 'The record holds no Set-Cookie: whether the sign-in set a session cannot be seen',
      };
    if (!wantsSession(failing, facts)) return undefined;
    if (knowsSession(failing, facts)) return undefined;
    const word = facts.saysThat(failing, 'session', 'missing-credential');
    return {
      kind: 'found',
      // A page may keep what identifies it in a header of its own.
      confidence: handsOutToken(signIn) === false ? 'likely' : 'possible',
      title: 'The sign-in succeeded and set no session cookie',
      line: 'No session in the answer to the sign-in, and none was sent here',
      fixIn: 'api',
      evidence: present(
        noSession(signIn),
        url(signIn, { label: 'Signed in at' }),
        cookieNotSent(failing),
        word && said(word),
      ),
    };
  },
};

function noSession(signIn: Exchange): Evidence {
  const label = 'Set-Cookie of the sign-in';
  return headerValue(signIn.response?.headers ?? [], 'set-cookie') === undefined
    ? absentResponseHeader(signIn, 'Set-Cookie', { label })
    : responseHeader(signIn, 'Set-Cookie', { label, note: 'none of what it sets is a session' });
}

/** May a Set-Cookie have been cut from the record? */
function mayHaveSet({ blindSpots }: Exchange): boolean {
  return blindSpots.includes('set-cookie') || blindSpots.includes('response-headers');
}

/** Is there, or was there, a session of this host: sent, held back, refused by the browser, or deleted? */
function knowsSession(failing: Exchange, facts: Facts): boolean {
  const { stored, refused } = facts.cookieHistory(failing);
  return (
    sentSession(failing, facts) !== undefined ||
    facts.cookies(failing).some(({ cookie }) => looksLikeSession(cookie)) ||
    stored.some(({ cookie }) => looksLikeSession(cookie)) ||
    refused.some(({ name, cookie }) => looksLikeSession({ name, httpOnly: cookie?.httpOnly ?? false }))
  );
}
